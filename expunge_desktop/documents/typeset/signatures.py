"""Signature blocks: who signs, with ruled lines for what only the signer may write."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from expunge_desktop.documents.typeset.fonts import SERIF, wrap
from expunge_desktop.documents.typeset.grid import SIZE
from expunge_desktop.domain.office import Office

RULED = "______________________________"
_RULED_DATE = "____________________"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One single-spaced line of a signature block, left and right column, `space` half lines above it."""

    left: str = ""
    right: str = ""
    space: int = 0


Signature = Sequence[SignatureLine]


def fitted(signature: Signature, left: float, right: float) -> Signature:
    """The block with names too long for columns of `left` and `right` points broken into more lines."""
    lines: list[SignatureLine] = []
    for one in signature:
        columns = (wrap(one.left, SERIF, SIZE, left), wrap(one.right, SERIF, SIZE, right))
        for number, (text, opposite) in enumerate(zip_longest(*columns, fillvalue="")):
            lines.append(SignatureLine(text, opposite, one.space if number == 0 else 0))
        if not any(columns):
            lines.append(one)
    return lines


def signature_halves(signature: Signature) -> int:
    """The half lines a signature block takes."""
    return sum(line.space + 1 for line in signature)


def attorney_signature(office: Office) -> tuple[SignatureLine, ...]:
    """The head of the office by the attorney of record, for a paper that is submitted (CCP 128.7(a))."""
    attorney = office.attorney
    return (
        SignatureLine(f"Dated: {_RULED_DATE}", "Respectfully submitted,", space=2),
        SignatureLine(right=office.head.upper(), space=1),
        SignatureLine(right=office.head_title),
        SignatureLine(right="By: ____________________________", space=3),
        SignatureLine(right=attorney.name.upper()),
        SignatureLine(right=attorney.title),
        SignatureLine(right=f"State Bar No. {attorney.bar_number}"),
        SignatureLine(right="Attorneys for Plaintiff"),
    )


def declaration_signature(name: str, title: str = "") -> tuple[SignatureLine, ...]:
    """Who declares, below the words of perjury: date and place of execution are written in (CCP 2015.5).

    An unknown name is a ruled line.
    """
    lines = [
        SignatureLine(f"Executed on {_RULED_DATE},", space=3),
        SignatureLine(f"at {_RULED_DATE}, California.", RULED, space=2),
        SignatureLine(right=name.upper() if name else f"Name: {RULED[6:]}", space=0 if name else 1),
    ]
    return (*lines, SignatureLine(right=title)) if title else tuple(lines)


def judge_signature() -> tuple[SignatureLine, ...]:
    """The judge's, undated: an order is signed by the court alone."""
    return (
        SignatureLine(f"Dated: {_RULED_DATE}", RULED, space=3),
        SignatureLine(right="Judge of the Superior Court"),
    )
