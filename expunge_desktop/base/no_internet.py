"""The system itself refuses this process, and all it starts, every socket that could reach another machine.

The program opens none; this holds for libraries too (CUPS' client, Qt, the C library). Linux only: a filter
of system calls (seccomp, see seccomp(2)) answers as a kernel without internet would. Local sockets stay:
the screen, the desktop's bus and the print queue of this machine need them.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

PRINT_QUEUE = "/run/cups/cups.sock"

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_AF_UNIX, _AF_NETLINK = 1, 16
# machine → (how the kernel names its way of calling, the number of `socket`)
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _IF_EQUAL, _AND, _RETURN = 0x20, 0x15, 0x54, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_WITHOUT_X32 = 0x3FFFFFFF


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


_is_forbidden = False


def forbid_internet() -> bool:
    """No socket but local ones from here on, for this process and its children; whether the system agreed.

    Cannot be taken back. False where there is no such filter (Windows, macOS, other processors). The client
    of the print system is led to this machine's own queue, which needs no internet.
    """
    global _is_forbidden
    known = _MACHINES.get(platform.machine())
    if sys.platform == "linux":
        os.environ["CUPS_SERVER"] = PRINT_QUEUE
        if known is not None and not _is_forbidden:
            _is_forbidden = _stand_guard(*known)
    return _is_forbidden


def is_internet_forbidden() -> bool:
    """Whether `forbid_internet` was called in this process and the system agreed."""
    return _is_forbidden


def _stand_guard(machine: int, socket_call: int) -> bool:
    steps = b"".join(struct.pack("HBBI", *step) for step in _steps(machine, socket_call))
    program = _Program(len(steps) // 8, steps)
    try:
        library = ctypes.CDLL(None)
        return bool(
            library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            and library.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
        )
    except (OSError, AttributeError):
        return False


def _steps(machine: int, socket_call: int) -> tuple[tuple[int, int, int, int], ...]:
    """Each step: what to do, how many steps to skip if it holds, if not, and with which value."""
    return (
        (_LOAD, 0, 0, _MACHINE_AT),
        (_IF_EQUAL, 0, 7, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AND, 0, 0, _WITHOUT_X32),
        (_IF_EQUAL, 0, 4, socket_call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_IF_EQUAL, 2, 0, _AF_UNIX),
        (_IF_EQUAL, 1, 0, _AF_NETLINK),
        (_RETURN, 0, 0, _REFUSE | errno.EAFNOSUPPORT),
        (_RETURN, 0, 0, _ALLOW),
    )
