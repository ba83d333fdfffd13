"""The memo of an explanation: numbered parts a lawyer reads from the result to the authorities."""

from collections.abc import Iterator

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.worksheet.memo import Grid, Item, Memo, Question, Section, Term, Text
from expunge_desktop.domain.finding import Finding, Step
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.explanation import (
    Authority,
    DisputedPoint,
    Explanation,
    FactLine,
    FactSource,
    OtherEntry,
)
from expunge_desktop.services.legal_words import (
    LEVEL_WORDS,
    NOT_RECORDED,
    OUTCOME_SENTENCES,
    OUTCOME_WORDS,
    ROUTE_WORDS,
    county_in_words,
    day_in_words,
    outcome_words,
)
from expunge_desktop.services.supplied_list import state_in_words, what

__all__ = ["Grid", "Memo", "Question", "Section", "Term", "Text", "memo_of"]

TITLE = "Explanation of a finding"
DISCLAIMER = (
    "Made by a program from the record named above, by law that was researched and encoded for an attorney "
    "to check. It is not legal advice, and no paper for the court."
)
UNCONFIRMED = "unconfirmed: counsel must check"
_FACT_SHARES, _ENTRY_SHARES = (0.24, 0.36, 0.40), (0.27, 0.40, 0.33)
_SHORT_DIGEST = 12


def memo_of(explanation: Explanation) -> Memo:
    """The memo. Before an assessment it tells the record alone."""
    row, authority = explanation.detail.row, explanation.authority
    count = f", count {row.count_number}" if row.count_number else ""
    head = f"{row.person_name or 'Name unknown'} · case {row.case_number or 'unknown'}{count}"
    footer = ""
    if authority is not None:
        policy = f"{authority.policy_name} version {authority.policy_version}"
        footer = (
            f"As of {authority.as_of} · {policy} {authority.policy_digest[:_SHORT_DIGEST]} · "
            f"law {authority.law_digest[:_SHORT_DIGEST]} · audit {authority.audit_head[:_SHORT_DIGEST]}"
        )
    sections = [
        Section("The conviction", tuple(_conviction(explanation))),
        Section("The result", tuple(_result(explanation))),
        Section("What is missing, and what would supply it", tuple(_missing(explanation))),
        Section("The path, question by question", tuple(_path(explanation))),
        Section("The office's criteria", tuple(_criteria(explanation))),
        Section("Points on which lawyers differ", tuple(_disputed(explanation))),
        Section("The facts, and where they stand in the record", tuple(_facts(explanation))),
        Section("Facts supplied from documents", tuple(_supplied(explanation))),
        Section("Other entries on the record that mattered", tuple(_others(explanation))),
        Section("Decisions", tuple(_decisions(explanation))),
        Section("Law and policy", tuple(_authority(authority))),
    ]
    return Memo(TITLE, head, footer, tuple(section for section in sections if section.items))


def _conviction(explanation: Explanation) -> Iterator[Item]:
    row, detail = explanation.detail.row, explanation.detail
    own = next((one for one in detail.person.counts if one.ref == detail.count_ref), None)
    level, on = (own.level or "", own.conviction_on or "") if own else (row.level, row.conviction_on)
    born_on = day_in_words(str(detail.person.born_on or ""))
    yield Term("Person", f"{row.person_name or NOT_RECORDED}, born {born_on}")
    count = f", count {row.count_number}" if row.count_number else ""
    yield Term("Case", f"{row.case_number or NOT_RECORDED}{count}, {county_in_words(row.county)}")
    section = " ".join(filter(None, (row.code_section, row.offense_text))) or "section unreadable"
    yield Term("Conviction", f"{section}; level: {LEVEL_WORDS.get(level, level)}")
    yield Term("Convicted on", day_in_words(str(on)))
    if detail.lines:
        where = "; ".join(f"{detail.files[one.file - 1]}, line {one.line:,}" for one in detail.lines)
        yield Term("Read from", where)
    if row.is_departed:
        yield Text(
            "By the law data of this program, or by a section supplied, this count is no longer under "
            "review; its row is kept."
        )


