"""Where things lie: bundled resources, and the user's own folders."""

import sys
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """The path of a bundled resource: frozen, installed from a wheel, or in a checkout.

    Raises FileNotFoundError when the resource is not part of this build.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    roots = (
        [Path(frozen) / "resources"] if frozen else [_PACKAGE.parent / "resources", _PACKAGE / "_resources"]
    )
    for root in roots:
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"resource {'/'.join(parts)} is missing from this build")


def settings_folder() -> Path:
    """Where window geometry and preferences are kept (never anything about a person)."""
    return Path(platformdirs.user_config_dir("Expunge Desktop", appauthor=False, roaming=False))


def log_folder() -> Path:
    """Where the redacted log is kept."""
    return Path(platformdirs.user_log_dir("Expunge Desktop", appauthor=False))
