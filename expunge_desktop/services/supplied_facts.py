"""Supply a fact that a delivered record lacks, from the document that shows it; or withdraw one.

Nothing is decided anew at once: a supplied fact waits for the next assessment, which computes the facts of
the people concerned again (`fact_application`). So a finding always stands on the facts it was made with.
"""

from dataclasses import dataclass
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.case_list_record import ListRow
from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE, UNREAD, SuppliableFact
from expunge_desktop.ingest.supplied_overlay import with_supplied
from expunge_desktop.services.given_words import MOST_OF_A_LINE, MOST_OF_A_TEXT, refuse_too_long
from expunge_desktop.services.person_record import list_rows_of, recorded_person_of, said_in
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import refuse_hidden
from expunge_desktop.services.session import Session
from expunge_desktop.store import exports, search
from expunge_desktop.store import supplied_facts as store
from expunge_desktop.store.findings import latest_assessment

SUPPLY_VERB = "supply-fact"
WITHDRAW_VERB = "withdraw-fact"


@dataclass(frozen=True, slots=True)
class FactSubject:
    """Whom or what a fact is about: a count of a person's record; empty `ref` = the person alone.

    `conviction_id` is None for a count that is not under review.
    """

    person_id: int
    ref: str = ""
    conviction_id: int | None = None

    @property
    def name(self) -> str:
        """As the audit trail names it."""
        return (
            f"person {self.person_id}" if self.conviction_id is None else f"conviction {self.conviction_id}"
        )


def subject_of(session: Session, conviction_id: int) -> FactSubject:
    """The count under review with this id. Raises AnswerIsNoError when it is hidden or there is none."""
    session.require(Right.NOTE)
    with session.read() as connection:
        refuse_hidden(connection, [conviction_id])
        found = search.conviction_rows(connection, 0, [conviction_id])
    if not found:
        raise AnswerIsNoError("no-such-conviction", "There is no such conviction.", "Refresh the list.")
    return FactSubject(found[0].person_id, found[0].ref, conviction_id)


def subject_in_record(session: Session, person_key: str, case: str = "", count: str = "") -> FactSubject:
    """A person by their `person_id`, or any count of their record by case and count number.

    For entries that are not under review, such as a prior conviction. Raises AnswerIsNoError for none, or
    for several.
    """
    session.require(Right.NOTE)
    with session.read() as connection:
        known = exports.people_of_key(connection, person_key)
        people = [one for one in known if search.convictions_of_person(connection, one.id)]
        if len(people) != 1:
            raise AnswerIsNoError(
                "no-such-person",
                f"{len(people) or 'No'} people with convictions under review have this person_id.",
                "Name a conviction under review by its case and count.",
            )
        if not case:
            return FactSubject(people[0].id)
        number = count.lstrip("0")
        fitting = [
            one
            for one in recorded_person_of(connection, people[0]).counts
            if case in (one.case_number, *one.case_number.split("; "))
            and (not number or one.count_number.lstrip("0") == number)
        ]
        if len(fitting) != 1:
            raise AnswerIsNoError(
                "no-such-entry" if not fitting else "ambiguous",
                f"{len(fitting) or 'No'} entries of that record have this case and count number.",
                "`explain` shows the record's entries; give case and count as they stand there.",
            )
        under_review = store.conviction_of_ref(connection, people[0].id, fitting[0].ref)
    return FactSubject(people[0].id, fitting[0].ref, under_review)


