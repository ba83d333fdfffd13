"""Explain one conviction: the whole path from record to outcome, in plain words, for the command line."""

from dataclasses import dataclass
from typing import Any

from expunge_desktop.domain.person import Count
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.services.review import conviction_detail
from expunge_desktop.services.session import Session

DISCLAIMER = "Research encoded by this program, for an attorney to check; not legal advice."


@dataclass(frozen=True, slots=True)
class Explanation:
    """One conviction's detail, ready to be printed or given as JSON."""

    detail: ConvictionDetail

    @property
    def count(self) -> Count | None:
        """The count under review in the person's history."""
        return next((one for one in self.detail.person.counts if one.ref == self.detail.count_ref), None)

    def as_json(self) -> dict[str, Any]:
        """The same facts for a program."""
        row, finding = self.detail.row, self.detail.finding
        return {
            "person": row.person_name,
            "case": row.case_number,
            "count": row.count_number,
            "code_section": row.code_section,
            "assessment": self.detail.assessment,
            "statutory_outcome": row.statutory_outcome,
            "policy_outcome": row.policy_outcome,
            "policy_criterion": row.policy_criterion,
            "final_outcome": row.final_outcome,
            "review_codes": list(row.review_codes),
            "missing_facts": list(finding.missing_facts) if finding else [],
            "steps": [
                {
                    "rule": step.rule,
                    "question": step.question,
                    "answer": str(step.answer),
                    "because": step.because,
                    "citation": step.citation,
                    "unconfirmed": step.is_unconfirmed,
                }
                for step in (finding.steps if finding else ())
            ],
            "source": [self.place(line) for line in self.detail.lines],
        }

    def place(self, line: Any) -> str:
        """ "file, line n" of a source row."""
        return f"{self.detail.files[line.file - 1]}, line {line.line}"


def explanation_of(session: Session, conviction_id: int) -> Explanation:
    """The explanation of one conviction under the current assessment."""
    return Explanation(conviction_detail(session, conviction_id))


def explanation_lines(explanation: Explanation) -> list[str]:
    """The explanation as lines a lawyer can follow."""
    detail = explanation.detail
    row, finding, count = detail.row, detail.finding, explanation.count
    lines = [
        f"{row.person_name}, born {row.born_on or 'unknown'}",
        f"Case {row.case_number or 'unknown'}, count {row.count_number or 'unknown'}: {row.code_section} "
        f"{row.offense_text}".rstrip(),
        f"Level {row.level or 'unknown'}; "
        f"offense {count.offense_on if count and count.offense_on else 'unknown'}; "
        f"conviction {row.conviction_on or 'unknown'}; {row.county or 'county unknown'}",
    ]
    if detail.lines:
        lines.append("Read from " + "; ".join(explanation.place(line) for line in detail.lines))
    if finding is None:
        return [*lines, "", "Not assessed yet."]
    lines += ["", f"Assessed under {detail.assessment}", ""]
    for number, step in enumerate(finding.steps, 1):
        lines.append(f"{number:2d}. {step.question} {str(step.answer).upper()}")
        if step.because:
            lines.append(f"    {step.because}")
        mark = "   (unconfirmed: counsel must check)" if step.is_unconfirmed else ""
        if step.citation or mark:
            lines.append(f"    [{step.citation}]{mark}")
    lines += [
        "",
        f"Under the statute: {row.statutory_outcome}. {finding.statutory_reason}",
        f"Under the policy:  {row.policy_outcome} (criterion {row.policy_criterion})",
    ]
    if finding.criteria_held:
        lines.append(f"Criteria that hold: {', '.join(finding.criteria_held)}")
    if row.review_codes:
        lines.append(f"Hand review: {', '.join(row.review_codes)}")
    if finding.missing_facts:
        lines.append(f"Missing or inferred: {'; '.join(finding.missing_facts)}")
    if finding.disputes:
        lines.append(f"Reasonable lawyers differ: dispute {', '.join(str(n) for n in finding.disputes)}")
    for decision in detail.decisions:
        lines.append(
            f"Decision of {decision.decided_by}, {decision.decided_at[:10]}: "
            f"{decision.action} → {decision.outcome}. "
            f"{decision.reason}".rstrip()
        )
    return [*lines, f"Final outcome: {row.final_outcome}", "", DISCLAIMER]
