"""Help made from the law itself: what each outcome, code, criterion, dispute and rule means, as Markdown."""

from collections.abc import Iterator

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import BANDS, LEVELS, QUANTITIES, SectionRow, Source
from expunge_desktop.rules.policy import COMBINATIONS, FIRST_DISMISSALS, TESTS
from expunge_desktop.services.check_law import to_confirm
from expunge_desktop.services.law_library import load_law, load_policy, shipped_policies
from expunge_desktop.services.policy_words import UNCONFIRMED, asked_in_words, wording_of
from expunge_desktop.services.switch_guide import switch_guide

OUTCOME_MEANINGS = {
    Outcome.DISMISS_SEAL: "Dismissed and sealed: the conduct is lawful today, or the policy dismisses it.",
    Outcome.REDESIGNATE_MISDEMEANOR: "The felony becomes a misdemeanor for all purposes (HS 11361.8(h)).",
    Outcome.REDESIGNATE_INFRACTION: "The conviction becomes an infraction for all purposes (HS 11361.8(h)).",
    Outcome.NOT_ELIGIBLE: "The statute gives nothing: no conviction of 11357–11360, or the same conduct is "
    "punished no less today, or something keeps the felony.",
    Outcome.HAND_REVIEW: "A person must look. The codes say what is missing and which document answers it; "
    "without an answer it stays so and never becomes NOT_ELIGIBLE by itself.",
    Outcome.OUT_OF_SCOPE: "Not this office's to decide: another county, no conviction, an agency that "
    "has not authorized its cases, or relief already given.",
}
REPORTED_WORDS = {
    "STATUTORY": "Dismissed by the statute, while no criterion of the policy holds.",
    "DISQUALIFIED": "Not eligible because of a disqualifying prior or another screen of the statute, or "
    "because the conviction came after the Act and the policy leaves such convictions out.",
    "NONE": "No criterion decided: the outcome is the statute's own, hand review, or out of scope.",
}
_AMOUNTS = {"within": "within the limit", "unknown": "amount unknown", "over": "over the limit"}
_LETTERS = {"D": "dismiss and seal", "M": "misdemeanor", "I": "infraction", "N": "not eligible"}
_LEVEL_NAMES = {"F": "felony", "M": "misdemeanor", "I": "infraction"}


def law_help() -> str:
    """The whole help page, ending in a line end; the same law and policies give the same text."""
    law = load_law()
    lines = [
        "# What the program's words mean",
        "",
        "Made from the law and policy data by `expunge-desktop law help`; do not edit. Research encoded for "
        "an attorney to check, not legal advice. Entries marked *unconfirmed* wait for counsel.",
        "",
        "## Outcomes",
        "",
        *(f"* **{outcome.value}** – {meaning}" for outcome, meaning in OUTCOME_MEANINGS.items()),
        "",
        "## What is reported as the criterion",
        "",
        "The first criterion of the policy that holds (below, with the policies), otherwise one of these:",
        "",
        *(f"* **{word}** – {meaning}" for word, meaning in REPORTED_WORDS.items()),
        "",
        "## Reason codes of hand review",
        "",
    ]
    for code in law.review_codes.values():
        stops = " It also stops a policy's first dismissals." if code.stops_first_dismissals else ""
        lines += [
            f"* **{code.code}** – {code.title}. Missing: {code.missing}. Answered by: {code.document}. "
            f"Unanswered it {code.if_unanswered}.{stops} [{code.citation}]"
        ]
    lines += ["", "## Disputed points", ""]
    for dispute in law.disputes.values():
        switch = f" Switch of the policy: `{dispute.switch}`." if dispute.switch else ""
        lines.append(f"{dispute.number}. **{dispute.title}** – by default: {dispute.default}.{switch}")
    lines += ["", "## The sections, before and after", "", *_sections(law)]
    lines += ["## What a policy may ask", "", "First dismissals, before any screen:", ""]
    lines += [f"* `{word}` – {meaning}" for word, meaning in FIRST_DISMISSALS.items()]
    lines += ["", "Tests of a criterion:", ""]
    lines += [f"* `{word}` – {wording_of(word)}" for word in TESTS]
    lines += ["", "Parts of a criterion are put together by:", ""]
    lines += [f"* `{word}` – {meaning}" for word, meaning in COMBINATIONS.items()]
    lines += [
        "",
        "A criterion, and each of its parts, may be limited: `applies_to: {sections: [11358, 11360(a)], "
        "levels: [felony]}`. A section covers everything below it; outside its limit a criterion does not "
        "hold; where the record does not tell, it cannot be tested.",
        "",
        "Switches, with what holds where a policy is silent, and who reads the point otherwise:",
        "",
        *_switches(),
    ]
    lines += ["", "## The policies that come with the program", "", *_policies()]
    lines += ["## Rules, in the words of the explanation", ""]
    lines += [f"* `{rule.id}` – {rule.question}{_authority(rule.source)}" for rule in law.rules.values()]
    lines += ["", "## What counsel must confirm", ""]
    for one in to_confirm():
        mark = "unconfirmed" if one.is_flagged else f"{one.confidence} confidence"
        lines.append(f"* {one.entry} ({mark}): {one.citation}")
    return "\n".join(lines) + "\n"


