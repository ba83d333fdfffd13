"""A conviction the court has sealed is masked everywhere but in the audit trail (HS 11361.8, 11361.9)."""

import csv
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from doj_rows import as_bytes, make_row
from pypdf import PdfReader
from sealed_county import GONE, HALF_GONE, SEALED_ON, STAYS

import expunge_desktop.services
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import (
    audit_retention,
    comparison_report,
    decide_conviction,
    destruction_due,
    evidence,
    explain,
    export_findings,
    figures_export,
    filing_papers,
    filing_status,
    fill_forms,
    find_person,
    ledger,
    make_filing,
    may_be_sealed,
    overdue,
    paper_copies,
    paper_masks,
    paper_set,
    print_papers,
    problems,
    purge,
    release_filing,
    retention,
    review,
    sealing,
    stale_papers,
    status_export,
    supplied_facts,
    supplied_list,
    template_preview,
    wording_check,
    worksheets,
)
from expunge_desktop.services.attached_documents import attached_documents
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.policies import stored_policy
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.session import Session

GONE_ID, HALF_ID, KEPT_ID = 1, 2, 3
SECRETS = (
    *GONE.values(), *HALF_GONE.values(), "1997-08-16", "August 16, 1997", "19970816", "19970705",
    "Quillon", "Vanishwell",
)  # fmt: skip
_SHOWS = re.compile(r"Right\.(SEE_PEOPLE|SEE_FILINGS|SEE_FIGURES|PRINT|EXPORT|MAKE_DRAFTS|DECIDE|NOTE)\b")

Look = Callable[[Session, Path], object]


def write_movers(session: Session, folder: Path) -> object:
    first = stored_policy(session, "los-angeles-2020").policy
    second = stored_policy(session, "statute-only").policy
    found = PolicyComparer(session).compare(first, second, date(2026, 9, 1), margin=3)
    out = folder / "movers.csv"
    comparison_report.write_movers(session, found, out, recipient="own office", purpose="test")
    return [found.convictions, found.movers, out]


def stepped(session: Session, folder: Path, act: Callable[..., object]) -> object:
    """What acting on a sealed conviction is answered."""
    return [refused(act, session, one) for one in (GONE_ID, HALF_ID)]


def refused(act: Callable[..., object], *arguments: Any) -> object:
    with pytest.raises(AnswerIsNoError) as error:
        act(*arguments)
    return f"{error.value.sentence} {error.value.advice}"


def subject(session: Session, conviction_id: int) -> supplied_facts.FactSubject:
    """As `subject_of` gives it, without its refusal of what is hidden."""
    with session.read() as connection:
        query = "SELECT person_id, ref FROM conviction WHERE id = ?"
        row = connection.exec_driver_sql(query, (conviction_id,)).one()
    return supplied_facts.FactSubject(row.person_id, row.ref, conviction_id)


def supply(session: Session, conviction_id: int) -> object:
    return supplied_facts.supply_fact(session, subject(session, conviction_id), "plants", "3", "a docket")


def recorded(session: Session, conviction_id: int) -> object:
    return supplied_facts.recorded_facts(session, subject(session, conviction_id))


