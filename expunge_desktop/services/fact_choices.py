"""What can be supplied for one conviction, for a person who has its page before them."""

from dataclasses import dataclass

from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE, UNREAD
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import Recorded, recorded_facts, subject_of
from expunge_desktop.services.supplied_list import SuppliedRecord


@dataclass(frozen=True, slots=True)
class FactChoice:
    """One fact that nobody has supplied yet, and what the delivered record says of it.

    is_asked   a review code of the finding asks for it, and the record says nothing that could be read
    """

    name: str
    what: str
    values: str
    record: Recorded
    is_asked: bool

    @property
    def recorded(self) -> str:
        """What the record says; empty = nothing."""
        return self.record.said

    @property
    def is_unread(self) -> bool:
        """Whether that could not be read, or disagrees: no gap, so filling it goes before the record."""
        return self.record.is_unread


def fact_choices(session: Session, detail: ConvictionDetail) -> list[FactChoice]:
    """First what the finding misses, then what else the record does not say, then the rest.

    Raises AnswerIsNoError when the count is hidden by now.
    """
    recorded = recorded_facts(session, subject_of(session, detail.row.id))
    codes = set(detail.row.review_codes)
    given = {one.fact for one in standing_facts(detail)}
    found = []
    for name, fact in SUPPLIABLE.items():
        if name in given:
            continue
        record = recorded[name]
        is_asked = fact.known(record.of) is None and not codes.isdisjoint(fact.codes)
        found.append(FactChoice(name, fact.what, fact.values, record, is_asked))
    return sorted(found, key=lambda one: (not one.is_asked, bool(one.recorded)))


def is_contrary(choice: FactChoice, value: str) -> bool | None:
    """Whether the value goes before what the record says, and so needs a ground; None: it cannot be read."""
    fact = SUPPLIABLE[choice.name]
    read = fact.read(value.strip()) if value.strip() else None
    if read is None:
        return None
    return choice.is_unread or fact.contradicts(choice.record.of, read)


def record_in_words(choice: FactChoice) -> str:
    """What the record says of a fact, in a sentence; and who goes before words that could not be read."""
    if not choice.is_unread:
        said = f"“{choice.recorded}”" if choice.recorded else "nothing"
        return f"The record says {said}."
    words = "" if choice.recorded == UNREAD else f": “{choice.recorded}”"
    return (
        f"The record has words that could not be read, or that disagree{words}. Going before them takes a "
        "reviewer or a supervising attorney, and a ground."
    )


def may_contradict(session: Session) -> bool:
    """Whether this user may go before what a record says."""
    return bool(session.roles & ROLES_OF[Right.DECIDE])


def standing_facts(detail: ConvictionDetail) -> list[SuppliedRecord]:
    """What was supplied for this conviction or its person and can be withdrawn."""
    own = ("", detail.count_ref)
    return [one for one in detail.supplied if one.value and one.withdrawn_by is None and one.ref in own]
