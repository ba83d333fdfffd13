"""Every fact a finding used, in words, with where it stands in the record; unknown is said as unknown."""

from collections.abc import Iterator, Sequence
from datetime import date

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.domain.tri import Tri
from expunge_desktop.ingest.problem_kinds import explain
from expunge_desktop.rules.age import has_reached
from expunge_desktop.rules.conviction_facts import ConvictionFacts, LastConvictions
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.offense_date import Interval, offense_interval
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.sentence import is_over, is_serving, probation_completed
from expunge_desktop.services.explanation import FactLine
from expunge_desktop.services.fact_sources import RecordPlaces, Sources
from expunge_desktop.services.legal_words import (
    FACT_WORDS,
    LEVEL_WORDS,
    NOT_RECORDED,
    county_in_words,
    dates_in_words,
    day_in_words,
)
from expunge_desktop.services.supplied_list import SuppliedRecord, key_of
from expunge_desktop.services.supplied_list import what as what_of

PERSON, OFFENSE, CONVICTION = "The person", "The offense", "The conviction"
SENTENCE, PROOF, RECORD = "Sentence and probation", "What the file proves", "The rest of the record"
_OFFENSE_SOURCES = {
    "arrest": "The date of the arrest for this count stands for the day of the offense.",
    "cycle": "The date of the arrest cycle stands for the day of the offense; the count has no arrest entry.",
}
_OLDEST = 110
_OF_SEVERAL = frozenset(("sentence", "probation"))  # lines that several supplied facts speak of


