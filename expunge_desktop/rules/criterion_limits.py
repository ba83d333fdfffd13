"""Whether a count is one of those a criterion is limited to: yes, no, or not to be told from the record."""

from typing import NamedTuple

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Level
from expunge_desktop.domain.tri import Tri, all_of, any_of
from expunge_desktop.rules.charges import Charge, classify
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.policy import LEVEL_WORDS, Limit

_WORD_OF = {level: word for word, level in LEVEL_WORDS.items()}


class LimitAnswer(NamedTuple):
    """Whether the count is within the limit; `missing` and `code` say why that is unknown."""

    answer: Tri
    missing: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def within(limit: Limit, facts: ConvictionFacts, law: LawBook, offense: Interval) -> LimitAnswer:
    """Whether a count is of the sections and levels of the limit.

    The section is the one charged; an attempt or a conspiracy is that of the offense aimed at, a predecessor
    (11530.5) only its own and never the section that replaced it. An unknown level is every level the charge
    could have had between offense and conviction (contract, point 6).
    """
    charge = classify(facts.charge, law)
    section, level = _of_section(limit, charge, law), _of_level(limit, charge, facts, offense)
    answer = all_of((section, level))
    if answer is not Tri.UNKNOWN:
        return LimitAnswer(answer)
    missing, codes = [], []
    if section is Tri.UNKNOWN:
        is_read = charge.citation is not None
        missing.append(
            "the subdivision convicted of (complaint and plea form)"
            if is_read
            else "the section convicted of (complaint and minute order)"
        )
        codes.append("HR-SUBDIV" if is_read else "HR-CODE")
    if level is Tri.UNKNOWN:
        missing.append("the level of the offense (abstract of judgment or minute order)")
        codes.append("HR-LEVEL")
    return LimitAnswer(answer, tuple(missing), tuple(codes))


def limit_in_words(limit: Limit) -> str:
    """`felonies and misdemeanors under HS 11357 or HS 11360(a)`."""
    levels = " or ".join(_WORD_OF[level] for level in limit.levels)
    sections = " or ".join(str(section) for section in limit.sections)
    what = f"a {levels}" if levels and not levels.startswith("i") else f"an {levels}" if levels else ""
    if not sections:
        return what
    return f"{what or 'a conviction'} under {sections}"


def _of_section(limit: Limit, charge: Charge, law: LawBook) -> Tri:
    if not limit.sections:
        return Tri.YES
    citation = charge.citation
    if citation is None:
        return Tri.UNKNOWN
    return any_of(_covers(one, citation, law) for one in limit.sections)


def _covers(limit: Citation, charged: Citation, law: LawBook) -> Tri:
    """Section and every subdivision named; a record that names fewer leaves it open, as does a bad letter."""
    if limit.section != charged.section:
        return Tri.NO
    if charged.subdivisions[: len(limit.subdivisions)] == limit.subdivisions:
        return Tri.YES
    if limit.subdivisions[: len(charged.subdivisions)] == charged.subdivisions:
        return Tri.UNKNOWN
    known = {row.subdivision for row in law.sections[charged.section]}
    return Tri.NO if charged.subdivisions[0] in known else Tri.UNKNOWN


def _of_level(limit: Limit, charge: Charge, facts: ConvictionFacts, offense: Interval) -> Tri:
    if not limit.levels:
        return Tri.YES
    if facts.level is not None and not facts.has_level_conflict:
        return Tri.of(facts.level in limit.levels)
    possible = _possible_levels(charge, facts, offense)
    if not possible:
        return Tri.UNKNOWN
    inside = possible & set(limit.levels)
    return Tri.YES if inside == possible else Tri.UNKNOWN if inside else Tri.NO


def _possible_levels(charge: Charge, facts: ConvictionFacts, offense: Interval) -> frozenset[Level]:
    """Every level the charge could have had between offense and conviction; empty without a row in force."""
    found: frozenset[str] = frozenset()
    conviction = facts.conviction_on
    for row in charge.rows:
        start = max(offense.earliest or row.in_force_from, row.in_force_from)
        end = min(conviction.latest if conviction else row.in_force_to, row.in_force_to)
        if start <= end:
            found |= row.possible_levels(start, end)
    return frozenset(Level(letter) for letter in found)
