"""A new passphrase for whoever is logged on: the present one is asked for, an open window proves nothing."""

from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.users import change_passphrase
from expunge_desktop.vault.key_slots import STANDARD_COST, KdfCost
from expunge_desktop.vault.passphrase import SHORTEST_PASSPHRASE, accept_new_passphrase

PASSPHRASE_ADVICE = (
    f"At least {SHORTEST_PASSPHRASE} characters. Several unrelated words are easy to remember and hard to "
    "guess."
)


def change_own_passphrase(
    session: Session, present: str, passphrase: str, *, kdf_cost: KdfCost = STANDARD_COST
) -> None:
    """Change the acting user's passphrase. A present one that is wrong counts as a failed logon.

    Raises as `change_passphrase`, and EnvironmentProblemError (`wrong-passphrase`, `too-soon`,
    `logon-locked`).
    """
    session.require(Right.OWN_PASSPHRASE)
    accept_new_passphrase(passphrase, session.user, session.path.stem)
    unlocked = session.check_passphrase(present)
    if unlocked.failed_count:
        session.note_unlock(unlocked)
    change_passphrase(session, session.user, passphrase, kdf_cost=kdf_cost)
