"""The destruction itself, table by table, in one transaction with its guards lifted (docs/decisions/0034).

Rows that others point to keep an empty place; everything else goes. Afterwards `store.freed_pages` makes the
file anew.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from expunge_desktop.domain.same_count import joined
from expunge_desktop.store.audit import DROP_VERB, DROPPED
from expunge_desktop.store.fact_schema import supplied_fact
from expunge_desktop.store.paper_schema import decision_evidence, evidence, filing, filing_event
from expunge_desktop.store.schema import (
    assessment,
    audit,
    conviction,
    decision,
    finding,
    note,
    person,
    problem,
    release_log,
    set_aside,
    source_block,
    source_file,
)

GUARDED = (
    "audit",
    "decision",
    "decision_evidence",
    "evidence",
    "filing",
    "filing_event",
    "finding",
    "note",
    "release_log",
    "set_aside",
    "supplied_fact",
)
# Where people write, or lines are quoted: searched for what names a destroyed person or case.
FREE_TEXTS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (problem, ("sentence",)),
    (set_aside, ("sentence", "content")),
    (note, ("text",)),
    (decision, ("reason",)),
    (finding, ("statutory_reason", "missing_facts", "alternative")),
    (filing_event, ("note", "source")),
    (supplied_fact, ("document", "reason")),
    (release_log, ("what", "recipient", "purpose", "files")),
    (decision_evidence, ("name",)),
)
_PROSE_OF_FINDING = (
    "statutory_reason",
    "criteria_held",
    "review_codes",
    "missing_facts",
    "disputes",
    "alternative",
    "rule_path",
)
_AT_A_TIME = 500


def convictions(connection: Connection, ids: Sequence[int]) -> list[Row[Any]]:
    """The rows to be destroyed, by person."""
    return [
        row
        for some in _some(ids)
        for row in connection.execute(select(conviction).where(conviction.c.id.in_(some)))
    ]


def people_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    """The people of these convictions, in order, with their own of them."""
    found: dict[int, list[int]] = {}
    for some in _some(ids):
        query = select(conviction.c.person_id, conviction.c.id).where(conviction.c.id.in_(some))
        for person_id, one in connection.execute(query):
            found.setdefault(int(person_id), []).append(int(one))
    return dict(sorted(found.items()))


def named_in(connection: Connection, ids: Sequence[int]) -> Iterator[Row[Any]]:
    """What names these convictions and their people, a row for each conviction."""
    columns: list[Any] = [conviction.c.case_number, person.c.name, person.c.aliases]
    columns += [person.c.cii_number, person.c.fbi_number, person.c.source_key, person.c.born_on]
    query = select(*columns).join(person, person.c.id == conviction.c.person_id)
    for some in _some(ids):
        yield from connection.execute(query.where(conviction.c.id.in_(some)))


def person_row(connection: Connection, person_id: int) -> Row[Any]:
    """One person."""
    return connection.execute(select(person).where(person.c.id == person_id)).one()


def empty_convictions(connection: Connection, purge_id: int, ids: Sequence[int]) -> None:
    """Leave of these convictions only their place, and which destruction took the rest."""
    statement = (
        update(conviction)
        .where(conviction.c.id == bindparam("one"))
        .values(
            **_emptied(conviction, ("id", "batch_id", "person_id", "ref")),
            ref=bindparam("mark"),
            purge_id=purge_id,
        )
    )
    connection.execute(statement, [{"one": one, "mark": f"destroyed-{one}"} for one in ids])


def empty_person(connection: Connection, purge_id: int, person_id: int) -> None:
    """Leave of a person only the place."""
    values = _emptied(person, ("id", "batch_id")) | {
        "source_key": f"destroyed-{person_id}",
        "purge_id": purge_id,
    }
    connection.execute(update(person).where(person.c.id == person_id).values(**values))


def change_person(connection: Connection, person_id: int, values: Mapping[str, object]) -> None:
    """Say of a person what the rows that stay say."""
    connection.execute(update(person).where(person.c.id == person_id).values(**values))


def place_holders(connection: Connection, ids: Sequence[int]) -> None:
    """Free the refs of convictions that are about to be destroyed, for others of the person to move up."""
    statement = update(conviction).where(conviction.c.id == bindparam("one")).values(ref=bindparam("mark"))
    connection.execute(statement, [{"one": one, "mark": f"destroyed-{one}"} for one in ids])


def rename_convictions(connection: Connection, person_id: int, refs: Mapping[str, str]) -> None:
    """Give convictions of a person the refs they have in the rows that stay."""
    moving = {old: f"moving-{old}" for old in refs}
    for step in (moving, {moving[old]: new for old, new in refs.items()}):
        for old, new in step.items():
            where = (conviction.c.person_id == person_id) & (conviction.c.ref == old)
            connection.execute(update(conviction).where(where).values(ref=new))


def replace_blocks(connection: Connection, batch_id: int, source_key: str, blocks: Sequence[bytes]) -> None:
    """Keep these source rows of a person instead of all that were kept."""
    where = (source_block.c.batch_id == batch_id) & (source_block.c.source_key == source_key)
    connection.execute(delete(source_block).where(where))
    if blocks:
        rows = [{"batch_id": batch_id, "source_key": source_key, "rows": block} for block in blocks]
        connection.execute(insert(source_block), rows)


@dataclass(slots=True)
class Gone:
    """Of people and source rows that go: by (batch, source key) the counts, None = the whole person.

    `lines` are (batch, file, line), the file by its place among those of the batch.
    """

    people: dict[tuple[int, str], Collection[str] | None] = field(default_factory=dict)
    lines: set[tuple[int, int, int]] = field(default_factory=set)


def remove_problems(connection: Connection, gone: Gone) -> int:
    """Remove the problems that were told of these people and lines, in one walk over all there are."""
    files = select(source_file.c.id, source_file.c.batch_id, source_file.c.ordinal)
    places = {int(row.id): (int(row.batch_id), int(row.ordinal)) for row in connection.execute(files)}
    columns = (problem.c.id, problem.c.batch_id, problem.c.source_file_id, problem.c.line,
               problem.c.source_key, problem.c.ref)  # fmt: skip
    ids = []
    for number, batch_id, file_id, line, source_key, ref in connection.execute(select(*columns)):
        refs = gone.people.get((batch_id, source_key), ())
        is_on_line = file_id is not None and (*places[file_id], line) in gone.lines
        if refs is None or ref in refs or is_on_line:
            ids.append(number)
    for some in _some(ids):
        connection.execute(delete(problem).where(problem.c.id.in_(some)))
    return len(ids)


def empty_findings(connection: Connection, ids: Sequence[int]) -> int:
    """Take the words out of every finding on these convictions; outcomes stay, for the totals."""
    statement = update(finding).where(_of_any_assessment(), finding.c.conviction_id == bindparam("one"))
    done = connection.execute(
        statement.values(**dict.fromkeys(_PROSE_OF_FINDING, "")), [{"one": one} for one in ids]
    )
    return int(done.rowcount)


def texts_of_findings(connection: Connection, ids: Sequence[int]) -> list[tuple[int, dict[str, str]]]:
    """(id, the prose) of every finding on these convictions."""
    names = ("statutory_reason", "missing_facts", "alternative")
    return [
        (int(row.id), {name: getattr(row, name) for name in names})
        for some in _some(ids)
        for row in connection.execute(
            select(finding).where(_of_any_assessment(), finding.c.conviction_id.in_(some))
        )
    ]


def empty_decisions(connection: Connection, ids: Sequence[int]) -> list[Row[Any]]:
    """Take reason and digest of the facts out of every decision on these convictions; gives them."""
    rows = [
        row
        for some in _some(ids)
        for row in connection.execute(select(decision).where(decision.c.conviction_id.in_(some)))
    ]
    if rows:
        statement = update(decision).where(decision.c.id == bindparam("one"))
        connection.execute(statement.values(reason="", facts_digest=""), [{"one": row.id} for row in rows])
    return rows


def remove_notes(connection: Connection, ids: Sequence[int]) -> list[Row[Any]]:
    """Remove every note on these convictions; gives them."""
    found: list[Row[Any]] = []
    for some in _some(ids):
        where = note.c.conviction_id.in_(some)
        found += connection.execute(select(note).where(where)).all()
        connection.execute(delete(note).where(where))
    return found


def remove_evidence(connection: Connection, decisions: Sequence[int]) -> list[str]:
    """Detach what these decisions have attached, and remove what no other one has; gives the removed."""
    attached: set[str] = set()
    for some in _some(decisions):
        where = decision_evidence.c.decision_id.in_(some)
        attached.update(connection.scalars(select(decision_evidence.c.sha256).where(where)))
        connection.execute(delete(decision_evidence).where(where))
    used = set(connection.scalars(select(decision_evidence.c.sha256)))
    gone = sorted(attached - used)
    for some_of in _some(gone):
        connection.execute(delete(evidence).where(evidence.c.sha256.in_(some_of)))
    return gone


@dataclass(slots=True)
class OnlyDestroyed:
    """Of what names those destroyed, that which stands for nobody who is kept.

    names are (last, first); `lasts` the last names nobody kept has; `born_on` every birth date, `born_alone`
    those on which nobody kept was born.
    """

    numbers: set[str]
    names: set[tuple[str, str]]
    lasts: set[str]
    born_on: set[str]
    born_alone: set[str]


def only_of_destroyed(
    connection: Connection,
    numbers: Iterable[str],
    names: Iterable[tuple[str, str]],
    born_on: Iterable[str] = (),
) -> OnlyDestroyed:
    """Of these numbers, names as (last, first), and birth dates, those that stand for nobody who is kept."""
    born = set(born_on)
    found = OnlyDestroyed(set(numbers), set(names), {last for last, _ in names}, born, set(born))
    kept_lasts, kept_numbers = set(), set()
    people = select(
        person.c.name, person.c.cii_number, person.c.fbi_number, person.c.aliases, person.c.born_on
    )
    for name, cii_number, fbi_number, aliases, day in connection.execute(
        people.where(person.c.purge_id.is_(None))
    ):
        kept_numbers |= {joined(cii_number), joined(fbi_number)}
        found.born_alone.discard(day)
        for spelled in (name, *aliases.split("; ")):
            last, _, first = spelled.upper().partition(",")
            found.names.discard((last.strip(), first.strip()))
            kept_lasts.add(joined(last))
    for text in connection.scalars(select(conviction.c.case_number).where(conviction.c.purge_id.is_(None))):
        kept_numbers.update(map(joined, text.split("; ")))
    found.numbers = {one for one in found.numbers if joined(one) not in kept_numbers}
    found.lasts = {last for last in found.lasts if joined(last) not in kept_lasts}
    return found


def filings(connection: Connection) -> Iterator[tuple[str, str]]:
    """(id, content) of every filing, one at a time."""
    for one in list(connection.scalars(select(filing.c.id).order_by(filing.c.id))):
        yield one, str(connection.scalar(select(filing.c.content).where(filing.c.id == one)))


def change_filing(connection: Connection, filing_id: str, content: str) -> None:
    """Give a filing another content."""
    connection.execute(update(filing).where(filing.c.id == filing_id).values(content=content))


def texts(connection: Connection, table: Table, names: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(id, the free texts) of every row of a table that has one; the row's place where it has no id."""
    number = _number_of(table)
    columns = [number.label("number"), *(table.c[name] for name in names)]
    filled = or_(*(and_(table.c[name].is_not(None), table.c[name] != "") for name in names))
    after = 0
    query = select(*columns).where(filled).order_by(number).limit(5_000)
    while rows := connection.execute(query.where(number > after)).all():
        for row in rows:
            yield int(row.number), {name: getattr(row, name) for name in names if getattr(row, name)}
        after = rows[-1].number


