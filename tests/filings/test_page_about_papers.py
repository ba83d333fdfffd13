"""docs/papers.md says what the program does: every document, what it needs, every status and verb."""

import re
from pathlib import Path

from expunge_desktop.documents.papers.catalog import RECIPES
from expunge_desktop.documents.papers.values import PLEADING_NEEDS
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.services.packet_choice import documents

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")
HELP = (ROOT / "resources" / "help" / "4-papers.md").read_text(encoding="utf-8")


def lines_of(document: str) -> list[list[str]]:
    rows = re.findall(rf"^\| {document} \|.*$", PAGE, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_every_document_stands_in_the_table_as_it_is_printed() -> None:
    for document, scope in documents().items():
        (line,) = lines_of(document)
        assert line[2] == scope, document


def test_what_a_document_needs_besides_names_stands_in_its_line() -> None:
    common = {"office.name", "court.name", "court.county"}
    for recipe in RECIPES:
        (line,) = lines_of(recipe.document)
        besides = set(recipe.needs) - common
        if set(PLEADING_NEEDS) <= set(recipe.needs):
            besides -= set(PLEADING_NEEDS)
        if recipe.kind.value == "letter":  # the attorney's address stands on every letter
            besides -= {"attorney.title", "attorney.address", "attorney.name", "attorney.telephone"}
        missing = [key for key in besides if f"`{key}`" not in line[4]]
        assert not missing, (recipe.document, missing)


def test_the_attorney_block_is_listed_whole() -> None:
    assert [key for key in PLEADING_NEEDS if f"`{key}`" not in PAGE] == []


def test_every_status_is_named() -> None:
    assert [status.value for status in FilingStatus if f"**{status.value}**" not in PAGE] == []
    assert "granted in part" in HELP
