"""Import one batch: any number of files, all or nothing, in one transaction with its audit row.

Nothing is kept of a batch that was cancelled, killed or refused. A file that was imported before is
recognized by its SHA-256 and refuses the whole call (contract, point 14).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.domain.person import LedgerLine
from expunge_desktop.ingest.batch_records import PersonRecord, StretchResult
from expunge_desktop.ingest.problem_kinds import explain
from expunge_desktop.ingest.same_people import Identity, people_of_earlier_batches, possible_same_people
from expunge_desktop.ingest.source_batch import SourceBatch
from expunge_desktop.ingest.source_files import sha256_of, size_of
from expunge_desktop.services.import_layout import LAYOUT_NAMES, open_batch, wanted_layout
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import seal_again
from expunge_desktop.services.session import Session
from expunge_desktop.store import batches
from expunge_desktop.store.figures import batch_figures

SET_ASIDE_SHOWN = 10_000


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """A line that could not be read: which, and why."""

    file: str
    line: int
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did. `batch_id` is None for a dry run.

    `problems` counts rows by kind; `explanations` says in plain words what each kind, of problems and of
    set-aside lines, means. `set_aside` names the first 10,000 lines; `set_aside_total` counts all.
    `masked` counts nine-digit numbers masked in free text. `figures`: see `store.figures.batch_figures`.
    `sealed_again` convictions repeat one the court has sealed; `may_be_sealed` ones may, and are hidden too.
    """

    batch_id: int | None
    layout: str
    files: tuple[LedgerLine, ...]
    people: int
    counts: int
    under_review: int
    problems: Mapping[str, int]
    explanations: Mapping[str, str]
    set_aside: tuple[SetAsideRow, ...]
    set_aside_total: int
    masked: int
    figures: Mapping[str, Any]
    sealed_again: int = 0
    may_be_sealed: int = 0


class _DryRunEndError(Exception):
    """Leaves the transaction of a dry run, so that nothing of it is kept."""


@dataclass(slots=True)
class _Figures:
    """What is counted while the stretches of the files come in."""

    header: Counter[int] = field(default_factory=Counter)
    imported: Counter[int] = field(default_factory=Counter)
    aside: Counter[int] = field(default_factory=Counter)
    aside_kinds: Counter[str] = field(default_factory=Counter)
    aside_rows: list[SetAsideRow] = field(default_factory=list)
    duplicates: dict[str, list[int]] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    masked: int = 0


