"""Codes of the program in a lawyer's words: dates, outcomes, levels, fact codes, reason codes, criteria."""

import re
from collections.abc import Mapping
from datetime import date

from expunge_desktop.domain.counties import county_named
from expunge_desktop.domain.outcome import Outcome, Route
from expunge_desktop.rules.law import LawBook

NOT_RECORDED = "not recorded"
OUTCOME_WORDS = {
    Outcome.DISMISS_SEAL: "dismiss and seal",
    Outcome.REDESIGNATE_MISDEMEANOR: "redesignate as a misdemeanor",
    Outcome.REDESIGNATE_INFRACTION: "redesignate as an infraction",
    Outcome.NOT_ELIGIBLE: "not eligible",
    Outcome.HAND_REVIEW: "hand review",
    Outcome.OUT_OF_SCOPE: "out of scope",
}
OUTCOME_SENTENCES = {
    Outcome.DISMISS_SEAL: "The court is asked to dismiss the conviction and to seal its record.",
    Outcome.REDESIGNATE_MISDEMEANOR: "The court is asked to make the felony a misdemeanor for all purposes "
    "(HS 11361.8(h)).",
    Outcome.REDESIGNATE_INFRACTION: "The court is asked to make the conviction an infraction for all "
    "purposes (HS 11361.8(h)).",
    Outcome.NOT_ELIGIBLE: "Nothing is asked of the court.",
    Outcome.HAND_REVIEW: "A person must look before anything is asked of the court; what is missing stands "
    "below. Unanswered, it stays so and never becomes “not eligible” by itself.",
    Outcome.OUT_OF_SCOPE: "Not this office's to decide; nothing is asked of the court.",
}
ROUTE_WORDS = {
    Route.PETITION: "petition while the sentence is served (HS 11361.8(a)–(d))",
    Route.APPLICATION: "application after the sentence (HS 11361.8(e)–(g))",
    Route.DOJ_LIST: "the Department of Justice list, not challenged (HS 11361.9(d))",
    Route.NONE: "",
}
LEVEL_WORDS = {"F": "felony", "M": "misdemeanor", "I": "infraction", "": NOT_RECORDED}
FACT_WORDS = {
    "SALE_TO_MINOR": "sale, or an attempt or offer to sell, to a person under 18",
    "MINOR_EMPLOYED": "use of a person of 20 or younger (HS 11359(d))",
    "IMPORT_EXPORT": "import, or transport for sale out of the state",
    "ENVIRONMENTAL_HARM": "environmental harm (HS 11358(d)(3))",
    "SCHOOL_GROUNDS": "possession on school grounds",
    "RECIPIENT_UNDER_21": "a recipient under 21",
    "PERSONAL_TRANSPORT": "transport for personal use",
    "SALE": "a sale",
    "GIFT": "a gift",
    "LIFE_TERM": "a life sentence",
    "CULTIVATION_RULE_BREACH": "a breach of the rules for growing at home (HS 11362.2)",
    "RESTRICTED_PLACE_OR_USE": "use or possession in a restricted place (HS 11362.3)",
    "TRANSFERRED_1203_9": "probation transferred to another county (PC 1203.9)",
    "IDENTITY_DOUBT": "doubt whether the entry belongs to this person",
}
# What `charge.read` answers with, in words.
CHARGE_WORDS = {
    "cannabis": "one of the sections HS 11361.8 names",
    "predecessor": "a section in force before March 7, 1973, that became one of those HS 11361.8 names",
    "subdivision": "a section HS 11361.8 names, with a subdivision that it did not have "
    "before November 9, 2016",
    "attempt": "an attempt at an offense under one of the sections HS 11361.8 names",
    "conspiracy": "a conspiracy (PC 182) with a cannabis target",
    "accessory": "accessory after the fact (PC 32)",
    "never": "a section that HS 11361.8 does not name",
    "wrong code": "the number of a cannabis section, with another code or none",
    "before 1959": "a number that covered marijuana among other narcotics before 1959",
    "unreadable": "cannot be read as one section",
    "other": "a section that HS 11361.8 does not name",
}
_AGES = {"21+": "21 or older", "18-20": "18 to 20"}
_ANSWERS = {
    "within": "within the lawful amount",
    "over": "over the lawful amount",
    "conflict": "contradicts the conviction",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\w-])")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b")
