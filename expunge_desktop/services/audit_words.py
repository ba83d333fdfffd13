"""What holding the audit chain against its witnesses found, in words."""

from collections.abc import Sequence

from expunge_desktop.services.audit_witnesses import Witness
from expunge_desktop.store.audit_forks import Fork

LACKING = "Rows that were seen of this trail are not in it. The trail itself says why; that is no proof."
WHAT_TO_DO = (
    "Ask whoever is named there whether they did it, and why. Keep the workspace of before, and hold it "
    "against the same witness; hold this one against the last checkpoint from before the backup. What the "
    "missing rows said stands in the workspace of before alone. If all is in order, write a new checkpoint."
)
BROKEN_TO_DO = "Work no further in it. Keep it and its backups as they are; tell the security officer."
_NO_PROOF = "whoever holds the key could write such a row"


def agrees(row: int) -> str:
    """A witness whose every row stands in the chain."""
    return f"It agrees with the chain up to row {row:,}."


def went_on(witness: Witness, fork: Fork, agreed: int, last: int) -> str:
    """A witness of rows behind the one from which the trail goes on."""
    covered = f"Nothing up to row {agreed:,} differs" if agreed else "It has no row from before"
    if agreed < fork.last:
        covered += f"; {_rows(agreed + 1, fork.last)} it does not cover"
    return (
        f"It was written at row {last:,} of the workspace as it was. {told(fork)} {covered}. "
        f"{_rows(fork.last + 1, last).capitalize()}, as it saw them, are not in this workspace. "
        f"{_proof(witness, fork)}"
    )


def told(fork: Fork) -> str:
    """What the row says from which on the trail is another one."""
    if fork.is_restore:
        done = f"restored the backup {fork.source}"
        goes_on = f"which goes on from its row {fork.last:,}"
    else:
        done = f"salvaged it from the damaged file {fork.source}"
        goes_on = f"whose last readable row was {fork.last:,}"
    return f"Row {fork.seq:,} says that {fork.actor} {done} on {_when(fork.at)}, {goes_on}."


def head_not_here(forks: Sequence[Fork]) -> str:
    """A hash without a number that no row has, in a trail that says it lacks rows."""
    if not forks:
        return (
            "No row has the hash it saw. It may be of one of the rows that a row `salvage` tells as lost; "
            "nothing shows which."
        )
    newest = forks[-1]
    return (
        f"No row has the hash it saw, and nothing shows which row it was of. {told(newest)} A head that the "
        f"workspace of before showed after {_when(newest.last_at)} (row {newest.last:,}) is rightly not in "
        f"this one. An earlier head, or one this workspace showed after {_when(newest.at)}, must be: look at "
        "the date of the paper; if it is of then, THE TRAIL WAS CHANGED. A checkpoint of before, given "
        "besides, may tell the row."
    )


def rows_lost(lost: Sequence[int], agreed: int) -> str:
    """A witness of rows that a salvage tells as lost."""
    some = f"row {lost[0]:,}" if len(lost) == 1 else f"{len(lost):,} rows from {lost[0]:,} to {lost[-1]:,}"
    return (
        f"It agrees with the chain up to row {agreed:,}, and saw {some} which a row `salvage` tells as lost. "
        f"Nothing but that row says so, and {_NO_PROOF} to hide that others were removed."
    )


def unknown_backup(witness: Witness, fork: Fork) -> str:
    """Why a row `restore` does not explain what a checkpoint saw: it knows no such backup."""
    return (
        f"Row {fork.seq:,} says that the trail goes on from a backup of row {fork.last:,}, but "
        f"{witness.words} was written later and knows no backup of that row: the row `restore` was invented, "
        "or the copy was not made by `backup`, or the backup was not finished yet."
    )


def _proof(witness: Witness, fork: Fork) -> str:
    if witness.backups is None or not fork.is_restore:
        return f"Nothing but row {fork.seq:,} itself says so, and {_NO_PROOF}."
    if witness.backups[fork.last] == fork.sha256:
        return (
            "It knows this very backup (same SHA-256). That it was restored to remedy something, and not to "
            "be rid of later rows, it cannot know."
        )
    return (
        f"It knows a backup of row {fork.last:,}, but of another SHA-256: the file was opened, given a new "
        "data key or changed between its making and its restoring."
    )


def _rows(first: int, last: int) -> str:
    return f"row {first:,}" if first == last else f"rows {first:,} to {last:,}"


def _when(at: str) -> str:
    return f"{at[:16].replace('T', ' ')} UTC"
