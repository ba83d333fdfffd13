"""The table of recipients is whole, names only what there is, and is the page people read."""

from pathlib import Path

import pytest

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import (
    comparison_report,
    export_findings,
    problems,
    release_export,
    status_export,
)
from expunge_desktop.services.masking import RECIPIENTS_IN_WORDS, Export, kinds, masking_of
from expunge_desktop.services.masking_page import table_of_recipients
from expunge_desktop.services.packet_choice import documents
from expunge_desktop.services.paper_masks import (
    CONFIDENTIAL_EXHIBIT,
    PAPER_NAMES,
    PUBLIC_EXHIBIT,
    name_of,
)

Kind = RecipientKind
PAGE = Path(__file__).resolve().parents[2] / "docs" / "releases.md"
COLUMNS = {
    Export.FINDINGS: export_findings.COLUMNS,
    Export.COMPARISON: comparison_report.CSV_HEADER,
    Export.PROBLEMS: problems.COLUMNS,
    Export.FILING_STATUS: status_export.COLUMNS,
    Export.RELEASES: release_export.COLUMNS,
}
# Columns by which somebody can be recognized, alone or with a register that many have.
TELLING = {
    "person_id", "court_case_number", "count_number", "conviction_date", "statutory_reason", "finding_id",
    "person", "date_of_birth", "row", "case_number", "count", "date", "note",
}  # fmt: skip


def test_every_kind_of_recipient_stands_in_the_table_with_its_meaning_and_source() -> None:
    assert [info.kind for info in kinds()] == list(Kind)
    assert all(info.means and info.citation and info.confidence in ("high", "medium") for info in kinds())
    assert set(RECIPIENTS_IN_WORDS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("export", Export)
def test_every_export_has_its_line_for_every_kind(export: Export, kind: Kind) -> None:
    masking = masking_of(kind, export)
    assert masking.refusal != "The table of recipients does not name it."
    if export in COLUMNS:
        assert masking.fields.keys() <= set(COLUMNS[export])
    if export is Export.PAPERS:
        papers = {*PAPER_NAMES.values(), PUBLIC_EXHIBIT, CONFIDENTIAL_EXHIBIT}
        assert masking.fields.keys() | (masking.only or set()) | masking.only_of_one <= papers


def test_an_export_the_table_does_not_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from expunge_desktop.services import masking

    monkeypatch.setattr(masking, "_table", lambda: {"kinds": {"court": {"exports": {}}}, "small_cell": 5})
    found = masking.masking_of.__wrapped__(Kind.COURT, Export.FINDINGS)
    with pytest.raises(AnswerIsNoError, match="does not name it"):
        found.require()


@pytest.mark.parametrize("export", [Export.FINDINGS, Export.COMPARISON, Export.FILING_STATUS])
def test_nothing_telling_goes_to_research_as_it_is(export: Export) -> None:
    masking = masking_of(Kind.RESEARCH, export)
    assert TELLING & set(COLUMNS[export]) <= masking.fields.keys()


def test_no_record_of_a_person_goes_to_the_public() -> None:
    refused = {export for export in Export if masking_of(Kind.PUBLIC, export).refusal}
    assert refused == set(Export) - {Export.PAPERS, Export.FIGURES}
    papers = masking_of(Kind.PUBLIC, Export.PAPERS)
    assert papers.only is not None
    assert CONFIDENTIAL_EXHIBIT not in papers.only


def test_every_paper_of_a_packet_has_a_name_in_the_table() -> None:
    assert set(documents()) == {*PAPER_NAMES, "D5"}
    assert name_of("D5", "Exhibit A, schedule of convictions (public), machine-readable") == PUBLIC_EXHIBIT
    assert name_of("D5", "Exhibit A under some other title") == CONFIDENTIAL_EXHIBIT


def test_the_own_office_is_given_everything() -> None:
    for export in Export:
        masking = masking_of(Kind.OWN_OFFICE, export)
        assert (masking.refusal, masking.withheld, masking.only) == ("", (), None)


def test_the_page_shows_the_table_as_it_is() -> None:
    assert table_of_recipients() in PAGE.read_text("utf-8")
