"""The statute's answer for one count: scope, charge, dates, Act date, route, merits, in this order."""

from datetime import date

from expunge_desktop.domain.outcome import Disposition, Outcome, Route
from expunge_desktop.rules.age import possible_bands
from expunge_desktop.rules.charges import (
    ATTEMPT,
    BEFORE_1959,
    PREDECESSOR,
    SUBDIVISION,
    Charge,
    classify,
)
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import SectionRow
from expunge_desktop.rules.merits import OUTCOMES, Weighing
from expunge_desktop.rules.merits_overall import Merits, weigh
from expunge_desktop.rules.offense_date import Interval, days_taken, offense_interval
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.rules.scope import out_of_scope, relief_name
from expunge_desktop.rules.sentence import is_over, is_serving
from expunge_desktop.rules.statute_by_charge import Statute, decide_by_charge
from expunge_desktop.rules.trace import Trace

_TAKEN_FOR_AN_ADULT = "the birth date: taken for an adult's in an adult court (booking record)"


def decide(
    facts: ConvictionFacts,
    law: LawBook,
    policy: Policy,
    as_of: date,
    jurisdiction: Jurisdiction,
    trace: Trace,
) -> Statute:
    """The statute's answer."""
    charge = classify(facts.charge, law)
    scope = out_of_scope(facts, law, jurisdiction, trace)
    if scope is not None:
        reason, codes = scope
        return Statute(Outcome.OUT_OF_SCOPE, reason, charge, codes=codes)
    if trace.is_explaining:
        trace.asked("charge.read", facts.charge or "nothing readable", charge.kind)
    special = decide_by_charge(facts, as_of, charge, trace)
    if special is not None:
        return special
    return _ByMerits(facts, law, policy, as_of, charge, trace).decide()


