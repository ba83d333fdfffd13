"""Which layout the files of an import have, and the batch that reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.base.progress import Progress
from expunge_desktop.ingest.case_list_batch import CaseListBatch
from expunge_desktop.ingest.doj_batch import DojBatch
from expunge_desktop.ingest.layout_of_file import CASE_LIST, DOJ, UNKNOWN, layout_of
from expunge_desktop.ingest.source_batch import SourceBatch
from expunge_desktop.ingest.source_files import size_of
from expunge_desktop.rules.law import LawBook
from expunge_desktop.services.mappings import find_mapping
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session

AUTO = "auto"
LAYOUT_NAMES = {
    DOJ: "a Department of Justice file of 95 columns",
    CASE_LIST: "a case list: one row per count under a row of headings, as CSV or .xlsx",
}


@dataclass(frozen=True, slots=True)
class WantedLayout:
    """What an import was asked to read: auto, doj or case-list; with a mapping, foreign headings → fields."""

    name: str
    mapping: Mapping[str, str] | None = None


def wanted_layout(session: Session, layout: str) -> WantedLayout:
    """The layout of this name, or the case list by the saved mapping of this name. Raises UsageError."""
    session.require(Right.IMPORT)
    if layout in (AUTO, DOJ, CASE_LIST):
        return WantedLayout(layout)
    try:
        return WantedLayout(CASE_LIST, find_mapping(session, layout).fields)
    except AnswerIsNoError as error:
        raise UsageError(
            "unknown-layout",
            f"There is no layout and no mapping named “{layout}”.",
            f"Use auto, doj, case-list, or the name of a mapping. {error.advice}".strip(),
        ) from None


def open_batch(paths: Sequence[Path], wanted: WantedLayout, law: LawBook, progress: Progress) -> SourceBatch:
    """The batch that reads these files.

    Raises AnswerIsNoError (`layout-unknown`, `layouts-mixed`, `other-layout`, `nothing-importable`) and
    EnvironmentProblemError.
    """
    layout = wanted.name
    if layout == AUTO:
        layout = _one_layout(paths)
    else:
        _refuse_other(paths, layout)
    if layout == DOJ:
        return DojBatch(paths, law, progress)
    return CaseListBatch(paths, law, progress, mapping=wanted.mapping)


def _one_layout(paths: Sequence[Path]) -> str:
    """The layout that all files have, decided by what is in them."""
    found = {path: layout_of(path) for path in paths}
    if not any(map(size_of, paths)):
        names = paths[0].name if len(paths) == 1 else f"any of the {len(paths)} files"
        raise AnswerIsNoError(
            "nothing-importable", f"There are no records in {names}.", "Nothing was imported."
        )
    for path, layout in found.items():
        if layout == UNKNOWN and size_of(path):
            raise AnswerIsNoError(
                "layout-unknown",
                f"What {path.name} holds is not known: neither a line of 95 columns as the Department of "
                "Justice writes them, nor a row of headings with those of a case list.",
                "Check that it is the right file; for a list with other headings make a mapping and import "
                "with --layout and its name.",
            )
    layouts = {layout: path for path, layout in found.items() if layout != UNKNOWN}
    if len(layouts) > 1:
        raise AnswerIsNoError(
            "layouts-mixed",
            f"{layouts[DOJ].name} is a Department of Justice file and {layouts[CASE_LIST].name} a case list.",
            "Import files of one layout at a time; nothing was imported.",
        )
    return next(iter(layouts))


def _refuse_other(paths: Sequence[Path], chosen: str) -> None:
    """Refuse a file that surely has the other layout."""
    for path in paths:
        other = layout_of(path)
        if other not in (chosen, UNKNOWN):
            raise AnswerIsNoError(
                "other-layout",
                f"{path.name} is not {LAYOUT_NAMES[chosen]}; it looks like {LAYOUT_NAMES[other]}.",
                f"Leave --layout out, or use --layout {other}.",
            )
