"""Who receives what leaves a workspace (Penal Code 11076–11078, 11105(b), 13300–13305; law/privacy.md)."""

from enum import StrEnum


class RecipientKind(StrEnum):
    """The kind decides what is masked; the recipient's name and the purpose stand beside it in the log."""

    OWN_OFFICE = "own office"
    COURT = "court"
    OTHER_PROSECUTOR = "other prosecutor"
    DEFENSE = "defense"
    JUSTICE_DEPARTMENT = "department of justice"
    RESEARCH = "research"
    PUBLIC = "public"
