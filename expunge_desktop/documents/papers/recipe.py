"""How a paper is made: its name, what it needs, when it applies, and the files it comes to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import MissingPaper, PaperKind
from expunge_desktop.documents.papers.values import PLEADING_NEEDS, paper_mark
from expunge_desktop.documents.typeset.canvas import PaperMark
from expunge_desktop.documents.typeset.template import load_template


class Scope(StrEnum):
    """Which packets a paper is part of."""

    PACKET = "packet"
    ON_REQUEST = "on request"  # one page or more for each case or person


@dataclass(frozen=True, slots=True)
class Part:
    """One finished file of a paper.

    suffix      what tells it from the paper's other files: `confidential`, `es`, `row-00012`
    title, kind   where they differ from the recipe's
    folder      a folder of its own beside the other papers, for files by the thousand
    rows, first_row, last_row   of Exhibit A, where it holds any
    """

    data: bytes
    suffix: str = ""
    title: str = ""
    kind: PaperKind | None = None
    folder: str = ""
    pages: int = 0  # 0 = to be counted
    rows: int = 0
    first_row: int = 0
    last_row: int = 0
    volume: int = 1
    volumes: int = 1


def _no_evidence(sha256: str) -> bytes:
    raise KeyError(sha256)


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What a paper is made from.

    read_evidence   the bytes of an attached document by their SHA-256; KeyError when there is none
    is_split        per-case papers as one file per case besides the merged one
    served          exact titles of the papers that are filed and served together (D12 names them)
    kept            what one paper of a packet has found out and another needs, by its name
    """

    filing: Filing
    is_released: bool
    progress: Progress = field(default_factory=SilentProgress)
    read_evidence: Callable[[str], bytes] = _no_evidence
    is_split: bool = False
    served: tuple[str, ...] = ()
    kept: dict[str, object] = field(default_factory=dict, compare=False)

    def mark(self, recipe: "Recipe", title: str = "", footer: str = "") -> PaperMark:
        """What identifies the paper on its pages and in its metadata."""
        return paper_mark(
            self.filing,
            recipe.document,
            title or recipe.title,
            footer or recipe.footer,
            is_released=self.is_released,
        )

    def wording(self, template: str) -> str:
        """The wording of a paper: as frozen in the filing, else as it ships."""
        frozen = self.filing.wording(template)
        return frozen.text if frozen else load_template(template)


def always(_filing: Filing) -> str:
    """A paper that every filing has."""
    return ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One document of law/documents.md 6.

    slug        in file names: D01-`notice-of-motion`.pdf
    footer      the title or its clear abbreviation at the foot of each page (CRC 2.110)
    make        the files, in order, and a MissingPaper for each one of many that cannot be printed; raises
                TemplateError or LayoutError when words or values stand in the way of the whole
    needs       keys of the office file without which it is not printed (contract 20)
    applies     empty when the filing has this paper, else why it has none, as a sentence
    templates   names of the wordings it prints, for editing
    """

    document: str
    slug: str
    title: str
    footer: str
    kind: PaperKind
    make: Callable[["Recipe", PaperOrder], Iterable[Part | MissingPaper]]
    scope: Scope = Scope.PACKET
    needs: tuple[str, ...] = PLEADING_NEEDS
    applies: Callable[[Filing], str] = always
    templates: tuple[str, ...] = ()

    def file(self, part: Part) -> str:
        """The part's file name, with its folder where it has one."""
        number = f"D{int(self.document[1:]):02d}"
        digits = len(str(part.volumes))  # names sort as the volumes do
        volume = f"vol-{part.volume:0{digits}}-of-{part.volumes}" if part.volumes > 1 else ""
        stem = "-".join(filter(None, (number, self.slug, part.suffix, volume)))
        return f"{part.folder}/{stem}.pdf" if part.folder else f"{stem}.pdf"
