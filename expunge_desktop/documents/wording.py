"""Words that several papers share."""

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

SCHEDULE_TITLES = {
    1: "dismissal and sealing (Health & Saf. Code, § 11361.8)",
    2: "redesignation as misdemeanor (Health & Saf. Code, § 11361.8)",
    3: "redesignation as infraction (Health & Saf. Code, § 11361.8)",
    4: "dismissal beyond the statute, in the court's discretion",
}


_REPORTS_DIFFER = (
    "Reports of the criteria announced in Los Angeles County in 2020 differ on the ten-year criterion (no "
    "conviction of any crime, or no felony conviction); the criteria applied are those of the file named "
    "here."
)


def criteria_note(policy: str) -> str:
    """What must stand beside the name of the shipped Los Angeles criteria (law/corrections.md 15)."""
    return _REPORTS_DIFFER if "los-angeles" in policy.lower() else ""


def long_date(iso: str) -> str:
    """`2020-02-11` as `February 11, 2020`; anything else as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
