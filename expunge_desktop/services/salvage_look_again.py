"""After a salvage: what is lost, in an attorney's words, and what to do about each; numbers, no person."""

from collections.abc import Callable, Iterable, Sequence

from expunge_desktop.base.counted_words import many
from expunge_desktop.services.salvage import SalvageReport, TableSaved
from expunge_desktop.store.number_set import NumberSet, ranges

SHOWN = 12  # runs of numbers in one sentence; the report file has all
_FILE_HAS_ALL = "in the report file"
_OWN = ("decision", "audit")  # told in sentences of their own


def look_again(report: SalvageReport) -> list[str]:
    """A sentence for each kind of thing that is lost, the attorneys' own work first."""
    lost = {table: one for table, one in report.tables.items() if one.missing}
    told = [_decisions(report)]
    told += [words(lost[table]) for table, words in _WORDS.items() if table in lost]
    others = [f"{table} ({_numbers(one)})" for table, one in lost.items() if table not in {*_WORDS, *_OWN}]
    if any("onviction" in one for one in told):
        told.append(
            "One conviction by its number, here or in a restored backup: `explain WORKSPACE --conviction N`."
        )
    if others:
        told.append(f"Lost besides, by number of the row: {'; '.join(others)}.")
    return [one for one in told if one]


def runs(numbers: Sequence[tuple[int, int]], shown: int = SHOWN) -> str:
    """Runs of numbers for reading: `12, 80 to 83 and 4 more`."""
    parts = [f"{first:,}" if first == last else f"{first:,} to {last:,}" for first, last in numbers[:shown]]
    more = sum(last - first + 1 for first, last in numbers[shown:])
    rest = f" and {more:,} more, {_FILE_HAS_ALL}" if more else ""
    return ", ".join(parts) + rest


def _convictions_of(numbers: Sequence[tuple[int, int]]) -> str:
    """`the conviction 12`, `the convictions 12, 80 to 83`."""
    is_one = len(numbers) == 1 and numbers[0][0] == numbers[0][1]
    return f"the conviction{'' if is_one else 's'} {runs(numbers)}"


def _numbers(one: TableSaved) -> str:
    counted = sum(last - first + 1 for first, last in one.lost)
    more = f", and {one.missing - counted:,} whose numbers nothing tells" if one.missing > counted else ""
    return (runs(one.lost) if one.lost else f"{one.missing:,}, numbers unknown") + (more if one.lost else "")


def _of(one: TableSaved, column: str) -> list[tuple[int, int]]:
    return _runs(value for value in one.concern.get(column, ()) if isinstance(value, int))


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    return list(ranges(NumberSet(numbers)))


def _decisions(report: SalvageReport) -> str:
    one = report.tables["decision"]
    told = []
    if report.decisions_rebuilt_on:
        told.append(
            f"Decisions on {_convictions_of(_runs(report.decisions_rebuilt_on))} were written again from the "
            "audit trail and count as taken on other facts: look at each, and confirm it."
        )
    if report.decisions_lost_on:
        told.append(
            f"Decisions on {_convictions_of(_runs(report.decisions_lost_on))} stand in the audit trail alone "
            "(`audit --verb decide`), as conviction or finding is lost: look them up there."
        )
    nowhere = one.missing - report.decisions_lost
    of = _runs(set(one.concern.get("conviction_id", ())) - set(report.decisions_lost_on))  # type: ignore[arg-type]
    if nowhere > 0 and of:
        told.append(
            f"Decisions on {_convictions_of(of)} are lost and stand nowhere else: look these up again, in "
            "the last backup or the attorney's own notes, and decide again."
        )
    elif nowhere > 0:
        told.append(
            f"{many(nowhere, 'decision')} lost ({_numbers(one)}); nothing that is left tells on which "
            "convictions. Compare the list of decisions with the last backup's."
        )
    if one.aside_of:
        told.append(
            f"Decisions on {_convictions_of(one.aside_of)} are kept aside, as conviction or finding is lost; "
            "the audit trail tells them (`audit --verb decide`). Assess and decide again."
        )
    return " ".join(told)


def _convictions(one: TableSaved) -> str:
    people = _of(one, "person_id")
    of = f", of the people {runs(people)}" if people else ""
    return (
        f"The convictions {_numbers(one)} are lost{of}. Look them up in the delivery; nothing may be filed "
        "for these people until their record is whole again."
    )


def _people(one: TableSaved) -> str:
    return (
        f"The people {_numbers(one)} are lost; those who have convictions stand there without a name. Look "
        "each up in the delivery before anything is filed."
    )


def _on_convictions(one: TableSaved) -> str:
    """On which convictions rows are lost, where indexes tell; else by their own numbers."""
    of = _of(one, "conviction_id")
    return f" on {_convictions_of(of)}" if of else f" ({_numbers(one)})"


def _notes(one: TableSaved) -> str:
    where = _on_convictions(one)
    return f"Notes{where} are lost: ask who wrote them; `audit --verb note` tells who and when."


def _supplied(one: TableSaved) -> str:
    where = _on_convictions(one)
    return (
        f"Supplied facts{where} are lost: the audit trail tells each with its document (`audit --verb "
        "supply-fact`); supply them again before you assess."
    )


def _findings(one: TableSaved) -> str:
    of = _of(one, "conviction_id")
    where = f" of {_convictions_of(of)}" if of else f" ({many(one.missing, 'row')})"
    return f"Findings{where} are lost: assess again."


def _filings(one: TableSaved) -> str:
    named = [str(value) for value in one.concern.get("id", ())]
    which = ", ".join(named[:SHOWN]) if named else f"{one.missing:,} of them"
    return (
        f"Filings are lost: {which}. What was printed of them is all there is; do not make a filing of the "
        "same rows again without looking at the court's file."
    )


def _part_of_filing(what: str, advice: str) -> Callable[[TableSaved], str]:
    def words(one: TableSaved) -> str:
        named = [str(value) for value in one.concern.get("filing_id", ())]
        of = f" of the filings {', '.join(named[:SHOWN])}" if named else f" ({_numbers(one)})"
        return f"{what}{of} are lost: {advice}"

    return words


def _release_log(one: TableSaved) -> str:
    return (
        f"Entries {_numbers(one)} of the release log (Penal Code 11078) are lost. The audit trail tells what "
        "left and when (`print-papers`, `export.…`), where its own rows are saved."
    )


def _source_rows(one: TableSaved) -> str:
    return f"Source rows are lost ({many(one.missing, 'row')} at least): the delivery has them."


_WORDS: dict[str, Callable[[TableSaved], str]] = {
    "note": _notes,
    "supplied_fact": _supplied,
    "filing": _filings,
    "filing_row": _part_of_filing("Rows", "compare the schedule on paper."),
    "release": _part_of_filing("Release steps", "release again before anything is filed."),
    "filing_event": _part_of_filing("The court's answers", "enter them again."),
    "conviction": _convictions,
    "person": _people,
    "finding": _findings,
    "release_log": _release_log,
    "source_block": _source_rows,
}
