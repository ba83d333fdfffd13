"""Folders that a cloud client copies to its maker's servers: known by its marks, its settings or a name."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

# Files and folders a client lays into the folder it copies.
_MARKS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".owncloudsync.log", "Nextcloud or ownCloud"),
    (".nextcloudsync.log", "Nextcloud or ownCloud"),
    (".stfolder", "Syncthing"),
    (".SyncArchive", "Resilio Sync"),
    (".shortcut-targets-by-id", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".megarequest", "MEGA"),
    (".pcloud", "pCloud"),
)
_MARKS_BY_PATTERN = ((re.compile(r"\._?sync_[0-9a-f]{12}\.db"), "Nextcloud or ownCloud"),)
# What a client calls its folder; an office may add its own name: `OneDrive - Some County`.
_NAMES = (
    (re.compile(r"OneDrive( ?[-–] ?.+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"Dropbox( \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"Google ?Drive(-.+)?|GoogleDrive.*|My ?Drive", re.IGNORECASE), "Google Drive"),
    (re.compile(r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents", re.IGNORECASE), "iCloud"),
    (re.compile(r"Box Sync|Box-Box", re.IGNORECASE), "Box"),
    (re.compile(r"Nextcloud\d*|ownCloud\d*", re.IGNORECASE), "Nextcloud or ownCloud"),
    (re.compile(r"pCloud ?Drive|pCloudDrive", re.IGNORECASE), "pCloud"),
    (re.compile(r"MEGAsync( Uploads)?|MEGA ?cloud", re.IGNORECASE), "MEGA"),
    (re.compile(r"Creative Cloud Files.*", re.IGNORECASE), "Creative Cloud"),
    (re.compile(r"CloudStorage", re.IGNORECASE), "a cloud client of macOS"),
)
# Names that mean something else elsewhere count only directly in a person's own folder.
_NAMES_AT_HOME = {
    "box": "Box",
    "mega": "MEGA",
    "seafile": "Seafile",
    "sync": "Sync.com",
    "tresors": "Tresorit",
}
# What Windows' clients tell every program.
_VARIABLES = {"OneDrive": "OneDrive", "OneDriveConsumer": "OneDrive", "OneDriveCommercial": "OneDrive"}


def client_of(
    path: Path, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> str | None:
    """The client that copies the folder of this absolute path to its servers; None when none is known to.

    Looks from the path up to the root: at the client's own settings, at marks in the folders, at their names.
    A folder that cannot be listed is judged by its name alone.
    """
    at_home = _home() if home is None else home
    for told, client in (*_told_by_variables(environment), *_told_by_dropbox(environment, at_home)):
        if path.is_relative_to(told):
            return client
    for folder in (path, *path.parents):
        found = _by_name(folder, at_home) or _by_mark(folder, at_home)
        if found:
            return found
    return None


def _told_by_variables(environment: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    for name, client in _VARIABLES.items():
        if environment.get(name):
            yield Path(environment[name]), client


def _told_by_dropbox(environment: Mapping[str, str], home: Path | None) -> Iterator[tuple[Path, str]]:
    """Dropbox says in `info.json` where its folders are, whatever they are called."""
    bases = [environment.get("APPDATA", ""), environment.get("LOCALAPPDATA", "")]
    places = [Path(base) / "Dropbox" for base in bases if base]
    for place in (*places, *([home / ".dropbox"] if home else [])):
        try:
            told = json.loads((place / "info.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        accounts = told.values() if isinstance(told, dict) else ()
        for account in accounts:
            if isinstance(account, dict) and isinstance(account.get("path"), str) and account["path"]:
                yield Path(account["path"]), "Dropbox"


def _by_name(folder: Path, home: Path | None) -> str | None:
    for pattern, client in _NAMES:
        if pattern.fullmatch(folder.name):
            return client
    return _NAMES_AT_HOME.get(folder.name.lower()) if home and folder.parent == home else None


def _by_mark(folder: Path, home: Path | None) -> str | None:
    if folder == home:
        return None  # ~/.dropbox and the like hold settings there
    try:
        names = set(os.listdir(folder))
    except OSError:
        return None
    for mark, client in _MARKS:
        if mark in names:
            return client
    for pattern, client in _MARKS_BY_PATTERN:
        if any(pattern.fullmatch(name) for name in names):
            return client
    return None


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
