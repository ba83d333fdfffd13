"""Facts computed anew after a change of the law data, from the source rows and what was supplied since.

Facts are classified with the law of their import. When a newer program brings other law data, an assessment
first computes the facts of such batches again, in its own transaction: all or nothing. Nobody's decision is
lost; one whose facts became others opens again (`needs_new_look`). A count that the law no longer puts under
review keeps its row, findings and decisions, and is marked; one that it newly does gets a row.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress
from expunge_desktop.base.worker_pool import Task, WorkerPool, processes_for
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.batch_records import CONVICTION_COLUMNS
from expunge_desktop.rules.law import LawBook
from expunge_desktop.services.facts_maker import FactsMaker, MadeRecord
from expunge_desktop.services.person_record import layouts_of
from expunge_desktop.services.records import Refreshed
from expunge_desktop.services.stored_facts import ASSESS_ONCE, is_readable, left_facts
from expunge_desktop.store import refreshes as store
from expunge_desktop.store import supplied_facts
from expunge_desktop.store.workspace import Transaction

_PEOPLE_AT_A_TIME = 200
_MANY_PEOPLE = 2_000  # fewer are read sooner than processes are started
_REF, _SECTION, _FACTS = (CONVICTION_COLUMNS.index(name) for name in ("ref", "section", "facts"))


def stale_batches(connection: Any, law: LawBook) -> list[int]:
    """Batches whose facts stand by other law data, or were kept by another version of the program."""
    return [
        batch_id
        for batch_id, digest in sorted(store.law_of_batches(connection).items())
        if digest != law.digest or not all(map(is_readable, store.some_facts(connection, batch_id)))
    ]


def refuse_stale_facts(connection: Any, law: LawBook) -> None:
    """Raise AnswerIsNoError, saying what to do, when facts of a batch stand by other law data."""
    stale = stale_batches(connection, law)
    if stale:
        which = f"batch {stale[0]}" if len(stale) == 1 else f"{len(stale)} batches"
        raise AnswerIsNoError(
            "law-changed",
            f"The facts of {which} were computed by another version of the law data or of the program.",
            ASSESS_ONCE,
        )


def refreshed_in_words(done: Refreshed) -> str:
    """What computing the facts of a batch anew did, in a sentence."""
    return (
        f"Batch {done.batch_id} was imported under other law data; its facts were computed anew: "
        f"{done.changed:,} changed, {done.entered:,} came under review, {done.departed:,} left it."
    )


def refresh_facts(tx: Transaction, law: LawBook, at: str, by: str, progress: Progress) -> list[Refreshed]:
    """Compute the facts of every stale batch anew, in the caller's transaction, with an audit row each."""
    done = []
    for batch_id in stale_batches(tx.connection, law):
        result = _refresh(tx.connection, batch_id, law, progress)
        record_refresh(tx, result, law, at, by, verb="facts.refresh")
        done.append(result)
    return done


def record_refresh(
    tx: Transaction, done: Refreshed, law: LawBook, at: str, by: str, *, verb: str, **told: int
) -> None:
    """Keep what computing the facts of a batch anew did, with an audit row that says `told` too."""
    figures = {"law_digest": law.digest, **done.figures}
    made = {"batch_id": done.batch_id, "made_at": at, "made_by": by, **figures}
    store.mark_departed(tx.connection, store.add_refresh(tx.connection, made), done.departures)
    tx.audit(verb, f"batch {done.batch_id}", {**figures, **told})


def _refresh(connection: Any, batch_id: int, law: LawBook, progress: Progress) -> Refreshed:
    result = Refreshed(batch_id)
    total, done = store.count_people(connection, batch_id), 0
    waiting: list[Sequence[Any]] = []
    with WorkerPool(FactsMaker, (law,), processes_for(total >= _MANY_PEOPLE)) as pool:
        for records in pool.in_order(_tasks(connection, batch_id, waiting)):
            people = waiting.pop(0)
            progress.check()
            write_people(connection, people, records, result)
            done += len(people)
            progress.report(done, total, f"law data changed: {done:,} of {many(total, 'person')} read again")
    return result


def _tasks(connection: Any, batch_id: int, waiting: list[Sequence[Any]]) -> Iterator[Task]:
    """Some people at a time; `waiting` holds those whose records have not come back yet."""
    after = 0
    recorded = layouts_of(connection, (batch_id,))[batch_id]
    while people := store.people_of_batch(connection, batch_id, after, _PEOPLE_AT_A_TIME):
        after = people[-1].id
        waiting.append(people)
        some = task_of(connection, batch_id, people)
        yield FactsMaker.records, {"people": some, "recorded": recorded}


def people_at_a_time(people: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """As many people as are read and written in one go."""
    for start in range(0, len(people), _PEOPLE_AT_A_TIME):
        yield people[start : start + _PEOPLE_AT_A_TIME]


def task_of(
    connection: Any, batch_id: int, people: Sequence[Any]
) -> list[tuple[str, list[bytes], Sequence[SuppliedFact]]]:
    """What `FactsMaker.records` asks of these people: key, source rows, and everything supplied for them."""
    blocks = store.blocks_of(connection, batch_id, [one.source_key for one in people])
    supplied = supplied_facts.of_people(connection, [one.id for one in people], with_waiting=True)
    return [(one.source_key, blocks[one.source_key], supplied.get(one.id, ())) for one in people]


def write_people(
    connection: Any, people: Sequence[Any], records: Sequence[MadeRecord], result: Refreshed
) -> None:
    """Write what became of the stored rows of some people of a batch, and count it in `result`."""
    stored = store.convictions_of(connection, [one.id for one in people])
    new, changed, returned = [], [], []
    for one, record in zip(people, records, strict=True):
        for made in record.under_review:
            result.convictions += 1
            kept = stored.pop((one.id, str(made[_REF])), None)
            if kept is None:
                row = dict(zip(CONVICTION_COLUMNS, made, strict=True))
                new.append({"batch_id": result.batch_id, "person_id": one.id, **row})
                continue
            if kept.is_departed:
                returned.append(kept.id)
            if (kept.facts, kept.section) != (made[_FACTS], made[_SECTION]):
                changed.append(
                    {"conviction_id": kept.id, "new_facts": made[_FACTS], "new_section": made[_SECTION]}
                )
        for count in record.supplied_others:
            kept = stored.get((one.id, count.ref))
            if kept is not None and (facts := left_facts(kept.facts, count)) != kept.facts:
                changed.append({"conviction_id": kept.id, "new_facts": facts, "new_section": kept.section})
    store.add_convictions(connection, new)
    store.change_convictions(connection, changed)
    store.take_back(connection, returned)
    left = [kept.id for kept in stored.values() if not kept.is_departed]
    result.departures += left
    result.entered += len(new) + len(returned)
    result.changed += len(changed)
    result.convictions += len(stored)
