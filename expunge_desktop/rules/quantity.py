"""What the file proves of the quantity: within today's lawful amount, over it, or neither."""

from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import OVER, UNKNOWN, WITHIN, SectionRow

CONFLICT = "conflict"
_PERSONAL = frozenset(("PERSONAL_TRANSPORT", "GIFT"))
_COMMERCE = frozenset(("SALE", "SALE_TO_MINOR", "IMPORT_EXPORT"))


def measured(facts: ConvictionFacts, row: SectionRow, law: LawBook) -> str:
    """Within, over or unknown for the quantity the row asks about (People v. Banda).

    Conflict when the file proves the opposite of what the conviction establishes.
    """
    measure = row.measure
    if measure == "plants":
        return _against(facts.plants, law.plants)
    if measure == "concentrate":
        return _against(facts.concentrate_grams, law.concentrate_grams)
    if measure == "cannabis":
        found = _against(facts.cannabis_grams, law.cannabis_grams)
        if row.proves and found not in (UNKNOWN, row.proves):
            return CONFLICT
        return row.proves or found
    if measure == "either":
        return amount(facts, law.cannabis_grams, law.concentrate_grams)
    if measure == "personal":
        return _personal(facts, law)
    return UNKNOWN


def amount(facts: ConvictionFacts, cannabis_limit: float, concentrate_limit: float) -> str:
    """Cannabis and concentrate together: over when either is, within when one is proved and none is over."""
    found = {
        _against(facts.cannabis_grams, cannabis_limit),
        _against(facts.concentrate_grams, concentrate_limit),
    }
    if OVER in found:
        return OVER
    return WITHIN if WITHIN in found else UNKNOWN


def _personal(facts: ConvictionFacts, law: LawBook) -> str:
    """11360(a) is lawful today only for a personal transport or gift of a proved amount within the limits."""
    found = amount(facts, law.cannabis_grams, law.concentrate_grams)
    codes = facts.fact_codes
    is_personal = bool(_PERSONAL.intersection(codes)) and not _COMMERCE.intersection(codes)
    return found if is_personal or found == OVER else UNKNOWN


def _against(value: float | None, limit: float) -> str:
    if value is None:
        return UNKNOWN
    return WITHIN if value <= limit else OVER
