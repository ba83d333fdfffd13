"""What the pipeline hands to the workspace: plain tuples in the order of the tables' columns."""

from dataclasses import dataclass, field

from expunge_desktop.ingest.doj_doubts import LostLine

PERSON_COLUMNS = (
    "source_key", "name", "last_name", "first_name", "aliases", "born_on", "is_deceased", "deceased_on",
    "sex", "race", "cii_number", "counts", "convictions", "felonies", "address", "fbi_number",
)  # fmt: skip
CONVICTION_COLUMNS = (
    "ref", "county", "court", "agency", "is_agency_inferred", "case_number", "count_number", "code_section",
    "section", "offense_text", "level", "disposition", "offense_on", "conviction_on", "conviction_year",
    "facts", "problems", "arrest",
)  # fmt: skip
# `file` is the ordinal of the file in the batch, from 1.
PROBLEM_COLUMNS = ("source_key", "ref", "kind", "sentence", "file", "line")


@dataclass(slots=True)
class PersonRecord:
    """One interpreted person: tuples of `PERSON_COLUMNS`, `CONVICTION_COLUMNS`, `PROBLEM_COLUMNS`.

    `duplicates` are (file, line) of exact repeats among the person's rows.
    """

    key: str
    person: tuple[object, ...]
    convictions: list[tuple[object, ...]]
    problems: list[tuple[object, ...]]
    duplicates: list[tuple[int, int]]

    @property
    def identity(self) -> tuple[str, str, str]:
        """CII number, name and birth date, each empty when unknown."""
        return str(self.person[10]), str(self.person[1]), str(self.person[5] or "")


@dataclass(slots=True)
class Fragment:
    """A person's rows within one stretch: the compressed rows, and the person as far as they tell."""

    key: str
    block: bytes
    record: PersonRecord | None


@dataclass(slots=True)
class StretchResult:
    """What one stretch of one file held. `aside` are (line, kind, sentence, content).

    `marks` tell who the people are, `lost` and `edges` what was lost (`doj_doubts`).
    """

    file: int
    lines: int
    header: int
    imported: int
    masked: int
    aside: list[tuple[int, str, str, str]] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    problems: list[tuple[object, ...]] = field(default_factory=list)
    marks: list[tuple[str, tuple[tuple[str, ...], ...]]] = field(default_factory=list)
    lost: list[LostLine] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)
