"""Each kind of recipient's export is searched for what it must not hold; what is refused leaves nothing."""

import csv
import re
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest
from released_county import AS_OF, FILING, PEOPLE, TRAP, log_of

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import status_export
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_report import CSV_HEADER, write_movers
from expunge_desktop.services.export_findings import COLUMNS as FINDINGS_COLUMNS
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.masked_table import MaskedTable
from expunge_desktop.services.masking import Export, masking_of
from expunge_desktop.services.packet_choice import PacketChoice, documents
from expunge_desktop.services.paper_copies import record_printing
from expunge_desktop.services.policies import find_policy
from expunge_desktop.services.print_papers import print_papers
from expunge_desktop.services.problems import export_problems
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.release_export import export_releases
from expunge_desktop.services.review import conviction_ids
from expunge_desktop.services.session import Session
from expunge_desktop.services.status_export import export_statuses
from expunge_desktop.services.unfinished_file import sweep
from expunge_desktop.services.worksheets import save_worksheet
from expunge_desktop.store import exports as store

Kind = RecipientKind
TO = {"recipient": "Somebody", "purpose": "a purpose"}
IDENTITY = [one.family for one in (*PEOPLE, TRAP)] + [one.cii for one in (*PEOPLE, TRAP)]
BIRTHS = [one.born_on for one in (*PEOPLE, TRAP)]
CASES = [one.case for one in (*PEOPLE, TRAP)]
KEYS = [one.key for one in (*PEOPLE, TRAP)]
COLUMNS_OF = {
    Export.FINDINGS: FINDINGS_COLUMNS,
    Export.COMPARISON: CSV_HEADER,
    Export.FILING_STATUS: status_export.COLUMNS,
}


def findings(session: Session, path: Path, kind: Kind) -> None:
    export_findings(session, path, kind=kind, **TO)


def movers(session: Session, path: Path, kind: Kind) -> None:
    first = find_policy(session, "los-angeles-2020")
    second = find_policy(session, "statute-only")
    comparer = PolicyComparer(session)
    found = comparer.compare(first, second, AS_OF, margin=20)
    write_movers(session, found, path, kind=kind, **TO)


def problems(session: Session, path: Path, kind: Kind) -> None:
    export_problems(session, path, kind=kind, **TO)


def statuses(session: Session, path: Path, kind: Kind) -> None:
    export_statuses(session, FILING, path, kind=kind, **TO)


def worksheet(session: Session, path: Path, kind: Kind) -> None:
    save_worksheet(session, conviction_ids(session, ConvictionFilter()), path, kind=kind, **TO)


def releases(session: Session, path: Path, kind: Kind) -> None:
    export_releases(session, path, kind=kind, **TO)


EXPORTS: dict[Export, Callable[[Session, Path, Kind], None]] = {
    Export.FINDINGS: findings,
    Export.COMPARISON: movers,
    Export.PROBLEMS: problems,
    Export.FILING_STATUS: statuses,
    Export.WORKSHEET: worksheet,
    Export.RELEASES: releases,
}


def text_of(path: Path) -> str:
    """Everything a person could read in a file."""
    if path.suffix == ".pdf" or path.read_bytes()[:5] == b"%PDF-":
        with pypdfium2.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return archive.read("xl/worksheets/sheet1.xml").decode()
    return path.read_text("utf-8")


def held(text: str, values: list[str]) -> list[str]:
    """Which of these stand in a text."""
    return [value for value in values if value in text]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("export", EXPORTS)
def test_what_is_refused_leaves_nothing_and_what_goes_out_is_logged_with_its_kind(
    ada: Session, out: Path, export: Export, kind: Kind
) -> None:
    masking, path = masking_of(kind, export), out / "export"
    if masking.refusal or masking.is_of_one_person:
        with pytest.raises(AnswerIsNoError) as refused:
            EXPORTS[export](ada, path, kind)
        assert refused.value.code == ("not-for-recipient" if masking.refusal else "person-needed")
        assert list(out.iterdir()) == []
        assert log_of(ada) == []
        return
    EXPORTS[export](ada, path, kind)
    assert [one.name for one in out.iterdir()] == ["export"]
    ((_, logged, withheld),) = log_of(ada)
    assert logged == kind.value
    assert withheld == ";".join(masking.withheld)


