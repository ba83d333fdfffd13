"""Names of a packet's files as the court's profile wants them; the program's own where it says nothing."""

import re
from dataclasses import replace

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import PaperEntry

_OWN = re.compile(
    r"(?:(?P<folder>.+)/)?(?P<document>D\d+)-(?P<paper>.+?)(?:-(?P<volume>vol-\d+-of-\d+))?\.(?P<suffix>\w+)"
)
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
DEFAULT = "{document}-{paper}"


class FileNames:
    """Gives each file of a filing its name; two never get the same one."""

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._pattern = filing.profile.file_name or DEFAULT
        self._taken: set[str] = set()

    def named(self, entry: PaperEntry) -> PaperEntry:
        """The entry under the name of the profile's pattern.

        A case number is only part of it where the profile allows that (CRC 2.507; contract 30), and only of a
        file about one row. A name that would be another file's gets the paper's own words besides.
        """
        found = _OWN.fullmatch(entry.file)
        if found is None or self._pattern == DEFAULT:
            return entry
        folder, suffix = found["folder"] or "", found["suffix"]
        stem = self._stem(entry, found)
        if f"{folder}/{stem}.{suffix}" in self._taken:
            stem = f"{stem}-{found['paper']}"
        if f"{folder}/{stem}.{suffix}" in self._taken:
            return entry
        self._taken.add(f"{folder}/{stem}.{suffix}")
        return replace(entry, file=f"{folder}/{stem}.{suffix}" if folder else f"{stem}.{suffix}")

    def _stem(self, entry: PaperEntry, found: re.Match[str]) -> str:
        volume = found["volume"] or ""
        is_of_one = entry.first_row == entry.last_row > 0
        values = {
            "document": found["document"],
            "paper": found["paper"],
            "filing": self._filing.id,
            "volume": volume,
            "row": f"{entry.first_row:05d}" if is_of_one else "",
            "case_number": self._case_number(entry) if is_of_one else "",
        }
        stem = self._pattern.format_map(values)
        if volume and "{volume}" not in self._pattern:
            stem = f"{stem}-{volume}"
        return re.sub(r"([-_ .])[-_ .]+", r"\1", stem).strip("-_ .")

    def _case_number(self, entry: PaperEntry) -> str:
        if not self._filing.profile.has_case_numbers_in_file_names:
            return ""
        return _UNSAFE.sub("-", self._filing.rows[entry.first_row - 1].case_number).strip("-")
