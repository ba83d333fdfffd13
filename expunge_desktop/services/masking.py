"""What of an export a kind of recipient may be given: the table of resources/release/masking.yaml.

Furnishing records to someone who may not have them is a crime (Penal Code 11140–11144, 13300–13305), so what
the table does not name is refused. It is a default for counsel to confirm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.law_library import plain_data

_ALL, _OF_ONE, _SMALL = "all", "all of one person", "small cells"


class Export(StrEnum):
    """What leaves a workspace in clear."""

    FINDINGS = "findings"
    COMPARISON = "comparison"
    PROBLEMS = "problems"
    AUDIT = "audit"
    RELEASES = "releases"
    FILING_STATUS = "filing status"
    WORKSHEET = "worksheet"
    PAPERS = "papers"
    FORMS = "forms"
    EVIDENCE = "evidence"
    FIGURES = "figures"


class Treatment(StrEnum):
    """What is done to a field, or to a paper of a filing."""

    WITHHELD = "withheld"
    YEAR_ONLY = "year only"
    PSEUDONYM = "pseudonym"


@dataclass(frozen=True, slots=True)
class Masking:
    """What is done to one export for one kind of recipient.

    fields            each field (column, or paper of a filing) that does not go out as it is
    only              the papers that go out, no others; None = all but the withheld ones
    only_of_one       papers that go out where every row in them is of the one named person
    refusal           why it does not go out at all; empty when it does
    is_of_one_person  only rows of one named person go out
    small_cell        counts below it are withheld; 0 = none are
    """

    kind: RecipientKind
    export: Export
    fields: Mapping[str, Treatment]
    only: frozenset[str] | None = None
    only_of_one: frozenset[str] = frozenset()
    refusal: str = ""
    is_of_one_person: bool = False
    small_cell: int = 0

    @property
    def withheld(self) -> tuple[str, ...]:
        """What is masked, as the release log keeps it: `name`, `conviction_date (year only)`."""
        names = [
            name if done is Treatment.WITHHELD else f"{name} ({done})" for name, done in self.fields.items()
        ]
        return (*names, *((f"counts below {self.small_cell}",) if self.small_cell else ()))

    def require(self, *, person: str = "") -> None:
        """Raise AnswerIsNoError (`not-for-recipient`, `person-needed`) when it may not go out so."""
        if self.refusal:
            raise AnswerIsNoError(
                "not-for-recipient",
                f"This does not go out to {RECIPIENTS_IN_WORDS[self.kind]}: {self.refusal}",
                "Choose another recipient only if it is the true one; the release log keeps it (PC 11078).",
            )
        if self.is_of_one_person and not person:
            raise AnswerIsNoError(
                "person-needed",
                f"{RECIPIENTS_IN_WORDS[self.kind].capitalize()} is given rows of one named person only.",
                "Name the person by the person_id of the findings export (--person).",
            )

    @property
    def in_words(self) -> str:
        """One or two sentences for whoever chooses the recipient."""
        if self.refusal:
            return f"Refused. {self.refusal}"
        said = ["Only rows of one named person go out."] if self.is_of_one_person else []
        if self.withheld:
            said.append(f"Withheld: {', '.join(name.replace('_', ' ') for name in self.withheld)}.")
        if self.only is not None:
            said.append(f"Only these: {', '.join(sorted(self.only))}.")
        if self.only_of_one:
            said.append(f"Where all rows are of one person also: {', '.join(sorted(self.only_of_one))}.")
        return " ".join(said) or "Everything in it goes out, nothing is withheld."


@dataclass(frozen=True, slots=True)
class KindInfo:
    """A kind of recipient as the table explains it."""

    kind: RecipientKind
    means: str
    citation: str
    confidence: str


RECIPIENTS_IN_WORDS: Mapping[RecipientKind, str] = MappingProxyType(
    {
        RecipientKind.OWN_OFFICE: "the own office",
        RecipientKind.COURT: "a court",
        RecipientKind.OTHER_PROSECUTOR: "another prosecutor",
        RecipientKind.DEFENSE: "the defense",
        RecipientKind.JUSTICE_DEPARTMENT: "the Department of Justice",
        RecipientKind.RESEARCH: "research",
        RecipientKind.PUBLIC: "the public",
    }
)


def kinds() -> tuple[KindInfo, ...]:
    """Every kind of recipient in the table's order, with what it means and where that stands."""
    return tuple(
        KindInfo(RecipientKind(name), str(entry["means"]), str(entry["citation"]), str(entry["confidence"]))
        for name, entry in _table()["kinds"].items()
    )


def verified_on() -> str:
    """The day the table was last compared with its sources."""
    return str(_table()["verified_on"])


@cache
def masking_of(kind: RecipientKind, export: Export) -> Masking:
    """What the table says of this export for this kind of recipient."""
    entry = _table()["kinds"].get(kind.value, {}).get("exports", {}).get(export.value)
    if entry is None:
        return Masking(
            kind, export, MappingProxyType({}), refusal="The table of recipients does not name it."
        )
    if isinstance(entry, str):
        return Masking(kind, export, MappingProxyType({}), is_of_one_person=_of_one(entry))
    fields = {
        str(field): treatment
        for treatment, key in (
            (Treatment.WITHHELD, "withheld"),
            (Treatment.YEAR_ONLY, "year_only"),
            (Treatment.PSEUDONYM, "pseudonym"),
        )
        for field in entry.get(key, ())
    }
    return Masking(
        kind,
        export,
        MappingProxyType(fields),
        only=frozenset(entry["only"]) if "only" in entry else None,
        only_of_one=frozenset(entry.get("only of one person", ())),
        refusal=str(entry.get("refused", "")),
        is_of_one_person=bool(entry.get(_OF_ONE)),
        small_cell=int(_table()["small_cell"]) if entry.get(_SMALL) else 0,
    )


def _of_one(word: str) -> bool:
    if word not in (_ALL, _OF_ONE):
        raise ValueError(f"resources/release/masking.yaml: {word}")
    return word == _OF_ONE


@cache
def _table() -> dict[str, Any]:
    path = resource_path("release", "masking.yaml")
    data, _ = plain_data(path.read_text(encoding="utf-8"), path.name)
    if not isinstance(data, dict):
        raise TypeError("resources/release/masking.yaml is no table")
    return data
