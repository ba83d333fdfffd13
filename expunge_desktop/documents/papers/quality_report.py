"""D18, the quality-control report of a filing: figures, what people looked at, and what is not in the papers.

Internal, never filed. Every figure comes from the filing; what nobody has recorded is a ruled line.
"""

from collections.abc import Iterable, Iterator

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.case_numbers import unmatched_rows
from expunge_desktop.documents.filing import SCHEDULES, Filing, ScheduleRow, Tally
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.plain_pages import PlainPages, write_plain
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.review_words import REVIEW_REASONS
from expunge_desktop.documents.papers.values import missing_for, missing_sentence
from expunge_desktop.documents.wording import SCHEDULE_TITLES, criteria_note, long_date
from expunge_desktop.domain.outcome import Outcome

TITLE = "Quality-control report"
FOOTER = "QUALITY-CONTROL REPORT – internal, not filed"
OUTCOMES = {
    Outcome.DISMISS_SEAL: "Dismiss and seal",
    Outcome.REDESIGNATE_MISDEMEANOR: "Redesignate as misdemeanor",
    Outcome.REDESIGNATE_INFRACTION: "Redesignate as infraction",
    Outcome.NOT_ELIGIBLE: "Not eligible",
    Outcome.HAND_REVIEW: "Hand review",
    Outcome.OUT_OF_SCOPE: "Out of scope",
}
ACTIONS = {"confirm": "Confirmed", "override": "Overridden", "hold": "Held back", "challenge": "Challenged"}
_RELIEF = (Outcome.DISMISS_SEAL, Outcome.REDESIGNATE_MISDEMEANOR, Outcome.REDESIGNATE_INFRACTION)
_MOST_LISTED = 500  # row numbers of one kind; beyond, how many more
_COUNTED = (250.0, 100.0, 100.0)


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    report = _report(order.filing)
    yield Part(write_plain(report, order.mark(recipe)), pages=len(report.pages))


def _report(filing: Filing) -> PlainPages:
    sheets = PlainPages(f"{TITLE}, filing {filing.id}")
    sheets.paragraph("Internal: not filed with the court.", bold=True)
    policy = filing.policy
    sheets.paragraph(
        f"Decided as of {long_date(filing.as_of)} under “{policy.title}”, {policy.name} version "
        f"{policy.version}. {_signed(filing)}"
    )
    if note := criteria_note(policy.name):
        sheets.paragraph(note, size=10)
    _outcomes(sheets, filing)
    _reviews(sheets, filing)
    _decisions(sheets, filing)
    _sample(sheets, filing)
    _papers(sheets, filing)
    _residue(sheets, filing)
    _numbers(sheets, filing)
    return sheets


def _signed(filing: Filing) -> str:
    if not filing.policy.attorney:
        return "Nobody has signed these criteria off."
    return f"Signed off by {filing.policy.attorney}, adopted on {long_date(filing.policy.adopted_on)}."


def _outcomes(sheets: PlainPages, filing: Filing) -> None:
    """Of the whole workspace, by the criteria and by the statute alone."""
    screening = filing.screening
    _head(sheets, "1. Outcomes")
    if not screening.convictions:
        sheets.paragraph("The figures of the assessment were not recorded with this filing.")
        return
    sheets.paragraph(
        f"{many(screening.convictions, 'conviction')} of {_people(screening.people)} were assessed, of all "
        "courts and agencies in the workspace."
    )
    policy, statute = dict(screening.outcomes), dict(screening.statutory)
    sheets.columns(("Outcome", "By the criteria", "By the statute"), _COUNTED, bold=True)
    for outcome, words in OUTCOMES.items():
        sheets.columns((words, f"{policy.get(outcome, 0):,}", f"{statute.get(outcome, 0):,}"), _COUNTED)
    totals = (f"{sum(policy.values()):,}", f"{sum(statute.values()):,}")
    sheets.columns(("Total", *totals), _COUNTED, bold=True)


def _reviews(sheets: PlainPages, filing: Filing) -> None:
    _head(sheets, "2. Reasons for hand review")
    reasons = filing.screening.review_codes
    if not reasons:
        sheets.paragraph("No conviction was set aside for hand review.")
        return
    sheets.paragraph("A conviction may have several reasons.")
    for code, number in reasons:
        _counted(sheets, f"{code}  {REVIEW_REASONS.get(code, '')}".strip(), number)


def _decisions(sheets: PlainPages, filing: Filing) -> None:
    _head(sheets, "3. Decisions of attorneys")
    screening = filing.screening
    decided: Tally = screening.decisions
    for action, number in decided:
        _counted(sheets, ACTIONS.get(action.lower(), action), number)
    if not decided:
        sheets.paragraph("No attorney had recorded a decision.")
    _counted(sheets, "Decisions that depart from the program's outcome", screening.departures)
    _counted(sheets, "Hand reviews nobody had decided", screening.undecided_reviews)
    _counted(sheets, "Rows of this filing no attorney has decided one by one", filing.undecided)
    by_decision = [row for row in filing.rows if row.is_by_decision]
    _counted(sheets, "Rows of this filing that rest on an attorney's own decision", len(by_decision))
    _row_numbers(sheets, by_decision)


