"""Checkpoints outside the workspace, and what the walk says when the chain is not the one they saw."""

import json
from pathlib import Path

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.services import audit_checkpoint, audit_trail
from expunge_desktop.services.session import Session


def test_a_checkpoint_tells_the_newest_row_and_nothing_of_a_person(worked: Session, tmp_path: Path) -> None:
    made = audit_checkpoint.export(worked, tmp_path / "march.json")
    told = json.loads((tmp_path / "march.json").read_text())
    assert (told["seq"], told["hash"]) == (made.seq, made.hash)
    assert set(told) == {
        "kind", "format", "program", "workspace_id", "seq", "hash", "made_at", "made_by", "marks", "sha256",
        "backups",
    }  # fmt: skip
    assert audit_checkpoint.read(tmp_path / "march.json") == made
    assert (tmp_path / "march.json").stat().st_mode & 0o777 == 0o600


def test_the_trail_agrees_with_a_checkpoint_and_a_head_written_earlier(
    worked: Session, tmp_path: Path
) -> None:
    head = audit_trail.head(worked)
    audit_checkpoint.export(worked, tmp_path / "march.json")
    report = audit_trail.verify(worked, [tmp_path / "march.json"], [f"{head[:32]} {head[32:].upper()}"])
    assert report.is_intact
    assert {one.kind for one in report.compared} == {
        "checkpoint file", "printed head", "checkpoint", "key file",
    }  # fmt: skip
    assert all(one.is_kept for one in report.compared)


def test_a_head_nobody_ever_saw_is_told(worked: Session) -> None:
    report = audit_trail.verify(worked, heads=["0" * 64])
    assert not report.is_intact
    assert "printed head 000000000000" in report.reason


def test_a_checkpoint_that_was_changed_or_is_of_another_workspace_is_refused(
    worked: Session, new_session, tmp_path: Path
) -> None:
    path = tmp_path / "march.json"
    audit_checkpoint.export(worked, path)
    other = new_session()
    with pytest.raises(AnswerIsNoError, match="another workspace"):
        audit_trail.verify(other, [path])
    path.write_text(path.read_text().replace('"made_by": "Ada"', '"made_by": "Eve"'))
    with pytest.raises(AnswerIsNoError, match="not as it was written"):
        audit_trail.verify(worked, [path])


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"kind": 1}', b"[" * 100_000])
def test_a_file_that_is_no_checkpoint_is_refused_in_a_sentence(
    worked: Session, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(AnswerIsNoError, match="neither a checkpoint"):
        audit_trail.verify(worked, [tmp_path / "x.json"])


def test_a_head_with_a_letter_wrong_is_refused(worked: Session) -> None:
    with pytest.raises(UsageError, match="64 characters"):
        audit_trail.verify(worked, heads=["g" * 64])


def test_a_checkpoint_never_overwrites_and_leaves_no_row_when_it_cannot_be_written(
    worked: Session, tmp_path: Path
) -> None:
    (tmp_path / "there.json").write_text("kept")
    before = audit_trail.verbs(worked).get("checkpoint", 0)
    with pytest.raises(AnswerIsNoError, match="exists already"):
        audit_checkpoint.export(worked, tmp_path / "there.json")
    assert (tmp_path / "there.json").read_text() == "kept"
    assert audit_trail.verbs(worked).get("checkpoint", 0) == before
