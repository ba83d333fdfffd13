"""An office with all its values, evidence, challenges, and the pages of finished papers as text."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from invented_filings import OFFICE as BARE
from invented_filings import make_filing, make_row
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.filing import Challenge, Evidence, Filing
from expunge_desktop.documents.manifest import manifest_of
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.catalog import MadePapers, make_papers, wanted
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.typeset.fonts import register_fonts
from expunge_desktop.domain.office import PublicDefender, Service
from expunge_desktop.services.check_papers import confidential_values

OFFICE = replace(
    BARE,
    public_defender=PublicDefender(
        "Los Angeles County Public Defender",
        ("210 West Temple Street, 19th Floor", "Los Angeles, CA 90012"),
        "(213) 555-0199",
    ),
    service=Service("Sam Clerk", ("211 West Temple Street", "Los Angeles, CA 90012")),
)
ADDRESS = "12 Invented Street\nApt 4\nLos Angeles, CA 90012"
GROUND = "A prior conviction of section 187, June 2, 1988, within Penal Code section 667(e)(2)(C)(iv)."


def scanned(
    words: str, *, pages: int = 1, size: tuple[float, float] = (612, 1008), face: str = "LiberationSans"
) -> bytes:
    """An invented document as an attorney attaches it: legal size, frame to the edge, a line of words."""
    register_fonts()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, initialFontName=face)
    for number in range(1, pages + 1):
        canvas.setFont(face, 12)
        canvas.rect(2, 2, size[0] - 4, size[1] - 4)
        canvas.drawString(20, size[1] - 30, f"{words}, page {number}")
        canvas.drawString(20, 10, "the very last line")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def attached(data: bytes, pages: int = 1, name: str = "Certified record.pdf") -> Evidence:
    """The entry of a document in a challenge."""
    return Evidence(name, hashlib.sha256(data).hexdigest(), pages)


RECORD = scanned("Invented certified record")


def make_challenge(number: int = 90, **changes: object) -> Challenge:
    """A challenge that may be printed: completed, not on the Department's list, evidence attached."""
    row = {
        key: changes.pop(key)
        for key in list(changes)
        if key
        in ("is_doj_listed", "route", "defendant", "case_number", "count_number", "conviction_on", "level")
    }
    made = Challenge(
        make_row(number, **{"schedule": 1, "is_doj_listed": False, **row}),
        GROUND,
        "2020-02-10",
        "Jordan",
        evidence=(attached(RECORD),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def filing_of(rows: object = 8, **changes: object) -> Filing:
    """An invented filing of an office that has given everything."""
    return make_filing(rows, **{"office": OFFICE, **changes})  # type: ignore[arg-type]


def opposing(*challenges: Challenge, rows: int = 4) -> Filing:
    """A filing of some rows beside these challenges."""
    return replace(filing_of(rows), challenges=challenges)


def made(
    filing: Filing,
    document: str,
    *,
    is_split: bool = False,
    is_released: bool = True,
    read: Callable[[str], bytes] | None = None,
) -> MadePapers:
    """The files of one document, and what of it could not be printed."""
    store = {hashlib.sha256(RECORD).hexdigest(): RECORD}
    order = PaperOrder(filing, is_released, read_evidence=read or store.__getitem__, is_split=is_split)
    return make_papers(order, wanted(frozenset({document})))


def faults(filing: Filing, papers: MadePapers, *, is_released: bool = True) -> list[str]:
    """What the preflight finds wrong in the files, read with the manifest that would lie beside them."""
    manifest = manifest_of(
        filing,
        is_released=is_released,
        papers=tuple(one.entry for one in papers.papers),
        not_printed=papers.missing,
        releases=(),
    )
    known = confidential_values(filing)
    return [
        f"{one.entry.file}: {fault.sentence}"
        for one in papers.papers
        for fault in preflight(one.data, one.entry.file, manifest, known).errors
    ]


def pages_of(data: bytes) -> list[str]:
    """The text of each page, runs of white space as one blank."""
    with opened(data) as document:
        return [" ".join(page_text(document, index).text.split()) for index in range(len(document))]


def words_of(filing: Filing, document: str) -> str:
    """The whole text of a document's first file."""
    papers = made(filing, document)
    assert not papers.missing, papers.missing
    return " ".join(pages_of(papers.papers[0].data))
