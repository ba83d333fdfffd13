"""Worked cases beside the law (resources/law/scenarios): a record, and what the legal pages say of it.

A file holds `cases` one by one, `table` rows that give one case for each age band, and `priors`: earlier
convictions by what they do to a possession for sale. Expected values are written from the pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.outcome import Disposition, Level, Outcome
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person, SentencePart

OUTCOMES = {
    "D": Outcome.DISMISS_SEAL,
    "M": Outcome.REDESIGNATE_MISDEMEANOR,
    "I": Outcome.REDESIGNATE_INFRACTION,
    "N": Outcome.NOT_ELIGIBLE,
    "H": Outcome.HAND_REVIEW,
    "O": Outcome.OUT_OF_SCOPE,
}
_YEARS_OLD = {"21+": 25, "18-20": 19, "under 18": 16}
_DATES = {
    "offense": "offense_on",
    "conviction": "conviction_on",
    "commenced": "commenced_on",
    "completed_on": "sentence_completed_on",
    "probation_ended": "probation_ended_on",
    "set_aside_on": "set_aside_on",
}
_PLAIN = {
    "charge": "charge",
    "county": "county",
    "agency": "filing_agency",
    "case": "case_key",
    "plants": "plants",
    "grams": "cannabis_grams",
    "concentrate": "concentrate_grams",
    "completed": "is_sentence_completed",
    "serving": "is_serving",
    "probation_granted": "was_probation_granted",
    "probation_status": "probation_status",
    "set_aside": "is_set_aside",
    "revoked": "is_revoked",
    "level_conflict": "has_level_conflict",
    "doj_listed": "is_doj_listed",
    "challenged": "is_challenged",
    "comment": "comment",
}
_KNOWN = frozenset((*_DATES, *_PLAIN, "level", "disposition", "facts", "relief", "sentence", "problems"))
_COUNT: dict[str, Any] = {
    "county": "LOS ANGELES",
    "case": "A1",
    "level": "F",
    "disposition": "CONVICTED",
    "offense": "2005-01-10",
    "conviction": "2005-03-01",
    "completed": True,
    "probation_granted": False,
}
_CASE_KEYS = frozenset(
    (
        "id",
        "title",
        "page",
        "born",
        "deceased",
        "count",
        "others",
        "policy",
        "switches",
        "agencies",
        "as_of",
        "statute",
        "outcome",
        "criterion",
        "codes",
        "disputes",
        "alternative",
        "open",
    )
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the page says: outcomes as letters, empty where the case does not ask; codes and disputes among
    others."""

    statute: str = ""
    policy: str = ""
    criterion: str = ""
    codes: tuple[str, ...] = ()
    disputes: tuple[int, ...] = ()
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One worked case: the first count of `person` is the one decided.

    `page` is where the expected values were read; `open_point` says what the page leaves open, if anything.
    """

    id: str
    title: str
    page: str
    person: Person
    expected: Expected
    as_of: date
    policy: str
    switches: tuple[tuple[str, Any], ...] = ()
    agencies: frozenset[str] | None = None
    open_point: str = ""


def load_scenarios() -> tuple[Scenario, ...]:
    """Every scenario that comes with the program, file by file.

    Raises AnswerIsNoError naming the file and the case that cannot be read.
    """
    found: list[Scenario] = []
    for path in sorted(resource_path("law", "scenarios").glob("*.yaml")):
        data = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for case in _cases(path.stem, data):
            try:
                found.append(_scenario({**data.get("defaults", {}), **case}))
            except (KeyError, TypeError, ValueError) as error:
                raise AnswerIsNoError(
                    "bad-scenario",
                    f"scenarios/{path.name}, case {case.get('id')}: {type(error).__name__} {error}.",
                    "Correct the case.",
                ) from error
    return tuple(found)


def _cases(stem: str, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for number, case in enumerate(data.get("cases", ()), 1):
        yield {"id": f"{stem}.{number}", **case}
    for number, row in enumerate(data.get("table", ()), 1):
        yield from _by_age(f"{stem}.row-{number}", row)
    for number, group in enumerate(data.get("priors", ()), 1):
        for charge in group["charges"]:
            shared = {key: value for key, value in group.items() if key not in ("charges", "prior")}
            yield {
                **shared,
                "id": f"{stem}.{number}.{charge.replace(' ', '-')}",
                "title": f"possession for sale after {charge}: {group['title']}",
                "count": {"charge": "11359 HS"},
                "others": [{"charge": charge, **_PRIOR, **group.get("prior", {})}],
            }


_PRIOR = {"conviction": "1990-02-02", "case": "P1", "offense": ""}


def _by_age(id_: str, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One case for each age band the row has an outcome for."""
    count = row["count"]
    offense_year = int(str(count.get("offense", _COUNT["offense"]))[:4])
    for band, letter in row["by_age"].items():
        case = {key: value for key, value in row.items() if key not in ("by_age", "open_ages")}
        case |= {
            "id": f"{id_}.{band.replace(' ', '-')}",
            "title": f"{row['title']}, {band} at the offense",
            "born": f"{offense_year - _YEARS_OLD[band]}-01-01",
            "statute": letter,
        }
        if band in row.get("open_ages", ()):
            case["open"] = "the table has no entry for this age; a person looks"
        if letter != "H":
            case.pop("codes", None)
        yield case