def _sample(sheets: PlainPages, filing: Filing) -> None:
    """The reviewing deputy's, as the office recorded it."""
    _head(sheets, "4. Sample audit")
    policy = filing.office.policy
    sheets.field("Rows examined", policy.sample_size)
    sheets.field("Errors found", policy.sample_errors)
    for label in ("Drawn by, and how", "Examined by", "On", "What was wrong, and what was done"):
        sheets.field(label, "")
    sheets.field("", "")


def _papers(sheets: PlainPages, filing: Filing) -> None:
    _head(sheets, "5. In the papers")
    for number in SCHEDULES:
        _counted(sheets, f"Schedule {number} – {SCHEDULE_TITLES[number]}", filing.counts[number])
    _counted(sheets, "Total", len(filing.rows))
    if filing.group != "none":
        sheets.paragraph(f"Only convictions of this {filing.group}: {filing.group_value}.")


def _residue(sheets: PlainPages, filing: Filing) -> None:
    """What is left out, and why."""
    _head(sheets, "6. Not in the papers")
    found = dict(filing.screening.outcomes)
    if found:
        relief = sum(found.get(one, 0) for one in _RELIEF)
        _counted(
            sheets,
            "Hand review: waiting for a person, unless one has decided",
            found.get(Outcome.HAND_REVIEW, 0),
        )
        _counted(
            sheets,
            "Not eligible, unless an attorney has decided otherwise",
            found.get(Outcome.NOT_ELIGIBLE, 0),
        )
        _counted(
            sheets,
            "Out of scope: another county, agency or no conviction",
            found.get(Outcome.OUT_OF_SCOPE, 0),
        )
        _counted(sheets, "Held back by an attorney", _of(filing.screening.decisions, "hold"))
        _counted(
            sheets, "Challenged by the People, in all courts", _of(filing.screening.decisions, "challenge")
        )
        sheets.paragraph(
            f"{many(relief, 'conviction')} with relief by the criteria, {many(len(filing.rows), 'row')} in "
            "this filing. Rows come in by decision; they stay out when held back, challenged, decided "
            "otherwise, or in another filing."
        )
    for challenge in filing.challenges:
        row = challenge.row
        sheets.paragraph(
            f"Challenged: case {row.case_number or 'without number'}, count {row.count_number or 'unknown'}; "
            f"{many(len(challenge.evidence), 'document')} attached."
        )
    for sentence in _lacking(filing):
        sheets.paragraph(sentence)


def _lacking(filing: Filing) -> Iterator[str]:
    """Sources with lines set aside, and values the office has not given."""
    for source in filing.sources:
        if source.set_aside:
            yield f"{source.name}: {many(source.set_aside, 'line')} set aside at import, not assessed."
    if lacking := missing_for(
        filing.office, ("attorney.bar_number", "court.department", "court.case_number")
    ):
        yield missing_sentence(lacking)


def _numbers(sheets: PlainPages, filing: Filing) -> None:
    """Rows a clerk cannot find, or may not."""
    _head(sheets, "7. Case numbers")
    without = [row for row in filing.rows if not row.case_number]
    _counted(sheets, "Rows without a case number", len(without))
    _row_numbers(sheets, without)
    profile = filing.profile
    if not profile.case_number_pattern:
        sheets.paragraph(
            f"The court profile “{profile.name}” has no pattern of case numbers: nothing to compare with."
        )
        return
    odd = [row for row in unmatched_rows(profile, filing.rows) if row.case_number]
    _counted(sheets, f"Rows whose number does not fit the court profile “{profile.name}”", len(odd))
    _row_numbers(sheets, odd)
    if not profile.is_confirmed:
        sheets.paragraph("Nobody has confirmed this profile with the clerk.", size=10)


def _head(sheets: PlainPages, text: str) -> None:
    sheets.paragraph(text, bold=True, space=12)


def _counted(sheets: PlainPages, words: str, number: int) -> None:
    sheets.columns((words, f"{number:,}"), (350.0, 100.0))


def _row_numbers(sheets: PlainPages, rows: list[ScheduleRow]) -> None:
    if not rows:
        return
    shown = ", ".join(f"{row.row_no:,}" for row in rows[:_MOST_LISTED])
    more = f" and {len(rows) - _MOST_LISTED:,} more" if len(rows) > _MOST_LISTED else ""
    plural = "s" if len(rows) > 1 else ""
    sheets.paragraph(f"Row{plural} {shown}{more}.", size=10, space=2)


def _of(tally: Tally, action: str) -> int:
    return sum(number for name, number in tally if name.lower() == action)


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


RECIPE = Recipe("D18", "quality-report", TITLE, FOOTER, PaperKind.COVER, _make, needs=())
