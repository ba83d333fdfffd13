"""Where a workspace, a backup and an export may lie, and what is said of a place that is not a safe one.

A workspace on a network share or in a synced folder is refused: the database's log is unsafe there, and the
CJIS Security Policy asks who else can read the disk. Anything else that leaves may go to a share or a stick
with a word of warning, and into a synced folder only when the person has accepted that by name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.storage_place import Place, PlaceKind, look_at

if TYPE_CHECKING:  # a session is opened at a place
    from expunge_desktop.store.workspace import Transaction

NOT_ACCEPTED = "place-not-accepted"
_WHY_NOT = {
    PlaceKind.NETWORK: "there the database's log is not safe, and others may reach it",
    PlaceKind.CLOUD: "there its records leave the office",
}


@dataclass
class PlaceNotes:
    """What a session knows of places: whether the person accepts a synced folder, and what is to be told.

    `told` gathers a sentence for each place that is not a safe one, and for what a killed program had left
    there; the command line prints them, the window shows them. `accepted` holds the ground on which somebody
    accepts this one file or folder, for as long as it is written.
    """

    is_accepted: bool = False
    accepted: dict[Path, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def ground_for(self, path: Path) -> str:
        """The ground on which this path, or a folder above it, is accepted just now; empty when none is."""
        places = (path.absolute(), *path.absolute().parents)
        return next((self.accepted[one] for one in places if one in self.accepted), "")

    @contextmanager
    def accepting(self, path: Path, ground: str) -> Iterator[None]:
        """Accept a file or folder that a cloud client copies while it is written; the audit tells the ground.

        Raises AnswerIsNoError (`no-reason`) without a ground.
        """
        if not (ground := " ".join(ground.split())):
            raise AnswerIsNoError(
                "no-reason", "Accepting such a folder needs a ground.", "Name the contract."
            )
        self.accepted[path] = ground
        try:
            yield
        finally:
            del self.accepted[path]


def require_workspace_place(path: Path) -> Place:
    """Where a workspace lies or is to be made; a removable disk is let pass, to be told by `note_place`.

    Raises EnvironmentProblemError (`place-refused`) for a network share and a folder a cloud client copies.
    """
    place = look_at(path)
    if place.is_refused_for_workspace:
        raise EnvironmentProblemError(
            "place-refused",
            f"The workspace {path.name} may not lie in {place.name}: {_WHY_NOT[place.kind]}.",
            "Put it, with its key file, into a folder on this computer's own disk"
            + (" that no cloud client copies." if place.kind == PlaceKind.CLOUD else "."),
        )
    return place


def require_file_place(notes: PlaceNotes, path: Path) -> Place:
    """Where an export or a backup is to be written.

    Raises AnswerIsNoError (`place-not-accepted`) for a folder a cloud client copies, unless accepted.
    """
    place = look_at(path)
    if place.kind == PlaceKind.CLOUD and not notes.is_accepted and not notes.ground_for(path):
        raise AnswerIsNoError(
            NOT_ACCEPTED,
            f"{path.name} would lie in {place.name}: who runs them is not authorized to have "
            "criminal records (Penal Code 11076, 13302).",
            f"{place.advice} If the office has a contract that allows it, say so with --place-accepted.",
        )
    return place


def note_place(notes: PlaceNotes, tx: "Transaction", path: Path, place: Place) -> None:
    """Write into the audit trail that something went to a place that is not a safe one, and tell the person.

    Nothing for this computer's own disk, and for a system that does not say where a file lies.
    """
    if not place.is_warned:
        return
    told = {"file": path.name, "kind": place.kind.value, "place": place.name}
    if place.kind == PlaceKind.CLOUD and (ground := notes.ground_for(path)):
        told["ground"] = ground
    tx.audit("place-warned", "place", told)  # a name may tell of a person, and a subject stays for good
    said = f"{path.name} lies in {place.name}. {place.advice}"
    if said not in notes.told:
        notes.told.append(said)