def _scenario(case: Mapping[str, Any]) -> Scenario:
    unknown = set(case) - _CASE_KEYS
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} is not known here")
    counts = [_count("1", case["count"])]
    counts += [_count(str(place), other) for place, other in enumerate(case.get("others", ()), 2)]
    born = str(case.get("born", "1980-03-03"))
    for letter in (case.get("statute", ""), case.get("outcome", ""), case.get("alternative", "")):
        if letter and letter not in OUTCOMES:
            raise ValueError(f"{letter} is no outcome")
    expected = Expected(
        case.get("statute", ""),
        case.get("outcome", ""),
        case.get("criterion", ""),
        tuple(case.get("codes", ())),
        tuple(case.get("disputes", ())),
        case.get("alternative", ""),
    )
    if expected == Expected():
        raise ValueError("nothing is expected")
    return Scenario(
        id=case["id"],
        title=case["title"],
        page=case["page"],
        person=Person(
            key="SCENARIO",
            name="SAMPLE,PAT",
            born_on=PartialDate.parse("" if born == "unknown" else born),
            is_deceased=case.get("deceased", False),
            counts=tuple(counts),
        ),
        expected=expected,
        as_of=case.get("as_of", date(2020, 2, 11)),
        policy=case.get("policy", "los-angeles-2020"),
        switches=tuple(sorted(case.get("switches", {}).items())),
        agencies=frozenset(case["agencies"]) if "agencies" in case else None,
        open_point=case.get("open", ""),
    )


def _count(ref: str, values: Mapping[str, Any]) -> Count:
    """A felony of 2005 in the county, sentence completed, no probation, unless the case says otherwise."""
    if unknown := set(values) - _KNOWN:
        raise ValueError(f"{', '.join(sorted(unknown))} is not known of a count")
    merged = {**_COUNT, **values}
    fields: dict[str, Any] = {name: merged[key] for key, name in _PLAIN.items() if key in merged}
    for key, name in _DATES.items():
        fields[name] = PartialDate.parse(str(merged.get(key) or ""))
    return Count(
        ref=ref,
        disposition=Disposition(merged["disposition"]),
        level=Level(merged["level"]) if merged["level"] else None,
        fact_codes=frozenset(merged.get("facts", ())),
        other_relief=tuple(merged.get("relief", ())),
        problems=tuple(merged.get("problems", ())),
        sentence_parts=tuple(SentencePart(*part) for part in merged.get("sentence", ())),
        **fields,
    )
