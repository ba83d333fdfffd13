"""The fields of a case list: their names, what each means, which are needed, and what is never kept.

The layout is the office's own batch format: one row per count, a header row, any order of columns.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "person_id": "The source's key for the person; rows of one person share it. "
        "Without it the CII number, else the exact name and birth date, tell people apart.",
        "full_name": "The whole name in one column, as LAST, FIRST MIDDLE; used where last_name is empty.",
        "last_name": "Last name as on the judgment.",
        "first_name": "First name as on the judgment.",
        "middle_name": "Middle name as on the judgment.",
        "name_suffix": "JR, SR, III and the like.",
        "aliases": "Other names, each LAST, FIRST, separated by semicolons.",
        "date_of_birth": "Birth date; year alone or year and month when no more is known.",
        "deceased": "Whether the person is known to have died: Y, N or empty for unknown.",
        "sex": "Free text, used for statistics only.",
        "race": "Free text, used for statistics only.",
        "cii_number": "State identification number of the Department of Justice.",
        "county": "County of the court; FEDERAL or a state's name for a record from elsewhere.",
        "court": "Court or courthouse.",
        "filing_agency": "The prosecuting office; empty means the county's District Attorney.",
        "court_case_number": "Case number as the court writes it; rows with the same number are one case.",
        "count_number": "Number of the count in its case, a whole number.",
        "code_section": "The section as recorded, such as 11359 HS or 664/11358 HS.",
        "offense_text": "The charge in words, as recorded.",
        "offense_level": "F felony, M misdemeanor, I infraction; empty for unknown.",
        "offense_date": "Date of the offense.",
        "conviction_date": "Date of the conviction or plea.",
        "disposition": "How the count ended: CONVICTED, DISMISSED, NOT FILED, ACQUITTED, DIVERSION, PENDING, "
        "JUVENILE ADJUDICATION or REGISTRATION; empty with a conviction date means CONVICTED.",
        "event_date": "Date of an entry that is not a conviction, such as a registration.",
        "sentence": "The sentence in words, shown to the reviewer.",
        "sentence_status": "COMPLETED or SERVING; empty for unknown.",
        "sentence_completed_on": "Date on which the sentence was completed.",
        "probation_granted": "Whether probation was granted: Y, N or empty for unknown.",
        "probation_status": "COMPLETED, TERMINATED EARLY, REVOKED or ACTIVE; empty for unknown.",
        "probation_ended_on": "Date on which probation ended.",
        "cannabis_grams": "Grams of cannabis that the file proves.",
        "concentrate_grams": "Grams of concentrated cannabis that the file proves.",
        "plants": "Number of plants that the file proves.",
        "facts": "Codes of proved facts, such as SALE_TO_MINOR, separated by semicolons.",
        "doj_listed": "Whether the count was on the Department of Justice list of 2019: Y, N or empty.",
        "challenged": "Whether the prosecution filed a challenge by July 1, 2020: Y, N or empty.",
        "other_relief": "Relief already granted, such as 1203.4 or 17(b), separated by semicolons.",
        "other_relief_on": "Date of that relief.",
        "address_1": "First line of the person's address, for notices.",
        "address_2": "Second line of the person's address.",
        "city": "City of the person's address.",
        "state": "State of the person's address.",
        "zip": "ZIP code of the person's address.",
        "notes": "Free text, shown to the reviewer.",
    }
)
FIELDS: tuple[str, ...] = tuple(MEANINGS)
NAMES = ("last_name", "full_name")  # one of them is needed
REQUIRED: tuple[str, ...] = ("last_name", "county", "court_case_number", "code_section")
DATES = (
    "date_of_birth", "offense_date", "conviction_date", "event_date",
    "sentence_completed_on", "probation_ended_on", "other_relief_on",
)  # fmt: skip
FREE_TEXT = ("offense_text", "sentence", "notes", "aliases")

# Normalized headings whose values are never kept: Social Security and driver's license numbers.
FORBIDDEN_HEADINGS = frozenset(
    (
        "ssn", "ssnum", "ssnumber", "ssno", "social", "socialsecurity", "socialsecuritynumber",
        "socialsecurityno", "socialsecuritynum", "socsec", "socsecno", "socsecnum", "socsecnumber",
        "cdl", "cdlnumber", "cdlno", "cdlnum", "cadl", "caldl", "dl", "dlno", "dlnum", "dlnumber",
        "oln", "olnnumber", "driverlicense", "driverslicense", "driverlicenseno", "driverslicenseno",
        "driverlicensenum", "driverslicensenum", "driverlicensenumber", "driverslicensenumber",
        "drivinglicense", "drivinglicensenumber", "driverlicence", "driverslicence", "driverlicencenumber",
        "driverslicencenumber", "operatorlicense", "operatorslicense", "operatorlicensenumber",
        "licensenumber", "licenseno", "licencenumber", "licenceno",
    )
)  # fmt: skip
_FORBIDDEN_WORDS = FORBIDDEN_HEADINGS & {"ssn", "cdl", "oln"}
_FORBIDDEN_PARTS = re.compile(
    r"^ssn|(?<!a)ssn$|soc(ial)?sec|(driver|operator)s?lic|lic(en[cs]e)?(no|num|nbr|number)$|licen[cs]es?$"
)


def normalised(heading: str) -> str:
    """What a heading is compared by: letters and digits in lower case ("Case_No." → caseno)."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def is_forbidden(heading: str) -> bool:
    """Whether a column's values are never kept: its heading names a Social Security or license number."""
    name = normalised(heading)
    return (
        name in FORBIDDEN_HEADINGS
        or _FORBIDDEN_PARTS.search(name) is not None
        or not _FORBIDDEN_WORDS.isdisjoint(re.findall(r"[a-z]+", heading.casefold()))
    )
