"""How an office guards its workspace: the sections `[safety]` and `[retention]` of the office file.

They stand apart from `domain.office`: no paper prints them, and a change of them makes no filing stale.
"""

from dataclasses import dataclass, field

LONGEST_IDLE_MINUTES = 30  # CJIS Security Policy, session lock (law/privacy.md)
SHORTEST_AUDIT_YEARS = 1  # the same, audit retention


@dataclass(frozen=True, slots=True)
class Safety:
    """When the window locks by itself (1 to 30 idle minutes), and when a backup is overdue."""

    lock_after_minutes: int = 15
    remind_backup_after_days: int = 7


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows stay; None = the office has decided nothing, and nothing is destroyed.

    `purge_after_days` counts from the day the court sealed a row; `audit_years` keeps what the audit
    trail says and is at least one.
    """

    purge_after_days: int | None = None
    audit_years: int | None = None


@dataclass(frozen=True, slots=True)
class Custody:
    """Both together."""

    safety: Safety = field(default_factory=Safety)
    retention: Retention = field(default_factory=Retention)
