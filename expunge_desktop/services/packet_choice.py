"""Which papers of a filing are wanted, and in which form."""

from dataclasses import dataclass

from expunge_desktop.base.errors import UsageError
from expunge_desktop.documents.papers.catalog import DOCUMENTS, wanted
from expunge_desktop.documents.papers.recipe import Recipe, Scope

COVER, TRANSMITTAL, CONFORMITY = "D0", "D14", "D19"
# Made after all others, which they list.
MADE_LAST = (TRANSMITTAL, CONFORMITY, COVER)


@dataclass(frozen=True, slots=True)
class PacketChoice:
    """The papers wanted.

    only        these documents alone; None = those of every packet
    besides     documents on request that are wanted too (D7, D8 …)
    is_split    papers of each case as a file of their own besides the merged one
    is_archive  every PDF as PDF/A-2b
    """

    only: frozenset[str] | None = None
    besides: frozenset[str] = frozenset()
    is_split: bool = False
    is_archive: bool = False

    def has(self, document: str) -> bool:
        """Whether a document goes into the packet."""
        if document in self.besides or document in (self.only or ()):
            return True
        return self.only is None and documents()[document] == Scope.PACKET.value

    def is_made(self, document: str) -> bool:
        """Whether one of the papers made last is made: also for the sake of a later one that lists it."""
        later = MADE_LAST[MADE_LAST.index(document) :]
        return any(self.has(one) for one in later)

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """What is made, in the order of the papers: all of them where one is wanted that lists the others."""
        if self.only is not None and not self.only.isdisjoint(MADE_LAST):
            return wanted(None, self.besides | self.only)
        return wanted(self.only, self.besides)


EVERY_PAPER = PacketChoice()


def documents() -> dict[str, str]:
    """Every document there is by number, in order, and whether it is part of each packet or on request."""
    scopes = dict.fromkeys(MADE_LAST, Scope.PACKET.value)
    found = scopes | {one.document: one.scope.value for one in wanted(frozenset(DOCUMENTS))}
    return dict(sorted(found.items(), key=lambda one: int(one[0][1:])))


def require_documents(choice: PacketChoice) -> None:
    """Raise UsageError when a document is asked for that there is none of, or none at all."""
    known = documents()
    asked = (choice.only or frozenset()) | choice.besides
    if asked - known.keys() or choice.only == frozenset():
        unknown = ", ".join(sorted(asked - known.keys())) or "nothing"
        raise UsageError("document", f"There is no paper {unknown}.", f"Papers are {', '.join(known)}.")


def chosen(text: str) -> frozenset[str]:
    """`d1, D5` as document numbers."""
    return frozenset(part.strip().upper() for part in text.split(",") if part.strip())
