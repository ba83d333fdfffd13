"""What the headings of a source file mean, before it is imported: known, guessed, missing, never kept.

Nothing of the workspace is changed and nothing of the file is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.ingest.case_list_fields import is_forbidden, normalised
from expunge_desktop.ingest.case_list_headings import match_headings, suggestions
from expunge_desktop.ingest.case_list_rows import TableRow
from expunge_desktop.ingest.case_list_tables import open_table
from expunge_desktop.ingest.layout_of_file import layout_of
from expunge_desktop.ingest.private_numbers import mask_text
from expunge_desktop.services.mappings import SavedMapping, find_mapping
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session

ROWS_LOOKED_AT = 200
SAMPLES = 3


class How(StrEnum):
    """How the meaning of a column is known, or why it has none."""

    OWN_NAME = "own name"  # its heading is the name of a field
    MAPPING = "mapping"
    GUESS = "guess"  # offered, never applied by itself
    NOT_USED = "not used"  # kept with the row, no rule looks at it
    NEVER_KEPT = "never kept"  # Social Security and license numbers, by its heading
    NO_NAME = "no name"  # blank or signs alone: a mapping cannot name it
    SAME_AS_ANOTHER = "same as another"  # its heading stands over an earlier column as well


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """One column of a file: its heading as recorded, up to three different values, and what is known of it.

    `field` is in force, `guess` is not. No value is shown of a column that is never kept.
    """

    heading: str
    samples: tuple[str, ...]
    field: str
    guess: str
    how: How

    @property
    def can_be_mapped(self) -> bool:
        """Whether a mapping can say what it means."""
        return self.how not in (How.NEVER_KEPT, How.NO_NAME, How.SAME_AS_ANOTHER)


@dataclass(frozen=True, slots=True)
class FileHeadings:
    """The headings of one file. `layout` is "doj" (then there is nothing to map), "case-list" or "".

    `missing` names required fields without a column, `repeated` fields with more than one (the first is
    used). `mapping` is what the columns were matched by besides the fields' own names, saved as
    `mapping_name`.
    """

    path: Path
    layout: str
    columns: tuple[ColumnHeading, ...]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]
    mapping_name: str
    mapping: Mapping[str, str]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as recorded, in the order of the file."""
        return tuple(one.heading for one in self.columns)

    @property
    def guesses(self) -> dict[str, str]:
        """Heading → field of every guess."""
        return {one.heading: one.guess for one in self.columns if one.guess}

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of columns that are kept with the row and mean nothing to the program."""
        return tuple(one.heading for one in self.columns if not one.field and one.how != How.NEVER_KEPT)


def read_headings(
    session: Session, path: Path, mapping_name: str = "", progress: Progress | None = None
) -> FileHeadings:
    """The headings of a file, matched by the fields' own names and by a saved mapping where one is named.

    Raises AnswerIsNoError (`no-such-mapping`, a sheet without headings), EnvironmentProblemError (a file
    that cannot be read), CancelledError.
    """
    session.require(Right.IMPORT)
    progress = progress or SilentProgress()
    saved = find_mapping(session, mapping_name) if mapping_name else None
    progress.check()
    progress.report(0, 0, path.name)
    layout = layout_of(path)
    if layout == "doj":
        return FileHeadings(path, layout, (), (), (), "", {})
    with open_table(path) as table:
        headings = tuple(table.headings)
        progress.check()
        good = (row.values for row in table.rows() if isinstance(row, TableRow))
        rows = list(islice(good, ROWS_LOOKED_AT))
    progress.check()
    columns = tuple(
        ColumnHeading(heading, () if is_forbidden(heading) else _samples(rows, place), "", "", How.NOT_USED)
        for place, heading in enumerate(headings)
    )
    return under(FileHeadings(path, layout, columns, (), (), "", {}), saved)


def under(found: FileHeadings, saved: SavedMapping | None) -> FileHeadings:
    """The same headings matched by this mapping, without reading the file again."""
    mapping = dict(saved.fields) if saved else {}
    matched = match_headings(found.headings, mapping)
    named = set(map(normalised, mapping))
    guesses = {
        heading: guess
        for heading, guess in suggestions(found.headings).items()
        if guess not in matched.fields and normalised(heading) not in named
    }
    columns: list[ColumnHeading] = []
    seen: set[str] = set()
    for one, (heading, field) in zip(found.columns, matched.columns, strict=True):
        name = normalised(heading)
        if is_forbidden(heading):
            how = How.NEVER_KEPT
        elif not name:
            how = How.NO_NAME
        elif name in seen:
            how = How.SAME_AS_ANOTHER
        elif name in named:
            how = How.MAPPING
        else:
            how = How.OWN_NAME if field else How.GUESS if heading in guesses else How.NOT_USED
        guess = guesses[heading] if how == How.GUESS else ""
        columns.append(replace(one, field=field, guess=guess, how=how))
        seen.add(name)
    return replace(
        found,
        columns=tuple(columns),
        missing=matched.missing,
        repeated=matched.repeated,
        mapping_name=saved.name if saved else "",
        mapping=mapping,
    )


def _samples(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    """The first different values of a column, blanks left out and nine-digit numbers masked."""
    values = (row[place].strip() for row in rows if place < len(row))
    return tuple(mask_text(value)[0] for value in list(dict.fromkeys(filter(None, values)))[:SAMPLES])
