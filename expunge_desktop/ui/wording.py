"""The words the window uses for codes: outcomes, criteria, actions, dates. One place, so screens agree."""

from datetime import UTC, datetime

from expunge_desktop.base.counted_words import many as counted
from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role

OUTCOMES = {
    Outcome.DISMISS_SEAL: "Dismiss and seal",
    Outcome.REDESIGNATE_MISDEMEANOR: "Misdemeanor",
    Outcome.REDESIGNATE_INFRACTION: "Infraction",
    Outcome.NOT_ELIGIBLE: "Not eligible",
    Outcome.HAND_REVIEW: "Hand review",
    Outcome.OUT_OF_SCOPE: "Out of scope",
}

OUTCOME_SENTENCES = {
    Outcome.DISMISS_SEAL: "The court is to be asked to dismiss this conviction and to seal its record.",
    Outcome.REDESIGNATE_MISDEMEANOR: "The court is to be asked to redesignate this conviction a misdemeanor.",
    Outcome.REDESIGNATE_INFRACTION: "The court is to be asked to redesignate this conviction an infraction.",
    Outcome.NOT_ELIGIBLE: "The conviction is not eligible for relief.",
    Outcome.HAND_REVIEW: "A person must look at this conviction before anything is said about it.",
    Outcome.OUT_OF_SCOPE: "The conviction is outside this office's motion.",
}

CRITERIA = {
    "MISD_POSSESSION": "Misdemeanor possession",
    "FELONY_11357_A_B": "Felony 11357(a) or (b)",
    "AGE_50": "50 or older",
    "UNDER_21": "Under 21 at conviction",
    "TEN_YEARS": "No conviction in ten years",
    "PROBATION": "Completed probation",
    "DECEASED": "Deceased",
    "ONLY_CANNABIS": "Only cannabis convictions",
    "STATUTORY": "By the statute alone",
    "DISQUALIFIED": "Disqualified",
    "NONE": "No criterion",
}

ACTIONS = {
    DecisionAction.CONFIRM: "Confirmed",
    DecisionAction.OVERRIDE: "Overridden",
    DecisionAction.HOLD: "On hold",
    DecisionAction.CHALLENGE: "Challenged",
}

ROLES = {
    Role.CLERK: "Clerk",
    Role.REVIEWER: "Reviewer",
    Role.SUPERVISOR: "Supervising attorney",
    Role.ADMINISTRATOR: "Administrator",
}

LEVELS = {"F": "Felony", "M": "Misdemeanor", "I": "Infraction"}

DISPOSITIONS = {"NOT FILED": "Not filed", "JUVENILE ADJUDICATION": "Juvenile adjudication"}

UNKNOWN = "unknown"


def outcome_label(code: str) -> str:
    """The short label of an outcome; an unknown code is shown as it is."""
    return OUTCOMES.get(Outcome(code), code) if code in Outcome.__members__ else (code or "Not assessed")


def criterion_label(code: str) -> str:
    """The short label of a policy criterion; codes of an office's own policy are shown as words."""
    return CRITERIA.get(code, code.replace("_", " ").capitalize())


def action_label(code: str) -> str:
    """What was done, as a past participle; empty for an undecided conviction."""
    return str(ACTIONS.get(DecisionAction(code), code)) if code else "Undecided"


def level_label(code: str) -> str:
    """The level of an offense, or unknown."""
    return LEVELS.get(code, UNKNOWN)


def disposition_label(code: str) -> str:
    """What became of a count."""
    return DISPOSITIONS.get(code, code.capitalize())


def day(text: str) -> str:
    """An ISO date, as far as known, the way American offices write it: 04/07/1999, 04/1999, 1999."""
    parts = text.split("-")
    if len(parts) == 3:
        return f"{parts[1]}/{parts[2]}/{parts[0]}"
    if len(parts) == 2:
        return f"{parts[1]}/{parts[0]}"
    return text or UNKNOWN


def instant(text: str) -> str:
    """A stored instant in the local time of this machine: 02/11/2020 14:05."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone().strftime("%m/%d/%Y %H:%M")


def paper_label(file_name: str) -> str:
    """A paper's short name from its file name: `D05-exhibit-a-public.pdf` is “D05 Exhibit A public”."""
    code, _, rest = file_name.rpartition(".")[0].partition("-")
    words = rest.replace("-", " ").replace("exhibit a", "exhibit A")
    return f"{code} {words[:1].upper()}{words[1:]}"


def number(value: int) -> str:
    """A count with separators: 53,000."""
    return f"{value:,}"


def plural(value: int, one: str, many: str = "") -> str:
    """`1 person`, `2 people`."""
    return counted(value, one, many)


def size(value: int) -> str:
    """A file size a person can read."""
    amount = float(value)
    for unit in ("bytes", "KB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            return f"{amount:,.0f} {unit}" if unit in ("bytes", "KB") else f"{amount:,.1f} {unit}"
        amount /= 1024
    return f"{value} bytes"