def _result(explanation: Explanation) -> Iterator[Item]:
    finding, row, authority = explanation.finding, explanation.detail.row, explanation.authority
    if finding is None or authority is None:
        yield Text("Not assessed yet: no law and no policy has been applied to this conviction.")
        return
    if authority.stale:
        yield Text(authority.stale, is_strong=True)
    day = day_in_words(authority.as_of)
    yield Term(
        f"As of {day}",
        _said(row.final_outcome),
        OUTCOME_SENTENCES[Outcome(row.final_outcome)],
    )
    if row.decision and row.final_outcome != row.policy_outcome:
        yield Text(
            "This is an attorney's decision (see “Decisions”); law and policy alone give what follows."
        )
    yield Term("By the statute", _said(finding.statutory_outcome), _ended(explanation.statutory_reason))
    yield Term("By the policy", _said(finding.policy_outcome), _by_policy(explanation, finding))
    if explanation.alternative:
        yield Term("On another view", _ended(explanation.alternative))
    yield from _route(finding)
    if finding.is_sealed is not None:
        sealed = "the statute seals it" if finding.is_sealed else "the statute gives no sealing"
        yield Term("Sealing", sealed)
    because = "; ".join(explanation.confidence_because)
    least = f"No surer than the least sure authority it rests on: {because}." if because else ""
    remark = " ".join(filter(None, (least, authority.law_state)))
    yield Term("Confidence in the law", f"{finding.confidence}, by those who encoded it", remark)


def _route(finding: Finding) -> Iterator[Item]:
    """The way to court. What goes beyond the statute has none of HS 11361.8, (g) least of all."""
    words = ROUTE_WORDS[finding.route]
    is_beyond = finding.statutory_outcome is not Outcome.DISMISS_SEAL
    if finding.policy_outcome is Outcome.DISMISS_SEAL and is_beyond:
        by_statute = f"What the statute gives, or may give: {words}." if words else ""
        remark = f"HS 11361.8(g), by which no hearing is needed, does not reach it. {by_statute}"
        yield Term("Route", "beyond the statute, as the court requires", remark.strip())
    elif words and finding.policy_outcome not in (Outcome.NOT_ELIGIBLE, Outcome.OUT_OF_SCOPE):
        yield Term("Route", words)


def _by_policy(explanation: Explanation, finding: Finding) -> str:
    """Why the policy ends where it does, in a sentence."""
    authority = explanation.authority
    title = f"“{authority.policy_title}”" if authority else "the policy"
    held = [line.title for line in explanation.criteria if line.report in finding.criteria_held]
    first = [step for step in explanation.steps if step.rule in _FIRST and step.rule in finding.rule_path]
    if finding.policy_outcome is not Outcome.DISMISS_SEAL:
        holding = f", although these hold: {'; '.join(held)}." if held else "."
        if held and finding.policy_criterion == "DISQUALIFIED":
            return f"{title} does not reach a conviction that the statute disqualifies{holding}"
        if held and finding.policy_outcome is Outcome.HAND_REVIEW:
            return f"{title} does not decide what the record leaves open{holding}"
        if finding.policy_outcome is finding.statutory_outcome:
            return f"{title} adds nothing here."
        if finding.statutory_outcome is Outcome.HAND_REVIEW:
            return f"{title} does not reach it, whatever the statute gives: see the path below{holding}"
        return f"{title} leaves it there: see the path below{holding}"
    if finding.statutory_outcome is Outcome.DISMISS_SEAL:
        return f"The statute dismisses already; {title} changes nothing."
    grounds = [f"it is {_FIRST[step.rule]}" for step in first] or held[:1]
    beyond = "This goes beyond the statute and rests on the office's policy and the court's discretion."
    also = [one for one in held if one not in grounds]
    more = f" These hold too: {'; '.join(also)}." if also else ""
    fallback = _FALLBACKS.get(finding.statutory_outcome) or (
        f"What the statute gives remains the fallback: {outcome_words(finding.statutory_outcome)}."
    )
    return f"{title} dismisses: {'; '.join(grounds)}.{more} {beyond} {fallback}"


