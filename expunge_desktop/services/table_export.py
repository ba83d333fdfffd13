"""A table that leaves the workspace: masked, logged, and named only then (Penal Code 11078)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.leaving import Receiver, kind_of, log_and_name
from expunge_desktop.services.masked_table import MaskedTable
from expunge_desktop.services.masking import Export, Masking, masking_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.unfinished_file import UnfinishedFile

if TYPE_CHECKING:
    from expunge_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows without the header, and the SHA-256 of the file."""

    path: Path
    rows: int
    sha256: str
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableOut:
    """A table and who it is for. Raises AnswerIsNoError when it may not go out to that kind of recipient.

    what          as the release log says it: `findings export`
    verb          of the audit trail, `subject` likewise
    columns       its heading; `export` says which of them are masked for whom
    person        the person_id whose rows alone it holds
    names_person  told in the row's payload, which a destruction can drop
    right     what whoever writes it must have, asked once more when it is logged
    """

    what: str
    verb: str
    subject: str
    export: Export
    columns: Sequence[str]
    receiver: Receiver
    person: str = ""
    names_person: bool = True
    right: Right = Right.EXPORT

    def __post_init__(self) -> None:
        self.masking.require(person=self.person)

    @property
    def kind(self) -> RecipientKind:
        """The kind of recipient the table is masked for."""
        return kind_of(self.receiver)

    @property
    def masking(self) -> Masking:
        """What that kind of recipient is not given."""
        return masking_of(self.kind, self.export)


def export_table(
    session: "Session",
    path: Path,
    out: TableOut,
    rows: Iterable[Sequence[object]],
) -> Exported:
    """Write the rows as CSV, masked for their recipient, and log the release; then the file gets its name.

    Raises AnswerIsNoError when the name is taken, EnvironmentProblemError when it cannot be written.
    """
    masking = out.masking
    table = MaskedTable(masking, out.columns)
    with UnfinishedFile(session, path) as unfinished:
        with unfinished.open_csv() as file:
            total = table.write(file, rows)
        digest = unfinished.sha256()
        named = {"person": out.person} if out.person and out.names_person else {}
        log_and_name(
            session,
            unfinished,
            out.what,
            out.receiver,
            verb=out.verb,
            subject=out.subject,
            right=out.right,
            rows=total,
            sha256=digest,
            withheld=masking.withheld,
            **named,
        )
    return Exported(path, total, digest, masking.withheld)
