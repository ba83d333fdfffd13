"""Workspaces of Los Angeles county to import case lists into, and the command line on them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from empty_workspaces import WORD, new_session, session

from expunge_desktop.app.main import main

__all__ = ["command", "new_session", "session"]

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Command]:
    """Run the command line as Ada; gives exit code, standard output and standard error."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)

    def run(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        return code, said.out, said.err

    yield run
