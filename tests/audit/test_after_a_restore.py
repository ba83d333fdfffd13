"""A trail that goes on from a backup, against what saw the old one: not fine, and not the same as forged."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audit_tampering import chain_of, put, without_guards
from campaigns.tamper.chain import anew
from empty_workspaces import CLOCK, WORD

from expunge_desktop.app.main import main
from expunge_desktop.services import audit_checkpoint, audit_trail
from expunge_desktop.services.audit_judgement import Held
from expunge_desktop.services.audit_verification import AuditVerification, Verdict
from expunge_desktop.services.backup import backup
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.store import audit
from expunge_desktop.store.audit import AuditRow
from expunge_desktop.vault import key_file

Restored = Callable[..., Session]


def rows_on(session: Session, number: int) -> None:
    """So many rows more."""
    with session.write() as tx:
        for one in range(number):
            tx.audit("note", f"conviction {one}", {"characters": one})


@pytest.fixture
def monday(worked: Session, tmp_path: Path) -> int:
    """A backup of the workspace, and the last row in it."""
    return backup(worked, tmp_path / "monday.expunge").record.seq


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Restored]:
    """Restores a backup, `monday.expunge` unless another is named, and logs on to it."""
    opened: list[Session] = []

    def make(source: str = "monday.expunge") -> Session:
        path = tmp_path / f"again{len(opened)}.expunge"
        restore(tmp_path / source, path, "Ada", WORD, CLOCK)
        opened.append(open_session(path, "Ada", WORD, CLOCK))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def first_format(path: Path) -> Path:
    """The same checkpoint as a program of before wrote it: no backups, none of their rows but by chance."""
    content = json.loads(path.read_text())
    content.pop("sha256")
    content.pop("backups")
    content["format"] = 1
    content["sha256"] = audit_checkpoint._digest(content)
    path.write_text(json.dumps(content))
    return path


def thinned(path: Path, every: int) -> Path:
    """The same checkpoint as of a trail so long that it holds each `every`-th row only, and its backups'."""
    content = json.loads(path.read_text())
    content.pop("sha256")
    stay = {seq for seq, _ in content.get("backups", [])} | {content["seq"]}
    content["marks"] = [one for one in content["marks"] if one[0] % every == 0 or one[0] in stay]
    content["sha256"] = audit_checkpoint._digest(content)
    path.write_text(json.dumps(content))
    return path


def forged(session: Session, rows: list[AuditRow], begin: int, *, inside: bool = True) -> None:
    """Another chain, hashes fitting from `begin` on; the key file's witness, too, and what is kept inside."""
    with session.read() as connection:
        genesis = audit.genesis(connection)
    made = anew(rows, begin, genesis)
    put(session, made)
    raw_key = session.workspace.data_key
    key_file.write_witness(session.path, raw_key, made[-1].seq, made[-1].hash, is_forced=True)
    if inside:
        with without_guards(session) as connection:
            connection.exec_driver_sql("DROP TRIGGER IF EXISTS guard_audit_checkpoint_delete")
            connection.exec_driver_sql("DELETE FROM audit_checkpoint")


def of_file(report: AuditVerification) -> Held:
    """What became of the first witness given."""
    return report.compared[0].held


def test_a_checkpoint_written_after_the_backup_is_told_from_a_forgery(
    worked: Session, monday: int, restored: Restored, tmp_path: Path
) -> None:
    rows_on(worked, 5)
    late = audit_checkpoint.export(worked, tmp_path / "late.json")
    again = restored()
    report = audit_trail.verify(again, [tmp_path / "late.json"])
    assert report.verdict is Verdict.ROWS_MISSING
    assert not report.is_intact and report.first_broken is None
    assert of_file(report) is Held.LACKS
    said = report.compared[0].sentence
    assert f"It was written at row {late.seq} of the workspace as it was." in said
    assert f"Row {monday + 1} says that Ada restored the backup monday.expunge" in said
    assert f"Nothing up to row {monday} differs. Rows {monday + 1} to {late.seq}, as it saw them" in said
    assert "It knows this very backup (same SHA-256)." in said


