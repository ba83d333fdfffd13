"""Whether a count is this installation's business: county, conviction, agency, relief already given."""

from functools import lru_cache

from expunge_desktop.domain.counties import county_named
from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.rules.trace import Trace

_CODE_WORDS = frozenset(("PC", "HS", "H&S", "SECTION", "SEC.", "§"))
_ENTERED = frozenset((Disposition.CONVICTED, Disposition.JUVENILE_ADJUDICATION, Disposition.UNKNOWN))


def is_elsewhere(county: str, jurisdiction: Jurisdiction) -> bool:
    """Whether the court is known to be another county's. An unknown county is not known to be elsewhere."""
    return bool(county.strip()) and _canonical(county) != _canonical(jurisdiction.county)


@lru_cache(maxsize=1024)
def _canonical(county: str) -> str:
    return county_named(county) or county.strip().upper()


def relief_name(text: str) -> str:
    """The bare section of a relief as recorded: `PC 1203.4`, `1203.4 PC`, `11361.8(f) HS` → 1203.4, 11361.8.

    17(b) keeps its letter, without which it would name no relief, and nothing deeper: 17b, 17(b)(3) → 17(B).
    """
    words = [word for word in text.upper().replace(",", " ").split() if word not in _CODE_WORDS]
    bare = "".join(words)
    if bare.startswith(("17(B)", "17B")):
        return "17(B)"
    return bare if bare.startswith("17(") else bare.partition("(")[0]


def is_unauthorised(agency: str, is_inferred: bool, jurisdiction: Jurisdiction) -> bool:
    """Whether a named agency has not authorized its cases (contract, point 8).

    An empty agency is the county's own District Attorney; an inferred one counts as authorized.
    """
    names = jurisdiction.authorised_agencies
    return names is not None and bool(agency) and not is_inferred and agency not in names


def _was_transferred(facts: ConvictionFacts) -> bool:
    """Another California county's conviction, probation moved under PC 1203.9: which court, dispute 9."""
    return "TRANSFERRED_1203_9" in facts.fact_codes and county_named(facts.county) is not None


def out_of_scope(
    facts: ConvictionFacts, law: LawBook, jurisdiction: Jurisdiction, trace: Trace
) -> tuple[str, list[str]] | None:
    """Why the count is out of scope, with review codes; None when it is in scope or may be."""
    if is_elsewhere(facts.county, jurisdiction) and not _was_transferred(facts):
        trace.decided("scope.county", "no", facts.county)
        return f"Entered in {facts.county}; the court that entered the judgment decides (HS 11361.8(e))", []
    if facts.disposition not in _ENTERED:
        trace.decided("scope.conviction", "no", facts.disposition.value)
        return (
            f"No conviction was entered ({facts.disposition.value}); HS 11361.8(e) speaks of convictions",
            [],
        )
    if is_unauthorised(facts.agency, facts.is_agency_inferred, jurisdiction):
        trace.decided("scope.agency", "no", facts.agency)
        return f"{facts.agency} has not authorized its cases (HS 11361.9(c))", ["HR-AGENCY"]
    if any(relief_name(relief) in law.same_relief for relief in facts.other_relief):
        trace.decided("scope.relief", "yes", ", ".join(facts.other_relief))
        return "Relief under HS 11361.8 has already been given; nothing is left to do under the statute", []
    if trace.is_explaining:
        trace.asked("scope.county", "yes", facts.county or "county unknown")
        trace.asked("scope.conviction", "yes", facts.disposition.value)
        trace.asked("scope.agency", "yes", facts.agency or "District Attorney")
    return None
