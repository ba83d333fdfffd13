"""What a charge is to the law: a cannabis section, a look-alike, a disqualifier, or nothing of concern here.

Few distinct charge texts occur, so the answer is remembered per text and law.
"""

from dataclasses import dataclass
from functools import lru_cache

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.domain.outcome import Level
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import Disqualifier, Never, SectionRow

CANNABIS, PREDECESSOR, SUBDIVISION = "cannabis", "predecessor", "subdivision"
ATTEMPT, CONSPIRACY, ACCESSORY = "attempt", "conspiracy", "accessory"
NEVER, WRONG_CODE, BEFORE_1959, UNREADABLE, OTHER = (
    "never",
    "wrong code",
    "before 1959",
    "unreadable",
    "other",
)
DEFINITE, CONDITIONAL = "definite", "conditional"

_CORE = frozenset(("11357", "11358", "11359", "11360"))
_PREDECESSORS = frozenset(("11530", "11530.1", "11530.5", "11531"))
# Sections outside HS 11361.8 that are easily taken for one within: shown for review.
LOOK_ALIKES = frozenset(("11357.5", "11361", "11532", "11540"))


@dataclass(frozen=True, slots=True)
class Charge:
    """A classified charge.

    kind          one of the words above
    label         the canonical citation
    rows          rows of the before → after table for its section and subdivision, whatever the date
    offense       key of the two-prior rule: 11358, 11359, 11360a; "11360?" when (a) or (b) is not recorded
    super_strike, registrable   the entry of each list, or None, with how sure the match is
    is_excusable  PC 290(c)(2) may excuse it
    """

    citation: Citation | None
    kind: str
    label: str = ""
    rows: tuple[SectionRow, ...] = ()
    never: Never | None = None
    offense: str = ""
    super_strike: Disqualifier | None = None
    strike_certainty: str = ""
    registrable: Disqualifier | None = None
    registrable_certainty: str = ""
    is_excusable: bool = False
    is_gang_entry: bool = False
    is_gang_offense: bool = False
    is_registration: bool = False

    @property
    def section(self) -> str:
        """The base section, empty when unreadable."""
        return self.citation.section if self.citation else ""

    @property
    def is_cannabis(self) -> bool:
        """Whether the section is 11357–11360 or a predecessor, attempts and conspiracies included."""
        return self.kind in (CANNABIS, PREDECESSOR, SUBDIVISION, ATTEMPT, CONSPIRACY)

    @property
    def only_level(self) -> Level | None:
        """The level of every conviction under the section, where it had only one (contract, point 6)."""
        if self.kind not in (CANNABIS, PREDECESSOR):
            return None
        possible = {level for row in self.rows for _, _, levels in row.levels for level in levels}
        return Level(possible.pop()) if len(possible) == 1 else None

    @property
    def may_disqualify(self) -> bool:
        """Whether it matters as a prior at all."""
        return bool(
            self.strike_certainty
            or self.registrable_certainty
            or self.is_gang_entry
            or self.is_gang_offense
            or self.is_registration
            or self.offense
            or self.kind == UNREADABLE
        )


@lru_cache(maxsize=65536)
def classify(charge: str, law: LawBook) -> Charge:
    """What the charge is. Text that cannot be read is UNREADABLE."""
    citation = parse_charge(charge)
    return Charge(None, UNREADABLE) if citation is None else classify_citation(citation, law)


@lru_cache(maxsize=65536)
def classify_citation(citation: Citation, law: LawBook) -> Charge:
    """What the cited charge is."""
    kind, rows = _kind(citation, law)
    strike, strike_certainty = _match(law.super_strikes.get(_key(citation)), citation)
    registrable, registrable_certainty = _match(law.registrable.get(_key(citation)), citation)
    gang_section, gang_subdivisions = law.gang_entry
    is_penal = citation.code in ("PC", "")
    return Charge(
        citation=citation,
        kind=kind,
        label=str(citation),
        rows=rows,
        never=law.never.get((citation.section, citation.code or "HS")),
        offense=_offense(citation, kind),
        super_strike=strike,
        strike_certainty=strike_certainty,
        registrable=registrable,
        registrable_certainty=registrable_certainty,
        is_excusable=bool(
            registrable and citation.subdivisions and citation.subdivisions[0] in registrable.excusable
        ),
        is_gang_entry=is_penal
        and citation.section == gang_section
        and citation.subdivisions in gang_subdivisions,
        is_gang_offense=is_penal and citation.section in law.gang_offenses and not citation.inchoate,
        is_registration=is_penal and citation.section in law.registration_sections,
    )