def supply_fact(
    session: Session, subject: FactSubject, fact: str, value: str, document: str, *, reason: str = ""
) -> int:
    """Append a fact with the document that shows it; gives its id. It waits for the next assessment.

    A fact of the person (birth date, death) counts for the whole record, whichever count is named. Filling
    what the record lacks anybody may who may write notes; going before a recorded value, also one that could
    not be read, needs a reviewer or a supervisor, and a ground. Raises UsageError for a name that is no fact,
    AnswerIsNoError for a value that cannot be read, a date to come, no document, a fact that is recorded or
    supplied already, a hidden count.
    """
    session.require(Right.NOTE)
    known = fact_named(fact)
    value, document, reason = value.strip(), document.strip(), reason.strip()
    refuse_too_long(value, "value", MOST_OF_A_LINE)
    refuse_too_long(document, "document", MOST_OF_A_LINE)
    refuse_too_long(reason, "ground", MOST_OF_A_TEXT)
    if known.is_of_person:
        subject = FactSubject(subject.person_id)
    read = known.read(value) if value else None
    if read is None:
        raise AnswerIsNoError(
            "unreadable-fact",
            f"“{value}” is no value of {known.name}, so nothing was recorded.",
            f"Write {known.values}.",
        )
    if isinstance(read, PartialDate):
        value = str(read)
        if read.earliest > session.clock.now().date():
            raise AnswerIsNoError(
                "date-to-come",
                f"“{value}” is yet to come, so nothing was recorded.",
                "Write the date as the document has it.",
            )
    if not document:
        raise AnswerIsNoError(
            "no-document",
            "A supplied fact needs the document that shows it.",
            "Name the document, its case and when you saw it.",
        )
    with session.read() as connection:
        recorded = _recorded(connection, subject, known)
    is_contrary = recorded.is_unread or known.contradicts(recorded.of, read)
    if is_contrary:
        session.require(Right.DECIDE)
        if not reason:
            raise AnswerIsNoError(
                "no-ground",
                f"The record says “{recorded.said}”: going before it needs a ground.",
                "Say why the document is right and the record is not.",
            )
    with session.write(Right.DECIDE if is_contrary else Right.NOTE) as tx:
        recorded = _recorded(tx.connection, subject, known)
        if standing := store.standing(tx.connection, subject.person_id, subject.ref, fact):
            raise AnswerIsNoError(
                "supplied-already",
                f"Fact {standing.id} says {known.name} “{standing.value}” already.",
                "Withdraw it first, with a reason, where it is wrong.",
            )
        laid_over = with_supplied(recorded.person, [SuppliedFact(subject.ref, fact, value)])
        if laid_over == recorded.person:
            raise AnswerIsNoError(
                "recorded-already",
                f"The record says {known.name} “{recorded.said}” itself."
                if recorded.said
                else f"“{value}” is how the record is read anyway, which says nothing of {known.name}.",
                "Nothing needs to be supplied.",
            )
        values = {
            "fact": fact,
            "ref": subject.ref,
            "value": value,
            "document": document,
            "reason": reason,
            "recorded": recorded.said,
            "withdraws": None,
            "supplied_at": iso_instant(session.clock.now()),
        }
        return _add(session, tx, subject, values, is_contrary=is_contrary, verb=SUPPLY_VERB)


def withdraw_fact(session: Session, fact_id: int, reason: str) -> int:
    """Withdraw a supplied fact by a row of its own; gives that row's id. It waits for the next assessment.

    Whoever supplied a fact that filled a gap may withdraw it, any other needs a reviewer or a supervisor.
    Raises AnswerIsNoError without a reason, or when no such fact stands.
    """
    session.require(Right.NOTE)
    reason = reason.strip()
    if not reason:
        raise AnswerIsNoError(
            "no-reason", "A withdrawal needs a reason.", "Write in a sentence what was wrong with the fact."
        )
    refuse_too_long(reason, "reason", MOST_OF_A_TEXT)
    with session.read() as connection:
        row = _standing_row(connection, fact_id)
    needed = Right.DECIDE if row.is_contrary or row.supplied_by != session.user else Right.NOTE
    session.require(needed)
    with session.write(needed) as tx:
        row = _standing_row(tx.connection, fact_id)
        subject = FactSubject(row.person_id, row.ref, row.conviction_id)
        values = {
            "fact": row.fact,
            "ref": row.ref,
            "value": None,
            "document": "",
            "reason": reason,
            "recorded": "",
            "withdraws": fact_id,
            "supplied_at": iso_instant(session.clock.now()),
        }
        return _add(session, tx, subject, values, is_contrary=bool(row.is_contrary), verb=WITHDRAW_VERB)


