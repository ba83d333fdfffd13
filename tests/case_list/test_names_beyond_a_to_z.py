"""Names in Spanish and Vietnamese: found in the list whatever the case of their letters."""

from pathlib import Path

import pytest

from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_ids
from expunge_desktop.services.session import Session

LIST = (
    "person_id,last_name,first_name,date_of_birth,county,court_case_number,code_section,offense_level,"
    "conviction_date,disposition\n"
    "P1,NGUYỄN,THỊ HƯƠNG,1971-02-03,LOS ANGELES,GA1,11358 HS,F,1999-05-05,CONVICTED\n"
    "P2,Núñez,José,1955-02-03,LOS ANGELES,GA2,11359 HS,F,1998-05-05,CONVICTED\n"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nguyễn", [1]), ("Nguyễn thị", [1]), ("HƯƠNG", [1]),
        ("NÚÑEZ", [2]), ("núñez JOSÉ", [2]), ("ñ", [2]), ("nunez", []),
    ],
)  # fmt: skip
def test_a_name_is_found_whatever_the_case_of_its_letters(
    session: Session, tmp_path: Path, text: str, found: list[int]
) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    import_batch(session, [tmp_path / "list.csv"], layout="case-list")
    assert conviction_ids(session, ConvictionFilter(text=text)) == found
