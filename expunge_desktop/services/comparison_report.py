"""A comparison of policies for the command line and as CSV of the convictions concerned."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Unpack

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.comparison_records import Comparison, Figures
from expunge_desktop.services.leaving import Receiver
from expunge_desktop.services.masking import Export
from expunge_desktop.services.near_misses import NearMiss
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, TableOut, export_table
from expunge_desktop.store import comparing as store

CSV_HEADER = (
    "change",
    "person",
    "date_of_birth",
    "court_case_number",
    "count_number",
    "code_section",
    "offense_level",
    "conviction_date",
    "filing_agency",
    "first_outcome",
    "first_criterion",
    "second_outcome",
    "second_criterion",
    "near_miss_criterion",
    "near_miss_threshold",
    "near_miss_reached_at",
)
_WORDS = {
    "dismissed": "convictions dismissed",
    "relieved": "convictions dismissed or redesignated",
    "felonies_relieved": "felonies dismissed or redesignated",
    "people_relieved": "people helped",
    "left_without_felony": "people left with no felony",
    "left_without_conviction": "people left with no conviction",
}


def figure_rows(found: Comparison) -> list[tuple[str, int, int, str]]:
    """(what is counted, under the first policy, under the second, the difference with its sign)."""
    rows = [
        ("convictions under review", found.convictions, found.convictions),
        ("people", found.people, found.people),
    ]
    for outcome in Outcome:
        pair = (
            found.first_figures.outcomes.get(outcome.value, 0),
            found.second_figures.outcomes.get(outcome.value, 0),
        )
        if any(pair):
            rows.append((outcome.value, *pair))
    for field in fields(Figures):
        if field.name in _WORDS:
            one, two = (getattr(of, field.name) for of in (found.first_figures, found.second_figures))
            rows.append((_WORDS[field.name], one, two))
    return [(what, one, two, f"{two - one:+,}" if two != one else "") for what, one, two in rows]


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The comparison for a program; movers and near-misses as numbers, their names only in the CSV."""
    return {
        "as_of": found.as_of.isoformat(),
        "first": {"policy": found.first.name, "title": found.first.title, **asdict(found.first_figures)},
        "second": {"policy": found.second.name, "title": found.second.title, **asdict(found.second_figures)},
        "convictions": found.convictions,
        "people": found.people,
        "moved": len(found.movers),
        "moves": _moves(found),
        "near_misses": _near(found),
        "breakdowns": {name: [asdict(one) for one in shares] for name, shares in found.breakdowns.items()},
    }


def write_movers(
    session: Session,
    found: Comparison,
    path: Path,
    **receiver: Unpack[Receiver],
) -> Exported:
    """Write the convictions on which the policies differ, and the near-misses, as CSV; logged as an export.

    What `kind` of recipient may not have is masked. The file gets its name only after its release is logged
    (Penal Code 11078). Raises AnswerIsNoError when the file exists or may not go out to that kind of
    recipient, EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.EXPORT)
    policies = f"{found.first.name} and {found.second.name}"
    out = TableOut(
        "comparison export", "export.comparison", policies, Export.COMPARISON, CSV_HEADER, receiver
    )
    return export_table(session, path, out, _csv_rows(session, found))


def _csv_rows(session: Session, found: Comparison) -> Iterator[tuple[object, ...]]:
    ids = [one.conviction_id for one in found.movers] + [one.conviction_id for one in found.near_misses]
    with session.read() as connection:
        named = store.named_convictions(connection, sorted(set(ids)))
    for mover in found.movers:
        first, second = mover.first, mover.second
        rulings = (first.outcome.value, first.criterion, second.outcome.value, second.criterion)
        yield ("moved", *_cells(named[mover.conviction_id]), *rulings, "", "", "")
    for near in found.near_misses:
        reached = (near.criterion, near.threshold, near.years)
        yield ("near miss", *_cells(named[near.conviction_id]), "", "", "", "", *reached)


def _cells(row: Any) -> tuple[object, ...]:
    return (
        row.name,
        row.born_on or "",
        row.case_number,
        row.count_number,
        row.code_section,
        row.level or "",
        row.conviction_on or "",
        row.agency,
    )


def _moves(found: Comparison) -> dict[str, int]:
    """How many moved from which outcome to which."""
    moves: dict[str, int] = {}
    for mover in found.movers:
        key = f"{mover.first.outcome.value} to {mover.second.outcome.value}"
        moves[key] = moves.get(key, 0) + 1
    return dict(sorted(moves.items()))


def _near(found: Comparison) -> dict[str, int]:
    """How many near-misses, by criterion and the threshold that would reach them."""
    counted: dict[str, int] = {}
    for near in sorted(found.near_misses, key=_by_nearness):
        key = f"{near.criterion} at {near.years} instead of {near.threshold}"
        counted[key] = counted.get(key, 0) + 1
    return counted


def _by_nearness(near: NearMiss) -> tuple[str, int]:
    return near.criterion, abs(near.years - near.threshold)