class _ByMerits:
    """A conviction under the table's sections or an attempt at one."""

    def __init__(
        self, facts: ConvictionFacts, law: LawBook, policy: Policy, as_of: date, charge: Charge, trace: Trace
    ) -> None:
        self.facts, self.law, self.policy, self.as_of = facts, law, policy, as_of
        self.charge, self.trace = charge, trace
        self.offense = offense_interval(facts, law, policy.switches)
        self.result = Statute(Outcome.HAND_REVIEW, "", charge, self.offense)

    def decide(self) -> Statute:
        """The answer; merits are computed even where a formal question already needs a person."""
        result, trace = self.result, self.trace
        if trace.is_explaining:
            is_supplied = self.facts.offense_on_source == "supplied"
            known = "supplied from a document" if is_supplied else "recorded"
            trace.asked(
                "offense.date", _span(self.offense), "inferred" if self.offense.is_inferred else known
            )
        if self.charge.kind == BEFORE_1959 and self._is_since_1959():
            return result
        rows = self._rows_in_force()
        self._check_dates(rows)
        if "HR-DATE" not in result.codes and self._is_offense_after_act():
            return result
        self._check_act_date()
        self._check_row()
        result.merits = self._merits(rows)
        if result.merits is None and self.facts.born_on is None:
            result.presumed.append(_TAKEN_FOR_AN_ADULT)
        self._conclude()
        return result

    def _review(self, code: str, rule: str, answer: str, because: str, dispute: int = 0) -> None:
        if code not in self.result.codes:
            self.result.codes.append(code)
        if dispute:
            self.result.disputes.append(dispute)
        self.trace.decided(rule, answer, because)

    def _rows_in_force(self) -> list[SectionRow]:
        """Rows whose time overlaps the offense's."""
        earliest, latest = self.offense.earliest, self.offense.latest
        return [
            row
            for row in self.charge.rows
            if (latest is None or row.in_force_from <= latest)
            and (earliest is None or row.in_force_to >= earliest)
        ]

    def _check_dates(self, rows: list[SectionRow]) -> None:
        """Birth before offense before conviction before evaluation, and the section in force (HR-DATE)."""
        facts, offense = self.facts, self.offense
        conviction = facts.conviction_on
        wrong = []
        if (
            facts.born_on is not None
            and offense.latest is not None
            and facts.born_on.earliest >= offense.latest
        ):
            wrong.append("the birth date is not before the offense")
        if conviction is not None:
            if facts.offense_on is not None and facts.offense_on.earliest > conviction.latest:
                wrong.append("the offense is later than the conviction")
            if conviction.earliest > self.as_of:
                wrong.append("the conviction is later than the evaluation date")
        is_before_act = offense.earliest is None or offense.earliest < self.law.act_in_force_on
        if self.charge.rows and not rows and is_before_act:
            wrong.append("the section as recorded was not in force on the offense date")
        if wrong:
            self._review("HR-DATE", "sanity.dates", "no", ", ".join(wrong))
            return
        taken = days_taken(facts, offense, rows)
        self.result.missing.extend(taken)
        if self.trace.is_explaining:
            self.trace.asked("sanity.dates", "yes", "; ".join(taken) or "no contradiction")

    def _check_act_date(self) -> None:
        conviction, act = self.facts.conviction_on, self.law.act_in_force_on
        if conviction is None:
            self._review("HR-ACTDATE", "act.conviction", "unknown", "no conviction date is recorded")
        elif conviction.earliest >= act:
            self.result.is_after_act = True
            self._review("HR-ACTDATE", "act.conviction", "no", f"convicted {conviction}", 8)
        elif conviction.latest >= act:
            self._review("HR-ACTDATE", "act.conviction", "unknown", f"convicted {conviction}", 8)
        elif self.trace.is_explaining:
            self.trace.asked("act.conviction", "yes", f"convicted {conviction}")

    def _is_offense_after_act(self) -> bool:
        """An offense known to be under the present law leaves nothing to recall."""
        earliest, result = self.offense.earliest, self.result
        if earliest is None or self.offense.is_inferred or earliest < self.law.act_in_force_on:
            return False
        self.trace.decided("act.offense", "no", f"offense {_span(self.offense)}")
        result.outcome, result.is_after_act = Outcome.NOT_ELIGIBLE, True
        result.reason = (
            "The offense was committed after the Act took effect on November 9, 2016; the person was "
            "sentenced under the present law (HS 11361.8(a), (e))"
        )
        return True

    def _check_row(self) -> None:
        """Everything about the row itself that a person must settle."""
        facts, result = self.facts, self.result
        if facts.disposition is Disposition.JUVENILE_ADJUDICATION:
            self._review("HR-JUVENILE", "route.juvenile", "yes", "adjudication under WIC 602")
        if facts.disposition is Disposition.UNKNOWN:
            self._review("HR-CODE", "row.problem", "no", "the disposition is not known")
        if not facts.county.strip():
            self._review("HR-VENUE", "row.venue", "unknown", "the county is not recorded", 9)
        if "TRANSFERRED_1203_9" in facts.fact_codes:
            self._review("HR-VENUE", "row.venue", "unknown", "probation was transferred under PC 1203.9", 9)
        if "IDENTITY_DOUBT" in facts.fact_codes:
            self._review("HR-IDENTITY", "row.identity", "unknown", "the row may belong to somebody else")
        if facts.is_challenged:
            self._review("HR-CHALLENGE", "route.challenge", "yes", "a challenge was filed by July 1, 2020")
        other = [
            relief for relief in facts.other_relief if relief_name(relief) not in self.law.ignored_relief
        ]
        if other:
            self._review("HR-ALREADY", "row.relief", "yes", ", ".join(other))
        for code in facts.problem_codes:
            self._review(code, "row.problem", "no", "see the problems of the import")
        if self.charge.kind == ATTEMPT:
            self._review("HR-INCHOATE", "charge.inchoate", "yes", facts.charge, 7)
        if self.charge.kind == PREDECESSOR:
            self._review("HR-PREDECESSOR", "predecessor.within-e", "unknown", facts.charge, 6)
        if self.charge.kind == BEFORE_1959:
            self._before_1959()
        if is_serving(facts.sentence, facts.is_deceased, self.as_of):
            self._review("HR-SERVING", "route.serving", "yes", "a term runs past the evaluation date")
            result.route = Route.PETITION
        elif facts.is_doj_listed and facts.is_challenged is False:
            self.trace.decided("route.doj-list", "yes", "listed and not challenged")
            result.route = Route.DOJ_LIST
        elif facts.disposition is not Disposition.JUVENILE_ADJUDICATION:
            if self.trace.is_explaining:
                over = is_over(facts.sentence, facts.is_deceased, self.as_of, self.law)
                self.trace.asked("route.application", over.value, "not shown to be serving")
            result.route = Route.APPLICATION

    def _is_since_1959(self) -> bool:
        """From 1959 on, HS 11500 and 11160 named narcotics other than marijuana."""
        if self.offense.earliest is None or self.offense.earliest.year < 1959:
            return False
        self.trace.decided("other.unlisted", "no", self.facts.charge)
        self.result.outcome = Outcome.NOT_ELIGIBLE
        self.result.reason = (
            f"{self.facts.charge} concerned narcotics other than marijuana from 1959 (HS 11361.8(e))"
        )
        return True

    def _before_1959(self) -> None:
        """HS 11500, 11160: marijuana among other narcotics before 1959, other narcotics only afterwards."""
        self._review("HR-PREDECESSOR", "predecessor.before-1959", "unknown", self.facts.charge, 6)
        self._review("HR-CODE", "charge.read", "unknown", "the number covered all narcotics")

    def _merits(self, rows: list[SectionRow]) -> Merits | None:
        """The table's answer, or None where no row can be asked."""
        facts, trace = self.facts, self.trace
        if self.charge.kind == SUBDIVISION or (self.charge.kind == ATTEMPT and not self.charge.rows):
            self._review("HR-SUBDIV", "charge.subdivision", "no", facts.charge)
            return None
        if not rows:
            return None
        possible = [(row, self._levels(row)) for row in rows]
        usable = [(row, levels) for row, levels in possible if levels]
        if not usable:
            level = facts.level.value if facts.level else "none"
            self._review("HR-LEVEL", "sanity.level", "no", f"recorded as {level}")
            return None
        if facts.level is None or facts.has_level_conflict:
            self.result.missing.append(
                "the level: taken as any the section could have (abstract of judgment)"
            )
        bands = possible_bands(facts.born_on, self.offense, self.law, self.policy.switches)
        if trace.is_explaining:
            trace.asked(
                "age.band", " or ".join(bands), f"born {facts.born_on or 'unknown'}, {_span(self.offense)}"
            )
        weighing = Weighing(facts, self.law, self.policy.switches, self.offense, trace)
        merits = weigh(weighing, usable, bands)
        for row, _ in usable:
            trace.rely_on(row.source)
        answer = OUTCOMES[merits.outcome] if merits.outcome else Outcome.HAND_REVIEW
        trace.decided(merits.rule, answer.value, merits.reason)
        if facts.born_on is None:
            self.result.missing.append(_TAKEN_FOR_AN_ADULT)
        # Whether the presumption of 11361.8(b), (f) covers age as well: a missing birth or offense date.
        self.result.disputes += [20] if "HR-AGE" in merits.codes else []
        if self.offense.is_inferred:
            self.result.missing.append("the offense date: inferred from the limitation period (complaint)")
        return merits

    def _levels(self, row: SectionRow) -> list[str]:
        """The levels to try: the recorded one if the section could have it, all possible if unknown."""
        start = self.offense.earliest or row.in_force_from
        conviction = self.facts.conviction_on
        end = conviction.latest if conviction else row.in_force_to
        possible = row.possible_levels(max(start, row.in_force_from), min(max(start, end), row.in_force_to))
        if self.facts.level is None:
            return sorted(possible)
        if self.facts.level.value not in possible:
            return []
        return sorted(possible) if self.facts.has_level_conflict else [self.facts.level.value]

    def _conclude(self) -> None:
        result, merits = self.result, self.result.merits
        if merits is not None:
            result.codes += [code for code in merits.codes if code not in result.codes]
            result.disputes += merits.disputes
            if self.trace.is_explaining:
                missing = "; ".join(result.missing) or "nothing the result turns on is missing"
                self.trace.asked("burden.presumption", "yes", missing)
        if not result.codes and merits is not None:
            result.outcome = OUTCOMES[merits.outcome]
            result.reason = merits.reason
            result.alternative = merits.alternative
            return
        texts = [self.law.review_codes[code] for code in result.codes]
        settled = "; ".join(f"{text.title} – {text.missing} ({text.citation})" for text in texts)
        result.reason = f"To be settled: {settled}"
        if merits is not None and merits.outcome:
            result.reason += f". On the merits: {merits.reason}"
            result.alternative = f"{OUTCOMES[merits.outcome]}: if the open questions are answered so"
        elif merits is not None:
            result.reason += f". {merits.reason}"
            result.alternative = merits.alternative


def _span(offense: Interval) -> str:
    first, last = (str(day or "unknown") for day in (offense.earliest, offense.latest))
    return first if first == last else f"{first} to {last}"
