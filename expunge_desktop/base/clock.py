"""The only clock. Below `services` nothing asks what time it is; the evaluation date is an argument."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

# How far a clock may stray from the newest recorded instant before it is told.
BEHIND_TOLERATED = timedelta(minutes=1)
AHEAD_TOLERATED = timedelta(days=366)
MOVED_BACK, JUMPED = "clock-moved-back", "clock-jumped"


class Clock(Protocol):
    """Tells the instant (UTC) and the local calendar day."""

    def now(self) -> datetime:
        """The present instant, timezone-aware, in UTC."""

    def today(self) -> date:
        """The local calendar day."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The local calendar day."""
        return datetime.now(UTC).astimezone().date()


class FixedClock:
    """Always the same instant: for tests and reproducible papers."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        """The fixed instant."""
        return self._instant

    def today(self) -> date:
        """The fixed day."""
        return self._instant.date()


def iso_instant(instant: datetime) -> str:
    """An instant as stored everywhere: ISO 8601, UTC, microseconds, `Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class RecordedInstant:
    """What is written down as the time of a change.

    `at` is never before the newest instant recorded so far; `reading` is what the clock itself says.
    `stray` is empty, or the verb that tells the clock was set back, or leapt over a year ahead.
    """

    at: str
    reading: str
    stray: str = ""


def instant_after(clock: Clock, newest: str | None) -> RecordedInstant:
    """The instant to write down behind `newest`, the last one written (None: nothing was).

    A clock that was set back does not turn the order of the record around.
    """
    now = clock.now()
    reading = iso_instant(now)
    if newest is None:
        return RecordedInstant(reading, reading)
    ahead = now - datetime.fromisoformat(newest)
    stray = MOVED_BACK if ahead < -BEHIND_TOLERATED else JUMPED if ahead > AHEAD_TOLERATED else ""
    return RecordedInstant(max(reading, newest), reading, stray)


def stray_in_words(stray: str) -> str:
    """What a person is told of a clock that strays (`RecordedInstant.stray`); empty when it does not."""
    if stray == MOVED_BACK:
        return (
            "The clock of this computer is behind the newest entry of the audit trail. Set it right: until "
            "then entries bear the time of the newest one, and what the clock says stands beside."
        )
    if stray == JUMPED:
        return (
            "The clock of this computer is more than a year ahead of the newest entry of the audit trail. "
            "If it is wrong, set it right before you go on: what is written now bears its time."
        )
    return ""
