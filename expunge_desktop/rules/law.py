"""The law as one immutable book: sections by date, before → after, disqualifiers, reason codes, disputes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from expunge_desktop.rules.law_reading import (
    bad_entry,
    read_aggravator,
    read_disqualifier,
    read_each,
    read_never,
    read_point,
    read_review_code,
    read_rule,
    read_section,
    read_source,
)
from expunge_desktop.rules.law_tables import (
    Aggravator,
    Dispute,
    Disqualifier,
    Never,
    ReviewCode,
    RuleText,
    SectionRow,
    Source,
)


@dataclass(frozen=True, eq=False)
class LawBook:
    """Dated legal data with citations, read from resources/law by `services.law_library.load_law`.

    Two books are the same when their digests are. Numbers: grams, plants, years; dates are whole days.
    """

    digest: str
    act_in_force_on: date
    adult_age: int
    lawful_age: int
    cannabis_grams: float
    concentrate_grams: float
    export_concentrate_grams: float
    plants: int
    misdemeanor_limitation_years: int
    felony_limitation_years: int
    registration_counts_since: date
    years_after_term: int
    ignored_relief: frozenset[str]
    same_relief: frozenset[str]
    constants: Mapping[str, Source]
    sections: Mapping[str, tuple[SectionRow, ...]]
    rows: Mapping[str, SectionRow]
    never: Mapping[tuple[str, str], Never]
    doubtful_before_1959: Mapping[str, Source]
    super_strikes: Mapping[tuple[str, str], Disqualifier]
    registrable: Mapping[tuple[str, str], Disqualifier]
    gang_entry: tuple[str, frozenset[tuple[str, ...]]]
    gang_offenses: frozenset[str]
    registration_sections: frozenset[str]
    review_codes: Mapping[str, ReviewCode]
    problem_codes: Mapping[str, str]
    disputes: Mapping[int, Dispute]
    for_counsel: Mapping[str, Source]
    rules: Mapping[str, RuleText]

    @classmethod
    def from_data(cls, data: Mapping[str, Any], digest: str) -> "LawBook":
        """Build the book from `{file name: content}`; AnswerIsNoError names the entry that cannot be used."""
        try:
            book = cls(digest=digest, **_constants(data["constants"]), **_tables(data))
        except KeyError as error:
            raise bad_entry("resources/law", f"{error} is missing") from error
        _cross_check(book)
        return book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LawBook) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def _constants(data: Mapping[str, Any]) -> dict[str, Any]:
    entries = {name: {**data["defaults"], **entry} for name, entry in data.items() if name != "defaults"}
    value = {name: entry["value"] for name, entry in entries.items()}
    return {
        "act_in_force_on": value["act_in_force_on"],
        "adult_age": value["adult_age"],
        "lawful_age": value["lawful_age"],
        "cannabis_grams": value["cannabis_grams_limit"],
        "concentrate_grams": value["concentrate_grams_limit"],
        "export_concentrate_grams": value["export_concentrate_grams_limit"],
        "plants": value["plants_limit"],
        "misdemeanor_limitation_years": value["misdemeanor_limitation_years"],
        "felony_limitation_years": value["felony_limitation_years"],
        "registration_counts_since": value["registration_counts_since"],
        "years_after_term": value["years_after_term"],
        "ignored_relief": frozenset(value["ignored_relief"]),
        "same_relief": frozenset(value["same_relief"]),
        "constants": {name: read_source(entry) for name, entry in entries.items()},
    }


def _tables(data: Mapping[str, Any]) -> dict[str, Any]:
    by_row: dict[str, list[Aggravator]] = {}
    aggravators = read_each(
        "aggravators",
        data["aggravators"],
        "aggravators",
        lambda entry: (entry["row"], read_aggravator(entry)),
    )
    for owner, aggravator in aggravators:
        by_row.setdefault(owner, []).append(aggravator)
    rows = read_each(
        "sections",
        data["sections"],
        "sections",
        lambda entry: read_section(entry, tuple(by_row.get(entry["id"], ()))),
    )
    sections: dict[str, tuple[SectionRow, ...]] = {}
    for row in rows:
        sections[row.section] = (*sections.get(row.section, ()), row)
    never = read_each("sections", data["sections"], "never", read_never)
    lists = data["disqualifiers"]
    inchoate = lists["registrable_attempts"]
    registrable = _disqualifiers(lists, "registrable", attempt=inchoate, conspiracy=inchoate)
    strikes = _disqualifiers(lists, "super_strikes")
    codes = data["review_codes"]
    entries = {code: {**codes["defaults"], **entry} for code, entry in codes["codes"].items()}
    gang = lists["gang"]["entry"]
    return {
        "sections": sections,
        "rows": {row.id: row for row in rows},
        "never": {(entry.section, entry.code): entry for entry in never},
        "doubtful_before_1959": {
            entry["section"]: read_source({**data["sections"]["defaults"], **entry})
            for entry in data["sections"]["doubtful_before_1959"]
        },
        "super_strikes": {(entry.section, entry.code): entry for entry in strikes},
        "registrable": {(entry.section, entry.code): entry for entry in registrable},
        "gang_entry": (
            gang["section"],
            frozenset(tuple(part.split(".")) if part else () for part in gang["subdivisions"]),
        ),
        "gang_offenses": frozenset(lists["gang"]["offenses"]),
        "registration_sections": frozenset(lists["registration_sections"]),
        "review_codes": {code: read_review_code(code, entry) for code, entry in entries.items()},
        "problem_codes": {kind: code for code, entry in entries.items() for kind in entry["problem_kinds"]},
        "disputes": {
            number: Dispute(number, entry["title"], entry["default"], entry.get("switch", ""))
            for number, entry in data["disputes"]["disputes"].items()
        },
        "for_counsel": dict(read_each("disputes", data["disputes"], "for_counsel", read_point)),
        "rules": {rule.id: rule for rule in read_each("rules", data["rules"], "rules", read_rule)},
    }


def _disqualifiers(lists: Mapping[str, Any], key: str, **more: str) -> list[Disqualifier]:
    """The entries of one list, each with the list's authority."""
    defaults = {**lists["defaults"], "citation": lists["citations"][key], **more}
    return read_each("disqualifiers", {**lists, "defaults": defaults}, key, read_disqualifier)


def _cross_check(book: LawBook) -> None:
    """Every name used by one entry exists as another."""
    for row in book.rows.values():
        for target in row.like.values():
            if target not in book.rows:
                raise bad_entry(row.id, f"like names {target}, which is no row")
        for outcome in row.outcomes.values():
            if outcome.startswith("HR-") and outcome not in book.review_codes:
                raise bad_entry(row.id, f"{outcome} is no review code")
        for numbers in row.disputes.values():
            for number in numbers:
                if number not in book.disputes:
                    raise bad_entry(row.id, f"dispute {number} is not in the register")
