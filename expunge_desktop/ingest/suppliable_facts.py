"""The facts that may be supplied by hand: what each means, how it is read, and what it changes.

Names are those of the case list's columns, and so are the readers: a value means by hand what it would mean
in a file. Only facts that a rule may miss, and that have a place in a person's record, are among them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.ingest import case_list_values as values

NONE = "NONE"  # as a value of `facts`: no such fact is proved
UNREAD = "a value that could not be read"  # what the record says, where its words are not at hand
_SAYS_UNREAD = ("UNKNOWN_", "UNREADABLE_", "IMPOSSIBLE_", "CONFLICTING_", "COMMENT_NAMES_OTHER_CHARGE")
_DATE = "a date: YYYY-MM-DD, MM/DD/YYYY, YYYY-MM or YYYY"
_FLAG = "Y or N"
_GRAMS = "grams, such as 28.5"

Change = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SuppliableFact:
    """One of them.

    name      as the case list's column
    what      for people: "Date of birth"
    values    which values are read, in words
    codes     review codes that ask for it
    key       of the line of an explanation it speaks of
    read      the value; None when it cannot be read
    change    the fields of the person or count it sets
    known     what the record says, as `read` would give it; None when it says nothing
    said      what the record says, for people; empty when it says nothing
    settles   kinds of problem that the fact answers
    refines   whether a value says more precisely what the record says
    """

    name: str
    what: str
    values: str
    codes: tuple[str, ...]
    key: str
    read: Callable[[str], Any]
    change: Callable[[Any, Any], Change]
    known: Callable[[Any], Any]
    said: Callable[[Any], str]
    settles: frozenset[str] = frozenset()
    refines: Callable[[Any, Any], bool] = lambda _value, _known: False
    is_of_person: bool = False

    def contradicts(self, recorded: Person | Count, value: Any) -> bool:
        """Whether the value says something else than the record does; where that says nothing, nothing."""
        known = self.known(recorded)
        return known is not None and known != value and not self.refines(value, known)

    def answers_unread(self, recorded: Person | Count) -> bool:
        """Whether the record says something that could not be read, or disagrees, and the fact settles it."""
        return any(kind in self.settles and kind.startswith(_SAYS_UNREAD) for kind in recorded.problems)

    def is_unread(self, cell: str) -> bool:
        """Whether a cell of a case list says something that could not be read; 0000-00-00 says nothing."""
        return bool(cell) and (values.day(cell)[1] if self.read is _date else self.read(cell) is None)


def _date(text: str) -> PartialDate | None:
    return values.day(text)[0]


def _is_within(value: PartialDate, known: PartialDate) -> bool:
    return known.earliest <= value.earliest and value.latest <= known.latest


def _charge(text: str) -> str | None:
    return text if parse_charge(text) is not None else None


def _known_charge(count: Count) -> str | None:
    return _charge(count.charge)


def _is_narrower(value: str, known: str) -> bool:
    """HS 11360(b) says more precisely what 11360 HS says; another section, or another letter, does not."""
    new, old = parse_charge(value), parse_charge(known)
    if new is None or old is None:
        return False
    same = (new.section, new.inchoate, new.others) == (old.section, old.inchoate, old.others)
    return (
        same and old.code in ("", new.code) and new.subdivisions[: len(old.subdivisions)] == old.subdivisions
    )


def _state(known: frozenset[str]) -> Callable[[str], str | None]:
    return lambda text: word if (word := values.words(text)) in known else None


def _disposition(text: str) -> Disposition | None:
    return values.disposition(text)


def _known_disposition(count: Count) -> Disposition | None:
    return None if count.disposition is Disposition.UNKNOWN else count.disposition


def _codes(text: str) -> frozenset[str] | None:
    if values.words(text) == NONE:
        return frozenset()
    codes = [values.fact_code(part) for part in text.split(";") if part.strip()]
    return frozenset(codes) if codes and all(codes) else None


def _with_county(count: Count, county: str) -> Change:
    """The county, and the key of the case where the county is part of it."""
    number = count.case_number.strip()
    is_keyed = count.case_key in ("", f"{count.county}|{number}")
    return {"county": county} | ({"case_key": f"{county}|{number}"} if is_keyed and number else {})


def _with_probation(_count: Count, state: str) -> Change:
    """A revocation on the record stays only beside a state that says so."""
    return {"probation_status": state} | (
        {} if state == "REVOKED" else {"is_revoked": False, "revoked_on": None}
    )


def _sentence_state(count: Count) -> str | None:
    if count.is_serving:
        return "SERVING"
    return "COMPLETED" if count.is_sentence_completed else None


def _yes_no(answer: bool | None) -> str:
    return {True: "Y", False: "N", None: ""}[answer]


def _text(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _field(name: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, name)


def _sets(name: str) -> Callable[[Any, Any], Change]:
    return lambda _record, value: {name: value}


def _shows(name: str) -> Callable[[Any], str]:
    return lambda record: _text(getattr(record, name))


def _shows_flag(name: str) -> Callable[[Any], str]:
    return lambda record: _yes_no(getattr(record, name))


def _plain(
    name: str,
    what: str,
    units: str,
    codes: tuple[str, ...],
    field: str,
    read: Callable[[str], Any],
    **more: Any,
) -> SuppliableFact:
    """A fact that is one field of the record."""
    given = {"key": field, "change": _sets(field), "known": _field(field), "said": _shows(field)} | more
    return SuppliableFact(name, what, units, codes, read=read, **given)


def _flag(name: str, what: str, codes: tuple[str, ...], field: str, **more: Any) -> SuppliableFact:
    return _plain(name, what, _FLAG, codes, field, values.flag, said=_shows_flag(field), **more)


def _dated(name: str, what: str, codes: tuple[str, ...], field: str, **more: Any) -> SuppliableFact:
    return _plain(name, what, _DATE, codes, field, _date, refines=_is_within, **more)


_OF_BIRTH = frozenset(
    ("MISSING_BIRTH_DATE", "PARTIAL_BIRTH_DATE", "IMPOSSIBLE_BIRTH_DATE", "CONFLICTING_BIRTH_DATE")
)
_OF_CONVICTION_DATE = frozenset(
    ("MISSING_EVENT_DATE", "PARTIAL_EVENT_DATE", "IMPOSSIBLE_EVENT_DATE", "CONFLICTING_DISPOSITION_DATE")
)
_OF_CHARGE = frozenset(
    ("MISSING_CHARGE", "UNREADABLE_CHARGE", "SEVERAL_CHARGES_IN_COMMENT", "COMMENT_NAMES_OTHER_CHARGE")
)
_OF_DISPOSITION = frozenset(
    ("MISSING_DISPOSITION", "UNKNOWN_DISPOSITION", "UNKNOWN_STEP_TYPE", "MISSING_STEP_TYPE")
)

_ALL = (
    _dated("date_of_birth", "Date of birth", ("HR-AGE", "HR-DATE", "HR-CRITERION"), "born_on",
           settles=_OF_BIRTH, is_of_person=True),
    _flag("deceased", "Deceased", ("HR-CRITERION",), "is_deceased", key="deceased",
          change=lambda _, value: {"is_deceased": value} | ({} if value else {"deceased_on": None}),
          settles=frozenset(("CONFLICTING_DECEASED",)), is_of_person=True),
    _dated("offense_date", "Date of the offense", ("HR-AGE", "HR-DATE", "HR-PRIOR-TIMING"), "offense_on",
           change=lambda _, value: {"offense_on": value, "offense_on_source": "supplied"},
           settles=frozenset(("IMPOSSIBLE_OFFENSE_DATE",))),
    _dated("conviction_date", "Date of the conviction",
           ("HR-ACTDATE", "HR-DATE", "HR-PRIOR-TIMING", "HR-CRITERION"), "conviction_on",
           settles=_OF_CONVICTION_DATE),
    _plain("code_section", "Section convicted of", "a section, such as 11360(b) HS",
           ("HR-SUBDIV", "HR-CODE", "HR-PRIOR-COND"), "charge", _charge, known=_known_charge,
           settles=_OF_CHARGE, refines=_is_narrower),
    _plain("offense_level", "Level of the offense", "F felony, M misdemeanor or I infraction", ("HR-LEVEL",),
           "level", values.level, change=lambda _, value: {"level": value, "has_level_conflict": False},
           settles=frozenset(("UNKNOWN_LEVEL", "LEVEL_CONFLICT"))),
    _plain("disposition", "How the count ended",
           ", ".join(one.value for one in Disposition if one is not Disposition.UNKNOWN), ("HR-CODE",),
           "disposition", _disposition, known=_known_disposition,
           said=lambda count: str(_known_disposition(count) or count.disposition_text),
           settles=_OF_DISPOSITION),
    _plain("county", "County of the court", "a county of California, FEDERAL or a state's name",
           ("HR-VENUE",), "county", lambda text: values.county(text) or None, change=_with_county,
           known=lambda count: count.county or None,
           settles=frozenset(("MISSING_COUNTY", "UNKNOWN_COUNTY", "AMBIGUOUS_COUNTY"))),
    _plain("sentence_status", "State of the sentence", "COMPLETED or SERVING", ("HR-SERVING", "HR-CRITERION"),
           "sentence", _state(values.SENTENCE_STATES), known=_sentence_state,
           said=lambda count: _sentence_state(count) or "",
           change=lambda _, value: {
               "is_sentence_completed": value == "COMPLETED", "is_serving": value == "SERVING"}),
    _dated("sentence_completed_on", "Sentence completed on", ("HR-SERVING", "HR-CRITERION"),
           "sentence_completed_on", key="sentence"),
    _flag("probation_granted", "Probation granted", ("HR-CRITERION",), "was_probation_granted",
          key="probation"),
    _plain("probation_status", "State of probation", "COMPLETED, TERMINATED EARLY, REVOKED or ACTIVE",
           ("HR-SERVING", "HR-CRITERION"), "probation_status", _state(values.PROBATION_STATES),
           change=_with_probation, known=lambda count: count.probation_status or None),
    _dated("probation_ended_on", "Probation ended on", ("HR-SERVING", "HR-CRITERION"), "probation_ended_on",
           key="probation"),
    _plain("cannabis_grams", "Cannabis proved", _GRAMS, ("HR-QTY",), "cannabis_grams", values.number),
    _plain("concentrate_grams", "Concentrate proved", _GRAMS, ("HR-QTY",), "concentrate_grams",
           values.number),
    _plain("plants", "Plants proved", "a whole number", ("HR-QTY",), "plants", values.whole_number),
    _plain("facts", "Proved facts", "all codes that hold, separated by semicolons, or NONE: "
           + ", ".join(sorted(values.FACT_CODES)), ("HR-CODE", "HR-PRIOR-COND"), "fact_codes", _codes,
           known=lambda count: count.fact_codes or None,
           said=lambda count: "; ".join(sorted(count.fact_codes)),
           settles=frozenset(("UNKNOWN_FACT",)), refines=lambda value, known: value > known),
    _flag("doj_listed", "On the Department of Justice list of 2019", ("HR-CHALLENGE",), "is_doj_listed",
          key="doj_listed"),
    _flag("challenged", "Challenged by July 1, 2020", ("HR-CHALLENGE",), "is_challenged", key="challenged",
          settles=frozenset(("UNKNOWN_CHALLENGE",))),
)  # fmt: skip

SUPPLIABLE: Mapping[str, SuppliableFact] = MappingProxyType({one.name: one for one in _ALL})
