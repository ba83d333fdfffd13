"""What a prosecutor's office says about itself once (formats/office.md): printed on papers, never guessed.

An empty text means the office has not given the value. A paper that needs it is not printed and says so;
custodian, adoption and notice data that are absent become ruled lines (contract, point 20).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

INITIALS, NAMES = "initials", "names"


@dataclass(frozen=True, slots=True)
class Attorney:
    """The attorney who signs, as in the attorney block of a court paper (CRC 2.111(1))."""

    name: str = ""
    title: str = ""
    bar_number: str = ""
    address: tuple[str, ...] = ()
    telephone: str = ""
    fax: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Court:
    """The court that is asked. `hearing` is `none` or a date and time; `case_number` is the motion's own."""

    name: str = ""
    county: str = ""
    courthouse: str = ""
    address: tuple[str, ...] = ()
    department: str = ""
    judge: str = ""
    hearing: str = ""
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class PublicDefender:
    """Who receives the notices of HS 11361.9(c)."""

    name: str = ""
    address: tuple[str, ...] = ()
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Who serves the papers: over 18, not a party."""

    server_name: str = ""
    server_address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Custodian:
    """The records custodian or analyst who declares how the list was made (Evidence Code 1271, 1280)."""

    name: str = ""
    title: str = ""
    received_on: str = ""
    received_from: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Adoption:
    """The office's adoption of its criteria, and the reviewing deputy's sample."""

    adopted_on: str = ""
    adopted_by: str = ""
    sample_size: str = ""
    sample_errors: str = ""
    assigned_to: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice to the public defender (HS 11361.9(c)(3)) and the city prosecutors' consent."""

    public_defender_notified_on: str = ""
    consenting_agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """The whole office file. Only `county` is required; it is one of the 58 in capitals.

    `authorised_agencies` None = all agencies of the county; else exactly these (contract, point 8).
    `public_names` says what the public version of Exhibit A shows of a person: `initials` or `names`.
    """

    county: str
    kind: str = "district_attorney"
    name: str = ""
    head: str = ""
    head_title: str = ""
    authorised_agencies: frozenset[str] | None = None
    public_names: str = INITIALS
    attorney: Attorney = field(default_factory=Attorney)
    court: Court = field(default_factory=Court)
    public_defender: PublicDefender = field(default_factory=PublicDefender)
    service: Service = field(default_factory=Service)
    custodian: Custodian = field(default_factory=Custodian)
    policy: Adoption = field(default_factory=Adoption)
    notice: Notice = field(default_factory=Notice)

    def value_of(self, key: str) -> object:
        """The value behind a key of the office file: `attorney.bar_number`, `office.head`."""
        section, name = key.split(".")
        holder = self if section == "office" else getattr(self, section)
        value: object = getattr(holder, name)
        return value


# What the attorney block, the caption and the notices cannot do without (law/court-paper.md).
NEEDED_ON_PAPERS = (
    "office.name",
    "office.head",
    "office.head_title",
    "attorney.name",
    "attorney.title",
    "attorney.bar_number",
    "attorney.address",
    "attorney.telephone",
    "court.name",
    "court.county",
    "court.address",
    "public_defender.name",
)


def missing_values(office: Office, needed: Iterable[str] = NEEDED_ON_PAPERS) -> tuple[str, ...]:
    """Those of the `needed` keys (`attorney.bar_number`) the office has not given, in their order."""
    return tuple(key for key in needed if not office.value_of(key))
