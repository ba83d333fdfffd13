#!/usr/bin/env python3
"""Upgrade gate for PySide6: run it before raising the pin; exit 0 means the build survives.

Builds exist that lose a reference to None in every call that returns nothing (6.12.0 on CPython 3.11):
such a program aborts after some thousand calls ("none_dealloc: deallocating None") while every short test
passes. 6.11.3 survives 20,000 of them.
"""

import sys

from PySide6.QtCore import QCoreApplication, QObject, __version__

CALLS = 20_000


def main() -> int:
    """Make the calls; an unfit build aborts the process, a leaking one is named."""
    app = QCoreApplication([])
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
        thing.parent()
        app.processEvents()
    lost = before - sys.getrefcount(None)
    print(
        f"PySide6 {__version__}, Python {sys.version.split()[0]}: survived, references to None lost: {lost}"
    )
    return 1 if lost > CALLS // 10 else 0


if __name__ == "__main__":
    sys.exit(main())
