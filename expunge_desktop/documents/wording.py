"""Words that several papers share."""

SCHEDULE_TITLES = {
    1: "dismissal and sealing (Health & Saf. Code, § 11361.8)",
    2: "redesignation as misdemeanor (Health & Saf. Code, § 11361.8)",
    3: "redesignation as infraction (Health & Saf. Code, § 11361.8)",
    4: "dismissal beyond the statute, in the court's discretion",
}
_PLURALS = {"batch": "batches"}


def many(number: int, noun: str) -> str:
    """`1 row`, `1,204 rows`."""
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, f'{noun}s')}"
