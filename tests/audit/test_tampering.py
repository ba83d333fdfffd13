"""The trail in the hands of somebody who holds the key: what is found, by what, and what is not."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from audit_tampering import chain_of, put, without_guards
from campaigns.tamper import restored
from campaigns.tamper.chain import FIELDS, Bench, anew, judged, tamperings

from expunge_desktop.services import audit_checkpoint, audit_trail
from expunge_desktop.services.audit_judgement import Held
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit


def genesis_of(session: Session) -> str:
    with session.read() as connection:
        return audit.genesis(connection)


def test_every_tampering_with_a_short_chain_is_found_as_claimed(worked: Session) -> None:
    with worked.write() as tx:
        for number in range(12):
            tx.audit("note", f"conviction {number}", {"characters": number})
    rows = chain_of(worked)[:12]
    bench = Bench(worked.workspace.workspace_id)
    found: Counter[str] = Counter()
    for one in tamperings(rows, bench.genesis, pairs=12):
        found[judged(bench, one, witness=rows[8])] += 1
    bench.close()
    assert found["walk"] > 300
    assert found["witness"] > 150
    assert found["outside"] > 0


def test_after_a_restore_every_forgery_is_told_as_claimed_and_none_is_called_sound(tmp_path: Path) -> None:
    counted = restored.count(restored.real_restore(tmp_path, 16), pairs=3)
    kinds = {kind for kind, _ in counted["this"]}
    assert {"rewound to the real backup", "cut off behind an invented `restore`"} <= kinds
    for found in counted.values():
        assert found["a real restore, nothing forged", Held.LACKS] == 1
        assert found["restored, tampered with up to the backup, hashes anew", Held.CONTRADICTS] > 50
        assert not [how for _, how in found if how == Held.AGREES]
    assert counted["this"]["cut off behind an invented `restore`", Held.CONTRADICTS] > 5
    assert counted["the first"]["cut off behind an invented `restore`", Held.LACKS] > 5


@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_field_of_the_encrypted_file_is_named(worked: Session, field: str) -> None:
    with without_guards(worked) as connection:
        connection.exec_driver_sql(f"UPDATE audit SET {field} = 'x' || {field} WHERE seq = 3")  # noqa: S608
    report = audit_trail.verify(worked)
    assert report.first_broken == 3


@pytest.mark.parametrize("value", ["x'ff'", "CAST(x'fffe' AS TEXT)", "17", "''"])
def test_a_payload_that_is_no_text_of_this_program_is_named(worked: Session, value: str) -> None:
    with without_guards(worked) as connection:
        connection.exec_driver_sql(f"UPDATE audit SET payload = {value} WHERE seq = 2")  # noqa: S608
    report = audit_trail.verify(worked)
    assert report.first_broken == 2


def test_a_chain_computed_anew_is_found_by_a_checkpoint_which_names_the_row(
    worked: Session, tmp_path: Path
) -> None:
    audit_checkpoint.export(worked, tmp_path / "march.json")
    rows = chain_of(worked)
    rows[2] = replace(rows[2], actor="Eve")
    put(worked, anew(rows, 3, genesis_of(worked)))
    report = audit_trail.verify(worked, [tmp_path / "march.json"])
    assert report.first_broken == 3
    assert "the checkpoint file march.json saw another row 3" in report.reason


def test_a_chain_computed_anew_is_found_by_the_head_on_a_cover_sheet_and_by_its_manifest(
    worked: Session, tmp_path: Path
) -> None:
    head = audit_trail.head(worked)
    (tmp_path / "manifest.json").write_text(json.dumps({"filing": "F-0001", "audit_head": head}))
    rows = chain_of(worked)
    put(worked, anew([rows[0], *rows[2:]], 2, genesis_of(worked)))
    assert "printed head" in audit_trail.verify(worked, heads=[head]).reason
    assert "manifest of F-0001" in audit_trail.verify(worked, [tmp_path / "manifest.json"]).reason


def test_a_chain_computed_anew_contradicts_the_key_file_beside_it(worked: Session) -> None:
    rows = chain_of(worked)
    rows[2] = replace(rows[2], payload='{"forged":true}')
    put(worked, anew(rows, 3, genesis_of(worked)))
    report = audit_trail.verify(worked)
    assert not report.is_intact
    assert [one.kind for one in report.compared if not one.is_kept] == ["key file"]


def test_the_newest_rows_cut_off_are_missed_by_nobody_who_remembers_them(
    worked: Session, tmp_path: Path
) -> None:
    made = audit_checkpoint.export(worked, tmp_path / "march.json")
    put(worked, chain_of(worked)[: made.seq - 2])
    report = audit_trail.verify(worked, [tmp_path / "march.json"])
    assert report.first_broken == made.seq - 1
    assert "are gone" in report.reason


def test_checkpoints_the_workspace_itself_keeps_contradict_a_chain_computed_anew(
    worked: Session, tmp_path: Path
) -> None:
    audit_checkpoint.export(worked, tmp_path / "march.json")
    rows = chain_of(worked)
    rows[1] = replace(rows[1], subject="batch 9")
    put(worked, anew(rows, 2, genesis_of(worked)))
    report = audit_trail.verify(worked)
    assert "checkpoint" in {one.kind for one in report.compared if not one.is_kept}


def test_a_checkpoint_is_not_written_of_a_broken_chain(worked: Session, tmp_path: Path) -> None:
    with without_guards(worked) as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE seq = 2")
    with pytest.raises(Exception, match="broken at row 3: row 2 is missing"):
        audit_checkpoint.export(worked, tmp_path / "march.json")
    assert not (tmp_path / "march.json").exists()
