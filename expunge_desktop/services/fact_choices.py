"""What can be supplied for one conviction, for a person who has its page before them."""

from dataclasses import dataclass

from expunge_desktop.domain.person import Count, Person
from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE, UNREAD, SuppliableFact
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.services.supplied_list import SuppliedRecord


@dataclass(frozen=True, slots=True)
class FactChoice:
    """One fact that nobody has supplied yet; `recorded` is what the record says, empty = nothing.

    is_asked   a review code of the finding asks for it, and the record says nothing
    """

    name: str
    what: str
    values: str
    recorded: str
    is_asked: bool


def fact_choices(detail: ConvictionDetail) -> list[FactChoice]:
    """First what the finding misses, then what else the record does not say, then the rest."""
    codes = set(detail.row.review_codes)
    given = {one.fact for one in standing_facts(detail)}
    found = []
    for fact in SUPPLIABLE.values():
        about = _about(detail, fact)
        if about is None or fact.name in given:
            continue
        said = fact.said(about) or (UNREAD if fact.answers_unread(about) else "")
        is_asked = fact.known(about) is None and not codes.isdisjoint(fact.codes)
        found.append(FactChoice(fact.name, fact.what, fact.values, said, is_asked))
    return sorted(found, key=lambda one: (not one.is_asked, bool(one.recorded)))


def is_contrary(detail: ConvictionDetail, name: str, value: str) -> bool | None:
    """Whether the value goes before what the record says, and so needs a ground; None: it cannot be read."""
    fact = SUPPLIABLE[name]
    read, about = fact.read(value.strip()) if value.strip() else None, _about(detail, fact)
    if read is None or about is None:
        return None
    return fact.answers_unread(about) or fact.contradicts(about, read)


def standing_facts(detail: ConvictionDetail) -> list[SuppliedRecord]:
    """What was supplied for this conviction or its person and can be withdrawn."""
    own = ("", detail.count_ref)
    return [one for one in detail.supplied if one.value and one.withdrawn_by is None and one.ref in own]


def _about(detail: ConvictionDetail, fact: SuppliableFact) -> Person | Count | None:
    if fact.is_of_person:
        return detail.person
    return next((one for one in detail.person.counts if one.ref == detail.count_ref), None)
