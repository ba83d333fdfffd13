"""From plain data (as YAML gives it) to the records of the law book; an entry in error is named."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.law_tables import (
    BANDS,
    LEVELS,
    QUANTITIES,
    Aggravator,
    Alternative,
    Disqualifier,
    Never,
    ReviewCode,
    RuleText,
    SectionRow,
    Source,
)

Data = Mapping[str, Any]
Record = TypeVar("Record")
_OUTCOMES = frozenset("DMIN")
_CERTAINTIES = frozenset(("definite", "conditional", "never"))


def bad_entry(where: str, what: str) -> AnswerIsNoError:
    """The error of an entry of the law that cannot be understood."""
    return AnswerIsNoError("bad-law", f"The law data cannot be used: {where}: {what}.", "Correct the entry.")


def read_each(file: str, data: Data, key: str, read: Callable[[Data], Record]) -> list[Record]:
    """Read every entry of a list, with the file's defaults under it."""
    defaults = data["defaults"]
    records = []
    for entry in data[key]:
        name = f"{file}, {entry.get('id') or entry.get('section') or entry}"
        try:
            records.append(read({**defaults, **entry}))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise bad_entry(name, f"{type(error).__name__} {error}") from error
    return records


def read_source(entry: Data) -> Source:
    """Authority, confidence and verification of an entry."""
    if entry["confidence"] not in ("high", "medium", "low"):
        raise ValueError(f"confidence {entry['confidence']}")
    return Source(
        str(entry["citation"]), entry["confidence"], entry["verified_on"], bool(entry["unconfirmed"])
    )


def read_aggravator(entry: Data) -> Aggravator:
    """One aggravator."""
    if entry["kind"] not in ("prior", "two_priors", "fact"):
        raise ValueError(f"kind {entry['kind']}")
    return Aggravator(
        entry["id"],
        entry["kind"],
        entry["fact"],
        frozenset(entry["ages"]),
        entry["needs"] == "over",
        entry["reason"],
        read_source(entry),
    )


def read_section(entry: Data, aggravators: tuple[Aggravator, ...]) -> SectionRow:
    """One row of the before → after table."""
    levels = tuple(
        (_day(part["from"]), _day(part["to"]), frozenset(part["possible"])) for part in entry["levels"]
    )
    alternative = entry.get("alternative")
    return SectionRow(
        id=entry["id"],
        section=entry["section"],
        subdivision=entry["subdivision"],
        title=entry["title"],
        in_force_from=_day(entry["in_force"]["from"]),
        in_force_to=_day(entry["in_force"]["to"]),
        levels=levels,
        measure=entry.get("measure", ""),
        proves=entry.get("proves", ""),
        outcomes=_read_outcomes(entry.get("outcomes", {})),
        reasons=dict(entry.get("reasons", {})),
        disputes={key: tuple(numbers) for key, numbers in entry.get("disputes", {}).items()},
        alternative=_read_alternative(alternative) if alternative else None,
        like=dict(entry.get("like", {})),
        is_predecessor=bool(entry["predecessor"]),
        also_cultivation_until=entry.get("also_cultivation_until"),
        aggravators=aggravators,
        source=read_source(entry),
    )


def _read_outcomes(table: Data) -> dict[tuple[str, str, str], str]:
    outcomes: dict[tuple[str, str, str], str] = {}
    for band, by_quantity in table.items():
        if band not in BANDS:
            raise ValueError(f"age band {band}")
        for quantity in QUANTITIES:
            cell = by_quantity if isinstance(by_quantity, str) else by_quantity.get(quantity)
            for level in LEVELS:
                outcome = cell.get(level) if isinstance(cell, Mapping) else cell
                if outcome is None:
                    continue
                if outcome not in _OUTCOMES and not outcome.startswith("HR-"):
                    raise ValueError(f"outcome {outcome}")
                outcomes[band, quantity, level] = outcome
    return outcomes


def _read_alternative(entry: Data) -> Alternative:
    outcome, quantity = entry.get("outcome", ""), entry.get("quantity", "")
    if (outcome in _OUTCOMES) == (quantity in QUANTITIES):
        raise ValueError("an alternative names an outcome or a quantity")
    return Alternative(
        entry["when"], outcome, quantity, entry["because"], frozenset(entry.get("levels", LEVELS))
    )


def read_disqualifier(entry: Data) -> Disqualifier:
    """One section of a disqualifying list."""
    subdivisions = {
        tuple(str(key).split(".")) if key else (): _certainty(value)
        for key, value in entry.get("subdivisions", {}).items()
    }
    return Disqualifier(
        section=str(entry["section"]),
        code=entry["code"],
        name=entry["name"],
        clause=entry.get("clause", ""),
        certainty=_certainty(entry["is"]),
        subdivisions=subdivisions,
        levels={level: _certainty(value) for level, value in entry.get("levels", {}).items()},
        attempt=_certainty(entry["attempt"]),
        conspiracy=_certainty(entry["conspiracy"]),
        excusable=frozenset(entry.get("excusable", ())),
        life_term=_certainty(entry["life_term"]),
        source=read_source({**entry, "citation": entry["citation"] + entry.get("clause", "")}),
    )


def read_point(entry: Data) -> tuple[str, Source]:
    """A point that counsel confirms before a release, with its authority."""
    return entry["point"], read_source(entry)


def read_never(entry: Data) -> Never:
    """One section outside HS 11361.8."""
    return Never(entry["section"], entry["code"], entry["rule"], entry["reason"], read_source(entry))


def read_review_code(code: str, entry: Data) -> ReviewCode:
    """One hand-review reason code."""
    return ReviewCode(
        code,
        entry["title"],
        entry["missing"],
        entry["document"],
        entry["citation"],
        bool(entry["stops_first_dismissals"]),
        entry["if_unanswered"],
    )


def read_rule(entry: Data) -> RuleText:
    """What one rule asks."""
    return RuleText(entry["id"], entry["question"], read_source(entry))


def _certainty(text: str) -> str:
    if text not in _CERTAINTIES:
        raise ValueError(f"certainty {text}")
    return text


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise ValueError(f"{value} is not a date")
    return value
