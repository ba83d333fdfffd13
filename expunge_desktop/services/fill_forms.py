"""Filling an office's own copy of a form, one for each case of a filing.

Forms are optional (law/court-paper.md 4) and none is shipped. Each filled form is read back; one that cannot
be filled is named and the others are written. What leaves the workspace is logged first (Penal Code 11078).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import read_given
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.form_fields import FormField, read_form
from expunge_desktop.documents.form_values import form_cases, form_conditions, form_values
from expunge_desktop.documents.forms import FieldMap, fill_form, mapped_fields
from expunge_desktop.documents.papers.case_words import Case
from expunge_desktop.documents.papers.tally import STATUTORY_SCHEDULES
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.form_maps import find_map
from expunge_desktop.services.leaving import Receiver, kind_of, log_and_name
from expunge_desktop.services.make_filing import stored_filing
from expunge_desktop.services.masking import RECIPIENTS_IN_WORDS, Export, masking_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import refuse_hidden_filing
from expunge_desktop.services.session import Session
from expunge_desktop.services.unfinished_folder import UnfinishedFolder

_LARGEST = 50_000_000  # bytes of a blank form
_REPORT_EVERY = 10


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One case's form on disk, with the rows of Exhibit A it is for."""

    path: Path
    rows: tuple[int, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class FilledForms:
    """What was filled; `left_out` says of which rows no form could be, and why.

    `beyond_statute` are the rows asked for that no form is for: Schedule 4 asks for more than the statute.
    """

    filing_id: str
    map: FieldMap
    folder: Path
    forms: tuple[FilledForm, ...]
    left_out: tuple[tuple[str, str], ...]
    beyond_statute: tuple[int, ...] = ()


def form_fields(file: Path) -> tuple[FormField, ...]:
    """The fields of a form. Raises EnvironmentProblemError, AnswerIsNoError when it cannot be filled."""
    return read_form(read_given(file, "a form", most=_LARGEST))


def check_map(name: str, file: Path) -> tuple[tuple[str, str], ...]:
    """Each field that the map fills, with its value's name. Raises as `form_fields` and `find_map` do."""
    pairs = mapped_fields(find_map(name), read_given(file, "a form", most=_LARGEST))
    return tuple((field.name, entry.source) for entry, field in pairs)


def fill_forms(
    session: Session,
    filing_id: str,
    *,
    map_name: str,
    form: Path,
    out_dir: Path,
    rows: frozenset[int] = frozenset(),
    progress: Progress | None = None,
    **receiver: Unpack[Receiver],
) -> FilledForms:
    """Write OUT/FILING-MAP/ with a filled form for each case that has one of `rows` (all when none is named).

    Raises AnswerIsNoError when the form is not the map's, the folder exists, not one form could be filled, or
    these may not go out to that kind of recipient; EnvironmentProblemError when something cannot be read or
    written.
    """
    session.require(Right.PRINT)
    progress = progress or SilentProgress()
    with session.read() as connection:
        refuse_hidden_filing(connection, filing_id)
    field_map, blank = find_map(map_name), read_given(form, "a form", most=_LARGEST)
    mapped_fields(field_map, blank)
    with session.read() as connection:
        filing = stored_filing(connection, filing_id)
    cases = form_cases(filing, rows)
    _require_recipient(kind_of(receiver), cases)
    folder = out_dir / f"{filing_id}-{field_map.name}"
    done: list[FilledForm] = []
    left_out: list[tuple[str, str]] = []
    with UnfinishedFolder(session, folder) as unfinished:
        for number, case in enumerate(cases):
            if number % _REPORT_EVERY == 0:
                progress.check()
                progress.report(
                    number, len(cases), f"{field_map.form}: case {number + 1:,} of {len(cases):,}"
                )
            try:
                data = fill_form(field_map, blank, form_values(filing, case), form_conditions(filing, case))
            except AnswerIsNoError as refused:
                left_out.append((case.row_words, refused.sentence))
                continue
            name = f"{field_map.name}-row-{case.rows[0].row_no:05}.pdf"
            unfinished.write_bytes(name, data)
            done.append(FilledForm(folder / name, _rows(case), hashlib.sha256(data).hexdigest()))
        if not done:
            why = left_out[0][1] if left_out else "No case of it has relief under section 11361.8."
            raise AnswerIsNoError("no-form-filled", f"No form of filing {filing_id} was filled. {why}", "")
        log_and_name(
            session,
            unfinished,
            f"forms {field_map.form} of filing {filing_id}",
            receiver,
            verb="fill-forms",
            subject=filing_id,
            right=Right.PRINT,
            rows=sum(len(one.rows) for one in done),
            sha256=hashlib.sha256("\n".join(one.sha256 for one in done).encode()).hexdigest(),
            map=field_map.name,
            forms=len(done),
        )
    beyond = tuple(
        row.row_no
        for row in filing.rows
        if row.schedule not in STATUTORY_SCHEDULES and (not rows or row.row_no in rows)
    )
    return FilledForms(filing_id, field_map, folder, tuple(done), tuple(left_out), beyond)


def _require_recipient(kind: RecipientKind, cases: Sequence[Case]) -> None:
    """The defense is given the forms of one person; raise AnswerIsNoError for more, or for none at all."""
    masking = masking_of(kind, Export.FORMS)
    if masking.refusal:
        masking.require()
    people = {(case.defendant, case.rows[0].born_on) for case in cases}
    if masking.is_of_one_person and len(people) > 1:
        raise AnswerIsNoError(
            "person-needed",
            f"{RECIPIENTS_IN_WORDS[kind].capitalize()} is given the forms of one person only; these are of "
            f"{len(people):,}.",
            "Name the rows of one person (--rows).",
        )


def _rows(case: Case) -> tuple[int, ...]:
    return tuple(row.row_no for row in case.rows)