def test_what_goes_to_another_prosecutor_is_whole(ada: Session, out: Path) -> None:
    findings(ada, out / "own.csv", Kind.OWN_OFFICE)
    findings(ada, out / "theirs.csv", Kind.OTHER_PROSECUTOR)
    assert (out / "own.csv").read_bytes() == (out / "theirs.csv").read_bytes()
    assert len(held(text_of(out / "own.csv"), CASES)) == len(CASES)


@pytest.mark.parametrize("export", [Export.FINDINGS, Export.COMPARISON, Export.FILING_STATUS])
def test_nobody_can_be_recognized_in_what_research_is_given(ada: Session, out: Path, export: Export) -> None:
    EXPORTS[export](ada, out / "whole.csv", Kind.OWN_OFFICE)
    whole = text_of(out / "whole.csv")
    assert held(whole, CASES), "the whole export names them, so that the search can find them"
    EXPORTS[export](ada, out / "masked.csv", Kind.RESEARCH)
    masked = text_of(out / "masked.csv")
    assert held(masked, IDENTITY + BIRTHS + CASES + KEYS) == []
    assert not re.search(r"\b(19|20)\d\d-\d\d", masked), "no date closer than its year"
    assert len(masked.splitlines()) == len(whole.splitlines())


def test_a_pseudonym_is_the_same_within_an_export_and_another_in_the_next(ada: Session, out: Path) -> None:
    for name in ("one.csv", "two.csv"):
        findings(ada, out / name, Kind.RESEARCH)
    one, two = ([row["person_id"] for row in rows_of(out / name)] for name in ("one.csv", "two.csv"))
    assert len(set(one)) == len(PEOPLE) + 1
    assert not set(one) & set(two)


def test_a_date_keeps_its_year_for_research(ada: Session, out: Path) -> None:
    findings(ada, out / "whole.csv", Kind.OWN_OFFICE)
    findings(ada, out / "masked.csv", Kind.RESEARCH)
    whole, masked = rows_of(out / "whole.csv"), rows_of(out / "masked.csv")
    assert sorted((row["conviction_date"][:4], row["policy_outcome"]) for row in whole) == sorted(
        (row["conviction_date"], row["policy_outcome"]) for row in masked
    )


def test_words_that_tell_a_day_do_not_go_to_research() -> None:
    said = "PROBATION by time: the term ended on 1985-11-15 and no revocation is recorded"
    table = MaskedTable(masking_of(Kind.RESEARCH, Export.FINDINGS), FINDINGS_COLUMNS)
    row = table.row([said if name == "missing_facts" else "" for name in FINDINGS_COLUMNS])
    assert "1985" not in " ".join(row)


@pytest.mark.parametrize("export", [Export.FINDINGS, Export.COMPARISON, Export.FILING_STATUS])
def test_a_line_of_research_is_not_found_again_by_counting(export: Export) -> None:
    masking = masking_of(Kind.RESEARCH, export)
    columns = COLUMNS_OF[export]
    rows = [[f"{column} {number}" for column in columns] for number in range(300)]
    places = [place for place, column in enumerate(columns) if column not in masking.fields]
    written = StringIO()
    MaskedTable(masking, columns).write(written, rows)
    order = [tuple(row[place] for place in places) for row in csv.reader(StringIO(written.getvalue()))][1:]
    delivered = [tuple(row[place] for place in places) for row in rows]
    assert sorted(order) == sorted(delivered)
    assert order != delivered


def test_the_defense_is_given_the_rows_of_its_own_client_only(ada: Session, out: Path) -> None:
    client, path = PEOPLE[1], out / "client.csv"
    export_findings(ada, path, kind=Kind.DEFENSE, person=client.key, **TO)
    (row,) = rows_of(path)
    assert (row["person_id"], row["court_case_number"]) == (client.key, client.case)
    assert row["decided_by"] == ""
    export_statuses(ada, FILING, out / "statuses.csv", kind=Kind.DEFENSE, person=client.key, **TO)
    (status,) = rows_of(out / "statuses.csv")
    assert status["case_number"] == client.case
    with pytest.raises(AnswerIsNoError, match="No person has the person_id"):
        export_findings(ada, out / "nobody.csv", kind=Kind.DEFENSE, person="12", **TO)


EVERY_PAPER = PacketChoice(besides=frozenset(documents()), is_split=True)


