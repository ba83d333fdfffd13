"""Which files of a filing a kind of recipient may be given (resources/release/masking.yaml)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import MissingPaper, PaperEntry, PaperKind
from expunge_desktop.services.masking import RECIPIENTS_IN_WORDS, Masking, Treatment

EXHIBIT = "D5"
PUBLIC_EXHIBIT, CONFIDENTIAL_EXHIBIT = "public exhibit", "confidential exhibit"
# What the table of recipients calls each paper.
PAPER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "D0": "cover sheet",
        "D1": "notice of motion",
        "D2": "memorandum",
        "D3": "declaration of the reviewing attorney",
        "D4": "declaration of the custodian",
        "D6": "proposed order",
        "D7": "orders for each case",
        "D8": "notices to persons",
        "D9": "notice to the public defender",
        "D10": "oppositions",
        "D11": "notice of convictions not challenged",
        "D12": "proof of service",
        "D13": "update worksheet",
        "D14": "clerk's transmittal",
        "D15": "stipulation",
        "D16": "joinders",
        "D17": "request to lodge",
        "D18": "quality report",
        "D19": "certificate of conformity",
    }
)
# Papers that name people or their cases; for a filing of one person they are that person's own.
ABOUT_PEOPLE = frozenset(
    {
        CONFIDENTIAL_EXHIBIT,
        PUBLIC_EXHIBIT,
        PAPER_NAMES["D7"],
        PAPER_NAMES["D8"],
        PAPER_NAMES["D10"],
    }
)


def name_of(entry: PaperEntry) -> str:
    """What the table of recipients calls a file; an exhibit not marked public is the confidential one."""
    if entry.document != EXHIBIT:
        return PAPER_NAMES[entry.document]
    is_table = entry.kind is PaperKind.TABLE and "(public)" in entry.title
    return PUBLIC_EXHIBIT if is_table or entry.kind is PaperKind.PUBLIC_EXHIBIT else CONFIDENTIAL_EXHIBIT


class PaperMasks:
    """Decides file by file what goes out, and remembers what was withheld.

    A kind that is given one person's rows only gets papers about many people when all of them are one.
    """

    def __init__(self, masking: Masking, filing: Filing) -> None:
        self._masking, self._filing = masking, filing
        self._is_of_one = len({(row.defendant, row.born_on) for row in filing.rows}) == 1
        self.withheld: dict[str, PaperEntry] = {}

    def require(self) -> None:
        """Raise AnswerIsNoError when no paper of a filing goes out to this kind at all."""
        if self._masking.refusal:
            self._masking.require()

    def lets(self, entry: PaperEntry) -> bool:
        """Whether a file goes out; one that does not is remembered."""
        name = name_of(entry)
        is_withheld = self._masking.fields.get(name) is Treatment.WITHHELD
        if self._masking.is_of_one_person and name in ABOUT_PEOPLE:
            is_withheld = not self._is_of_one
        if is_withheld:
            self.withheld[entry.file] = entry
        return not is_withheld

    def goes_out(self, entry: PaperEntry) -> bool:
        """The file was not withheld."""
        return entry.file not in self.withheld

    @property
    def missing(self) -> tuple[MissingPaper, ...]:
        """What was withheld, each paper once, as the manifest and people are told."""
        said = f"It is not given to {RECIPIENTS_IN_WORDS[self._masking.kind]}."
        by_title = {one.title: one for one in self.withheld.values()}
        return tuple(MissingPaper(one.document, one.title, said) for one in by_title.values())

    @property
    def names(self) -> tuple[str, ...]:
        """What was withheld as the table of recipients calls it, each once."""
        return tuple(dict.fromkeys(name_of(one) for one in self.withheld.values()))

    def require_asked_for(self, documents: frozenset[str]) -> None:
        """Raise AnswerIsNoError when a paper was asked for by its number that the recipient may not have."""
        refused = [
            PAPER_NAMES[one]
            for one in sorted(documents)
            if self._masking.fields.get(PAPER_NAMES.get(one, "")) is Treatment.WITHHELD
        ]
        if refused:
            raise refused_papers(self._masking, refused)


def refused_papers(masking: Masking, names: Sequence[str]) -> AnswerIsNoError:
    """The error for papers addressed to someone who may not have them (Penal Code 11142, 13303)."""
    return AnswerIsNoError(
        "not-for-recipient",
        f"The {' and the '.join(names)} may not go to {RECIPIENTS_IN_WORDS[masking.kind]}.",
        "Choose other papers, or the kind of recipient who does receive them.",
    )
