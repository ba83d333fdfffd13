"""Who looked at whom: views, lists and searches enter the audit trail before they are shown.

The same view by the same user within ten minutes is one row. While another job of this program is writing (an
import of minutes), nobody is kept from looking: what was looked at meanwhile is written right behind it, and
says when it was.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.store.audit import canonical_json

if TYPE_CHECKING:
    from expunge_desktop.services.session import Session

SAME_VIEW = timedelta(minutes=10)
_TRY_AGAIN = timedelta(seconds=30)
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _View:
    at: datetime
    verb: str
    subject: str
    payload: Mapping[str, object]


_Key = tuple[str, str, str]


class ViewLog:
    """The views of one session: what was written lately, and what waits to be written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[_Key, datetime] = {}
        self._waiting: dict[_Key, _View] = {}
        self._together = 0
        self._not_before: datetime | None = None

    def note(self, session: "Session", verb: str, subject: str, payload: Mapping[str, object]) -> None:
        """Write that the session's user looked at `subject`, unless they did within the last ten minutes.

        Call it outside a read. Raises EnvironmentProblemError when nothing can be written (`disk-full` …),
        but not while somebody else writes.
        """
        now = session.clock.now()
        with self._lock:
            key = (verb, subject, canonical_json(payload))
            if self._is_known(key, now):
                return
            self._waiting.setdefault(key, _View(now, verb, subject, payload))
            is_later = self._together or (self._not_before is not None and now < self._not_before)
        if not is_later and not session.workspace.is_writing:
            self.flush(session)

    def flush(self, session: "Session") -> None:
        """Write what waits, in one transaction. Stays silent when another program is writing."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        try:
            with session.write() as tx:
                for one in waiting.values():
                    seen_at = iso_instant(one.at)
                    late = {"seen_at": seen_at} if seen_at < tx.at and len(waiting) > 1 else {}
                    tx.audit(one.verb, one.subject, {**one.payload, **late})
        except BaseException as error:
            is_only_locked = isinstance(error, EnvironmentProblemError) and error.code == "locked"
            with self._lock:
                self._waiting = waiting | self._waiting
                if is_only_locked:
                    self._not_before = session.clock.now() + _TRY_AGAIN
                else:  # nothing is shown that is not written: the next look asks again
                    for key in waiting:
                        self._seen.pop(key, None)
            if not is_only_locked:
                raise
        else:
            self._not_before = None

    @contextmanager
    def together(self, session: "Session") -> Iterator[None]:
        """Many views inside are written at the end, in one transaction: a worksheet of a thousand people."""
        with self._lock:
            self._together += 1
        try:
            yield
        finally:
            with self._lock:
                self._together -= 1
            self.flush(session)

    def _is_known(self, key: _Key, now: datetime) -> bool:
        seen = self._seen.get(key)
        if seen is not None and abs(now - seen) < SAME_VIEW:
            return True
        if len(self._seen) >= _MOST_KEPT:
            self._seen = {one: at for one, at in self._seen.items() if abs(now - at) < SAME_VIEW}
        self._seen[key] = now
        return False
