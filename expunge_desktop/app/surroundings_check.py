"""The part of `selftest` that looks at the machine: file rights, memory dumps, internet, places, crypto."""

import tempfile
from pathlib import Path

from expunge_desktop.base.hardening import hardening_now
from expunge_desktop.base.log import LOG_NAME
from expunge_desktop.base.no_internet import is_internet_forbidden
from expunge_desktop.base.paths import log_folder, settings_folder
from expunge_desktop.base.storage_place import look_at
from expunge_desktop.base.swap_space import clear_swap
from expunge_desktop.store.cipher_provider import cipher_provider
from expunge_desktop.vault.crypto_provider import crypto_provider


def process_check() -> str:
    """How this process stands. Raises RuntimeError when something this system offers was left open."""
    now = hardening_now()
    if not now.is_good:
        raise RuntimeError("files for others, or memory dumps, are not ruled out in this process")
    said = [
        "files made are their owner's alone" if now.mask is not None else "files have their folder's rights",
        "no memory dumps" if now.core_limit == 0 else "no error reports with memory",
        "internet sockets are refused by the system"
        if is_internet_forbidden()
        else "internet sockets are not refused by this system (the program opens none)",
    ]
    swap = clear_swap()
    if swap:
        said.append(f"memory may be swapped out in clear to {', '.join(swap)}: encrypt it or turn it off")
    return "; ".join(said)


def files_check() -> str:
    """The rights of a file as it is made, and of the log. Raises RuntimeError when others may read."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.touch()
        modes = {"a new file": made.stat().st_mode & 0o777}
    log = log_folder() / LOG_NAME
    if log.exists():
        modes["the log"] = log.stat().st_mode & 0o777
    if hardening_now().mask is not None and any(mode & 0o077 for mode in modes.values()):
        raise RuntimeError(f"others may read what this program writes: {_told(modes)}")
    return _told(modes)


def places_check(workspace: Path | None) -> str:
    """Where the workspace lies, if one is named, and the program's own files (none is about a person).

    Raises RuntimeError for a place where no workspace may be.
    """
    own = {"settings": settings_folder(), "log": log_folder(), "temporary files": Path(tempfile.gettempdir())}
    if workspace is not None:
        place = look_at(workspace)
        if place.is_refused_for_workspace:
            raise RuntimeError(f"the workspace may not lie in {place.name}: {place.advice}")
        own = {"workspace": workspace, **own}
    return ", ".join(f"{what} in {look_at(path).name}" for what, path in own.items())


def _told(modes: dict[str, int]) -> str:
    return ", ".join(f"{what} {mode:04o}" for what, mode in modes.items())


def cryptography_check() -> str:
    """Which code encrypts, and whether it is a validated module: said as it is."""
    return (
        f"workspace: AES-256 by {cipher_provider()}; key file: Argon2id and AES-256 by {crypto_provider()}. "
        "Neither is a FIPS 140 validated module; where policy asks for one, encrypt the disk with one too."
    )
