"""D15, stipulation and joint application with the public defender, on request (law/documents.md 6).

For convictions that are not on the list of the Department of Justice: HS 11361.8(e) speaks of the person's
own application (dispute 11).
"""

from collections.abc import Iterable

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe, Scope
from expunge_desktop.documents.papers.set_paper import pleading_part
from expunge_desktop.documents.papers.values import PLEADING_NEEDS
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.signatures import RULED, Signature, SignatureLine
from expunge_desktop.domain.office import Office

TITLE = "STIPULATION AND JOINT APPLICATION FOR RELIEF FROM CANNABIS CONVICTIONS LISTED IN EXHIBIT A"
FOOTER = "STIPULATION AND JOINT APPLICATION FOR RELIEF FROM CANNABIS CONVICTIONS"
TEMPLATE = "stipulation.txt"
_DATED = "Dated: ____________________"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    yield pleading_part(recipe, order, {"signature": lambda paper: _sign(paper, order.filing.office)})


def _sign(paper: PleadingPaper, office: Office) -> None:
    paper.add_signature((*_people(office), *_public_defender(office)))


def _people(office: Office) -> Signature:
    attorney = office.attorney
    return (
        SignatureLine(_DATED, f"{office.head.upper()},", space=1),
        SignatureLine(right=office.head_title),
        SignatureLine(right="By: ____________________________", space=2),
        SignatureLine(right=f"{attorney.name.upper()} (SBN {attorney.bar_number})"),
        SignatureLine(right=attorney.title),
        SignatureLine(right="Attorneys for Plaintiff"),
    )


def _public_defender(office: Office) -> Signature:
    return (
        SignatureLine(_DATED, office.public_defender.name.upper(), space=2),
        SignatureLine(right=f"By: {RULED[4:]}", space=2),
        SignatureLine(right="Name: _________________________", space=1),
        SignatureLine(right="State Bar No. ___________________", space=1),
    )


RECIPE = Recipe(
    "D15",
    "stipulation",
    TITLE,
    FOOTER,
    PaperKind.PLEADING,
    _make,
    scope=Scope.ON_REQUEST,
    needs=(*PLEADING_NEEDS, "public_defender.name"),
    templates=(TEMPLATE,),
)
