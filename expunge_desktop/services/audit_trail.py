"""The audit trail for people: search it, page through it, write it out. Every reading is itself audited."""

from collections.abc import Collection, Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, time, timedelta

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.services.audit_verbs import OF_PEOPLE, VERBS, in_words
from expunge_desktop.services.audit_verification import AuditVerification, verify
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit, audit_search
from expunge_desktop.store.audit import AuditReport, AuditRow
from expunge_desktop.store.audit_search import AuditCriteria

__all__ = [
    "COLUMNS", "VERBS", "AuditFilter", "AuditLine", "AuditReport", "AuditVerification", "actors", "head",
    "lines", "rows", "search", "seqs", "verbs", "verify",
]  # fmt: skip

COLUMNS = ("seq", "at", "actor", "verb", "subject", "payload", "payload_digest", "previous_hash", "hash")
WITHHELD = "What this row says of a person is withheld: you have no casework role."
DROPPED = "What this row said was dropped by the office's retention policy; its digest stays."
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows are wanted; an empty field asks for nothing.

    since, until   the first and the last calendar day, both included, where the reader is
    text           part of subject, actor or payload, upper and lower case alike
    """

    since: date | None = None
    until: date | None = None
    actors: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    text: str = ""


EVERY_ROW = AuditFilter()


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A row for a reader. `payload` is JSON text, empty with a sentence in `why_no_payload`."""

    seq: int
    at: str
    actor: str
    verb: str
    meaning: str
    subject: str
    payload: str
    why_no_payload: str
    payload_digest: str
    previous_hash: str
    hash: str


def head(session: Session) -> str:
    """The hash of the newest row."""
    session.require(Right.CHECK_WORKSPACE)
    with session.read() as connection:
        return audit.head(connection)


def verbs(session: Session) -> dict[str, int]:
    """Every verb the trail has, with its number of rows; `VERBS` says what each means."""
    session.require(Right.READ_AUDIT)
    with session.read() as connection:
        return audit_search.tallies(connection, "verb")


def actors(session: Session) -> dict[str, int]:
    """Everybody the trail names as acting, with their number of rows."""
    session.require(Right.READ_AUDIT)
    with session.read() as connection:
        return audit_search.tallies(connection, "actor")


def search(
    session: Session, wanted: AuditFilter = EVERY_ROW, after: int | None = None, limit: int = 200
) -> list[AuditLine]:
    """The next `limit` rows that match, newest first, older than the row `after` (None = from the newest)."""
    session.require(Right.READ_AUDIT)
    _note_reading(session, wanted)
    with session.read() as connection:
        found = audit_search.page(connection, _criteria(session, wanted), after, limit)
    return [_line(session, row) for row in found]


def seqs(session: Session, wanted: AuditFilter = EVERY_ROW) -> list[int]:
    """The numbers of the rows that match, newest first; `lines` gives what they say."""
    session.require(Right.READ_AUDIT)
    _note_reading(session, wanted)
    with session.read() as connection:
        return audit_search.seqs(connection, _criteria(session, wanted))


def lines(session: Session, numbers: Collection[int]) -> dict[int, AuditLine]:
    """The rows of these numbers, which `seqs` gave; for a view that fetches what it paints."""
    session.require(Right.READ_AUDIT)
    with session.read() as connection:
        return {row.seq: _line(session, row) for row in audit_search.at(connection, numbers)}


def rows(session: Session) -> Iterator[tuple[object, ...]]:
    """Every row in order from the first, as values of `COLUMNS`; the reading is audited."""
    session.require(Right.READ_AUDIT)
    _note_reading(session, EVERY_ROW)
    return _pages(session)


def as_stored(line: AuditLine) -> AuditRow:
    """A line in the columns of the chain, as `rows` gives them."""
    return AuditRow(
        line.seq, line.at, line.actor, line.verb, line.subject, line.payload, line.payload_digest,
        line.previous_hash, line.hash,
    )  # fmt: skip


def _pages(session: Session) -> Iterator[tuple[object, ...]]:
    after = 0
    while True:
        # A page at a time: no read transaction stays open while the caller writes a file.
        with session.read() as connection:
            page = list(audit.rows(connection, after=after, limit=_PAGE))
        for row in page:
            yield astuple(row) if _sees(session, row) else astuple(_without_payload(row))
        if len(page) < _PAGE:
            return
        after = page[-1].seq


def _note_reading(session: Session, wanted: AuditFilter) -> None:
    with session.write(Right.READ_AUDIT) as tx:
        tx.audit("read-audit-trail", "audit", _told(wanted))


def _told(wanted: AuditFilter) -> dict[str, object]:
    told = {
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
        "actors": sorted(wanted.actors),
        "verbs": sorted(wanted.verbs),
        "text": wanted.text,
    }
    return {name: value for name, value in told.items() if value}


def _criteria(session: Session, wanted: AuditFilter) -> AuditCriteria:
    return AuditCriteria(
        from_at=_begin_of(wanted.since) if wanted.since else "",
        before_at=_end_of(wanted.until) if wanted.until else "",
        actors=wanted.actors,
        verbs=wanted.verbs,
        text=wanted.text.strip(),
        closed_verbs=() if _sees_people(session) else OF_PEOPLE,
    )


def _begin_of(day: date) -> str:
    """The instant at which a calendar day begins where the reader is, as the trail writes instants.

    Nothing, which bounds no search, for the first and the last days a calendar has.
    """
    try:
        return iso_instant(datetime.combine(day, time.min).astimezone(UTC))
    except (ValueError, OverflowError):
        return ""


def _end_of(day: date) -> str:
    """The instant at which the next day begins."""
    return "" if day == date.max else _begin_of(day + timedelta(days=1))


def _sees_people(session: Session) -> bool:
    return bool(session.roles & ROLES_OF[Right.SEE_PEOPLE])


def _sees(session: Session, row: AuditRow) -> bool:
    return row.verb not in OF_PEOPLE or _sees_people(session)


def _without_payload(row: AuditRow) -> AuditRow:
    return AuditRow(
        row.seq, row.at, row.actor, row.verb, row.subject, "", row.payload_digest, row.previous_hash, row.hash
    )


def _line(session: Session, row: AuditRow) -> AuditLine:
    is_seen = _sees(session, row)
    why = "" if row.payload and is_seen else WITHHELD if row.payload else DROPPED
    return AuditLine(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        verb=row.verb,
        meaning=in_words(row.verb),
        subject=row.subject,
        payload=row.payload if is_seen else "",
        why_no_payload=why,
        payload_digest=row.payload_digest,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
