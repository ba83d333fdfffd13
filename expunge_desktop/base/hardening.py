"""What the process asks of the system before it touches a record: files for their owner, no memory dumps.

A dump of the program's memory holds names, case numbers and the workspace's key in clear; the CJIS Security
Policy counts it as media (law/privacy.md). Called first in every process of the program, workers included.
"""

import ctypes
import os
import sys
from contextlib import suppress
from dataclasses import dataclass

OWNER_ONLY_MASK = 0o077
_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX, _SEM_NOOPENFILEERRORBOX = 0x0001, 0x0002, 0x8000
_WER_FAULT_REPORTING_FLAG_NOHEAP = 1


@dataclass(frozen=True, slots=True)
class Hardening:
    """How this process stands now; None = this system has no such thing.

    `core_limit` is the largest memory dump in bytes; `is_dumpable` whether the system would dump it at all
    (a dump that is piped to a collector heeds no limit).
    """

    mask: int | None
    core_limit: int | None
    is_dumpable: bool | None

    @property
    def is_good(self) -> bool:
        """Whether nothing that this system offers was left open."""
        return self.mask in (None, OWNER_ONLY_MASK) and not self.core_limit and not self.is_dumpable


def harden_process() -> None:
    """Files made from here on are their owner's alone, and a crash leaves no copy of the memory.

    What a system does not offer is left out; `hardening_now` says what was reached. May be called again.
    """
    if sys.platform == "win32":
        _no_reports_of_windows()
    else:
        os.umask(OWNER_ONLY_MASK)
        _no_core_files()
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)


def hardening_now() -> Hardening:
    """What holds for this process at this moment, asked of the system."""
    mask = limit = dumpable = None
    if sys.platform != "win32":
        import resource

        mask = os.umask(OWNER_ONLY_MASK)
        os.umask(mask)
        limit = resource.getrlimit(resource.RLIMIT_CORE)[0]
    if sys.platform == "linux":
        dumpable = _prctl(_PR_GET_DUMPABLE, 0)
    return Hardening(mask, limit, None if dumpable is None else dumpable != 0)


def _no_core_files() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _prctl(option: int, value: int) -> int | None:
    """The answer of Linux' `prctl`; None where the C library cannot be asked."""
    try:
        answer = ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else int(answer)


def _no_reports_of_windows() -> None:
    """No error report with a dump, no box that offers to send one; a report made all the same has no heap."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX | _SEM_NOOPENFILEERRORBOX)
        with suppress(OSError, AttributeError):  # a Windows without error reporting makes no reports
            ctypes.WinDLL("wer").WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)
