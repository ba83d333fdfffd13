"""A line that cannot be attributed, or a second SUBJECT_ID, leaves whoever it may concern to a person."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from doj_rows import make_row
from imported import rows_of

from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session

ANN = {"SUBJECT_ID": "1001", "PRI_NAME": "SAMPLE,ANN", "CII_NUMBER": "A11111111", "PRI_DOB": "19600101"}
BOB = {"SUBJECT_ID": "1002", "PRI_NAME": "SAMPLE,BOB", "CII_NUMBER": "A22222222", "PRI_DOB": "19600202"}
CAL = {"SUBJECT_ID": "1003", "PRI_NAME": "SAMPLE,CAL", "CII_NUMBER": "A33333333", "PRI_DOB": "19600303"}
MURDER = {"OFFENSE_DESCR": "187(A) PC-MURDER", "CNT_ORDER": "102002001000", "STP_EVENT_DATE": "19900101"}


def line(values: Sequence[str]) -> str:
    return ",".join(f'"{value}"' if "," in value else value for value in values)


def doubted(session: Session, path: Path, lines: Sequence[str]) -> dict[str, str]:
    """Kind of problem with the record as a whole, of everybody whose conviction is left to a person by it."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_batch(session, [path])
    convictions = rows_of(
        session, "SELECT p.source_key, c.facts FROM conviction c JOIN person p ON p.id = c.person_id"
    )
    reviewed = {key for key, facts in convictions if "HR-IDENTITY" in facts_from_json(facts).problem_codes}
    kinds = dict(
        rows_of(
            session, "SELECT source_key, kind FROM problem WHERE kind IN ('LINE_SET_ASIDE', 'SPLIT_RECORD')"
        )
    )
    assert set(kinds) == reviewed
    return kinds


def test_a_row_without_subject_is_who_it_names(session: Session, tmp_path: Path) -> None:
    nobody = make_row(**{**BOB, **MURDER, "SUBJECT_ID": "NULL "})
    lines = [line(make_row(**ANN)), line(nobody), line(make_row(**CAL)), line(make_row(**BOB))]
    assert doubted(session, tmp_path / "a.dat", lines) == {"1002": "LINE_SET_ASIDE"}


def test_a_row_that_names_nobody_may_be_either_neighbors(session: Session, tmp_path: Path) -> None:
    nobody = make_row(**MURDER, SUBJECT_ID="", PRI_NAME="", CII_NUMBER="", PRI_DOB="")
    lines = [line(make_row(**ANN)), line(nobody), line(make_row(**BOB)), line(make_row(**CAL))]
    expected = {"1001": "LINE_SET_ASIDE", "1002": "LINE_SET_ASIDE"}
    assert doubted(session, tmp_path / "a.dat", lines) == expected


def test_a_line_cut_short_is_its_subjects(session: Session, tmp_path: Path) -> None:
    cut = line(make_row(**CAL, **MURDER))[:200]
    lines = [line(make_row(**ANN)), cut, line(make_row(**BOB)), line(make_row(**CAL))]
    assert doubted(session, tmp_path / "a.dat", lines) == {"1003": "LINE_SET_ASIDE"}


@pytest.mark.parametrize(
    "damage", [lambda text: text[:200], lambda text: text + ",x", lambda text: '"' + text]
)
def test_a_damaged_copy_of_a_good_row_is_no_loss(session: Session, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    whole = line(make_row(**ANN))
    assert doubted(session, tmp_path / "a.dat", [whole, damage(whole), "", line(make_row(**BOB))]) == {}


def test_one_name_and_number_under_two_subjects_leaves_both_to_a_person(
    session: Session, tmp_path: Path
) -> None:
    again = make_row(**{**ANN, **MURDER, "SUBJECT_ID": "9009", "PRI_DOB": ""})
    lines = [line(make_row(**ANN)), line(make_row(**BOB)), line(again)]
    found = doubted(session, tmp_path / "a.dat", [*lines, line(make_row(SUBJECT_ID="9009", PRI_NAME="X,Y"))])
    assert found == {"1001": "SPLIT_RECORD", "9009": "SPLIT_RECORD"}
