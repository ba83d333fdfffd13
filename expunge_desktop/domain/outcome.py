"""The closed vocabularies of deciding: outcome, route, level, disposition, criterion names."""

from enum import StrEnum


class Outcome(StrEnum):
    """What law or policy says about one conviction (design.md, "Words")."""

    DISMISS_SEAL = "DISMISS_SEAL"
    REDESIGNATE_MISDEMEANOR = "REDESIGNATE_MISDEMEANOR"
    REDESIGNATE_INFRACTION = "REDESIGNATE_INFRACTION"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    HAND_REVIEW = "HAND_REVIEW"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"


class Level(StrEnum):
    """The recorded level of an offense; unknown is None, never a default."""

    FELONY = "F"
    MISDEMEANOR = "M"
    INFRACTION = "I"


class Disposition(StrEnum):
    """What became of a count (formats/case-list.md, "disposition")."""

    CONVICTED = "CONVICTED"
    DISMISSED = "DISMISSED"
    NOT_FILED = "NOT FILED"
    ACQUITTED = "ACQUITTED"
    DIVERSION = "DIVERSION"
    PENDING = "PENDING"
    JUVENILE_ADJUDICATION = "JUVENILE ADJUDICATION"
    REGISTRATION = "REGISTRATION"
    UNKNOWN = "UNKNOWN"


class Route(StrEnum):
    """Which path of HS 11361.8 / 11361.9 a conviction takes."""

    PETITION = "11361.8(a)-(d)"
    APPLICATION = "11361.8(e)-(f)"
    DOJ_LIST = "11361.9(d)"
    NONE = ""


class DecisionAction(StrEnum):
    """What an attorney may do with a finding."""

    CONFIRM = "confirm"
    OVERRIDE = "override"
    HOLD = "hold"
    CHALLENGE = "challenge"


class Role(StrEnum):
    """Rights of a user; a user holds a set of them (contract, point 12)."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
