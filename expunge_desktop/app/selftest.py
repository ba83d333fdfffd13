"""`selftest`: does this build work here? Fonts, plug-ins, crypto, law, a paper, the machine; all real."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.app.surroundings_check import (
    cryptography_check,
    files_check,
    places_check,
    process_check,
)
from expunge_desktop.base.clock import SystemClock
from expunge_desktop.base.paths import resource_path
from expunge_desktop.services.law_library import load_law, load_policy, shipped_policies
from expunge_desktop.services.paper_self_check import paper_self_check
from expunge_desktop.services.session import create_workspace, open_session


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its name, whether it passed, and what was seen."""

    name: str
    is_good: bool
    sentence: str


def selftest(workspace: Path | None = None) -> list[CheckResult]:
    """Run every check; none stops the others. With a workspace its place is looked at, not what is in it."""
    checks = (*_CHECKS, ("places", lambda: places_check(workspace)))
    return [_run(name, check) for name, check in checks]


def _run(name: str, check: Callable[[], str]) -> CheckResult:
    try:
        return CheckResult(name, True, check())
    except Exception as error:  # noqa: BLE001 - a self-test reports every failure as its result
        return CheckResult(name, False, f"{type(error).__name__}: {error}")


def _resources() -> str:
    folders = ("law", "policies", "layouts", "templates", "fonts", "help")
    counts = [f"{name} {sum(1 for _ in resource_path(name).rglob('*'))}" for name in folders]
    return ", ".join(counts)


def _law() -> str:
    law = load_law()
    names = sorted(shipped_policies())
    for name in names:
        load_policy(name)
    return f"law {law.digest[:12]}, policies {', '.join(names)}"


def _workspace() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "selftest.expunge"
        secret = "invented passphrase for the self-test"
        create_workspace(
            path,
            office_toml=None,
            county="LOS ANGELES",
            user="selftest",
            passphrase=secret,
            clock=SystemClock(),
        ).close()
        if b"LOS ANGELES" in path.read_bytes():
            raise RuntimeError("the workspace file is not encrypted")
        session = open_session(path, "selftest", secret)
        try:
            return f"made, encrypted, reopened for {session.office.county}"
        finally:
            session.close()


def _window() -> str:
    from expunge_desktop.ui.selftest import window_self_check

    return window_self_check()


_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("resources", _resources),
    ("law", _law),
    ("workspace", _workspace),
    ("paper", paper_self_check),
    ("window", _window),
    ("process", process_check),
    ("files", files_check),
    ("cryptography", cryptography_check),
)