class FactLines:
    """The facts of one count as lines of the explanation."""

    def __init__(
        self,
        facts: ConvictionFacts,
        person: Person,
        count: Count,
        places: RecordPlaces,
        law: LawBook,
        policy: Policy,
        as_of: date | None,
        recorded: Person | None = None,
        supplied: Sequence[SuppliedRecord] = (),
    ) -> None:
        """`recorded` is the person as delivered, `supplied` what goes before it (none: the same person)."""
        self._facts, self._person, self._count, self._places = facts, person, count, places
        self._recorded_person = recorded or person
        own = (one for one in self._recorded_person.counts if one.ref == count.ref)
        self._recorded = next(own, count)
        self._notes: dict[str, list[str]] = {}
        for one in supplied:
            key, said = key_of(one), one.source
            said = f"{what_of(one)} {one.value}, {said}." if key in _OF_SEVERAL else f"{_sentence(said)}."
            self._notes.setdefault(key, []).append(said)
        self._law, self._policy, self._as_of = law, policy, as_of
        self.offense = offense_interval(facts, law, policy.switches)

    def lines(self) -> tuple[FactLine, ...]:
        """All of them, in reading order."""
        return (
            *self._of_person(),
            *self._of_offense(),
            *self._of_conviction(),
            *self._of_sentence(),
            *self._of_proof(),
            *self._of_record(),
        )

    def _line(
        self, key: str, group: str, what: str, value: str, note: str = "", source: str = ""
    ) -> FactLine:
        sources = self._places.of(source or key, self._recorded)
        if not sources and not self._places.has_column_for(source or key):
            note = " ".join(filter(None, (note, "Files of this kind have no column for it.")))
        note = " ".join(filter(None, (note, *self._notes.get(key, ()))))
        is_known = bool(value) and value != NOT_RECORDED
        return FactLine(key, group, what, value or NOT_RECORDED, is_known, note, sources)

    def _of_person(self) -> Iterator[FactLine]:
        facts = self._facts
        note = "" if facts.born_on else "Where the law asks for age, an adult in an adult court is assumed."
        yield self._line("born_on", PERSON, "Date of birth", day_in_words(_iso(facts.born_on)), note)
        if self._as_of is not None:
            value = _age_words(facts.born_on, Interval(self._as_of, self._as_of), self._policy)
            yield self._computed("age_at_evaluation", PERSON, "Age on the evaluation date", value)
        dead = {True: "yes", False: "no death is recorded", None: NOT_RECORDED}[facts.is_deceased]
        yield self._line("deceased", PERSON, "Deceased", dead)

    def _of_offense(self) -> Iterator[FactLine]:
        facts, offense = self._facts, self.offense
        if facts.offense_on is not None:
            note = _OFFENSE_SOURCES.get(facts.offense_on_source, "")
            yield self._line(
                "offense_on", OFFENSE, "Date of the offense", day_in_words(_iso(facts.offense_on)), note
            )
        else:
            span = _span(offense)
            note = (
                f"Inferred: {span}. The offense cannot be later than the filing and the conviction; the "
                "limitation period (PC 801, 802, 804) bounds how much earlier it can be."
                if offense.latest
                else ""
            )
            yield self._line("offense_on", OFFENSE, "Date of the offense", NOT_RECORDED, note)
        value = _age_words(facts.born_on, offense, self._policy)
        yield self._computed("age_at_offense", OFFENSE, "Age at the offense", value)
        if facts.commenced_on is not None:
            day = day_in_words(_iso(facts.commenced_on))
            yield self._line("commenced_on", OFFENSE, "Prosecution commenced", day)

    def _of_conviction(self) -> Iterator[FactLine]:
        facts, count = self._facts, self._count
        yield self._line(
            "charge",
            CONVICTION,
            "Section as recorded",
            " ".join(filter(None, (self._recorded.charge, count.offense_text))) or NOT_RECORDED,
        )
        yield self._computed("charge_read", CONVICTION, "Section as read", facts.charge or "cannot be read")
        if facts.comment_charges:
            yield self._line("comment", CONVICTION, "Comment names also", ", ".join(facts.comment_charges))
        level = LEVEL_WORDS[facts.level.value if facts.level else ""]
        conflict = "The source disagrees with itself about the level." if facts.has_level_conflict else ""
        yield self._line("level", CONVICTION, "Level", level, conflict)
        words = f" (“{count.disposition_text}”)" if count.disposition_text else ""
        yield self._line(
            "disposition", CONVICTION, "Disposition", f"{facts.disposition.value.lower()}{words}"
        )
        day = day_in_words(_iso(facts.conviction_on))
        yield self._line("conviction_on", CONVICTION, "Date of the conviction", day)
        if facts.conviction_on is not None:
            on = Interval(facts.conviction_on.earliest, facts.conviction_on.latest)
            value = _age_words(facts.born_on, on, self._policy)
            yield self._computed("age_at_conviction", CONVICTION, "Age at the conviction", value)
        yield self._line(
            "county", CONVICTION, "County", county_in_words(facts.county) if facts.county else ""
        )
        yield self._line("court", CONVICTION, "Court", count.court)
        agency = facts.agency or "the District Attorney: no other agency is named"
        note = (
            "Inferred from the arresting agency; the record does not name the prosecutor."
            if (facts.is_agency_inferred)
            else ""
        )
        yield self._line("agency", CONVICTION, "Filing agency", agency, note)
        yield self._line("case_number", CONVICTION, "Court case number", count.case_number)
        relief = ", ".join(facts.other_relief) or "none recorded"
        yield self._line("relief", CONVICTION, "Earlier relief", relief)
        yield from self._problems()

    def _problems(self) -> Iterator[FactLine]:
        """What the import found odd about the count or the person's record, each with what it means."""
        kinds = dict.fromkeys((*self._recorded.problems, *self._recorded_person.problems))
        left = {*self._count.problems, *self._person.problems}
        if kinds:
            said = " ".join(explain(kind) for kind in kinds)
            answered = [explain(kind) for kind in kinds if kind not in left]
            note = f"Answered by supplied facts: {' '.join(answered)}" if answered else ""
            yield FactLine("problems", CONVICTION, "Problems of the import", said, note=note)

    def _of_sentence(self) -> Iterator[FactLine]:
        facts, count, sentence = self._facts, self._count, self._facts.sentence
        yield self._line("sentence", SENTENCE, "Sentence", count.sentence_text or NOT_RECORDED)
        granted = {True: "yes", False: "no", None: NOT_RECORDED}[sentence.was_probation_granted]
        yield self._line("probation", SENTENCE, "Probation granted", granted)
        if sentence.probation_status:
            on = f", {day_in_words(str(sentence.revoked_on))}" if sentence.revoked_on else ""
            value = sentence.probation_status.lower() + on
            source = "revoked" if sentence.is_revoked else "probation"
            yield self._line("probation_status", SENTENCE, "State of probation", value, source=source)
        if sentence.is_set_aside:
            on = day_in_words(_iso(sentence.set_aside_on))
            yield self._line("set_aside", SENTENCE, "Set aside (PC 1203.4)", on)
        if self._as_of is None:
            return
        over = is_over(sentence, facts.is_deceased, self._as_of, self._law)
        serving = is_serving(sentence, facts.is_deceased, self._as_of)
        state = {Tri.YES: "yes", Tri.NO: "no, a term runs past the evaluation date"}.get(over, NOT_RECORDED)
        note = "Unknown is not taken for serving." if over is Tri.UNKNOWN and not serving else ""
        yield self._computed("sentence_over", SENTENCE, "Sentence over on the evaluation date", state, note)
        done = probation_completed(
            sentence, self._as_of, may_infer=self._policy.switches.probation_by_inference
        )
        note = f"An inference the policy allows, {done.because}." if done.is_inferred else f"{done.because}."
        note = dates_in_words(note)
        value = {Tri.YES: "yes", Tri.NO: "no"}.get(done.answer, NOT_RECORDED)
        yield self._computed("probation_completed", SENTENCE, "Probation completed", value, _sentence(note))

    def _of_proof(self) -> Iterator[FactLine]:
        facts = self._facts
        amounts = (
            ("plants", "Plants", facts.plants, ""),
            ("cannabis_grams", "Cannabis", facts.cannabis_grams, " g"),
            ("concentrate_grams", "Concentrate", facts.concentrate_grams, " g"),
        )
        for key, what, value, unit in amounts:
            shown = NOT_RECORDED if value is None else f"{value:g}{unit}"
            yield self._line(key, PROOF, what, shown)
        codes = "; ".join(FACT_WORDS.get(code, code) for code in facts.fact_codes)
        yield self._line("fact_codes", PROOF, "Proved facts", codes or "none recorded")
        for key, what, known in (
            ("doj_listed", "On the Department of Justice list of 2019", facts.is_doj_listed),
            ("challenged", "Challenged by July 1, 2020", facts.is_challenged),
        ):
            yield self._line(key, PROOF, what, {True: "yes", False: "no", None: NOT_RECORDED}[known])

    def _of_record(self) -> Iterator[FactLine]:
        facts = self._facts
        yield self._last("last_any", "Last conviction of any crime (infractions left out)", facts.last_any)
        yield self._last("last_felony", "Last felony conviction", facts.last_felony)
        only = {True: "yes", False: "no", None: "cannot be told"}[facts.only_cannabis]
        yield self._computed("only_cannabis", RECORD, "Only cannabis convictions on the record", only)

    def _last(self, key: str, what: str, last: LastConvictions) -> FactLine:
        """The last conviction that may count, with the row its day stands in."""
        value = day_in_words(last.possible) if last.possible else "none with a date"
        notes = []
        if last.possible != last.certain:
            certain = f"; for certain: {day_in_words(last.certain)}" if last.certain else ""
            notes.append(f"This one may count; whether it does the record leaves open{certain}.")
        if last.has_undated:
            notes.append("Another conviction that may count has no date.")
        sources: Sources = ()
        for count in self._person.counts:
            if (
                last.possible
                and count.conviction_on
                and count.conviction_on.latest.isoformat() == last.possible
            ):
                sources = self._places.of("conviction_on", count)
        return FactLine(key, RECORD, what, value, bool(last.possible), " ".join(notes), sources)

    def _computed(self, key: str, group: str, what: str, value: str, note: str = "") -> FactLine:
        """A fact that stands in no row: concluded from others."""
        return FactLine(
            key, group, what, value, value != NOT_RECORDED, note or "Computed from the facts above."
        )


def _age_words(born_on: PartialDate | None, on: Interval, policy: Policy) -> str:
    """The age on a day, or the ages it may have been; by the policy's rule for February 29."""
    if born_on is None or on.latest is None:
        return NOT_RECORDED
    switches = policy.switches
    reached = [has_reached(born_on, years, on.earliest, on.latest, switches) for years in range(_OLDEST)]
    least = sum(answer is Tri.YES for answer in reached[1:])
    most = sum(answer is not Tri.NO for answer in reached[1:])
    if on.earliest is None:
        return f"at most {most}"
    return str(least) if least == most else f"{least} to {most}"


def _span(offense: Interval) -> str:
    earliest = day_in_words(offense.earliest.isoformat()) if offense.earliest else ""
    latest = day_in_words(offense.latest.isoformat()) if offense.latest else ""
    return f"between {earliest} and {latest}" if earliest else f"not after {latest}"


def _iso(day: PartialDate | None) -> str:
    return "" if day is None else str(day)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
