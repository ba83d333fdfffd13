"""Check the law: every worked case decided anew, and what counsel must still confirm."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.domain.finding import Finding
from expunge_desktop.rules.evaluate import evaluate, evaluate_other
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import Source
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.services.law_library import load_law, load_policy, shipped_policies
from expunge_desktop.services.scenarios import OUTCOMES, Scenario, load_scenarios

_REPORT_EVERY = 20


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One worked case with the program's finding; `differences` are sentences, none when all agrees."""

    scenario: Scenario
    finding: Finding
    differences: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """The finding is what the page says."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An entry of the law or a policy that counsel has not confirmed, most doubtful first.

    `why` says in a sentence what makes it doubtful; `switch` names the policy's switch that decides the
    disputed point the entry rests on, if there is one.
    """

    entry: str
    citation: str
    confidence: str
    is_flagged: bool
    why: str
    switch: str = ""


def check_law(progress: Progress | None = None) -> list[ScenarioResult]:
    """Every scenario that comes with the program, decided as of its own date under its own policy.

    Raises CancelledError when stopped.
    """
    progress = progress or SilentProgress()
    law, scenarios, results = load_law(), load_scenarios(), []
    policy_named = lru_cache(maxsize=None)(load_policy)  # read once for all cases
    for place, scenario in enumerate(scenarios):
        if not place % _REPORT_EVERY:
            progress.check()
            progress.report(
                place, len(scenarios), f"{place:,} of {many(len(scenarios), 'worked case')} decided"
            )
        results.append(_result(scenario, law, policy_named(scenario.policy)))
    return results


def _result(scenario: Scenario, law: LawBook, policy: Policy) -> ScenarioResult:
    if scenario.switches:
        policy = replace(policy, switches=replace(policy.switches, **dict(scenario.switches)))
    office = Jurisdiction("LOS ANGELES", scenario.agencies)
    count = scenario.person.counts[0]
    facts = derive_facts(scenario.person, law).get(count.ref)
    if facts is None:
        finding = evaluate_other(count, law, policy, office)
    else:
        finding = evaluate(facts, law, policy, scenario.as_of, office, explain=True)
    return ScenarioResult(scenario, finding, tuple(_differences(scenario, finding)))


def _differences(scenario: Scenario, finding: Finding) -> Iterator[str]:
    expected = scenario.expected
    for what, letter, found in (
        ("the statute", expected.statute, finding.statutory_outcome),
        ("the policy", expected.policy, finding.policy_outcome),
    ):
        if letter and found is not OUTCOMES[letter]:
            yield f"{what}: {OUTCOMES[letter].value} expected, {found.value} found"
    if expected.criterion and finding.policy_criterion != expected.criterion:
        yield f"criterion: {expected.criterion} expected, {finding.policy_criterion} found"
    for code in expected.codes:
        if code not in finding.review_codes:
            yield f"{code} expected, {', '.join(finding.review_codes) or 'no code'} found"
    for number in expected.disputes:
        if number not in finding.disputes:
            yield f"dispute {number} expected, {', '.join(map(str, finding.disputes)) or 'none'} found"
    if expected.alternative and not finding.alternative.startswith(OUTCOMES[expected.alternative].value):
        wanted = OUTCOMES[expected.alternative].value
        yield f"alternative: {wanted} expected, {finding.alternative or 'none'} found"


def to_confirm(*, everything: bool = False) -> list[Unconfirmed]:
    """What counsel must confirm: entries flagged unconfirmed or of less than high confidence.

    With `everything` also every entry that nobody has yet compared with an official text.
    """
    law = load_law()
    found = [
        Unconfirmed(
            entry, source.citation, source.confidence, source.is_unconfirmed, _doubt(entry, source), switch
        )
        for entry, source, switch in _sources(law)
        if source.verified_on is None and (everything or source.is_unconfirmed or source.confidence != "high")
    ]
    for name in shipped_policies():
        policy = load_policy(name)
        if policy.is_unconfirmed:
            found.append(Unconfirmed(f"policy {name}", policy.source, "low", True, _OFFICE_NOT_ASKED))
    order = ("low", "medium", "high")
    return sorted(found, key=lambda one: (not one.is_flagged, order.index(one.confidence), one.entry))


_BEFORE_A_RELEASE = "before a release"
_PREDECESSORS = "include_predecessor_sections"
_OFFICE_NOT_ASKED = "nobody has compared it with the criteria of the office it is named after"


def _doubt(entry: str, source: Source) -> str:
    """Why an entry waits for counsel."""
    if entry.startswith(_BEFORE_A_RELEASE):
        return "it stands on the list of what counsel confirms before a release"
    if source.is_unconfirmed:
        return "it is marked unconfirmed: not to be relied on before counsel has seen an official text"
    if source.confidence != "high":
        return f"the legal pages give it {source.confidence} confidence only"
    return "nobody has yet compared it with the official text"


def _sources(law: LawBook) -> Iterator[tuple[str, Source, str]]:
    """Every entry of the law with its authority and the switch of its disputed point."""
    for name, constant in law.constants.items():
        yield f"constant {name}", constant, ""
    for row in law.rows.values():
        letter = f"({row.subdivision})" if row.subdivision else ""
        numbers = sorted({number for some in row.disputes.values() for number in some})
        switches = [law.disputes[number].switch for number in numbers if law.disputes[number].switch]
        if row.is_predecessor:
            switches.append(_PREDECESSORS)
        yield f"section {row.section}{letter}: {row.title}", row.source, ", ".join(dict.fromkeys(switches))
        for aggravator in row.aggravators:
            yield f"aggravator {aggravator.id}", aggravator.source, ""
    for (section, code), never in law.never.items():
        yield f"never {section} {code}", never.source, ""
    for section, doubtful in law.doubtful_before_1959.items():
        yield f"before 1959: {section}", doubtful, _PREDECESSORS
    for word, entries in (("super strike", law.super_strikes), ("PC 290(c)", law.registrable)):
        for (section, code), entry in entries.items():
            yield f"{word} {section} {code}", entry.source, ""
    for point, source in law.for_counsel.items():
        yield f"{_BEFORE_A_RELEASE}: {point}", source, ""
    for rule in law.rules.values():
        yield f"rule {rule.id}", rule.source, _PREDECESSORS if rule.id.startswith("predecessor.") else ""
