"""Facts computed anew for the people of whom something was supplied: part of every assessment.

In the assessment's own transaction, with a row of `facts_refresh` and an audit row for each batch, as after a
change of the law data (`refresh_facts`). A decision whose facts became others opens again by itself.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress
from expunge_desktop.rules.law import LawBook
from expunge_desktop.services.facts_maker import FactsMaker
from expunge_desktop.services.person_record import layouts_of
from expunge_desktop.services.records import FactsApplied, Refreshed
from expunge_desktop.services.refresh_facts import people_at_a_time, record_refresh, task_of, write_people
from expunge_desktop.store import refreshes as store
from expunge_desktop.store import supplied_facts
from expunge_desktop.store.workspace import Transaction


def applied_in_words(done: FactsApplied) -> str:
    """What taking up supplied facts did, in a sentence."""
    return (
        f"{many(done.facts, 'supplied fact')} of {many(done.people, 'person')} taken up: facts of "
        f"{many(done.changed, 'conviction')} changed, {done.entered:,} came under review, "
        f"{done.departed:,} left it."
    )


def take_up_supplied(
    tx: Transaction, law: LawBook, refreshed: Sequence[Refreshed], at: str, by: str, progress: Progress
) -> FactsApplied:
    """Compute the facts of everybody of whom a supplied fact or a withdrawal waits.

    Batches in `refreshed` were computed anew just now, with what was supplied. Nothing that waits: nothing
    is done, nor audited.
    """
    done_already = {one.batch_id for one in refreshed}
    applied = FactsApplied()
    waiting = supplied_facts.waiting_people(tx.connection)
    rows_waiting = supplied_facts.people_waiting(tx.connection, [one.id for one in waiting])
    for batch_id, group in groupby(waiting, key=lambda one: int(one.batch_id)):
        people, result = list(group), Refreshed(batch_id)
        facts = sum(rows_waiting[one.id] for one in people)
        if batch_id not in done_already:
            _of_batch(tx.connection, law, people, result, progress)
            result.convictions = store.count_convictions(tx.connection, batch_id)
            record_refresh(tx, result, law, at, by, verb="facts.supplied", people=len(people), facts=facts)
        applied.people += len(people)
        applied.facts += facts
        applied.add(result)
    return applied


def _of_batch(
    connection: Any, law: LawBook, people: Sequence[Any], result: Refreshed, progress: Progress
) -> None:
    maker, recorded = FactsMaker(law), layouts_of(connection, (result.batch_id,))[result.batch_id]
    for some in people_at_a_time(people):
        progress.check()
        records = maker.records(task_of(connection, result.batch_id, some), recorded)
        write_people(connection, some, records, result)