def packet(session: Session, out: Path, kind: Kind, **more: object) -> dict[str, str]:
    """The text of every file of a packet, by its name."""
    choice = more.pop("choice", PacketChoice(is_split=True))
    print_papers(session, FILING, out, choice=choice, kind=kind, **TO, **more)  # type: ignore[arg-type]
    folder = out / FILING
    return {str(file.relative_to(folder)): text_of(file) for file in folder.rglob("*") if file.is_file()}


def test_the_public_is_given_papers_that_hold_no_record_but_the_public_exhibit(
    ada: Session, out: Path
) -> None:
    whole = packet(ada, out / "own", Kind.OWN_OFFICE, choice=EVERY_PAPER)
    assert held(whole["D05-exhibit-a-confidential.csv"], IDENTITY)
    given = packet(ada, out / "public", Kind.PUBLIC)
    assert "D05-exhibit-a-public.pdf" in given
    assert not [name for name in given if "confidential" in name]
    for name, text in given.items():
        assert held(text, IDENTITY + BIRTHS + KEYS) == [], name
        if "exhibit-a-public" not in name:
            assert held(text, CASES) == [], name
    assert "confidential exhibit" in log_of(ada)[-1][2]


def test_research_is_given_no_papers(ada: Session, out: Path) -> None:
    with pytest.raises(AnswerIsNoError, match="does not go out to research"):
        packet(ada, out, Kind.RESEARCH)
    assert list(out.iterdir()) == []


def test_a_court_is_given_the_confidential_exhibit_but_not_what_is_never_filed(
    ada: Session, out: Path
) -> None:
    given = packet(ada, out, Kind.COURT)
    assert len(held(given["D05-exhibit-a-confidential.csv"], IDENTITY)) == len(IDENTITY)
    assert not [name for name in given if name.startswith(("D00", "D18", "D19"))]


def test_the_defense_is_given_no_paper_about_anybody_but_its_client(ada: Session, out: Path) -> None:
    client = PEOPLE[2]
    others = [one for one in (*PEOPLE, TRAP) if one is not client]
    given = packet(ada, out, Kind.DEFENSE, person=client.key, choice=EVERY_PAPER_OF_DEFENSE)
    names = [one.family for one in others] + [one.cii for one in others] + [one.born_on for one in others]
    for name, text in given.items():
        assert held(text, names) == [], name
    orders = [name for name in given if name.startswith("D07")]
    assert len(orders) == 1
    assert client.family in given[orders[0]]


EVERY_PAPER_OF_DEFENSE = PacketChoice(besides=frozenset({"D7"}), is_split=True)


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("D7", Kind.PUBLIC),
        ("D13", Kind.PUBLIC),
        ("D18", Kind.COURT),
        ("D13", Kind.DEFENSE),
        ("D0", Kind.PUBLIC),
    ],
)
def test_a_paper_asked_for_by_its_number_is_refused_to_whom_it_is_not_for(
    ada: Session, out: Path, document: str, kind: Kind
) -> None:
    with pytest.raises(AnswerIsNoError, match="may not go to"):
        packet(ada, out, kind, choice=PacketChoice(only=frozenset({document})))
    assert list(out.iterdir()) == []


def test_the_confidential_exhibit_is_not_printed_for_the_public(ada: Session, out: Path) -> None:
    packet(ada, out, Kind.OWN_OFFICE)
    content = (out / FILING / "D05-exhibit-a-confidential.pdf").read_bytes()
    for version, kind in (("confidential", Kind.PUBLIC), ("public version", Kind.RESEARCH)):
        paper = PreviewPaper("D5", "D05.pdf", f"Exhibit A, schedule of convictions ({version})", 1, content)
        with pytest.raises(AnswerIsNoError):
            record_printing(ada, FILING, [paper], kind=kind, pages=1, copies=1, **TO)
    record_printing(ada, FILING, [paper], kind=Kind.PUBLIC, pages=1, copies=1, **TO)
    assert [kind for _, kind, _ in log_of(ada)] == ["own office", "public"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table by their headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_name_with_a_line_break_is_written_and_keeps_nobody_from_logging_on(
    ada: Session, out: Path
) -> None:
    findings(ada, out / "two\nlines.csv", Kind.OWN_OFFICE)
    assert [one.name for one in out.iterdir()] == ["two\nlines.csv"]
    left = out / ".three\nlines.csv.partial"
    left.write_text("left by a killed program")
    with ada.write() as tx:
        store.begin(tx.connection, str(left), at=tx.at, by=ada.user)
        tx.audit("export.begun", left.name, {})
    assert sweep(ada).removed == (left,)
    assert not left.exists()