def test_a_checkpoint_of_before_the_backup_and_a_new_one_agree(
    worked: Session, restored: Restored, tmp_path: Path
) -> None:
    audit_checkpoint.export(worked, tmp_path / "early.json")
    backup(worked, tmp_path / "monday.expunge")
    rows_on(worked, 5)
    again = restored()
    rows_on(again, 20)
    audit_checkpoint.export(again, tmp_path / "new.json")
    assert audit_trail.verify(again, [tmp_path / "early.json", tmp_path / "new.json"]).is_intact


def test_a_checkpoint_of_the_first_format_says_that_nothing_else_proves_it(
    worked: Session, monday: int, restored: Restored, tmp_path: Path
) -> None:
    rows_on(worked, 5)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    report = audit_trail.verify(restored(), [first_format(tmp_path / "late.json")])
    assert report.verdict is Verdict.ROWS_MISSING
    assert f"Nothing but row {monday + 1} itself says so" in report.compared[0].sentence


def test_what_a_coarse_checkpoint_does_not_cover_is_said(
    worked: Session, monday: int, restored: Restored, tmp_path: Path
) -> None:
    rows_on(worked, 20)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    again = restored()
    old = thinned(first_format(tmp_path / "late.json"), 4)
    last = monday // 4 * 4
    some = f"row {monday} it" if last + 1 == monday else f"rows {last + 1} to {monday} it"
    told = audit_trail.verify(again, [old]).compared[0].sentence
    assert f"Nothing up to row {last} differs" in told
    assert monday == last or f"; {some} does not cover" in told


def test_a_checkpoint_of_a_long_trail_knows_the_row_of_each_backup(
    worked: Session, monday: int, restored: Restored, tmp_path: Path
) -> None:
    rows_on(worked, 20)
    made = audit_checkpoint.export(worked, tmp_path / "late.json")
    assert made.backups is not None and [seq for seq, _ in made.backups] == [monday]
    again = restored()
    report = audit_trail.verify(again, [thinned(tmp_path / "late.json", 1_000)])
    assert f"Nothing up to row {monday} differs. Rows" in report.compared[0].sentence
    # and so a row changed right before the backup is found, between marks a thousand rows apart
    rows = chain_of(again)
    rows[monday - 2] = replace(rows[monday - 2], actor="Eve")
    forged(again, rows, monday - 1)
    assert audit_trail.verify(again, [tmp_path / "late.json"]).verdict is Verdict.BROKEN


