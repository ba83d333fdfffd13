"""Twenty mistakes that would decide wrongly and look plausible: the tests must notice every one.

`campaign mutants --sure`, run by the tests in seconds; the campaign tries thousands. Each names the tests
that have to notice, by file, so that nothing has to be measured first.
"""

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from campaigns.mutants import trial
from campaigns.mutants.operators import Mutations, Site


class Danger(NamedTuple):
    """One mistake: in `within` of `module`, `before` becomes `after`; the tests of `noticed_by` must fail."""

    module: str
    within: str
    before: str
    after: str
    noticed_by: str


_IN_PART, _OFFENSE = "rules/test_ages_known_in_part.py", "rules/test_offense_day_and_quantity.py"
_ENTRIES, _TOLD = "rules/test_prior_entries.py", "rules/test_told_cases.py"
_AGES, _PRIORS = "rules/test_ages_and_dates.py", "rules/test_priors_in_time.py"
_DATES, _SENTENCES = "domain/test_partial_dates.py", "rules/test_sentences_by_time.py"
_SCOPE = "rules/test_scope_and_routes.py"
DANGERS = (
    # A birthday, a limit or the Act date missed by one.
    Danger("rules.age", "has_reached", "last_birthday <= earliest", "last_birthday < earliest", _AGES),
    Danger("domain.partial_date", "add_years", "3", "4", _DATES),
    Danger("rules.quantity", "_against", "value <= limit", "value < limit", _PRIORS),
    Danger("rules.statute", "_ByMerits._check_act_date", "conviction.earliest >= act",
           "conviction.earliest > act", _AGES),
    Danger("rules.statute", "_ByMerits._check_dates", "facts.born_on.earliest >= offense.latest",
           "facts.born_on.earliest > offense.latest", _TOLD),
    Danger("rules.offense_date", "offense_interval", "min", "max", _OFFENSE),
    # A prior that is not prior, or of another case.
    Danger("rules.priors", "timing", "prior.on.latest < offense.earliest",
           "prior.on.latest <= offense.earliest", _PRIORS),
    Danger("rules.priors", "timing", "prior.on.latest", "prior.on.earliest", _PRIORS),
    Danger("rules.priors", "two_priors", "len(sure) + len(perhaps) < 2", "len(sure) + len(perhaps) <= 2",
           _PRIORS),
    Danger("rules.priors", "_occasions", "day.earliest > reached", "day.earliest >= reached", _PRIORS),
    Danger("rules.prior_facts", "_is_same_case", "not count.case_key or not other.case_key",
           "not count.case_key and (not other.case_key)", _ENTRIES),
    Danger("rules.merits", "Weighing._aggravated", "band not in aggravator.ages", "band in aggravator.ages",
           _PRIORS),
    # Unknown taken for yes or no.
    Danger("domain.tri", "all_of", "Tri.UNKNOWN", "Tri.NO", "domain/test_three_valued_truth.py"),
    Danger("rules.age", "has_reached", "Tri.UNKNOWN", "Tri.NO", _IN_PART),
    Danger("rules.priors", "PriorAnswer.review", "Tri.UNKNOWN", "Tri.NO", _PRIORS),
    Danger("rules.sentence", "is_over", "add_years(end, law.years_after_term) < as_of",
           "add_years(end, law.years_after_term) <= as_of", _SENTENCES),
    Danger("rules.last_convictions", "last_convictions", "level is None", "level is not None", _AGES),
    # Another county's conviction, another section, relief the Department's list already settled.
    Danger("rules.scope", "is_elsewhere",
           "bool(county.strip()) and _canonical(county) != _canonical(jurisdiction.county)",
           "bool(county.strip()) or _canonical(county) != _canonical(jurisdiction.county)", _SCOPE),
    Danger("rules.evaluate", "_keep_listed_counts", "not facts.is_doj_listed or facts.is_challenged",
           "not facts.is_doj_listed and facts.is_challenged", _SCOPE),
    Danger("domain.citation_parser", "parse_charge", "patterns.LITERAL.fullmatch", "patterns.LITERAL.match",
           "domain/test_citation_parser.py"),
)  # fmt: skip


def run_sample(dangers: Sequence[Danger] = DANGERS) -> int:
    """Plant each; exit code 1, with a line for each, when one goes unnoticed or is no longer in the code."""
    trial.remember_yaml()
    trial.steady()
    plugin = _Sample(dangers)
    trial.run_pytest(plugin, sorted({f"tests/{danger.noticed_by}" for danger in dangers}))
    for danger, verdict in plugin.verdicts.items():
        if verdict != trial.KILLED:
            print(f"{verdict}: {danger.module} {danger.within}: {danger.before} → {danger.after}")
    noticed = sum(verdict == trial.KILLED for verdict in plugin.verdicts.values())
    print(f"{noticed} of {len(dangers)} noticed")
    return 0 if noticed == len(dangers) else 1


def found(danger: Danger) -> tuple[Mutations, Site] | None:
    """Where in the code of today it is planted."""
    mutations = Mutations(danger.module, trial.path_of(danger.module).read_text(encoding="utf-8"))
    for site in mutations.sites:
        mutant = site.mutant
        if (mutant.within, mutant.before, mutant.after) == (danger.within, danger.before, danger.after):
            return mutations, site
    return None


class _Sample:
    """Runs nothing but the trials."""

    def __init__(self, dangers: Sequence[Danger]) -> None:
        self.dangers = dangers
        self.verdicts: dict[Danger, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """One child for each, and one for the code as it is."""
        by_file: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            by_file.setdefault(item.nodeid.partition("::")[0].removeprefix("tests/"), []).append(item)
        crew = trial.Crew(jobs=1)
        trial.freeze()
        clean: list[str] = []
        crew.start(
            lambda: _first_failure(None, session.items),
            60,
            lambda verdict, said: clean.append(verdict + said),
        )
        crew.finish()
        if clean != [trial.SURVIVED]:
            sys.exit(f"the tests do not pass as they are: {clean}")
        for danger in self.dangers:
            place = found(danger)
            if place is None:
                self.verdicts[danger] = "not in the code"
                continue

            def note(verdict: str, _said: str, danger: Danger = danger) -> None:
                self.verdicts[danger] = verdict

            items = by_file.get(danger.noticed_by, [])
            crew.start(lambda place=place, items=items: _first_failure(place, items), 30, note)  # type: ignore[misc]
            crew.finish()
        return True


def _first_failure(place: tuple[Mutations, Site] | None, items: Sequence[Any]) -> str:
    for cache in trial.live_caches(with_services=True):
        cache.cache_clear()
    if place is not None:
        mutations, site = place
        code = trial.planted(site.mutant.module, site, mutations)
        trial.exchange(site.mutant.module, site.mutant.owner, code)
    plugin = trial.FirstFailure(list)
    plugin.run([item for item in items if item.get_closest_marker("slow") is None])
    return plugin.failed
