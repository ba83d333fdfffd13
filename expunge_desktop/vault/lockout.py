"""How long a name has to wait after failed tries (CJIS Security Policy: locked after five, ten minutes).

After the second failed try in a row the next one is refused for some seconds; it is told, never slept
through. The fifth locks for ten minutes, each one after that for twice as long, up to a day. A good logon, a
new passphrase or an administrator's release forgets all of it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

TRIES_BEFORE_LOCK = 5
SHORTEST_LOCK = timedelta(minutes=10)
LONGEST_LOCK = timedelta(days=1)
_SECONDS_AFTER = (0, 0, 2, 5, 10)  # by the number of failed tries
_LONGEST_DELAY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Tries:
    """Failed tries in a row and the instant of the last; `at` as stored everywhere, ISO 8601 in UTC."""

    failures: int = 0
    last_at: str = ""

    @classmethod
    def checked(cls, failures: object, last_at: object) -> "Tries":
        """From stored values. Raises ValueError for what is no number or no instant."""
        if not isinstance(failures, int) or not isinstance(last_at, str) or failures < 0:
            raise ValueError("tries")
        if failures and _instant(last_at).tzinfo is None:
            raise ValueError("an instant without its zone")
        return cls(failures, last_at)


@dataclass(frozen=True, slots=True)
class Wait:
    """How long from now on no try is accepted, and whether that is a lock or only a pause."""

    length: timedelta
    is_lock: bool


def after_failure(tries: Tries, at: str) -> Tries:
    """One more failed try."""
    return Tries(tries.failures + 1, at)


def seen_by_clock(tries: Tries, at: str) -> Tries:
    """The same, where the clock was moved back behind the last try: no wait is longer than its own length."""
    if tries.failures and _instant(at) < _instant(tries.last_at):
        return replace(tries, last_at=at)
    return tries


def wait(tries: Tries, at: str, *, is_lockable: bool = True) -> Wait | None:
    """What stands in the way of a try now; None = nothing. What is no user's name is delayed, not locked."""
    is_lock = is_lockable and tries.failures >= TRIES_BEFORE_LOCK
    length = _lock_length(tries.failures) if is_lock else _delay(tries.failures)
    if not length:
        return None
    left = _instant(seen_by_clock(tries, at).last_at) + length - _instant(at)
    return Wait(left, is_lock) if left > timedelta(0) else None


def locked_until(tries: Tries, at: str) -> str | None:
    """The instant until which this user is locked; None = not locked at `at`."""
    found = wait(tries, at)
    if found is None or not found.is_lock:
        return None
    return (_instant(at) + found.length).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _lock_length(failures: int) -> timedelta:
    doublings = min(failures - TRIES_BEFORE_LOCK, 20)
    return min(SHORTEST_LOCK * (1 << doublings), LONGEST_LOCK)


def _delay(failures: int) -> timedelta:
    if failures < len(_SECONDS_AFTER):
        return timedelta(seconds=_SECONDS_AFTER[failures])
    return _LONGEST_DELAY


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at)