def change_finding(connection: Connection, finding_id: int, values: Mapping[str, str]) -> None:
    """Write other prose into a finding."""
    change_texts(connection, finding, finding_id, values)


def change_texts(connection: Connection, table: Table, row_id: int, values: Mapping[str, str]) -> None:
    """Write other free texts into a row."""
    connection.execute(update(table).where(_number_of(table) == row_id).values(**values))


def payloads(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """(seq, subject, payload) of every audit row that still has its payload and may lose it."""
    after = 0
    query = select(audit.c.seq, audit.c.subject, audit.c.payload)
    query = query.where(audit.c.payload != DROPPED, audit.c.verb != DROP_VERB)
    while rows := connection.execute(
        query.where(audit.c.seq > after).order_by(audit.c.seq).limit(5_000)
    ).all():
        for row in rows:
            yield int(row.seq), str(row.subject), str(row.payload)
        after = rows[-1].seq


def drop_payloads(connection: Connection, seqs: Sequence[int]) -> None:
    """Drop what these audit rows say; digest and hash stay. A later row must list them (`store.audit`)."""
    if seqs:
        statement = update(audit).where(audit.c.seq == bindparam("one")).values(payload=DROPPED)
        connection.execute(statement, [{"one": one} for one in seqs])


def _number_of(table: Table) -> ColumnElement[int]:
    return table.c.id if "id" in table.c else literal_column(f"{table.name}.rowid", Integer)


def _of_any_assessment() -> ColumnElement[bool]:
    """True of every finding; with it the index over assessment and conviction finds them."""
    return finding.c.assessment_id.in_(select(assessment.c.id))


def _emptied(table: Table, kept: Collection[str]) -> dict[str, object]:
    """Every column of a table but these at nothing."""
    return {
        column.name: None if column.nullable else 0 if column.type.python_type is int else ""
        for column in table.columns
        if column.name not in (*kept, "purge_id")
    }


def _some(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), _AT_A_TIME):
        yield ids[start : start + _AT_A_TIME]
