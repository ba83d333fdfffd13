"""What holds for every test: no screen, no network."""

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The project's tasks, campaigns and sample files are modules in build/, where nothing is ever written: tests
# of any order and any worker import them, so this process writes no bytecode at all.
sys.dont_write_bytecode = True
BUILD = Path(__file__).resolve().parents[1] / "build"
if str(BUILD) not in sys.path:
    sys.path.insert(0, str(BUILD))

import house_rules  # noqa: E402, F401
import licenses  # noqa: E402, F401
import problem_page  # noqa: E402, F401
import tasks  # noqa: E402, F401

# A found example is the same for everybody, and no machine is too slow for one: where there is a clock, an
# example is judged by it and not by what it is.
settings.register_profile(
    "tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")

_seen: list[str] = []
_LOCAL = {int(getattr(socket, name)) for name in ("AF_UNIX",) if hasattr(socket, name)}


class InternetUsedError(AssertionError):
    """A test, or the code it runs, asked for an internet socket or a name look-up."""


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.__new__" and int(arguments[1]) not in _LOCAL:
        what = f"a socket of family {int(arguments[1])}"
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        what = f"{event} of {arguments[0]!r}"
    else:
        return
    _seen.append(what)
    raise InternetUsedError(f"{what}: the program never goes online")


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def no_internet() -> Iterator[list[str]]:
    """Fail a test that asked for the internet, even when the code under test swallowed the refusal."""
    _seen.clear()
    yield _seen
    used = list(_seen)
    _seen.clear()
    if used:
        pytest.fail(f"went for the internet: {'; '.join(used)}", pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one module stay together on one worker, and all windows on one with its QApplication."""
    for item in items:
        group = "gui" if item.get_closest_marker("gui") else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