_CRITERION_ANSWER = "criterion"  # one criterion's own answer, as against `policy.criterion`
_FRAMES = {
    "scope.county": "entered in {} County",
    "scope.conviction": "disposition: {}",
    "scope.agency": "prosecuted by: {}",
    "offense.date": "{}",
}
_LEVEL = re.compile(r"recorded as ([FMI])$")
_AGAINST = re.compile(r" against (\d{4}-\d{2}-\d{2})$")
_PROVED = re.compile(r"\bproved: ([A-Z0-9_]+)")
_CODE = re.compile(r"\bHR-[A-Z0-9-]+\b")


class LegalWords:
    """Puts a text of the rules into words, with the titles of one law book and one policy."""

    def __init__(self, law: LawBook, criteria: Mapping[str, str]) -> None:
        """`criteria`: title by the word a criterion is reported under."""
        self._law = law
        self._criteria = criteria

    def prose(self, text: str) -> str:
        """Dates written out, outcomes, reason codes, proved facts and criteria in words."""
        text = _ISO.sub(_written_out, text.replace("entered in FEDERAL", "entered in a federal court"))
        text = _CODE.sub(self._code, text)
        return _CAPITALS.sub(self._capitals, text)

    def answer(self, rule: str, answer: str) -> str:
        """An answer of the trace in words."""
        if rule == "age.band":
            return " or ".join(_AGES.get(part, part) for part in answer.split(" or "))
        if rule == "quantity.measure":
            return _ANSWERS.get(answer, answer)
        return self.prose(answer)

    def because(self, rule: str, text: str) -> str:
        """What answered, in words."""
        if rule in _FRAMES and text:
            return self.prose(_FRAMES[rule].format(text.title() if text.isupper() else text))
        if rule == "age.band":
            text = text.replace(", ", "; offense ", 1)
        if rule == "sanity.level":
            text = _LEVEL.sub(lambda found: f"recorded as: {LEVEL_WORDS[found[1]]}", text)
        if rule == _CRITERION_ANSWER:
            text = _AGAINST.sub(r"; to hold, not later than \1", text)
        if rule in ("charge.read", "policy.reach"):
            return CHARGE_WORDS.get(text, self.prose(text))
        if rule in ("policy.criterion", "policy.untested"):
            return "; ".join(self.criterion(report) for report in text.split(", "))
        return self.prose(_PROVED.sub(lambda found: f"proved: {FACT_WORDS.get(found[1], found[1])}", text))

    def criterion(self, report: str) -> str:
        """The title of a criterion, or of a word that stands instead of one."""
        return self._criteria.get(report, report.replace("_", " ").lower())

    def _code(self, found: re.Match[str]) -> str:
        code = self._law.review_codes.get(found[0])
        return f"{code.title} ({found[0]})" if code else found[0]

    def _capitals(self, found: re.Match[str]) -> str:
        word = found[0]
        if word in Outcome.__members__:
            return OUTCOME_WORDS[Outcome[word]]
        return FACT_WORDS.get(word) or self._criteria.get(word, word)


def county_in_words(county: str) -> str:
    """LOS ANGELES → Los Angeles County; FEDERAL → federal court; another state's name as it is."""
    if not county.strip():
        return f"county {NOT_RECORDED}"
    if county == "FEDERAL":
        return "federal court"
    return f"{county.title()} County" if county_named(county) else county.title()


def outcome_words(outcome: str) -> str:
    """An outcome in words; another text as it is."""
    return OUTCOME_WORDS[Outcome(outcome)] if outcome in Outcome.__members__ else outcome


def day_in_words(iso: str) -> str:
    """`2005-01-10` → January 10, 2005; `2005-01` → January 2005; `2005` stays; empty is not recorded."""
    return _ISO.sub(_written_out, iso) if iso else NOT_RECORDED


def dates_in_words(text: str) -> str:
    """Every ISO date of a text written out."""
    return _ISO.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    year, month, day = found[1], int(found[2]), found[3]
    try:
        date(int(year), month, int(day or 1))
    except ValueError:
        return found[0]
    return f"{_MONTHS[month - 1]} {int(day)}, {year}" if day else f"{_MONTHS[month - 1]} {year}"
