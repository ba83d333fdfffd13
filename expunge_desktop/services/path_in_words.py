"""The path of a finding as a lawyer reads it: each question with its answer and what answered it."""

from dataclasses import replace

from expunge_desktop.domain.finding import Finding, Step
from expunge_desktop.domain.outcome import Disposition, Outcome
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.rules.scope import is_elsewhere
from expunge_desktop.services.legal_words import LegalWords

CRITERION = "policy.criterion"
_AMOUNT = "HR-QTY"


def is_criterion(step: Step) -> bool:
    """A single criterion's answer, which has its own section."""
    return step.rule == CRITERION and ": " in step.answer


def path_in_words(
    finding: Finding, facts: ConvictionFacts, law: LawBook, jurisdiction: Jurisdiction, words: LegalWords
) -> tuple[Step, ...]:
    """The path in words: each question once, the criteria left to their own section."""
    kinds = {one.id: one.kind for row in law.rows.values() for one in row.aggravators}
    told: dict[Step, None] = {}
    for step in finding.steps:
        if is_criterion(step):
            continue
        kind = kinds.get(step.rule, "")
        answer = words.answer(step.rule, step.answer)
        because = _because(step, words) or _silent(kind)
        if step.rule == "scope.county" and step.answer == "yes":
            answer, because = _of_this_county(facts, jurisdiction, because)
        elif step.rule == "scope.conviction" and facts.disposition is Disposition.UNKNOWN:
            answer, because = "unknown", "how the count ended is not recorded"
        elif step.rule == "scope.conviction" and facts.disposition is Disposition.JUVENILE_ADJUDICATION:
            because = "adjudged by the juvenile court, which HS 11361.8(m) puts beside a conviction"
        elif kind and step.answer == "yes" and _AMOUNT in finding.review_codes:
            answer, because = "YES, if the amount is over the lawful one", f"{because}; no amount is on file"
        elif step.answer in Outcome.__members__ and step.question.startswith(("Is ", "Does ")):
            answer = f"YES: {answer}"
        told[replace(step, answer=answer, because=because)] = None
    return tuple(told)


def _of_this_county(facts: ConvictionFacts, jurisdiction: Jurisdiction, because: str) -> tuple[str, str]:
    """The path goes on where another county's case may have come here, and where the county is unknown."""
    if not facts.county.strip():
        return "unknown", "the county of the court is not recorded"
    if is_elsewhere(facts.county, jurisdiction):
        return "no", f"{because}; whether the case came here by PC 1203.9 is asked below"
    return "yes", because


def _because(step: Step, words: LegalWords) -> str:
    if step.rule == "route.application":
        if step.answer == "yes":
            return "the record shows it over"
        return "the record shows neither that it is over nor that it is being served; unknown is not serving"
    if step.rule == "quantity.measure" and step.answer == "unknown":
        return "no quantity is on file; where the law turns on it, the court presumes for the person"
    if step.rule == "row.problem" and "problems of the import" in step.because:
        return "see “Problems of the import” among the facts"
    if step.rule == "burden.presumption":
        is_used = not step.because.startswith("nothing ")
        told = words.prose(step.because)
        return f"here: {told}" if is_used else "it does, where a step above says so"
    if step.rule == "policy.screen":
        return "the ground that keeps the felony under the statute, named above"
    if step.rule == "policy.statute-dismisses":
        return "a policy never takes away what the statute gives"
    return words.because(step.rule, step.because)


def _silent(kind: str) -> str:
    """Why a ground that would keep the felony does not: of which nothing stands in the record."""
    if kind == "fact":
        return "nothing on file proves it; the court presumes the person qualifies (HS 11361.8(b), (f))"
    return "no entry of the record is one" if kind else ""
