"""Case lists in a workspace: what an import keeps, tells and refuses, whole or in pieces."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from case_list_files import ROW, as_csv, as_rows, write_csv, write_workbook
from doj_rows import as_bytes, make_arrest, make_row
from sqlalchemy import text

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.ingest import case_list_batch
from expunge_desktop.ingest.source_rows import read_rows
from expunge_desktop.services.import_batch import ImportSummary, import_batch
from expunge_desktop.services.mappings import save_mapping
from expunge_desktop.services.person_record import person_of
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_ids, source_rows
from expunge_desktop.services.session import Session
from expunge_desktop.store import batches, search

NewSession = Callable[[], Session]


def rows_of(session: Session, query: str) -> list[tuple[Any, ...]]:
    with session.read() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def everything(session: Session) -> tuple[object, ...]:
    """All that was imported, without ids, lines and the order of writing."""
    people = {}
    with session.read() as connection:
        for stored in search.people_range(connection, 0, 100_000):
            person = person_of(connection, stored)
            counts = [str(count).partition(", lines=")[0] for count in person.counts]
            people[stored.source_key] = (str(person).partition(", counts=")[0], counts, stored.convictions)
    convictions = rows_of(
        session,
        "SELECT p.source_key, c.ref, c.county, c.case_number, c.count_number, c.code_section, c.section,"
        " c.level, c.disposition, c.offense_on, c.conviction_on, c.facts, c.problems"
        " FROM conviction c JOIN person p ON p.id = c.person_id",
    )
    problems = rows_of(session, "SELECT source_key, ref, kind, sentence FROM problem")
    return people, sorted(convictions, key=str), sorted(problems)


def balanced(summary: ImportSummary) -> bool:
    return all(line.is_balanced for line in summary.files)


LIST = as_rows(
    *(
        {"person_id": f"P{n % 40}", "court_case_number": f"BA{n // 3}", "count_number": str(n % 3 + 1),
         "last_name": f"INVENTED{n % 40}", "code_section": ("11359 HS", "459 PC", "HS 11357(b)")[n % 3],
         "deceased": "Y" if n % 40 == 7 else "", "notes": f"folder {n}" if n % 5 else ""}
        for n in range(120)
    ),
    {"person_id": "P3", "court_case_number": "BA1", "offense_level": "?"},
)  # fmt: skip


def test_an_import_says_where_every_row_is(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv([*LIST, ["short", "row"], [""] * len(LIST[0])]))
    summary = import_batch(session, [path])
    (line,) = summary.files
    assert (summary.layout, summary.people, summary.counts) == ("case-list", 40, 121)
    assert (line.lines, line.header, line.imported, line.set_aside) == (124, 1, 121, 2)
    assert [(one.line, one.kind) for one in summary.set_aside] == [
        (123, "TOO_FEW_FIELDS"),
        (124, "BLANK_LINE"),
    ]
    assert summary.figures["convictions"] == 121 and summary.figures["deceased"] == 1
    assert summary.figures["cannabis_convictions_in_county_by_section"] == {"11357": 40, "11359": 41}
    assert summary.under_review == 81
    assert set(summary.problems) <= set(summary.explanations)
    assert rows_of(session, "SELECT layout FROM batch") == [("case-list",)]
    (columns,) = rows_of(session, "SELECT columns FROM source_file")
    assert json.loads(columns[0])[:2] == [["person_id", "person_id"], ["last_name", "last_name"]]


@pytest.mark.parametrize(
    "how", ["two files", "shuffled", "small pieces", "processes", "workbook", "mixed kinds"]
)
def test_the_people_are_the_same_however_the_rows_come(
    new_session: NewSession, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "whole.csv").write_bytes(as_csv(LIST))
    whole = new_session()
    import_batch(whole, [tmp_path / "whole.csv"])
    header, *rows = LIST
    chance = random.Random(how)
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    if how != "workbook":
        chance.shuffle(rows)
    if how in ("two files", "mixed kinds"):
        order = chance.sample(range(len(header)), len(header))
        parts = [[header, *rows[:50]], [[row[at] for at in order] for row in (header, *rows[50:])]]
    else:
        parts = [[header, *rows]]
        paths = paths[:1]
    if how in ("small pieces", "processes"):
        monkeypatch.setattr(case_list_batch, "ROWS_AT_A_TIME", 7)
    if how == "processes":
        monkeypatch.setattr(case_list_batch, "SMALL_INPUT", 0)
    if how in ("workbook", "mixed kinds"):
        paths[-1] = write_workbook(tmp_path / "last.xlsx", parts[-1])
        parts = parts[:-1]
    for path, part in zip(paths, parts, strict=False):
        path.write_bytes(as_csv(part))
    other = new_session()
    assert balanced(import_batch(other, paths))
    assert everything(other) == everything(whole)


def test_source_rows_show_the_headings_of_the_file(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(as_rows({"Shelf No": "17 b", "SSN": "912-34-5678", "notes": "x"})))
    import_batch(session, [path])
    (conviction,) = conviction_ids(session, ConvictionFilter())
    (row,) = source_rows(session, conviction)
    assert (row.file_name, row.line) == ("a.csv", 2)
    assert ("Shelf No", "17 b") in row.values and ("court_case_number", "BA012345") in row.values
    assert "SSN" not in dict(row.values)


def test_no_social_security_or_license_number_is_kept_anywhere(session: Session, tmp_path: Path) -> None:
    secret = {
        "Def SSN": "912-34-5678", "Driver License": "N7776665", "notes": "SSN 912-34-5678 or 912345678",
        "shelf": "912 34 5678", "zip": "900121234", "person_id": "912-34-5678", "cii_number": "A987654321",
    }  # fmt: skip
    rows = as_rows(secret)
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([*rows, [*rows[1], "one more"]]))
    summary = import_batch(session, [path])
    assert (summary.masked, summary.problems["SSN_MASKED"]) == (4, 1)
    stored = []
    for (table,) in rows_of(session, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        stored += [str(value) for row in rows_of(session, f'SELECT * FROM "{table}"') for value in row]  # noqa: S608
    with session.read() as connection:
        ((key,),) = rows_of(session, "SELECT source_key FROM person")
        stored += [
            str(row) for block in batches.source_blocks(connection, 1, key) for row in read_rows(block)
        ]
    kept = "\n".join([*stored, str(everything(session)), str(summary.set_aside)])
    assert key == "CII A987654321" and "900121234" in kept
    for number in ("912-34-5678", "912345678", "912 34 5678", "7776665"):
        assert number not in kept


def test_people_who_may_be_one_are_proposed_and_never_merged(session: Session, tmp_path: Path) -> None:
    rows = [
        {"cii_number": "A1"},
        {"person_id": "P2", "cii_number": "A1", "last_name": "OTHER"},
        {"person_id": "P3"},
    ]
    assert import_batch(session, [write_csv(tmp_path / "a.csv", *rows)]).people == 3
    told = rows_of(session, "SELECT source_key, sentence FROM problem WHERE kind = 'POSSIBLE_SAME_PERSON'")
    assert dict(told)["P1"] == (
        "Shares the CII number with person_id P2; name and birth date with person_id P3."
    )
    assert "HR-IDENTITY" not in str(rows_of(session, "SELECT facts FROM conviction"))


def test_rows_without_an_id_that_may_be_a_persons_leave_both_to_a_person(
    session: Session, tmp_path: Path
) -> None:
    rows = [{}, {"person_id": "", "court_case_number": "B2"}, {"person_id": "P3", "last_name": "OTHER"}]
    summary = import_batch(session, [write_csv(tmp_path / "a.csv", *rows)])
    assert summary.problems["SPLIT_RECORD"] == 2
    facts = dict(rows_of(session, "SELECT case_number || person_id, facts FROM conviction"))
    assert sorted("HR-IDENTITY" in one for one in facts.values()) == [False, True, True]


@pytest.mark.parametrize(
    ("row", "concerned"),
    [
        (["P5", "CUT", "OFF"], ["P5"]),
        (["P9", "CUT", "OFF"], []),
        (["", "CUT", "OFF"], ["P1", "P2"]),
        (["P9", "NUL\0", *list(ROW.values())[2:]], ["P1", "P2"]),
    ],
)
def test_a_row_set_aside_leaves_whoever_it_may_concern_to_a_person(
    session: Session, tmp_path: Path, row: list[str], concerned: list[str]
) -> None:
    rows = as_rows(*({"person_id": f"P{n}", "last_name": f"INVENTED{n}"} for n in range(6)))
    rows.insert(3, row)
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(rows))
    import_batch(session, [path])
    told = rows_of(session, "SELECT source_key FROM problem WHERE kind = 'LINE_SET_ASIDE' ORDER BY 1")
    assert [key for (key,) in told] == concerned
    facts = dict(
        rows_of(session, "SELECT p.source_key, c.facts FROM conviction c JOIN person p ON p.id = person_id")
    )
    assert [key for key, text in sorted(facts.items()) if "HR-IDENTITY" in text] == concerned


def test_foreign_headings_are_refused_until_a_mapping_names_them(session: Session, tmp_path: Path) -> None:
    foreign = ["Key", "Defendant", "Venue", "Case #", "Statute", "Convicted", "Lvl"]
    row = ["P1", "INVENTED, ROBIN J", "LOS ANGELES", "BA1", "11359 HS", "03/01/2005", "F"]
    path = tmp_path / "clerk.csv"
    path.write_bytes(as_csv([foreign, row]))
    for layout in ("auto", "case-list"):
        with pytest.raises(AnswerIsNoError, match=r"clerk\.csv .*no columns? for .*county.*mapping") as told:
            import_batch(session, [path], layout=layout)
        assert told.value.code == "headings-unknown"
    assert rows_of(session, "SELECT count(*) FROM batch") == [(0,)]
    fields = ("person_id", "full_name", "county", "court_case_number", "code_section", "conviction_date",
              "offense_level")  # fmt: skip
    save_mapping(session, "clerk", dict(zip(foreign, fields, strict=True)))
    summary = import_batch(session, [path], layout="clerk")
    assert (summary.layout, summary.people, dict(summary.problems)) == (
        "case-list",
        1,
        {"MISSING_BIRTH_DATE": 1},
    )
    assert rows_of(session, "SELECT name, level FROM person JOIN conviction") == [("INVENTED,ROBIN J", "F")]


def test_layouts_are_told_by_content_and_never_mixed(session: Session, tmp_path: Path) -> None:
    listed = write_csv(tmp_path / "looks-like.dat", {})
    doj = tmp_path / "looks-like.csv"
    doj.write_bytes(as_bytes([make_arrest(), make_row()]))
    other = tmp_path / "letter.txt"
    other.write_text("Dear Sir or Madam,\nplease find enclosed the list.\n", encoding="utf-8")
    refused = [
        ([listed], "doj", "other-layout", "it looks like a case list"),
        ([doj], "case-list", "other-layout", "it looks like a Department of Justice file"),
        ([listed, doj], "auto", "layouts-mixed", "one layout at a time"),
        ([other], "auto", "layout-unknown", "95 columns"),
        ([doj, other], "auto", "layout-unknown", r"letter\.txt"),
        ([other], "case-list", "headings-unknown", "last_name, county, court_case_number, code_section"),
    ]
    for paths, layout, code, words in refused:
        with pytest.raises(AnswerIsNoError, match=words) as told:
            import_batch(session, paths, layout=layout)
        assert told.value.code == code
    with pytest.raises(UsageError, match="no layout and no mapping named “clerk”"):
        import_batch(session, [listed], layout="clerk")
    assert rows_of(session, "SELECT count(*) FROM batch") == [(0,)]
    assert [import_batch(session, [path]).layout for path in (listed, doj)] == ["case-list", "doj"]
    with session.read() as connection:
        assert {person_of(connection, one).name for one in search.people_range(connection, 0, 9)} == {
            "INVENTED,ROBIN", make_row()[12],
        }  # fmt: skip


def test_a_field_in_two_columns_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([[*ROW, "County"], [*ROW.values(), "KERN"]]))
    with pytest.raises(AnswerIsNoError, match="more than one column for county") as told:
        import_batch(session, [path])
    assert told.value.code == "headings-repeated"


def test_a_list_without_rows_or_without_good_ones_leaves_no_batch(session: Session, tmp_path: Path) -> None:
    for rows in ([LIST[0]], [LIST[0], ["short"]]):
        path = tmp_path / "a.csv"
        path.write_bytes(as_csv(rows))
        with pytest.raises(AnswerIsNoError) as told:
            import_batch(session, [path], layout="case-list")
        assert told.value.code == "nothing-importable"
    assert rows_of(session, "SELECT count(*) FROM batch") == [(0,)]
