"""Names of files made from data: never a path elsewhere, never a name that a system keeps for itself."""

import re
import unicodedata
from pathlib import Path, PurePosixPath

LONGEST = 120  # letters of a name, its suffix included: every file system takes as many
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE
)
_UNFIT = re.compile(r'[<>:"/\\|?*]')


def safe_name(text: str, *, fallback: str) -> str:
    """A file's name out of recorded text; `fallback` where nothing of it can stand.

    No separators, control or invisible characters, no blanks or dots at its ends, not one of the names of
    devices that Windows reserves (`CON`, `NUL.txt`, `COM1`), at most `LONGEST` letters.
    """
    shown = "".join("" if unicodedata.category(one)[0] == "C" else one for one in text)
    name = " ".join(_UNFIT.sub("-", unicodedata.normalize("NFC", shown)).split()).strip(". -")
    if len(name) > LONGEST:
        stem, dot, suffix = name.rpartition(".")
        keeps = dot and 0 < len(suffix) <= 10
        name = f"{stem[: LONGEST - len(suffix) - 1]}.{suffix}" if keeps else name[:LONGEST]
    if not name:
        return fallback
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def require_inside(folder: Path, name: str) -> Path:
    """The path of a file within a folder. Raises ValueError when the name is unfit or would lie elsewhere."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or any(part != safe_name(part, fallback="") for part in parts):
        raise ValueError("a file's name is not one of this program's")
    return folder.joinpath(*parts)