def import_batch(
    session: Session,
    paths: Sequence[Path],
    *,
    layout: str = "auto",
    received_on: date | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> ImportSummary:
    """Import these files as one batch and say what became of every line.

    `received_on` is the day the office received the files, None when nobody says; the analyst declares it.
    `layout` is auto, doj, case-list, or the name of a saved mapping of foreign headings to a case list's.
    Raises AnswerIsNoError (`already-imported`, `same-file-twice`, `nothing-importable`, `layout-unknown`,
    `layouts-mixed`, `other-layout`, `headings-unknown`, `headings-repeated`, `workbook-…`, `right-denied`),
    UsageError (`unknown-layout`, `no-file`, `received-later`), EnvironmentProblemError (`file-missing`,
    `file-unreadable` …), CancelledError. In every case nothing is kept.
    """
    session.require(Right.IMPORT)
    progress = progress or SilentProgress()
    wanted = wanted_layout(session, layout)
    if not paths:
        raise UsageError("no-file", "No file was named.", "Name at least one file to import.")
    if received_on is not None and received_on > session.clock.today():
        raise UsageError(
            "received-later", f"{received_on} is still to come.", "Give the day the files were received."
        )
    _refuse_known_by_size(session, paths)
    law = load_law()
    summary: ImportSummary | None = None
    try:
        with (
            open_batch(paths, wanted, law, progress) as source,
            session.write(Right.IMPORT) as tx,
        ):
            writer = batches.BatchWriter(tx.connection)
            figures = _Figures()
            _read_everything(source, writer, figures, tx.connection)
            _propose_same_people(writer, figures, source.key_name)
            _name_earlier_batches(writer, figures, tx.connection)
            progress.check()
            progress.report(0, 0, "Making the indexes")
            files = _ledger(source, figures)
            problems = writer.problems_by_kind()
            writer.finish(
                layout=source.layout,
                county=session.office.county,
                imported_at=tx.at,
                imported_by=session.user,
                received_on=received_on.isoformat() if received_on else None,
                law_digest=law.digest,
                files=files,
                columns=[one.columns for one in source.files],
                summary={
                    "problems": problems,
                    "set_aside": dict(sorted(figures.aside_kinds.items())),
                    "masked": figures.masked,
                },
            )
            progress.check()
            summary = ImportSummary(
                batch_id=None if dry_run else writer.batch_id,
                layout=source.layout,
                files=files,
                people=writer.people,
                counts=writer.counts,
                under_review=writer.under_review,
                problems=problems,
                explanations={kind: explain(kind) for kind in (*problems, *sorted(figures.aside_kinds))},
                set_aside=tuple(figures.aside_rows),
                set_aside_total=figures.aside.total(),
                masked=figures.masked,
                figures=batch_figures(tx.connection, writer.batch_id, session.office.county),
            )
            if dry_run:
                raise _DryRunEndError
            tx.audit("import", f"batch {writer.batch_id}", _audited(summary, law.digest))
            sealed_again, may_be_sealed = seal_again(tx, writer.batch_id)
            summary = replace(summary, sealed_again=sealed_again, may_be_sealed=may_be_sealed)
    except _DryRunEndError:
        pass
    assert summary is not None
    return summary


def _read_everything(
    source: SourceBatch, writer: batches.BatchWriter, figures: _Figures, connection: Any
) -> None:
    """Read every file once, then put people together who were found in several places."""
    for result in source.stretches():
        _take(writer, figures, result, source.files[result.file - 1].name)
    _refuse_known(batches.known_files(connection), [(one.name, one.sha256) for one in source.files])
    if not any(figures.imported.values()):
        raise _nothing_importable(figures, source)
    fragmented = len(writer.fragmented)
    writer.withdraw_fragmented()
    for record in source.read_people(writer.fragmented_blocks(), fragmented):
        _add_person(writer, figures, record)


def _ledger(source: SourceBatch, figures: _Figures) -> tuple[LedgerLine, ...]:
    """Each file's proof that every line is in exactly one place."""
    duplicates = Counter(file for places in figures.duplicates.values() for file in places)
    return tuple(
        LedgerLine(
            file=one.name,
            sha256=one.sha256,
            size=one.size,
            lines=one.lines,
            header=figures.header[one.ordinal],
            imported=figures.imported[one.ordinal],
            set_aside=figures.aside[one.ordinal],
            duplicates=duplicates[one.ordinal],
        )
        for one in source.files
    )


def _take(writer: batches.BatchWriter, figures: _Figures, result: StretchResult, name: str) -> None:
    figures.header[result.file] += result.header
    figures.imported[result.file] += result.imported
    figures.aside[result.file] += len(result.aside)
    figures.masked += result.masked
    writer.add_set_aside(result.file, result.aside)
    for line, kind, sentence, _ in result.aside:
        figures.aside_kinds[kind] += 1
        if len(figures.aside_rows) < SET_ASIDE_SHOWN:
            figures.aside_rows.append(SetAsideRow(name, line, kind, sentence))
    for values in result.problems:
        writer.add_problem(*values)
    for fragment in result.fragments:
        is_first = writer.add_block(fragment.key, fragment.block)
        if fragment.record is None:
            writer.withhold(fragment.key)
        elif is_first:
            _add_person(writer, figures, fragment.record)


def _add_person(writer: batches.BatchWriter, figures: _Figures, record: PersonRecord) -> None:
    writer.add_person(record.person, record.convictions, record.problems)
    figures.identities[record.key] = record.identity
    if record.duplicates or record.key in figures.duplicates:
        figures.duplicates[record.key] = [file for file, _ in record.duplicates]


def _propose_same_people(writer: batches.BatchWriter, figures: _Figures, key_name: str) -> None:
    """Name people who may be one; nothing is merged (formats/doj.md, "A history")."""
    for key, others in possible_same_people(figures.identities):
        same = "; ".join(f"{what} with {key_name} {other}" for other, what in others)
        writer.add_problem(key, "", "POSSIBLE_SAME_PERSON", f"Shares {same}.", None, None)


def _name_earlier_batches(writer: batches.BatchWriter, figures: _Figures, connection: Any) -> None:
    """Name people who may stand in an earlier batch as well: batches are decided apart."""
    earlier = batches.people_before(connection, writer.batch_id)
    for key, shared in people_of_earlier_batches(figures.identities, earlier).items():
        said = "; ".join(f"batch {batch} ({what})" for batch, what in shared.items())
        writer.add_problem(key, "", "IN_EARLIER_BATCH", f"May also be in {said}.", None, None)


def _refuse_known_by_size(session: Session, paths: Sequence[Path]) -> None:
    """Refuse early what is cheap to recognize: files of the same size as one imported, or as each other."""
    sizes = [size_of(path) for path in paths]
    with session.read() as connection:
        known = batches.known_files(connection)
    suspicious = {size for _, size, _ in known.values()} | {
        size for size, n in Counter(sizes).items() if n > 1
    }
    _refuse_known(
        known,
        [(path.name, sha256_of(path)) for path, size in zip(paths, sizes, strict=True) if size in suspicious],
    )


def _refuse_known(known: Mapping[str, tuple[str, int, str]], files: Sequence[tuple[str, str]]) -> None:
    first: dict[str, str] = {}
    for name, sha256 in files:
        if sha256 in known:
            earlier, _, at = known[sha256]
            as_name = "" if earlier == name else f" as {earlier}"
            raise AnswerIsNoError(
                "already-imported",
                f"{name} was imported before{as_name}, on {at[:10]}.",
                "No file of this call was imported; leave that one out.",
            )
        if sha256 in first:
            same = "is named twice" if first[sha256] == name else f"has the same content as {first[sha256]}"
            raise AnswerIsNoError(
                "same-file-twice", f"{name} {same}.", "No file was imported; name each file once."
            )
        first[sha256] = name


def _nothing_importable(figures: _Figures, source: SourceBatch) -> AnswerIsNoError:
    names = [one.name for one in source.files]
    which = names[0] if len(names) == 1 else f"any of the {len(names)} files"
    if not figures.aside_rows:
        return AnswerIsNoError(
            "nothing-importable", f"There are no records in {which}.", "Nothing was imported."
        )
    total, first = figures.aside.total(), figures.aside_rows[0]
    lines = "the only line" if total == 1 else f"all {total:,} lines"
    where = first.file + ", " if len(names) > 1 else ""
    return AnswerIsNoError(
        "nothing-importable",
        f"Nothing in {which} could be imported: {lines} had to be set aside "
        f"(the first: {where}{first.sentence}).",
        f"Check that it is {LAYOUT_NAMES[source.layout]}.",
    )


def _audited(summary: ImportSummary, law_digest: str) -> dict[str, object]:
    return {
        "layout": summary.layout,
        "files": [
            {
                "name": one.file,
                "sha256": one.sha256,
                "lines": one.lines,
                "header": one.header,
                "imported": one.imported,
                "set_aside": one.set_aside,
            }
            for one in summary.files
        ],
        "people": summary.people,
        "counts": summary.counts,
        "under_review": summary.under_review,
        "law_digest": law_digest,
    }
