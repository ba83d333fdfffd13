"""A name that cannot be read is unknown: its record goes to a person, never into a paper without a name."""

from datetime import date
from pathlib import Path

import pytest
from case_list_files import read_all, write_csv

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_ids, conviction_rows
from expunge_desktop.services.session import Session

POLICY, AS_OF = "los-angeles-2020", date(2020, 2, 11)
ELIGIBLE = {"code_section": "11357(B) HS", "offense_level": "M", "offense_date": "1995-01-10",
            "conviction_date": "1995-07-10", "date_of_birth": "1960-03-15"}  # fmt: skip
UNREADABLE = ('=HYPERLINK("http://x","click")', "#REF!", "#N/A", "")


@pytest.mark.parametrize("last", UNREADABLE)
def test_a_last_name_that_cannot_be_read_leaves_the_record_to_a_person(
    session: Session, tmp_path: Path, last: str
) -> None:
    sign_policy(session, POLICY, "Alexandra Example", date(2020, 1, 15))
    row = {**ELIGIBLE, "last_name": last, "first_name": "First"}
    import_batch(session, [write_csv(tmp_path / "list.csv", row)])
    assess(session, POLICY, AS_OF)
    (found,) = conviction_rows(session, conviction_ids(session, ConvictionFilter())).values()
    assert (found.final_outcome, "HR-IDENTITY" in found.review_codes) == ("HAND_REVIEW", True)
    with pytest.raises(AnswerIsNoError):
        make_filing(session)


def test_the_same_record_with_a_name_is_decided(session: Session, tmp_path: Path) -> None:
    sign_policy(session, POLICY, "Alexandra Example", date(2020, 1, 15))
    import_batch(session, [write_csv(tmp_path / "list.csv", ELIGIBLE)])
    assess(session, POLICY, AS_OF)
    (row,) = conviction_rows(session, conviction_ids(session, ConvictionFilter())).values()
    assert row.final_outcome == "DISMISS_SEAL"


def test_a_row_without_its_name_does_not_name_the_person(tmp_path: Path) -> None:
    rows = ({"last_name": "=A1", "first_name": "First", "count_number": "2"}, {}, {"count_number": "3"})
    (reading,) = read_all(write_csv(tmp_path / "list.csv", *rows)).values()
    assert (reading.person.name, reading.person.aliases) == ("INVENTED,ROBIN", ())
    assert {kind for _ref, kind, *_rest in reading.problems} == {"FORMULA_CELL"}
