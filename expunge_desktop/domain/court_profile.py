"""What one court asks of the papers it is given: an editable profile, `resources/courts/`.

Nothing here is law: limits, groups and file names are the clerk's wishes. What nobody has confirmed with the
clerk says so (`is_confirmed`), and the program repeats it wherever the value is used.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceParty:
    """Somebody the filed papers are served on: D12 names them, with the address and the way of service."""

    name: str
    address: tuple[str, ...] = ()
    email: str = ""
    method: str = "mail"  # mail | personal | electronic


@dataclass(frozen=True, slots=True)
class CourtProfile:
    """One court's wishes; the defaults are the program's own, see law/court-paper.md 5.5.

    name                    lower-case name of the file: `los-angeles`
    county                  in capitals, as the office file writes it; empty = any county
    case_number_pattern     a regular expression that a whole case number of this court matches; empty = none
    department              where bulk motions go; the office file's own value wins
    group                   how a packet is divided unless the user says otherwise: none, court, agency
    max_pages, max_megabytes   of one volume of a paper; 0 = no limit
    copies                  how many paper copies the clerk wants of each paper
    service_list            who is served besides the public defender
    file_name               pattern of {document}, {paper}, {filing}, {case_number}, {row}, {volume}
    notes                   what a person should know before filing there, each with its source
    """

    name: str = "california"
    version: str = "1"
    title: str = "Any superior court of California"
    county: str = ""
    verified_on: str = ""
    case_number_pattern: str = ""
    department: str = ""
    group: str = "none"
    max_pages: int = 500
    max_megabytes: float = 25.0
    copies: int = 1
    service_list: tuple[ServiceParty, ...] = ()
    file_name: str = "{document}-{paper}"
    has_case_numbers_in_file_names: bool = False
    notes: tuple[str, ...] = ()
    digest: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Somebody has asked the clerk and written down when."""
        return bool(self.verified_on)