def written(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7 no form")
    return path


def made(path: Path, write: Callable[[Path], object]) -> object:
    return [write(path), path]


# Every function of the services that shows something of convictions, and how it is asked here.
LOOKS: dict[str, Look] = {
    "attached_documents.attached_documents": lambda s, f: stepped(s, f, attached_documents),
    "audit_retention.due_payloads": lambda s, _: audit_retention.due_payloads(s),
    "comparison_report.write_movers": write_movers,
    "decide_conviction.add_note": lambda s, f: stepped(
        s, f, lambda s, one: decide_conviction.add_note(s, one, "x")
    ),
    "decide_conviction.conviction_of_finding": lambda s, _: stepped(
        s, _, decide_conviction.conviction_of_finding
    ),
    "decide_conviction.current_assessment_id": lambda s, _: decide_conviction.current_assessment_id(s),
    "decide_conviction.decide": lambda s, f: stepped(
        s,
        f,
        lambda s, one: decide_conviction.decide(s, one, DecisionAction.OVERRIDE, Outcome.NOT_ELIGIBLE, "x"),
    ),
    "decide_conviction.find_counts": lambda s, _: [
        len(decide_conviction.find_counts(s, held["case number"])) for held in (GONE, HALF_GONE)
    ],
    "decide_conviction.one_count": lambda s, _: refused(
        lambda: decide_conviction.one_count(s, "none such", None)
    ),
    "destruction_due.destruction_due": lambda s, _: destruction_due.destruction_due(s),
    "evidence.read_evidence": lambda s, _: refused(evidence.read_evidence, s, "0" * 64),
    "evidence.save_evidence": lambda s, f: refused(evidence.save_evidence, s, "0" * 64, f / "e.pdf"),
    "explain.explanation_of": lambda s, f: [
        explain.explanation_of(s, KEPT_ID), stepped(s, f, explain.explanation_of),
    ],
    "export_findings.export_findings": lambda s, f: made(
        f / "findings.csv", lambda path: export_findings.export_findings(s, path)
    ),
    "figures_export.export_figures": lambda s, f: made(
        f / "figures.csv", lambda path: figures_export.export_figures(s, path)
    ),
    "filing_papers.check_documents": lambda s, _: refused(filing_papers.check_documents, s, "F0001"),
    "filing_papers.make_document": lambda s, _: refused(filing_papers.make_document, s, "F0001", "D5"),
    "filing_papers.papers_of": lambda s, _: refused(filing_papers.papers_of, s, "F0001"),
    "filing_status.require_released": lambda s, _: filing_status.require_released(s, "F0001"),
    "filing_status.status_of": lambda s, _: filing_status.status_of(s, "F0001"),
    "fill_forms.fill_forms": lambda s, f: refused(
        lambda: fill_forms.fill_forms(s, "F0001", map_name="cr-400", form=written(f / "form.pdf"), out_dir=f)
    ),
    "find_person.find_person": lambda s, _: [
        len(find_person.find_person(s, GONE["name"])), find_person.find_person(s, STAYS["name"]),
    ],
    "ledger.ledger": lambda s, _: ledger.ledger(s),
    "make_filing.make_filing": lambda s, f: [
        one.id
        for one in make_filing.make_filing(s)
        if paper_set.make_set(s, one.id, lambda paper: (f / paper.entry.file).write_bytes(paper.data))
    ],
    "may_be_sealed.doubtful_rows": lambda s, _: may_be_sealed.doubtful_rows(s),
    "overdue.is_overdue": lambda s, _: overdue.is_overdue(s, HALF_ID),
    "overdue.overdue_convictions": lambda s, _: overdue.overdue_convictions(s),
    "retention.overdue_rows": lambda s, _: retention.overdue_rows(s),
    "paper_copies.record_printing": lambda s, _: refused(
        lambda: paper_copies.record_printing(
            s, "F0001", [], recipient="own office", purpose="x", pages=1, copies=1
        )
    ),
    "paper_masks.paper_masks": lambda s, _: paper_masks.paper_masks(
        s, "F0001", RecipientKind.OWN_OFFICE
    ).names,
    "paper_set.make_set": lambda s, _: refused(paper_set.make_set, s, "F0001", lambda _paper: None),
    "paper_set.paper_set": lambda s, _: refused(paper_set.paper_set, s, "F0001"),
    "print_papers.print_papers": lambda s, f: refused(print_papers.print_papers, s, "F0001", f),
    "problems.export_problems": lambda s, f: made(
        f / "problems.csv", lambda path: problems.export_problems(s, path)
    ),
    "problems.problems_by_kind": lambda s, _: problems.problems_by_kind(s),
    "purge.certificate": lambda s, _: refused(purge.certificate, s, 1),
    "purge.certificate_pdf": lambda s, _: refused(purge.certificate_pdf, s, 1),
    "purge.certificates": lambda s, _: purge.certificates(s),
    "purge.save_certificate": lambda s, f: refused(purge.save_certificate, s, 1, f / "c.pdf"),
    "release_filing.list_filings": lambda s, _: release_filing.list_filings(s),
    "release_filing.release_state": lambda s, _: release_filing.release_state(s, "F0001"),
    "release_filing.why_stale": lambda s, _: release_filing.why_stale(s, "F0001"),
    "retention.status": lambda s, _: retention.status(s),
    "review.conviction_detail": lambda s, f: [
        review.conviction_detail(s, KEPT_ID), stepped(s, f, review.conviction_detail),
    ],
    "review.conviction_ids": lambda s, _: [
        review.conviction_ids(s, ConvictionFilter()),
        review.conviction_ids(s, ConvictionFilter(text="VANISH")),
    ],
    "review.conviction_rows": lambda s, _: review.conviction_rows(s, range(1, 10)),
    "review.filter_choices": lambda s, _: review.filter_choices(s),
    "review.not_assessed": lambda s, _: review.not_assessed(s),
    "review.overview": lambda s, _: review.overview(s),
    "review.source_rows": lambda s, f: [
        review.source_rows(s, KEPT_ID), stepped(s, f, review.source_rows),
    ],
    "sealing.sealed_rows": lambda s, _: sealing.sealed_rows(s),
    "stale_papers.no_longer_so": lambda s, _: stale_papers.no_longer_so(s, "F0001"),
    "status_export.export_statuses": lambda s, f: made(
        f / "status.csv", lambda path: status_export.export_statuses(s, "F0001", path)
    ),
    "supplied_facts.recorded_facts": lambda s, f: stepped(s, f, recorded),
    "supplied_facts.subject_in_record": lambda s, _: refused(
        supplied_facts.subject_in_record, s, GONE["person_id"]
    ),
    "supplied_facts.subject_of": lambda s, f: stepped(s, f, supplied_facts.subject_of),
    "supplied_facts.supply_fact": lambda s, f: stepped(s, f, supply),
    "supplied_facts.withdraw_fact": lambda s, _: refused(supplied_facts.withdraw_fact, s, 1, "x"),
    "supplied_list.supplied_facts": lambda s, _: supplied_list.supplied_facts(s),
    "template_preview.preview_template": lambda s, _: refused(
        template_preview.preview_template, s, "order.txt", template_of("order.txt"), "F0001"
    ),
    "wording_check.check_wording": lambda s, _: wording_check.check_wording(
        s, "order.txt", template_of("order.txt")
    ),
    "worksheets.convictions_of_person": lambda s, _: worksheets.convictions_of_person(s, KEPT_ID),
    "worksheets.convictions_with_outcome": lambda s, _: worksheets.convictions_with_outcome(
        s, Outcome.DISMISS_SEAL
    ),
    "worksheets.save_worksheet": lambda s, f: made(
        f / "sheet.pdf", lambda path: worksheets.save_worksheet(s, [KEPT_ID], path)
    ),
    "worksheets.worksheet_bytes": lambda s, _: worksheets.worksheet_bytes(s, [KEPT_ID])[0],
}  # fmt: skip
# They say how old a copy is and what the user may do, and write what preview_template gave.
_SHOW_NOTHING = {"backup_state.backup_state", "fact_choices.may_contradict", "preview_file.save_preview"}


def template_of(name: str) -> str:
    return resource_path("templates", name).read_text(encoding="utf-8")


def showing_functions() -> Iterator[str]:
    """Every public function of the services that asks for a right to see, print, export or decide."""
    for module in pkgutil.iter_modules(expunge_desktop.services.__path__):
        found = import_module(f"expunge_desktop.services.{module.name}")
        for name, one in vars(found).items():
            if not inspect.isfunction(one) or one.__module__ != found.__name__ or name.startswith("_"):
                continue
            if _SHOWS.search(inspect.getsource(one)):
                yield f"{module.name}.{name}"


def told(value: object) -> str:
    """Everything a result says, files and PDFs read."""
    if isinstance(value, Path):
        return told(value.read_bytes()) if value.is_file() else ""
    if isinstance(value, bytes) and value.startswith(b"%PDF") and b"%%EOF" in value:
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(value)).pages)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (list, tuple)):
        return "\n".join(map(told, value))
    return repr(value)