def _authority(source: Source) -> str:
    """The citation with what an attorney should know of it."""
    marks = [] if source.confidence == "high" else [f"{source.confidence} confidence"]
    marks += ["*unconfirmed*"] if source.is_unconfirmed else []
    marks += [f"verified {source.verified_on}"] if source.verified_on else []
    said = "; ".join([source.citation, *marks] if source.citation else marks)
    return f" [{said}]" if said else ""


def _sections(law: LawBook) -> Iterator[str]:
    for row in law.rows.values():
        letter = f"({row.subdivision})" if row.subdivision else ""
        yield f"### {row.section}{letter}, {row.in_force_from.year}–{row.in_force_to.year}: {row.title}"
        yield ""
        yield f"In force {row.in_force_from} to {row.in_force_to}.{_authority(row.source)}"
        yield ""
        for level, target in row.like.items():
            yield f"* As a {_LEVEL_NAMES[level]}: like `{target}`."
        yield from _outcomes(row)
        for aggravator in row.aggravators:
            yield (
                f"* Keeps the felony ({', '.join(sorted(aggravator.ages))}): {aggravator.reason}"
                + _authority(aggravator.source)
            )
        yield ""


def _outcomes(row: SectionRow) -> Iterator[str]:
    """One line per age band, equal quantities and levels drawn together."""
    for band in BANDS:
        cells = {key: row.outcomes[band, *key] for key in _keys() if (band, *key) in row.outcomes}
        if not cells:
            continue
        if len(set(cells.values())) == 1:
            yield f"* {band}: {_LETTERS.get(*[next(iter(cells.values()))] * 2)}"
            continue
        parts = []
        for quantity in QUANTITIES:
            by_level = {level: cells[quantity, level] for level in LEVELS if (quantity, level) in cells}
            if not by_level:
                continue
            if len(set(by_level.values())) == 1:
                said = _LETTERS.get(*[next(iter(by_level.values()))] * 2)
            else:
                said = ", ".join(
                    f"{_LETTERS.get(letter, letter)} ({_LEVEL_NAMES[level]})"
                    for level, letter in by_level.items()
                )
            parts.append(f"{_AMOUNTS[quantity]}: {said}")
        yield f"* {band}: {'; '.join(parts)}"
    for letter, reason in row.reasons.items():
        yield f"* {_LETTERS.get(letter, 'hand review')}: {reason}."


def _keys() -> Iterator[tuple[str, str]]:
    for quantity in QUANTITIES:
        for level in LEVELS:
            yield quantity, level


def _switches() -> Iterator[str]:
    for entry in switch_guide().values():
        dispute = f" Dispute {entry.dispute}." if entry.dispute else ""
        choices = "; ".join(f"`{word}`: {meaning}" for word, meaning in entry.choices)
        yield f"* `{entry.name}` – {entry.title}. {choices}. Default: `{entry.default}`."
        yield f"  {entry.otherwise}{dispute} [{entry.citation}]"


def _policies() -> Iterator[str]:
    for name in shipped_policies():
        policy = load_policy(name)
        yield f"### {policy.name}, version {policy.version}: {policy.title}"
        yield ""
        if policy.is_unconfirmed:
            yield f"*Unconfirmed*: {UNCONFIRMED}."
            yield ""
        if policy.source:
            yield policy.source
            yield ""
        if not policy.is_expanding:
            yield "* What the statute gives and nothing more."
        for word in policy.first_dismissals:
            yield f"* **{word}** – dismissed first: {FIRST_DISMISSALS[word]}"
        for criterion in policy.criteria:
            asked = asked_in_words(criterion, policy.switches)
            yield f"* **{criterion.report}** – {criterion.title}: {asked}"
        yield ""
