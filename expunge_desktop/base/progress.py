"""How long work reports progress and learns that it was cancelled."""

from typing import Protocol


class Progress(Protocol):
    """Reported to by every job that may take longer than 100 ms."""

    def report(self, done: int, total: int, text: str) -> None:
        """`done` of `total` units (bytes, people, pages) are finished; total 0 means not yet known."""

    def check(self) -> None:
        """Raise `CancelledError` when the person has asked to stop."""


class SilentProgress:
    """Reports nothing and is never cancelled."""

    def report(self, done: int, total: int, text: str) -> None:
        """Discard the report."""

    def check(self) -> None:
        """Never cancelled."""
