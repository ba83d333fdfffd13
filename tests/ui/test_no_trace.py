"""While the window is open nothing readable about a person lies on the disk."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from window_parts import OpenWindow, Wait

from expunge_desktop.services import review
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.papers import PapersPage


def test_no_name_and_no_case_number_is_readable_on_disk_while_the_window_is_used(
    open_window: OpenWindow,
    workspace: Path,
    qtbot: QtBot,
    wait: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    shell = open_window(workspace)
    assert shell.view is not None
    assert shell.session is not None
    shell.view.open_page("convictions")
    page = shell.view.stack.currentWidget()
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.detail.shown is not None)
    page.detail.confirm()
    wait(lambda: page.detail.shown is not None and page.detail.shown.row.decision == "confirm")
    shell.view.open_page("papers")
    papers = shell.view.stack.currentWidget()
    assert isinstance(papers, PapersPage)
    papers.make()
    wait(lambda: papers.preview.is_shown)
    shell.set_scheme("light")
    ids = review.conviction_ids(shell.session, ConvictionFilter())
    rows = review.conviction_rows(shell.session, ids).values()
    secrets = {text.encode() for row in rows for text in (row.person_name, row.case_number) if len(text) > 5}
    secrets |= {text.decode().encode("utf-16-le") for text in secrets}
    assert len(secrets) > 100
    looked_at = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.name.endswith("-wal") for file in looked_at), "looked while the workspace was open"
    assert any(file.name == "window.json" for file in looked_at)
    for file in looked_at:
        content = file.read_bytes()
        found = [secret for secret in secrets if secret in content]
        assert not found, f"{file.name} holds {found[:3]}"
        assert not any(secret.decode("utf-8", "ignore") in file.name for secret in secrets)