def _kind(citation: Citation, law: LawBook) -> tuple[str, tuple[SectionRow, ...]]:
    if citation.others and any(other.split("(")[0] in _CORE | _PREDECESSORS for other in citation.others):
        return UNREADABLE, ()
    section = citation.section
    is_listed = section in _CORE or section in _PREDECESSORS
    if is_listed and citation.code not in ("HS", ""):
        return WRONG_CODE, ()
    if is_listed:
        return _listed_kind(citation, law)
    if (section, citation.code or "HS") in law.never:
        return NEVER, ()
    if section in law.doubtful_before_1959 and citation.code in ("HS", ""):
        return BEFORE_1959, ()
    if section == "32" and citation.code in ("PC", "") and not citation.inchoate:
        return ACCESSORY, ()
    return OTHER, ()


def _listed_kind(citation: Citation, law: LawBook) -> tuple[str, tuple[SectionRow, ...]]:
    """A section of the table: found with its subdivision, or a subdivision that never was."""
    is_exact = len(citation.subdivisions) <= 1
    letter = citation.subdivisions[0] if citation.subdivisions else ""
    rows = tuple(row for row in law.sections[citation.section] if is_exact and row.subdivision == letter)
    if citation.is_conspiracy:
        return CONSPIRACY, rows
    if citation.is_attempt:
        return ATTEMPT, rows
    if not citation.code:
        return WRONG_CODE, rows
    if not rows:
        return SUBDIVISION, ()
    return (PREDECESSOR if citation.section in _PREDECESSORS else CANNABIS), rows


def _offense(citation: Citation, kind: str) -> str:
    """The key of the two-prior rule; a question mark where it may or may not be that offense."""
    doubt = "?" if kind in (ATTEMPT, WRONG_CODE) else ""
    if kind not in (CANNABIS, PREDECESSOR, SUBDIVISION, ATTEMPT, WRONG_CODE):
        return ""
    section = citation.section
    if section in ("11358", "11359"):
        return section + doubt
    if section == "11360":
        first = citation.subdivisions[:1]
        if first == ("b",):
            return ""
        return "11360a" + doubt if first == ("a",) else "11360a?"
    return {"11530.1": "11358?", "11530.5": "11359?", "11531": "11360a?"}.get(section, "")


def _key(citation: Citation) -> tuple[str, str]:
    return citation.section, citation.code or "PC"


def _match(entry: Disqualifier | None, citation: Citation) -> tuple[Disqualifier | None, str]:
    """How sure it is that the charge is on the list: the longest subdivision named wins."""
    if entry is None:
        return None, ""
    certainty = entry.certainty
    for length in range(len(citation.subdivisions), 0, -1):
        found = entry.subdivisions.get(citation.subdivisions[:length])
        if found:
            certainty = found
            break
    if certainty == DEFINITE and citation.is_attempt:
        certainty = entry.attempt
    if certainty == DEFINITE and citation.is_conspiracy:
        certainty = entry.conspiracy
    return (None, "") if certainty == "never" else (entry, certainty)


def effective_certainty(charge: Charge, level: str | None) -> str:
    """How sure the charge requires registration, given its level (PC 288.2 only as a felony)."""
    entry = charge.registrable
    if entry is None or not entry.levels or level is None:
        return charge.registrable_certainty
    certainty = entry.levels.get(level, charge.registrable_certainty)
    return "" if certainty == "never" else certainty
