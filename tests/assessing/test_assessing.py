"""An assessment decides every conviction once, whatever the number of processes; all or nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sample_doj
from sqlalchemy import func, select

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError, CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role
from expunge_desktop.services import assess_batch
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_detail, conviction_ids, conviction_rows, overview
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.services.users import add_user
from expunge_desktop.store import policies
from expunge_desktop.store.schema import assessment, finding
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

AS_OF = date(2020, 2, 11)
POLICY = "los-angeles-2020"


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[Session]:
    """A workspace with 60 invented people, nothing decided."""
    path = tmp_path / "county.dat"
    sample_doj.write(sample_doj.Recipe(people=60, seed=5), path)
    session = create_workspace(
        tmp_path / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    )
    import_batch(session, [path])
    yield session
    session.close()


def _findings(session: Session) -> list[tuple]:
    columns = [column for column in finding.columns if column.name not in ("id", "assessment_id")]
    with session.read() as connection:
        newest = connection.scalar(select(func.max(assessment.c.id)))
        rows = connection.execute(
            select(*columns).where(finding.c.assessment_id == newest).order_by(finding.c.conviction_id)
        )
        return [tuple(row) for row in rows]


@pytest.mark.slow
def test_processes_and_one_process_find_the_same(imported: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assess(imported, POLICY, AS_OF)
    alone = _findings(imported)
    monkeypatch.setattr(assess_batch, "_LARGE", 1)
    monkeypatch.setattr(assess_batch, "_CONVICTIONS_AT_A_TIME", 7)
    assess(imported, POLICY, AS_OF)
    assert _findings(imported) == alone
    assert len(alone) == overview(imported).under_review > 50


def test_a_cancelled_assessment_leaves_nothing(imported: Session) -> None:
    class Cancelled(SilentProgress):
        def check(self) -> None:
            raise CancelledError("Assess")

    with pytest.raises(CancelledError):
        assess(imported, POLICY, AS_OF, Cancelled())
    assert overview(imported).assessment is None


def test_nothing_imported_is_said_in_a_sentence(tmp_path: Path) -> None:
    with (
        create_workspace(
            tmp_path / "empty.expunge",
            office_toml=None,
            county="LOS ANGELES",
            user="ada",
            passphrase="ada invented passphrase",
            kdf_cost=COST_FOR_TESTS,
        ) as session,
        pytest.raises(AnswerIsNoError, match="Nothing has been imported"),
    ):
        assess(session, POLICY, AS_OF)


def test_an_unknown_policy_names_the_known_ones(imported: Session) -> None:
    with pytest.raises(AnswerIsNoError, match="statute-only"):
        assess(imported, "no-such-policy", AS_OF)


def test_what_the_list_shows_is_what_explaining_it_finds(imported: Session) -> None:
    assess(imported, POLICY, AS_OF)
    ids = conviction_ids(imported, ConvictionFilter())
    rows = conviction_rows(imported, ids)
    for conviction_id in ids:
        detail = conviction_detail(imported, conviction_id)
        assert detail.finding is not None
        assert detail.finding.policy_outcome == rows[conviction_id].policy_outcome
        assert detail.finding.steps
        assert all(step.citation for step in detail.finding.steps)


def test_decisions_survive_another_assessment_and_open_again_when_the_finding_changed(
    imported: Session,
) -> None:
    assess(imported, POLICY, AS_OF)
    first = conviction_rows(imported, conviction_ids(imported, ConvictionFilter()))
    under_policy = [
        row for row in first.values() if row.policy_outcome == Outcome.DISMISS_SEAL != row.statutory_outcome
    ]
    confirmed, overridden = under_policy[0], under_policy[1]
    decide(imported, confirmed.id, DecisionAction.CONFIRM, None, "")
    decide(
        imported, overridden.id, DecisionAction.OVERRIDE, Outcome.NOT_ELIGIBLE, "Sale to a minor, see file."
    )
    assess(imported, "statute-only", AS_OF)
    again = conviction_rows(imported, [confirmed.id, overridden.id])
    assert again[confirmed.id].decision == "confirm"
    assert again[confirmed.id].needs_new_look
    assert again[overridden.id].final_outcome == Outcome.NOT_ELIGIBLE
    assert not again[overridden.id].needs_new_look


@pytest.mark.parametrize("sort", ["name", "case_number", "code_section", "conviction_on", "final_outcome"])
def test_every_sort_gives_every_conviction_once_and_turns_around(imported: Session, sort: str) -> None:
    assess(imported, POLICY, AS_OF)
    up = conviction_ids(imported, ConvictionFilter(), sort)
    down = conviction_ids(imported, ConvictionFilter(), sort, descending=True)
    assert sorted(up) == sorted(down)
    assert len(set(up)) == len(up)


def test_filters_narrow_to_what_they_say(imported: Session) -> None:
    assess(imported, POLICY, AS_OF)
    everything = conviction_rows(imported, conviction_ids(imported, ConvictionFilter())).values()
    some = next(iter(everything))
    checks = {
        "outcome": (
            ConvictionFilter(outcomes=frozenset({some.final_outcome})),
            lambda row: row.final_outcome == some.final_outcome,
        ),
        "year": (
            ConvictionFilter(year_from=1990, year_to=1999),
            lambda row: row.conviction_on[:4].isdigit() and 1990 <= int(row.conviction_on[:4]) <= 1999,
        ),
        "text": (
            ConvictionFilter(text=some.person_name.split(",")[0].lower()),
            lambda row: (
                some.person_name.split(",")[0].lower()
                in f"{row.person_name} {row.case_number} {row.code_section}".lower()
            ),
        ),
        "undecided": (ConvictionFilter(is_decided=False), lambda row: not row.decision),
    }
    for name, (wanted, is_meant) in checks.items():
        assert set(conviction_ids(imported, wanted)) == {row.id for row in everything if is_meant(row)}, name


@pytest.mark.parametrize("policy", ["statute-only", "statute-only@9", "no such policy"])
def test_without_the_right_the_right_is_what_is_told_and_no_policy_is_kept(
    imported: Session, policy: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    word = "root invented passphrase"
    add_user(imported, "Root", word, frozenset({Role.ADMINISTRATOR}), kdf_cost=COST_FOR_TESTS)
    monkeypatch.setenv("EXPUNGE_USER", "Root")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", word)
    with imported.read() as connection:
        before = [row.digest for row in policies.all_policies(connection)]
    assert main(["assess", str(imported.path), "--policy", policy, "--as-of", "2020-02-11"]) == 1
    said = capsys.readouterr().err
    assert "Root may not do this: it needs the role clerk or reviewer or supervisor." in said
    with imported.read() as connection:
        assert [row.digest for row in policies.all_policies(connection)] == before