_FALLBACKS = {
    Outcome.NOT_ELIGIBLE: "The statute gives no fallback.",
    Outcome.HAND_REVIEW: "Under the statute the conviction is open: no fallback until it is settled.",
}
_FIRST = {
    "policy.misd-possession": "possession or gift below the level of a felony",
    "policy.felony-11357": "a felony under 11357(a) or (b)",
    "policy.felony-11357-b": "a felony recorded under 11357(b)",
    "policy.all-11357": "a conviction under 11357",
}


def _missing(explanation: Explanation) -> Iterator[Item]:
    finding = explanation.finding
    is_settled = finding is not None and finding.policy_outcome is not Outcome.HAND_REVIEW
    for point in explanation.open_points:
        unanswered = f" Unanswered, it {outcome_words_in(point.unanswered)}." if point.unanswered else ""
        if is_settled and Outcome.HAND_REVIEW in point.unanswered:
            unanswered = f"{unanswered[:-1]} under the statute; the policy does not wait for the answer."
        yield Term(
            f"{point.title} ({point.code})",
            f"Missing: {point.missing}. Supplied by: {point.document}.{unanswered}",
            point.citation,
        )
    for number, inference in enumerate(explanation.inferences):
        yield Term("Inferred or untested" if not number else "", _ended(inference))


def outcome_words_in(text: str) -> str:
    """ "stays HAND_REVIEW" in words."""
    return " ".join(outcome_words(word) for word in text.split())


def _path(explanation: Explanation) -> Iterator[Item]:
    for number, step in enumerate(explanation.steps, 1):
        yield Question(
            str(number),
            step.question,
            _in_capitals(step.answer),
            _ended(step.because),
            step.citation,
            _mark(step),
        )


def _in_capitals(answer: str) -> str:
    """YES, NO, UNKNOWN and outcomes stand out; dates and sections stay as they are written."""
    is_word = answer in ("yes", "no", "unknown") or answer in OUTCOME_WORDS.values()
    return answer.upper() if is_word else answer


def _mark(step: Step) -> str:
    if step.is_unconfirmed:
        return UNCONFIRMED
    return "" if step.confidence == "high" else f"{step.confidence} confidence"


def _criteria(explanation: Explanation) -> Iterator[Item]:
    lines = explanation.criteria
    if not lines:
        return
    yield Text(explanation.criteria_question)
    rows = tuple((_capital(line.title), line.answer.upper(), _ended(line.because)) for line in lines)
    yield Grid(("Criterion", "Holds?", "Because"), (0.40, 0.12, 0.48), rows)


def _disputed(explanation: Explanation) -> Iterator[Item]:
    for point in explanation.disputed:
        name = f"Point {point.number}" if point.number else "A switch of the policy"
        yield Term(name, f"{_ended(point.question)} {_chosen(point)}", _otherwise(point))


def _chosen(point: DisputedPoint) -> str:
    said = f"Followed here: {_ended(point.default)} " if point.default else ""
    return f"{said}This policy: {_ended(point.chosen)}" if point.switch else said.strip()


def _otherwise(point: DisputedPoint) -> str:
    """The outcome on the other choice, and what is said for it."""
    if point.is_same_otherwise:
        others = "The other choices of this switch give the same outcome here."
    elif point.switch:
        others = " ".join(f"With “{_split(one)}." for one in point.otherwise)
    else:
        others = " ".join(f"The other view: {_ended(one)}" for one in point.otherwise)
    return " ".join(filter(None, (others, point.reading)))


def _split(text: str) -> str:
    """ "meaning: outcome" as `meaning” it would be: outcome`."""
    said, _, outcome = text.rpartition(": ")
    return f"{said}” it would be: {outcome}"


def _facts(explanation: Explanation) -> Iterator[Item]:
    groups: dict[str, list[FactLine]] = {}
    for line in explanation.facts:
        groups.setdefault(line.group, []).append(line)
    for group, lines in groups.items():
        yield Grid(
            (group, "Value", "Where it stands"), _FACT_SHARES, tuple(_fact_row(line) for line in lines)
        )


def _fact_row(line: FactLine) -> tuple[str, str, str]:
    value = (
        _capital(line.value)
        if line.is_known
        else f"UNKNOWN – {line.value}"
        if (line.value != NOT_RECORDED)
        else "UNKNOWN – not recorded"
    )
    return line.what, " ".join(filter(None, (_ended(value), line.note))), places_in_words(line.sources)


