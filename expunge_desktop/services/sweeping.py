"""What killed programs left of exports and copies: swept at logon, and before another copy is written."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.services import unfinished_copy, unfinished_file
from expunge_desktop.services.unfinished_file import Swept
from expunge_desktop.services.unfinished_rekey import Settled

if TYPE_CHECKING:  # a session sweeps when it is opened
    from expunge_desktop.services.session import Session


def sweep_at_logon(session: "Session", settled: Settled) -> Swept:
    """Exports in clear wherever they lie, encrypted copies beside the workspace; audited as `swept`.

    Raises as `Session.write`.
    """
    exports = unfinished_file.sweep(session)
    copies = (*settled.removed, *unfinished_copy.sweep(session.path.parent))
    if copies:
        with session.write() as tx:
            unfinished_copy.audit_swept(tx, copies)
    return Swept((*exports.removed, *copies), exports.left)


def sweep_before_copy(session: "Session", folder: Path) -> None:
    """Encrypted copies in the folder another is to be written to or rehearsed in; told and audited (`swept`).

    While another program writes for long the row is left out: a backup begins during an import too.
    """
    swept = unfinished_copy.sweep(folder, session.places)
    if swept:
        with suppress(EnvironmentProblemError), session.write() as tx:
            unfinished_copy.audit_swept(tx, swept)
