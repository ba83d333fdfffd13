"""From what somebody says about the columns of a file to the mapping that is saved."""

from collections.abc import Mapping, Sequence

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.ingest.case_list_fields import FIELDS, normalised
from expunge_desktop.ingest.case_list_headings import match_headings
from expunge_desktop.services.file_headings import ColumnHeading, FileHeadings
from expunge_desktop.services.mappings import SavedMapping


def chosen_mapping(found: FileHeadings, chosen: Mapping[int, str]) -> dict[str, str]:
    """The mapping that gives the columns at these places these fields ("" = kept, not used).

    What the headings say by themselves is left out. A guess that was declined and a name that was overruled
    are kept as "", so that nobody is asked again. Headings of the mapping in force that this file does not
    have stay: one mapping may serve sheets that differ.
    """
    here = set(map(normalised, found.headings))
    fields = {heading: field for heading, field in found.mapping.items() if normalised(heading) not in here}
    already = {normalised(heading) for heading, field in found.mapping.items() if not field}
    for place, field in chosen.items():
        one = found.columns[place]
        own = match_headings([one.heading]).columns[0][1]
        if field != own or (not field and (one.guess or normalised(one.heading) in already)):
            fields[one.heading] = field
    return fields_in_order(fields)


def with_guesses(found: FileHeadings, fields: Mapping[str, str]) -> dict[str, str]:
    """What a person said, and the guesses for the other headings and fields."""
    headings, given = set(map(normalised, fields)), set(fields.values())
    guesses = {
        heading: guess
        for heading, guess in found.guesses.items()
        if guess not in given and normalised(heading) not in headings
    }
    return fields_in_order({**guesses, **fields})


def missing_with(found: FileHeadings, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The required fields that the file would lack under this mapping."""
    return match_headings(found.headings, mapping).missing


def repeated_with(found: FileHeadings, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that more than one column of the file would have under this mapping."""
    return match_headings(found.headings, mapping).repeated


def fitting_mapping(found: FileHeadings, mappings: Sequence[SavedMapping]) -> SavedMapping | None:
    """The saved mapping that gives the file every required field; of several the one naming most of it."""
    headings = set(map(normalised, found.headings))
    named = {one.name: len(headings & set(map(normalised, one.fields))) for one in mappings}
    fitting = [one for one in mappings if named[one.name] and not missing_with(found, one.fields)]
    return max(fitting, key=lambda one: named[one.name], default=None)


def accept_headings(found: FileHeadings, headings: Sequence[str]) -> None:
    """Go on only if the file has each of these headings. Raises AnswerIsNoError (`heading-not-in-file`)."""
    known = set(map(normalised, found.headings))
    for heading in headings:
        if normalised(heading) not in known:
            raise AnswerIsNoError(
                "heading-not-in-file",
                f"{found.path.name} has no column “{heading}”.",
                f"Its columns: {', '.join(found.headings) or 'none'}.",
            )


def columns_by_field(found: FileHeadings, chosen: Mapping[int, str]) -> dict[str, list[ColumnHeading]]:
    """The columns that were given each field; more than one is a mistake."""
    columns: dict[str, list[ColumnHeading]] = {}
    for place, field in chosen.items():
        if field:
            columns.setdefault(field, []).append(found.columns[place])
    return columns


def fields_in_order(fields: Mapping[str, str]) -> dict[str, str]:
    """Heading → field in the order of the case list's fields; what means nothing last."""
    return dict(sorted(fields.items(), key=lambda pair: FIELDS.index(pair[1]) if pair[1] else len(FIELDS)))
