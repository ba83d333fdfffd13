"""What a destruction takes out of a workspace: all that tells of some convictions, in one transaction.

HS 11361.5(c): obliterated so that it appears never to have been. The places of rows stay, empty, so that the
ledger and the audit chain still add up.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.person import Person
from expunge_desktop.ingest.batch_records import CONVICTION_COLUMNS, PERSON_COLUMNS
from expunge_desktop.ingest.hidden_rows import rows_to_blocks, rows_without
from expunge_desktop.ingest.kept_people import KeptPeople
from expunge_desktop.ingest.record_values import conviction_values, person_values
from expunge_desktop.ingest.source_rows import note_to_bytes, read_notes
from expunge_desktop.ingest.supplied_overlay import with_supplied
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.services.erased_filing import without_rows
from expunge_desktop.services.identifiers import Identifiers, name_parts
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.people_in_texts import PeopleInTexts
from expunge_desktop.services.person_record import whole_person_of
from expunge_desktop.services.stored_facts import left_facts
from expunge_desktop.services.veil import Veil
from expunge_desktop.store import batches, guards, purging, refreshes, supplied_facts
from expunge_desktop.store.audit import DROP_VERB
from expunge_desktop.store.freed_pages import overwrite_freed
from expunge_desktop.store.workspace import Transaction

_AT_A_TIME, _LOOK_EVERY = 500, 1_000
_FACTS, _REF, _SECTION = (CONVICTION_COLUMNS.index(name) for name in ("facts", "ref", "section"))


@dataclass(slots=True)
class Destroyed:
    """What was destroyed, by kind, and a keyed hash over each kind."""

    counts: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    filings: list[str] = field(default_factory=list)
    filings_left: dict[str, str] = field(default_factory=dict)


class Destruction:
    """One destruction while it runs. The key of its hashes lives in this object alone and goes with it."""

    def __init__(self, tx: Transaction, purge_id: int, ids: Sequence[int], progress: Progress) -> None:
        self._tx, self._connection = tx, tx.connection
        self._purge_id, self._ids, self._progress = purge_id, list(ids), progress
        self._all = frozenset(ids)
        self._key = secrets.token_bytes(32)
        self._macs: dict[str, Any] = {}
        self._done = Destroyed()
        self._gone = purging.Gone()
        self._numbers: list[str] = []
        self._names: list[tuple[str, str]] = []
        self._born_on: list[str] = []
        self._facts: set[int] = set()
        self._supplied_days: dict[int, set[str]] = {}
        self._subjects = {f"conviction {one}" for one in ids}
        self._law: LawBook = load_law()
        self._people = KeptPeople()

    def run(self) -> Destroyed:
        """Destroy, all or nothing. Raises CancelledError."""
        overwrite_freed(self._connection)
        with guards.lifted(self._connection, purging.GUARDED):
            self._of_people()
            for some in _portions(self._ids):
                self._of_convictions(some)
            purging.empty_convictions(self._connection, self._purge_id, self._ids)
            left = purging.only_of_destroyed(self._connection, self._numbers, self._names, self._born_on)
            # What the program wrote names people by full name and number; what people wrote, otherwise too.
            made = PeopleInTexts(left.numbers, left.names)
            written = PeopleInTexts(
                left.numbers,
                left.names,
                alone=left.lasts,
                born_on=left.born_on,
                born_alone=left.born_alone,
            )
            self._of_filings(made, written)
            self._of_texts(made, written)
            self._of_audit(written)
        self._done.hashes = {kind: mac.hexdigest() for kind, mac in sorted(self._macs.items())}
        self._done.counts.setdefault("people", 0)
        return self._done

    def _of_people(self) -> None:
        people, done = purging.people_of(self._connection, self._ids), 0
        for some in _portions(list(people)):
            by_person: dict[int, list[Any]] = {}
            for row in purging.convictions(self._connection, [one for it in some for one in people[it]]):
                by_person.setdefault(row.person_id, []).append(row)
                self._take("convictions", _plain(row))
                self._numbers += row.case_number.split("; ")
            self._gone = purging.Gone()
            for person_id, rows in sorted(by_person.items()):
                self._progress.check()
                self._progress.report(done, len(people), f"{done:,} of {many(len(people), 'person')}")
                self._of_person(person_id, rows)
                done += 1
            self._count("problems", purging.remove_problems(self._connection, self._gone))

    def _of_person(self, person_id: int, rows: Sequence[Any]) -> None:
        """The source rows and problems of the counts, and the person when no other count is left."""
        connection, stored = self._connection, purging.person_row(self._connection, person_id)
        self._of_supplied(person_id, {row.ref for row in rows})
        blocks = batches.source_blocks(connection, stored.batch_id, stored.source_key)
        person, kept_rows, recorded = whole_person_of(connection, stored)
        refs = {row.ref for row in rows}
        staying = rows_without(kept_rows, person, refs, recorded.layout)
        stay = {(row.file, row.line) for row in staying}
        gone = [row for row in kept_rows if (row.file, row.line) not in stay]
        for one in gone:
            self._take("source_rows", [one.file, one.line, list(one.values)])
        self._gone.lines |= {(stored.batch_id, one.file, one.line) for one in gone}
        self._gone.people[stored.batch_id, stored.source_key] = refs if staying else None
        if not staying:
            purging.replace_blocks(connection, stored.batch_id, stored.source_key, ())
            self._take("people", _plain(stored))
            self._numbers += [stored.cii_number, stored.fbi_number, stored.source_key]
            spelled = (stored.name, *stored.aliases.split("; "))
            self._names += [name_parts(name) for name in spelled if name]
            self._born_on += [stored.born_on] if stored.born_on else []
            self._subjects.add(f"person {person_id}")
            self._of_supplied(person_id, None)
            purging.empty_person(connection, self._purge_id, person_id)
            return
        notes = [note_to_bytes(kind) for kind in read_notes(blocks)]
        made = [*rows_to_blocks(staying), *notes]
        purging.replace_blocks(connection, stored.batch_id, stored.source_key, made)
        after = self._people.person(stored.source_key, made, recorded)
        values = dict(zip(PERSON_COLUMNS, person_values(after), strict=True))
        purging.change_person(connection, person_id, values)
        self._of_others(stored, person, after, rows)

    def _of_others(self, stored: Any, before: Person, after: Person, rows: Sequence[Any]) -> None:
        """The person's other convictions: their facts without those destroyed, their findings' words too."""
        at = {count.lines: count.ref for count in after.counts}
        refs = {row.ref for row in rows}
        moved = {
            count.ref: at[count.lines]
            for count in before.counts
            if count.ref not in refs and count.lines in at and at[count.lines] != count.ref
        }
        if moved:
            purging.place_holders(self._connection, [row.id for row in rows])
            purging.rename_convictions(self._connection, stored.id, moved)
            supplied_facts.rename(self._connection, stored.id, moved)
        supplied = supplied_facts.of_people(self._connection, [stored.id], with_waiting=False)
        after = with_supplied(after, supplied.get(stored.id, ()))
        facts = derive_facts(after, self._law)
        kept = refreshes.convictions_of(self._connection, [stored.id])
        changed = []
        for count in after.counts:
            row = kept.get((stored.id, count.ref))
            if row is None or row.id in self._all:
                continue
            if count.ref in facts:
                made = conviction_values(count, facts[count.ref])
                new_facts, section = str(made[_FACTS]), str(made[_SECTION])
            else:  # no longer under review; what its facts said of the destroyed goes all the same
                new_facts, section = left_facts(row.facts, count), row.section
            if (row.facts, row.section) != (new_facts, section):
                changed.append({"conviction_id": row.id, "new_facts": new_facts, "new_section": section})
        refreshes.change_convictions(self._connection, changed)
        self._count("facts_made_anew", len(changed))
        own = {str(day) for one in after.counts for day in (one.offense_on, one.conviction_on, one.event_on)}
        days = {day for row in rows for day in (row.offense_on, row.conviction_on) if day}
        days |= self._supplied_days.get(stored.id, set())
        veil = Veil(refs, days - own)
        others = [row.id for row in kept.values() if row.id not in self._all]
        for finding_id, texts in purging.texts_of_findings(self._connection, others):
            said = {name: veil.words(text) for name, text in texts.items()}
            if said != texts:
                purging.change_finding(self._connection, finding_id, said)

    def _of_convictions(self, ids: Sequence[int]) -> None:
        """Findings, decisions, documents and notes."""
        self._progress.check()
        self._count("findings", purging.empty_findings(self._connection, ids))
        decisions = purging.empty_decisions(self._connection, ids)
        for row in decisions:
            self._take("decisions", _plain(row))
        for row in purging.remove_notes(self._connection, ids):
            self._take("notes", _plain(row))
        for sha256 in purging.remove_evidence(self._connection, [row.id for row in decisions]):
            self._take("documents", sha256)

    def _of_supplied(self, person_id: int, refs: Collection[str] | None) -> None:
        """What was supplied for these counts of a person, or for one of whom nothing is left."""
        for row in supplied_facts.erase(self._connection, self._purge_id, person_id, refs):
            self._facts.add(row.id)
            self._take("supplied_facts", _plain(row))
            self._born_on += [row.value] if row.value and row.fact == "date_of_birth" else []
            self._supplied_days.setdefault(row.person_id, set()).update(supplied_facts.days(row))

    def _of_filings(self, named: Identifiers, written: Identifiers) -> None:
        for filing_id, content in purging.filings(self._connection):
            self._progress.check()
            made = without_rows(content, self._all, named, written)
            if made != content:
                self._take("filings", hashlib.sha256(content.encode()).hexdigest())
                self._done.filings.append(filing_id)
                self._done.filings_left[filing_id] = hashlib.sha256(made.encode()).hexdigest()
                purging.change_filing(self._connection, filing_id, made)

    def _of_texts(self, named: Identifiers, written: Identifiers) -> None:
        for table, names in purging.FREE_TEXTS if written else ():
            searched = named if table.name == "finding" else written
            for done, (row_id, texts) in enumerate(purging.texts(self._connection, table, names)):
                self._look(done, f"Searching the texts: {table.name.replace('_', ' ')}")
                made = {name: searched.erased(text) for name, text in texts.items()}
                if made != texts:
                    self._take("other_texts", [table.name, row_id, texts])
                    purging.change_texts(self._connection, table, row_id, made)

    def _of_audit(self, named: Identifiers) -> None:
        """What earlier audit rows say of them; digests and hashes stay, and a row lists them."""
        seqs = []
        for done, (seq, subject, payload) in enumerate(purging.payloads(self._connection)):
            self._look(done, "Searching the audit trail")
            said = json.loads(payload)
            is_of_fact = bool(self._facts) and said.get("supplied_fact") in self._facts
            if subject in self._subjects or is_of_fact or _says(said, named):
                self._take("audit_payloads", [seq, payload])
                seqs.append(seq)
        purging.drop_payloads(self._connection, seqs)
        if seqs:
            told = {"rows": _runs(seqs), "why": f"purge {self._purge_id}"}
            self._tx.audit(DROP_VERB, f"purge {self._purge_id}", told)

    def _look(self, done: int, told: str) -> None:
        if not done % _LOOK_EVERY:
            self._progress.report(0, 0, f"{told}, {many(done, 'row')}" if done else told)
            self._progress.check()

    def _take(self, kind: str, content: object) -> None:
        """Count one destroyed thing and take it into the hash of its kind."""
        self._count(kind, 1)
        mac = self._macs.setdefault(kind, hmac.new(self._key, kind.encode(), hashlib.sha256))
        mac.update(json.dumps(content, sort_keys=True, separators=(",", ":"), default=str).encode() + b"\n")

    def _count(self, kind: str, number: int) -> None:
        self._done.counts[kind] = self._done.counts.get(kind, 0) + number


def _portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_A_TIME):
        yield numbers[start : start + _AT_A_TIME]


def _plain(row: Any) -> dict[str, object]:
    return {name: value for name, value in row._mapping.items() if name != "is_departed"}


def _says(payload: Any, named: Identifiers) -> bool:
    """Whether a text anywhere in a payload names one of them."""
    return named.erased_in(payload) is not payload


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Consecutive numbers as first and last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs
