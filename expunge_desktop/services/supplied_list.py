"""What was supplied and withdrawn, with who, when, from which document, and whether it waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.filing import Filing
from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE
from expunge_desktop.services.legal_words import day_in_words
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealed_names import SealedNames, sealed_names
from expunge_desktop.services.session import Session
from expunge_desktop.store import supplied_facts as store

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SuppliedRecord:
    """One supplied fact, or one withdrawal (`withdraws` is the fact's id, `value` is empty).

    ref            of the count; empty = of the person
    recorded       what the delivered record says; empty = nothing
    is_waiting     no assessment has taken it up yet
    applied_by     the first assessment that did; None while it waits
    withdrawn_by   the row that withdrew it; None while it stands
    """

    id: int
    person_name: str
    person_key: str
    case_number: str
    count_number: str
    ref: str
    fact: str
    value: str
    document: str
    reason: str
    recorded: str
    is_contrary: bool
    supplied_at: str
    supplied_by: str
    is_waiting: bool
    applied_by: int | None
    withdraws: int | None
    withdrawn_by: int | None
    person_id: int
    conviction_id: int | None

    @property
    def source(self) -> str:
        """Who supplied it, when, from which document, and what the record says besides."""
        said = f"“{self.recorded}”" if self.recorded else NOTHING
        ground = f"; ground: {self.reason}" if self.reason else ""
        return (
            f"supplied by {self.supplied_by} on {day_in_words(self.supplied_at[:10])} from {self.document} "
            f"(recorded: {said}{ground})"
        )


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact that can be supplied, to choose from; `codes` are the review codes that ask for it."""

    name: str
    what: str
    values: str
    codes: tuple[str, ...]
    is_of_person: bool


def supplied_facts(session: Session, *, is_waiting_only: bool = False) -> list[SuppliedRecord]:
    """Every row that may be seen, oldest first; those of sealed counts are left out."""
    session.require(Right.SEE_PEOPLE)
    session.views.note(session, "list", "supplied facts", {})
    with session.read() as connection:
        found = records_of(connection, sealed_names(session, connection))
    return [one for one in found if one.is_waiting or not is_waiting_only]


def records_of(connection: Any, named: SealedNames, person_id: int | None = None) -> list[SuppliedRecord]:
    """The rows of everybody, or of one person; what people wrote names nobody the court has sealed."""
    return [_record(row, named) for row in store.rows(connection, person_id)]


def in_force(records: Iterable[SuppliedRecord]) -> list[SuppliedRecord]:
    """Those the present facts rest on: not what waits, but what a waiting withdrawal is about."""
    records = list(records)
    waiting = {one.id for one in records if one.is_waiting}
    return [
        one
        for one in records
        if one.value and one.id not in waiting and (one.withdrawn_by is None or one.withdrawn_by in waiting)
    ]


def what(record: SuppliedRecord) -> str:
    """Which fact, for people: "Date of birth"."""
    return SUPPLIABLE[record.fact].what


def key_of(record: SuppliedRecord) -> str:
    """The line of an explanation the fact speaks of."""
    return SUPPLIABLE[record.fact].key


def state_in_words(record: SuppliedRecord) -> str:
    """Whether it counts: "waits for an assessment", "taken up by assessment 3", "withdrawn by row 7"."""
    taken_up = (
        "waits for an assessment" if record.is_waiting else f"taken up by assessment {record.applied_by}"
    )
    return taken_up if record.withdrawn_by is None else f"{taken_up}, withdrawn by row {record.withdrawn_by}"


def fact_names(review_codes: Iterable[str] = ()) -> list[FactName]:
    """Every fact that can be supplied, first those that one of these review codes asks for."""
    asked = frozenset(review_codes)
    names = [
        FactName(one.name, one.what, one.values, one.codes, one.is_of_person) for one in SUPPLIABLE.values()
    ]
    return sorted(names, key=lambda one: asked.isdisjoint(one.codes))


def refuse_waiting(connection: Any, people: Iterable[int], where: str) -> None:
    """Raise AnswerIsNoError (`facts-waiting`) when a supplied fact of one of these people waits."""
    if said := waiting_sentence(connection, people, where):
        raise AnswerIsNoError(
            "facts-waiting",
            said,
            "Run `assess`: it decides their convictions on the facts supplied. Then do this again.",
        )


def waiting_sentence(connection: Any, people: Iterable[int], where: str) -> str:
    """ "1 supplied fact waits for an assessment, of 1 person in F0001."; empty when none of theirs does."""
    waiting = store.people_waiting(connection, sorted(set(people)))
    if not waiting:
        return ""
    return f"{waiting_in_words(sum(waiting.values()))}, of {many(len(waiting), 'person')} in {where}."


def people_in(filing: Filing) -> list[int]:
    """Everybody a filing asks relief for, and those it opposes."""
    rows = (*filing.rows, *(one.row for one in filing.challenges))
    return sorted({row.person_id for row in rows})


def waiting_in_words(number: int) -> str:
    """ "3 supplied facts wait for an assessment"."""
    return f"{many(number, 'supplied fact')} {'waits' if number == 1 else 'wait'} for an assessment"


def rests_on_supplied(connection: Any) -> dict[str, str]:
    """What whoever releases a filing should know: a sentence for each with rows of people with facts."""
    return {
        filing_id: f"{many(rows, 'row')} {'rests' if rows == 1 else 'rest'} on facts supplied by the office "
        f"(by {', '.join(names)}): look at {'its explanation' if rows == 1 else 'their explanations'}."
        for filing_id, (rows, names) in store.rows_of_filings(connection).items()
    }


def _record(row: Any, named: SealedNames) -> SuppliedRecord:
    return SuppliedRecord(
        id=row.id,
        person_name=row.person_name,
        person_key=row.source_key,
        case_number=row.case_number,
        count_number=row.count_number,
        ref=row.ref,
        fact=row.fact,
        value=row.value or "",
        document=named.masked(row.document),
        reason=named.masked(row.reason),
        recorded=row.recorded,
        is_contrary=bool(row.is_contrary),
        supplied_at=row.supplied_at,
        supplied_by=row.supplied_by,
        is_waiting=bool(row.is_waiting),
        applied_by=row.applied_by,
        withdraws=row.withdraws,
        withdrawn_by=row.withdrawn_by,
        person_id=row.person_id,
        conviction_id=row.conviction_id,
    )