def places_in_words(sources: tuple[FactSource, ...]) -> str:
    """ "county.dat, line 12: PRI_DOB “19700131”", columns of one row together."""
    rows: dict[tuple[str, int], list[str]] = {}
    for one in sources:
        text = f"“{one.text.strip()}”" if one.text.strip() else "blank"
        rows.setdefault((one.file_name, one.line), []).append(f"{one.column} {text}")
    return "; ".join(f"{name}, line {line:,}: {', '.join(said)}" for (name, line), said in rows.items())


def _supplied(explanation: Explanation) -> Iterator[Item]:
    detail = explanation.detail
    entries = {one.ref: f"{one.charge}, case {one.case_number}" for one in detail.person.counts}
    for one in detail.supplied:
        state = _ended(state_in_words(one))
        if one.ref not in ("", detail.count_ref):
            state = f"Of another entry: {entries.get(one.ref, NOT_RECORDED)}. {state}"
        if one.withdraws is not None:
            by = f"{one.supplied_by} on {day_in_words(one.supplied_at[:10])}"
            yield Term(f"{what(one)} (fact {one.withdraws})", f"withdrawn by {by}: {one.reason}", state)
        else:
            yield Term(f"{what(one)} (fact {one.id})", f"{one.value}, {one.source}", state)


def _others(explanation: Explanation) -> Iterator[Item]:
    if not explanation.others:
        if explanation.finding is not None:
            yield Text(
                "None: no entry of the record could disqualify, and none falls within a criterion's years."
            )
        return
    rows = tuple(_entry_row(entry) for entry in explanation.others)
    yield Grid(("Entry", "Why it mattered", "Where it stands"), _ENTRY_SHARES, rows)


def _entry_row(entry: OtherEntry) -> tuple[str, str, str]:
    what = ", ".join(filter(None, (entry.charge or entry.as_recorded or "unreadable", entry.on)))
    case = f"case {entry.case_number or NOT_RECORDED}, {county_in_words(entry.county)}"
    level = f"level {entry.level}" if entry.level == NOT_RECORDED else entry.level
    why = "; ".join(entry.why)
    return (
        f"{what}; {case}; {entry.disposition}, {level}",
        _ended(f"{_capital(entry.timing)}: {why}" if why else _capital(entry.timing)),
        places_in_words(entry.sources),
    )


def _decisions(explanation: Explanation) -> Iterator[Item]:
    detail = explanation.detail
    if detail.row.needs_new_look:
        yield Text(
            "A fact or finding the decision rested on has changed since: look at it again.", is_strong=True
        )
    for one in detail.decisions:
        what = f"{one.action}: {outcome_words(one.outcome)}"
        yield Term(f"{day_in_words(one.decided_at[:10])}, {one.decided_by}", _capital(what), one.reason)
        for paper in one.evidence:
            yield Term("Attached", f"{paper.name}, {many(paper.pages, 'page')}", f"SHA-256 {paper.sha256}")
    if not detail.decisions and explanation.finding is not None:
        yield Text("No attorney has decided this conviction yet.")


def _authority(authority: Authority | None) -> Iterator[Item]:
    if authority is None:
        return
    yield Term("Evaluation date", day_in_words(authority.as_of))
    yield Term(
        "Policy",
        f"{authority.policy_title} ({authority.policy_name}, version {authority.policy_version})",
        f"{authority.policy_state} SHA-256 {authority.policy_digest}",
    )
    if authority.policy_source:
        yield Term("Source of the policy", " ".join(authority.policy_source.split()))
    yield Term("Law", authority.law_state, f"SHA-256 {authority.law_digest}")
    if authority.unconfirmed:
        yield Term("Unconfirmed here", "; ".join(authority.unconfirmed))
    made = f"{day_in_words(authority.made_at[:10])}, by {authority.made_by}"
    yield Term("Assessment", f"number {authority.assessment_id}, made {made}")
    yield Term("Audit chain", f"head {authority.audit_head}")
    yield Text(DISCLAIMER)


def _said(outcome: str) -> str:
    return outcome_words(outcome).upper()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    """A sentence with a full stop."""
    text = text.strip()
    return f"{_capital(text)}." if text and text[-1] not in ".!?" else _capital(text)