def test_the_walk_knows_every_function_that_shows_something() -> None:
    assert set(showing_functions()) - _SHOW_NOTHING == set(LOOKS)


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_nothing_of_a_sealed_conviction_is_shown(name: str, sealed: Any, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    said = told(LOOKS[name](sealed.ada, folder))
    said += "".join(told(path) for path in sorted(folder.rglob("*")))
    assert [word for word in SECRETS if word in said] == []


def test_the_same_walk_meets_them_before_they_are_sealed(sealed: Any, tmp_path: Path) -> None:
    with sealed.ada.write() as tx:
        tx.connection.exec_driver_sql("DROP TRIGGER guard_sealed_conviction_delete")
        tx.connection.exec_driver_sql("DELETE FROM sealed_conviction")
        tx.audit("seal", "F0001", {})
    for name in ("review.conviction_rows", "export_findings.export_findings", "filing_status.status_of"):
        said = told(LOOKS[name](sealed.ada, tmp_path))
        assert GONE["case number"] in said, name
        assert HALF_GONE["case number"] in said, name
    said = told(review.conviction_detail(sealed.ada, KEPT_ID)) + told(
        explain.explanation_of(sealed.ada, KEPT_ID)
    )
    assert HALF_GONE["case number"] in said


def test_the_courts_entry_seals_what_was_granted_with_sealing_and_the_audit_says_so(sealed: Any) -> None:
    rows = sealing.sealed_rows(sealed.ada)
    assert {row.conviction_id for row in rows} == {GONE_ID, HALF_ID}
    assert {(row.filing_id, row.sealed_on, row.is_destroyed) for row in rows} == {("F0001", SEALED_ON, False)}
    (entry,) = [row for row in audit_rows(sealed.ada) if row[3] == "seal"]
    assert '"convictions":[1,2]' in str(entry[5])


def test_a_sealed_line_of_a_list_says_when_and_nothing_else(sealed: Any) -> None:
    row = review.conviction_rows(sealed.ada, [GONE_ID])[GONE_ID]
    assert row.person_name == row.hidden == "Sealed by the court on 2026-10-01"
    with pytest.raises(AnswerIsNoError, match="Sealed by the court on 2026-10-01"):
        review.conviction_detail(sealed.ada, GONE_ID)


def test_a_person_sealed_wholly_is_not_found_by_name_and_one_in_part_with_the_rest(sealed: Any) -> None:
    assert find_person.find_person(sealed.ada, "Vanishwell, Quillon", GONE["birth date"]) == []
    (found,) = find_person.find_person(sealed.ada, "Staywell, Maribel")
    assert [one.case_number for one in found.convictions] == [STAYS["case number"]]


def test_the_courts_remark_on_a_sealed_row_does_not_name_its_case(sealed: Any) -> None:
    assert [one.note for one in filing_status.status_of(sealed.ada, "F0001").events][
        -1
    ] == "Order in [sealed]."


def test_the_ledger_still_adds_up_with_sealed_rows_beside(sealed: Any) -> None:
    proof = ledger.ledger(sealed.ada)
    assert (proof.under_review, proof.sealed, proof.destroyed) == (5, 2, 0)
    assert proof.is_balanced
    assert review.not_assessed(sealed.ada) == 0


def test_a_redesignated_or_denied_row_and_one_granted_in_part_are_not_sealed(sealed: Any) -> None:
    rows = {row.case_number: row.row_no for row in filing_status.status_of(sealed.ada, "F0001").rows}
    part = {rows["GA40002"]}
    filing_status.record(
        sealed.ada, "F0001", FilingStatus.GRANTED_IN_PART, rows=part, on=SEALED_ON, note="As to the fine."
    )
    filing_status.record(sealed.ada, "F0001", FilingStatus.COURT_UPDATED, rows=part, on=SEALED_ON)
    assert len(sealing.sealed_rows(sealed.ada)) == 2
    with pytest.raises(AnswerIsNoError, match="needs the order"):
        sealing.seal_by_order(sealed.ada, "F0001", part, on=SEALED_ON, note=" ")
    with pytest.raises(AnswerIsNoError, match="has not entered an order"):
        sealing.seal_by_order(sealed.ada, "F0001", {rows["GA40003"]}, on=SEALED_ON, note="Order.")
    sealing.seal_by_order(sealed.ada, "F0001", part, on=SEALED_ON, note="Minute order of October 1.")
    assert len(sealing.sealed_rows(sealed.ada)) == 3


def test_a_count_delivered_twice_is_sealed_twice(sealed: Any, tmp_path: Path) -> None:
    rows = {row.case_number: row.row_no for row in filing_status.status_of(sealed.ada, "F0001").rows}
    again = tmp_path / "again.dat"
    again.write_bytes(
        as_bytes(
            [
                make_row(
                    SUBJECT_ID="62000000", CII_NUMBER="A88000001", PRI_NAME="OTHERWISE01,SAM", OFN="GA40001"
                )
            ],
            header=True,
        )
    )
    import_batch(sealed.ada, [again])
    filing_status.record(
        sealed.ada, "F0001", FilingStatus.COURT_UPDATED, rows={rows["GA40001"]}, on=SEALED_ON
    )
    found = sealing.sealed_rows(sealed.ada)
    assert len(found) == 4
    assert [row.row_no for row in found if row.row_no is None] == [None]


def test_the_findings_export_holds_every_count_but_the_sealed(sealed: Any, tmp_path: Path) -> None:
    out = tmp_path / "findings.csv"
    export_findings.export_findings(sealed.ada, out)
    with out.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["court_case_number"] for row in rows) == [
        STAYS["case number"], "GA40000", "GA40001", "GA40002", "GA40003",
    ]  # fmt: skip


def test_a_later_delivery_of_a_sealed_count_is_sealed_as_it_comes(sealed: Any, tmp_path: Path) -> None:
    again = tmp_path / "again.dat"
    row = make_row(
        SUBJECT_ID="70000000",
        CII_NUMBER=GONE["CII number"],
        PRI_NAME=GONE["name"],
        PRI_DOB=GONE["birth date as delivered"],
        OFN=GONE["case number"],
    )
    again.write_bytes(as_bytes([row], header=True))
    import_batch(sealed.ada, [again])
    found = sealing.sealed_rows(sealed.ada)
    assert [(one.row_no, one.sealed_on) for one in found if one.row_no is None] == [(None, SEALED_ON)]
    assert len(review.conviction_ids(sealed.ada, ConvictionFilter())) == 5
    assert find_person.find_person(sealed.ada, GONE["name"]) == []