def _add(
    session: Session, tx: Any, subject: FactSubject, values: dict[str, Any], *, is_contrary: bool, verb: str
) -> int:
    """A row and its audit row."""
    latest = latest_assessment(tx.connection)
    fact_id = store.add(
        tx.connection,
        {
            "person_id": subject.person_id,
            "conviction_id": subject.conviction_id,
            "is_contrary": int(is_contrary),
            "assessment_id": latest.id if latest is not None else None,
            "supplied_by": session.user,
            **values,
        },
    )
    tx.audit(verb, subject.name, {"supplied_fact": fact_id, **values, "contrary": is_contrary})
    return fact_id


def fact_named(name: str) -> SuppliableFact:
    """The fact of that name. Raises UsageError for any other."""
    if name not in SUPPLIABLE:
        raise UsageError(
            "no-such-fact",
            f"“{name}” is no fact that can be supplied.",
            f"Facts are {', '.join(SUPPLIABLE)}.",
        )
    return SUPPLIABLE[name]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record without what was supplied, and the part of it a fact is about.

    said        what it says of the fact, for people; empty = nothing
    is_unread   it says something that could not be read, or disagrees
    """

    person: Person
    of: Person | Count
    said: str
    is_unread: bool


def recorded_facts(session: Session, subject: FactSubject) -> dict[str, Recorded]:
    """What the delivered record says of every fact that can be supplied for a count, by the fact's name.

    Raises AnswerIsNoError for a hidden count, or where there is none.
    """
    session.require(Right.NOTE)
    with session.read() as connection:
        person, rows = _delivered(connection, subject)
    return {
        name: _said(rows, person, _part(person, subject, fact), fact) for name, fact in SUPPLIABLE.items()
    }


def _recorded(connection: Any, subject: FactSubject, fact: SuppliableFact) -> Recorded:
    person, rows = _delivered(connection, subject)
    return _said(rows, person, _part(person, subject, fact), fact)


def _delivered(connection: Any, subject: FactSubject) -> tuple[Person, list[ListRow]]:
    under_review = store.conviction_of_ref(connection, subject.person_id, subject.ref)
    if under_review is not None:
        refuse_hidden(connection, [under_review])
    stored = search.person_row(connection, subject.person_id)
    if stored is None or not search.convictions_of_person(connection, subject.person_id):
        raise AnswerIsNoError("no-such-person", "There is no such person.", "Refresh the list.")
    return recorded_person_of(connection, stored), list_rows_of(connection, stored)


def _part(person: Person, subject: FactSubject, fact: SuppliableFact) -> Person | Count:
    """The person, or the count, of whom a fact is."""
    if fact.is_of_person:
        return person
    count = next((one for one in person.counts if one.ref == subject.ref), None)
    if count is None:
        raise AnswerIsNoError(
            "no-such-entry",
            f"{fact.name} is a fact of one count, and none is named.",
            "Name the case, and the count where the case has several.",
        )
    return count


def _said(rows: list[ListRow], person: Person, of: Person | Count, fact: SuppliableFact) -> Recorded:
    """What the record says: as it was read, else in the words of its cells."""
    cells = said_in(rows, fact.name, of if isinstance(of, Count) else None)
    is_unread = fact.answers_unread(of) or any(fact.is_unread(one) for one in cells)
    said = fact.said(of)
    if is_unread:
        said = "; ".join(cells) or said or UNREAD
    return Recorded(person, of, said, is_unread)


def _standing_row(connection: Any, fact_id: int) -> Any:
    row = store.by_id(connection, fact_id)
    count = store.conviction_of_ref(connection, row.person_id, row.ref) if row is not None else None
    if count is not None:
        refuse_hidden(connection, [count])
    is_seen = row is not None and bool(search.convictions_of_person(connection, row.person_id))
    if not is_seen or row.value is None or store.withdrawn_by(connection, fact_id) is not None:
        raise AnswerIsNoError(
            "no-such-fact",
            f"No supplied fact {fact_id} stands.",
            "`fact WORKSPACE list` names them; what was withdrawn stays listed.",
        )
    return row
