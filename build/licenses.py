#!/usr/bin/env python3
"""The licences of what is locked: none may be the Affero GPL. Run with the project's own Python.

Packages locked for another platform or Python are not installed here and cannot be asked; they are counted.
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCKS = Path(__file__).resolve().parent / "locks"


def is_affero(metadata_lines: list[str]) -> bool:
    """Whether the declared licence is, or may be chosen to be only, the Affero GPL."""
    return any(re.search(r"\bAGPL|Affero", line, re.IGNORECASE) for line in metadata_lines)


def declared(package: Distribution) -> list[str]:
    """The lines of a package's metadata that declare a licence (not the licence's own text)."""
    metadata = package.metadata
    lines = [*metadata.get_all("License-Expression", []), *metadata.get_all("Classifier", [])]
    lines += [text.splitlines()[0] for text in metadata.get_all("License", []) if text]
    return [line for line in lines if not line.startswith("Classifier") or "License" in line]


def main() -> int:
    """List what may not be used; 1 when there is any."""
    names: set[str] = set()
    for lock in sorted(LOCKS.glob("*.txt")):
        names |= set(re.findall(r"^([A-Za-z0-9][\w.-]*)==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    forbidden, absent = [], 0
    for name in sorted(names):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            absent += 1
            continue
        if is_affero(declared(package)):
            forbidden.append(f"{name}: {'; '.join(declared(package))}")
    for line in forbidden:
        print(f"Affero GPL is not taken: {line}")
    print(f"licences: {len(names) - absent} asked, {absent} not installed here, {len(forbidden)} refused")
    return 1 if forbidden else 0


if __name__ == "__main__":
    sys.exit(main())
