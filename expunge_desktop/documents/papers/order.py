"""D6, the proposed bulk order (law/documents.md 6.5, law/corrections.md 10–12)."""

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.papers.values import caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.canvas import PaperMark, write_pleading
from expunge_desktop.documents.typeset.caption import set_caption
from expunge_desktop.documents.typeset.pleading import PleadingPaper, SignatureLine
from expunge_desktop.documents.typeset.template import load_template, render_template

TITLE = "[PROPOSED] ORDER DISMISSING, SEALING AND REDESIGNATING CANNABIS CONVICTIONS LISTED IN EXHIBIT A"
FOOTER = "[PROPOSED] ORDER (HEALTH & SAF. CODE, §§ 11361.8, 11361.9)"
TEMPLATE = "order.txt"
_SIGNATURE = (
    SignatureLine("Dated: ____________________", "______________________________", space=3),
    SignatureLine(right="Judge of the Superior Court"),
)


def proposed_order(filing: Filing, mark: PaperMark) -> bytes:
    """The PDF. Raises TemplateError or LayoutError when the wording or a value stands in the way."""
    paper = PleadingPaper()
    set_caption(paper, caption_of(filing, TITLE))
    *blocks, last = render_template(TEMPLATE, load_template(TEMPLATE), fields_of(filing), flags_of(filing))
    for block in blocks:
        paper.add(block)
    paper.add_closing(last, _SIGNATURE)
    return write_pleading(paper, mark)
