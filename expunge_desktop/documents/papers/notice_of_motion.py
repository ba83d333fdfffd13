"""D1, the notice of motion and motion (law/documents.md 6.1, law/corrections.md 10–12, 15, 16)."""

from collections.abc import Iterable

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import set_caption
from expunge_desktop.documents.typeset.pleading import PleadingPaper, SignatureLine
from expunge_desktop.documents.typeset.template import render_template
from expunge_desktop.domain.office import Office

TITLE = (
    "NOTICE OF MOTION AND MOTION FOR AN ORDER DISMISSING, SEALING AND REDESIGNATING CANNABIS CONVICTIONS; "
    "EXHIBIT A"
)
FOOTER = "NOTICE OF MOTION AND MOTION (HEALTH & SAF. CODE, §§ 11361.8, 11361.9)"
TEMPLATE = "notice_of_motion.txt"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    paper = PleadingPaper()
    set_caption(paper, caption_of(filing, TITLE))
    *blocks, last = render_template(TEMPLATE, order.wording(TEMPLATE), fields_of(filing), flags_of(filing))
    for block in blocks:
        paper.add(block)
    paper.add_closing(last, _signature(filing.office))
    yield Part(write_pleading(paper, order.mark(recipe)))


def _signature(office: Office) -> tuple[SignatureLine, ...]:
    attorney = office.attorney
    return (
        SignatureLine("Dated: ____________________", "Respectfully submitted,", space=2),
        SignatureLine(right=office.head.upper(), space=1),
        SignatureLine(right=office.head_title),
        SignatureLine(right="By: ____________________________", space=3),
        SignatureLine(right=attorney.name.upper()),
        SignatureLine(right=attorney.title),
        SignatureLine(right=f"State Bar No. {attorney.bar_number}"),
        SignatureLine(right="Attorneys for Plaintiff"),
    )


RECIPE = Recipe("D1", "notice-of-motion", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,))
