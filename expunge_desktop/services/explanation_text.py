"""An explanation as lines for a terminal, and as plain data for a program."""

import textwrap
from dataclasses import asdict
from typing import Any

from expunge_desktop.documents.worksheet.memo import Grid, Item, Memo, Question, Term
from expunge_desktop.services.explanation import Explanation
from expunge_desktop.services.explanation_memo import memo_of

WIDTH = 100
_INDENT, _NAME = "   ", 26


def explanation_lines(explanation: Explanation) -> list[str]:
    """The memo as lines no wider than `WIDTH`."""
    return memo_lines(memo_of(explanation))


def memo_lines(memo: Memo) -> list[str]:
    """A memo as lines."""
    lines = [memo.title.upper(), memo.head]
    for number, section in enumerate(memo.sections, 1):
        lines += ["", f"{number}. {section.title.upper()}"]
        for item in section.items:
            lines += _item_lines(item)
    return [*lines, "", memo.footer] if memo.footer else lines


def _item_lines(item: Item) -> list[str]:
    if isinstance(item, Term):
        name = f"{item.name}:" if item.name else ""
        first = f"{name:<{_NAME}} " if len(name) <= _NAME else f"{name} "
        body = _wrapped(first + item.text, _INDENT, _INDENT + " " * (_NAME + 1))
        return [*body, *_wrapped(item.remark, _INDENT + " " * (_NAME + 1))]
    if isinstance(item, Question):
        label = f"{item.label}."
        rest = " " * 8
        lines = _wrapped(f"{label:<4} {item.question} {item.answer}", _INDENT, rest)
        said = f"[{item.authority}]" if item.authority else ""
        marked = " ".join(filter(None, (said, f"({item.mark})" if item.mark else "")))
        return [*lines, *_wrapped(item.because, rest), *_wrapped(marked, rest)]
    if isinstance(item, Grid):
        lines = [f"{_INDENT}{item.headings[0]}"]
        for row in item.rows:
            first, *others = row
            lines += _wrapped(f"- {first}: {others[0]}", _INDENT + "  ", _INDENT + "    ")
            for other in others[1:]:
                lines += _wrapped(other, _INDENT + "    ")
        return lines
    return _wrapped(item.text, _INDENT)


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    if not text:
        return []
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest or first, break_on_hyphens=False
    )


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The same for a program: codes and ISO dates beside the words."""
    detail, finding = explanation.detail, explanation.finding
    row = detail.row
    return {
        "person": row.person_name,
        "born_on": row.born_on,
        "case": row.case_number,
        "count": row.count_number,
        "code_section": row.code_section,
        "conviction_on": row.conviction_on,
        "assessment": detail.assessment,
        "statutory_outcome": row.statutory_outcome,
        "statutory_reason": finding.statutory_reason if finding else "",
        "policy_outcome": row.policy_outcome,
        "policy_criterion": row.policy_criterion,
        "criteria_held": list(finding.criteria_held) if finding else [],
        "final_outcome": row.final_outcome,
        "route": str(finding.route) if finding else "",
        "sealing": finding.is_sealed if finding else None,
        "alternative": finding.alternative if finding else "",
        "confidence": finding.confidence if finding else "",
        "confidence_because": list(explanation.confidence_because),
        "review_codes": list(row.review_codes),
        "open_points": [asdict(point) for point in explanation.open_points],
        "missing_facts": list(finding.missing_facts) if finding else [],
        "needs_new_look": row.needs_new_look,
        "departed": row.is_departed,
        "facts": [asdict(line) for line in explanation.facts],
        "other_entries": [asdict(entry) for entry in explanation.others],
        "steps": [
            {
                "rule": step.rule,
                "question": step.question,
                "answer": str(step.answer),
                "because": step.because,
                "citation": step.citation,
                "confidence": step.confidence,
                "unconfirmed": step.is_unconfirmed,
            }
            for step in (finding.steps if finding else ())
        ],
        "path": [asdict(step) for step in explanation.steps],
        "criteria": [asdict(line) for line in explanation.criteria],
        "disputes": list(finding.disputes) if finding else [],
        "disputed_points": [asdict(point) for point in explanation.disputed],
        "supplied_facts": [asdict(one) for one in detail.supplied],
        "decisions": [asdict(one) for one in detail.decisions],
        "authority": asdict(explanation.authority) if explanation.authority else None,
        "source": [f"{detail.files[line.file - 1]}, line {line.line}" for line in detail.lines],
    }
