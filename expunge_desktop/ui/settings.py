"""Preferences of the window on this machine: scheme and geometry; never anything about a person or a file."""

import json
import logging
from pathlib import Path

from expunge_desktop.base.paths import settings_folder
from expunge_desktop.ui.theme import MODES

_LOG = logging.getLogger(__name__)
_FILE = "window.json"


class Settings:
    """Read once, written on each change. A damaged or unwritable file only costs the preference."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or settings_folder()) / _FILE
        self._values = self._read()

    @property
    def scheme(self) -> str:
        """system, light or dark."""
        value = self._values.get("scheme", "system")
        return value if value in MODES else "system"

    def set_scheme(self, mode: str) -> None:
        """Remember the scheme."""
        self._set("scheme", mode)

    @property
    def geometry(self) -> str:
        """The window's geometry as Qt encodes it, in base 64; empty when none is remembered."""
        value = self._values.get("geometry", "")
        return value if value.isascii() else ""

    def set_geometry(self, encoded: str) -> None:
        """Remember the window's geometry."""
        self._set("geometry", encoded)

    def _set(self, key: str, value: str) -> None:
        if self._values.get(key) == value:
            return
        self._values[key] = value
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(self._values, indent=1), "utf-8")
        except OSError as error:
            _LOG.info("preferences were not kept: error %d", error.errno or 0)

    def _read(self) -> dict[str, str]:
        try:
            data = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(data, dict):
            return {}
        return {str(key): value for key, value in data.items() if isinstance(value, str)}
