"""The only clock. Below `services` nothing asks what time it is; the evaluation date is an argument."""

from datetime import UTC, date, datetime
from typing import Protocol


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
