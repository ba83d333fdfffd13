"""Which files of a filing a kind of recipient may be given (resources/release/masking.yaml)."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.manifest import MissingPaper, PaperEntry
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.make_filing import require_filing
from expunge_desktop.services.masking import RECIPIENTS_IN_WORDS, Export, Masking, Treatment, masking_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import exports

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


def name_of(document: str, title: str) -> str:
    """What the table of recipients calls a file; an exhibit not entitled public is the confidential one."""
    if document != EXHIBIT:
        return PAPER_NAMES[document]
    return PUBLIC_EXHIBIT if "(public" in title else CONFIDENTIAL_EXHIBIT


class PaperMasks:
    """Decides file by file what goes out, and remembers what was withheld.

    `own_rows` are the rows of the one person a recipient is given; papers about people go out when every
    row in them is one of these.
    """

    def __init__(self, masking: Masking, rows: frozenset[int], own_rows: frozenset[int]) -> None:
        """Raise AnswerIsNoError when no paper of a filing goes out to this kind of recipient at all."""
        if masking.refusal:
            masking.require()
        self._masking, self._rows, self._own_rows = masking, rows, own_rows
        self.withheld: dict[str, PaperEntry] = {}

    def lets(self, entry: PaperEntry) -> bool:
        """Whether a file goes out; one that does not is remembered."""
        rows = self._rows
        if entry.first_row:
            rows = frozenset(range(entry.first_row, entry.last_row + 1))
        if self.is_given(name_of(entry.document, entry.title), rows):
            return True
        self.withheld[entry.file] = entry
        return False

    def is_given(self, name: str, rows: frozenset[int] | None = None) -> bool:
        """Whether a paper, by its name in the table, may go out with these rows (None: all of the filing)."""
        masking = self._masking
        if name in masking.only_of_one:
            wanted = self._rows if rows is None else rows
            return bool(wanted) and wanted <= self._own_rows
        if masking.only is not None:
            return name in masking.only
        return masking.fields.get(name) is not Treatment.WITHHELD

    def may_go_out(self, document: str) -> bool:
        """Whether any file of a paper, by its number, may go out to this recipient."""
        names = (PUBLIC_EXHIBIT, CONFIDENTIAL_EXHIBIT) if document == EXHIBIT else (PAPER_NAMES[document],)
        return any(self.is_given(name) for name in names)

    def require_given(self, papers: Iterable[tuple[str, str]]) -> None:
        """Raise AnswerIsNoError when one of these papers (document, title) may not go to the recipient."""
        names = dict.fromkeys(name_of(document, title) for document, title in papers)
        if refused := [name for name in names if not self.is_given(name)]:
            raise self.refusal(refused)

    def require_asked_for(self, documents: frozenset[str]) -> None:
        """The same for papers asked for by their numbers; of the exhibit the version that may go out does."""
        names = [PAPER_NAMES[one] for one in sorted(documents) if one in PAPER_NAMES]
        known = self._masking.only_of_one
        if refused := [name for name in names if name not in known and not self.is_given(name)]:
            raise self.refusal(refused)

    def refusal(self, names: Sequence[str]) -> AnswerIsNoError:
        """The error for papers addressed to someone who may not have them (Penal Code 11142, 13303)."""
        return AnswerIsNoError(
            "not-for-recipient",
            f"The {' and the '.join(names)} may not go to {RECIPIENTS_IN_WORDS[self._masking.kind]}.",
            "Choose other papers, or the kind of recipient who does receive them.",
        )

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
        return tuple(dict.fromkeys(name_of(one.document, one.title) for one in self.withheld.values()))


def paper_masks(session: Session, filing_id: str, kind: RecipientKind, person: str = "") -> PaperMasks:
    """What of a filing goes out to this kind of recipient; to one that is given one person, of `person`.

    A filing of one person needs no name. Raises AnswerIsNoError when nothing of it goes out at all, there is
    no such filing, or no row of `person` in it.
    """
    session.require(Right.SEE_FILINGS)
    with session.read() as connection:
        keys = exports.open_rows_of(connection, filing_id)
        if not keys:
            require_filing(connection, filing_id)
    people = set(keys.values())
    if person and person not in people:
        raise AnswerIsNoError(
            "no-such-person",
            f"{filing_id} has no row of the person_id {person}.",
            "See the findings export.",
        )
    wanted = person or (people.pop() if len(people) == 1 else "")
    own_rows = frozenset(number for number, key in keys.items() if wanted and key == wanted)
    return PaperMasks(masking_of(kind, Export.PAPERS), frozenset(keys), own_rows)
