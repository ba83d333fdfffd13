"""A table that leaves the workspace: masked, logged, and named only then (Penal Code 11078)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.masked_table import MaskedTable
from expunge_desktop.services.masking import Masking
from expunge_desktop.services.release_log import record_release
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
    """A table and who it is for.

    what      as the release log says it: `findings export`
    verb      of the audit trail, `subject` likewise
    person    the person_id whose rows alone it holds; told in the row's payload, which a destruction can drop
    """

    what: str
    verb: str
    subject: str
    recipient: str
    purpose: str
    masking: Masking
    person: str = ""

    @property
    def kind(self) -> RecipientKind:
        """The kind of recipient the table is masked for."""
        return self.masking.kind


def export_table(
    session: "Session",
    path: Path,
    out: TableOut,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> Exported:
    """Write the rows as CSV, masked for their recipient, and log the release; then the file gets its name.

    Raises AnswerIsNoError when the name is taken, EnvironmentProblemError when it cannot be written.
    """
    table = MaskedTable(out.masking, columns)
    with UnfinishedFile(session, path) as unfinished:
        with unfinished.open_csv() as file:
            total = table.write(file, rows)
        digest = unfinished.sha256()
        with session.write() as tx:
            told = record_release(
                session,
                tx,
                out.what,
                recipient=out.recipient,
                purpose=out.purpose,
                rows=total,
                sha256=digest,
                kind=out.kind,
                withheld=out.masking.withheld,
                files=(path.name,),
            )
            tx.audit(out.verb, out.subject, told | ({"person": out.person} if out.person else {}))
        unfinished.give_name()
    return Exported(path, total, digest, out.masking.withheld)