@pytest.mark.parametrize("is_old", [False, True])
def test_a_row_changed_at_or_before_the_backup_is_a_broken_chain(
    worked: Session, monday: int, restored: Restored, tmp_path: Path, is_old: bool
) -> None:
    rows_on(worked, 5)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    if is_old:
        first_format(tmp_path / "late.json")
    again = restored()
    genuine = chain_of(again)
    for row in (2, monday // 2, monday):
        rows = list(genuine)
        rows[row - 1] = replace(rows[row - 1], subject="batch 9")
        forged(again, rows, row)
        report = audit_trail.verify(again, [tmp_path / "late.json"])
        assert (report.verdict, report.first_broken) == (Verdict.BROKEN, row)


def test_rows_cut_off_behind_an_invented_restore_are_a_broken_chain(
    worked: Session, monday: int, tmp_path: Path
) -> None:
    """The checkpoint knows the backups there were: none of the row from which the forged trail goes on."""
    rows_on(worked, 12)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    genuine = chain_of(worked)
    for last in (monday - 2, monday + 3, monday + 6):
        told = {"backup": "monday.expunge", "sha256": "ab" * 32, "head": genuine[last - 1].hash}
        row = AuditRow(
            0, genuine[-1].at, "Ada", "restore", "county.expunge", audit.canonical_json(told), "", "", ""
        )
        forged(worked, [*genuine[:last], row], last + 1)
        report = audit_trail.verify(worked, [tmp_path / "late.json"])
        assert (report.verdict, report.first_broken) == (Verdict.BROKEN, last + 1)
        assert "knows no backup of that row: the row `restore` was invented" in report.reason
        # one of the first format cannot know: a finding of its own, never a sound trail
        old = tmp_path / f"old{last}.json"
        old.write_text((tmp_path / "late.json").read_text())
        assert audit_trail.verify(worked, [first_format(old)]).verdict is Verdict.ROWS_MISSING


@pytest.mark.parametrize(
    "payload",
    ['{"head":"' + "0" * 64 + '"}', "{}", "[]", "none", '{"head":17}', ""],
)
def test_a_restore_row_that_names_no_row_before_it_explains_nothing(
    worked: Session, tmp_path: Path, payload: str
) -> None:
    rows_on(worked, 12)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    genuine = chain_of(worked)
    row = AuditRow(0, genuine[-1].at, "Ada", "restore", "county.expunge", payload, "", "", "")
    forged(worked, [*genuine[:-6], row], len(genuine) - 5)
    first_format(tmp_path / "late.json")
    assert audit_trail.verify(worked, [tmp_path / "late.json"]).verdict is Verdict.BROKEN


def test_a_head_on_paper_of_after_the_backup_is_left_to_the_date_of_the_paper(
    worked: Session, monday: int, restored: Restored, tmp_path: Path
) -> None:
    rows_on(worked, 5)
    head = audit_trail.head(worked)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    again = restored()
    report = audit_trail.verify(again, heads=[head])
    assert report.verdict is Verdict.ROWS_MISSING
    said = report.compared[0].sentence
    assert "nothing shows which row it was of" in said and "THE TRAIL WAS CHANGED" in said
    # with a checkpoint of before beside it, its row is known
    with_row = audit_trail.verify(again, [tmp_path / "late.json"], [head])
    assert "It was written at row" in with_row.compared[1].sentence
    rows = chain_of(again)
    rows[2] = replace(rows[2], actor="Eve")
    forged(again, rows, 3)
    broken = audit_trail.verify(again, [tmp_path / "late.json"], [head])
    assert (broken.verdict, broken.first_broken) == (Verdict.BROKEN, 3)


def test_two_checkpoints_of_one_name_are_held_against_it_each_by_itself(
    worked: Session, monday: int, restored: Restored, tmp_path: Path
) -> None:
    rows_on(worked, 5)
    (tmp_path / "old").mkdir()
    audit_checkpoint.export(worked, tmp_path / "old" / "checkpoint.json")
    again = restored()
    rows_on(again, 20)
    audit_checkpoint.export(again, tmp_path / "checkpoint.json")
    both = [tmp_path / "old" / "checkpoint.json", tmp_path / "checkpoint.json"]
    report = audit_trail.verify(again, both)
    assert [one.held for one in report.compared[:2]] == [Held.LACKS, Held.AGREES]


def test_the_same_backup_restored_twice_is_known_to_the_checkpoint_of_between(
    worked: Session, monday: int, restored: Restored, tmp_path: Path
) -> None:
    between = restored()
    rows_on(between, 4)
    audit_checkpoint.export(between, tmp_path / "between.json")
    report = audit_trail.verify(restored(), [tmp_path / "between.json"])
    # The two trails part at the row `restore` itself, which is of another instant only by chance.
    assert report.verdict is Verdict.ROWS_MISSING
    assert "this very backup" in report.compared[0].sentence


def test_a_filing_or_checkpoint_inside_is_no_reason_to_believe_a_restore_row(
    worked: Session, tmp_path: Path
) -> None:
    rows_on(worked, 12)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    genuine = chain_of(worked)
    told = {"backup": "monday.expunge", "sha256": "ab" * 32, "head": genuine[-8].hash}
    row = AuditRow(0, genuine[-1].at, "Ada", "restore", "x", audit.canonical_json(told), "", "", "")
    forged(worked, [*genuine[:-7], row], len(genuine) - 6, inside=False)
    report = audit_trail.verify(worked)
    assert report.verdict is Verdict.BROKEN
    assert "the rows behind" in report.reason


def test_on_the_command_line_it_is_exit_4_and_says_what_to_do(
    worked: Session,
    monday: int,
    restored: Restored,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows_on(worked, 5)
    audit_checkpoint.export(worked, tmp_path / "late.json")
    again = restored()
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    words = ["audit", str(again.path), "--against", str(tmp_path / "late.json")]
    assert main([*words, "--checkpoint", str(tmp_path / "blessed.json")]) == 4
    told = capsys.readouterr().out
    assert "LACK checkpoint file late.json: It was written at row" in told
    assert "What to do: Ask whoever is named there" in told
    assert "no checkpoint was written" in told and not (tmp_path / "blessed.json").exists()
    assert "broken" not in told
    assert main([*words, "--json"]) == 4
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["intact"]) == ("rows-missing", False)
