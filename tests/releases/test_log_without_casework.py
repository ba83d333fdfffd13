"""Who keeps users and keys reads the log and the trail without what they say of people, in files too."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from released_county import CLOCK, WORD

from expunge_desktop.app.main import main
from expunge_desktop.domain.outcome import Role
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import audit_trail, release_log
from expunge_desktop.services.audit_export import export_audit
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.release_export import export_releases
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.store.exports import ReleaseFilter
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

SECRET = ("Zebraway", "ZZA0011")


@pytest.fixture
def kim(ada: Session, out: Path) -> Iterator[Session]:
    """An administrator without a casework role, after Ada gave something out that names somebody."""
    export_findings(ada, out / "ZZA0011-findings.csv")
    export_findings(
        ada,
        out / "ZZA0011-again.csv",
        recipient="Ida Zebraway",
        purpose="People v. Zebraway",
        kind=RecipientKind.COURT,
    )
    add_user(ada, "Kim Keys", WORD + "Kim", frozenset({Role.ADMINISTRATOR}), kdf_cost=COST_FOR_TESTS)
    with open_session(ada.path, "Kim Keys", WORD + "Kim", CLOCK) as session:
        yield session


def test_the_log_is_shown_without_recipient_purpose_and_file_names(ada: Session, kim: Session) -> None:
    again, first = release_log.search(kim)
    hidden = "withheld: no casework role"
    assert (again.recipient, again.purpose, again.files) == (hidden, hidden, (hidden,))
    assert (first.recipient, first.purpose, first.files) == ("own office", "internal review", (hidden,))
    assert (again.kind, again.actor, again.what) == ("court", "Ada", "findings export")
    assert [word for word in SECRET if word in repr((again, first))] == []
    assert release_log.search(ada)[0].recipient == "Ida Zebraway"


def test_nothing_is_found_by_what_is_withheld(ada: Session, kim: Session) -> None:
    wanted = ReleaseFilter(text="zebraway")
    assert (len(release_log.search(ada, wanted)), release_log.count(ada, wanted)) == (1, 1)
    assert (release_log.search(kim, wanted), release_log.count(kim, wanted)) == ([], 0)
    assert release_log.count(kim, ReleaseFilter(text="findings")) == 2


def test_what_such_a_user_writes_out_of_log_and_trail_is_withheld_likewise(kim: Session, out: Path) -> None:
    export_releases(kim, out / "log.csv")
    export_audit(kim, out / "trail.csv")
    for name in ("log.csv", "trail.csv"):
        text = (out / name).read_text(encoding="utf-8-sig")
        assert [word for word in SECRET if word in text] == [], name
    with (out / "trail.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["verb"].startswith("export.")]
    assert {row["verb"] for row in rows} >= {"export.begun", "export.findings", "export.named"}
    assert {row["payload"] for row in rows} == {""}


def test_the_verbs_say_so_too(
    kim: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Kim Keys")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD + "Kim")
    kim.close()
    assert main(["releases", str(kim.path)]) == 0
    said = capsys.readouterr().out
    assert "to withheld: no casework role (court), for withheld: no casework role" in said
    assert main(["audit", str(kim.path), "--list", "--verb", "export.findings"]) == 0
    said += capsys.readouterr().out
    assert [word for word in SECRET if word in said] == []


def test_reading_the_log_is_written_to_the_trail_with_what_was_asked(ada: Session) -> None:
    release_log.search(ada, ReleaseFilter(text="Zebraway"))
    release_log.search(ada, ReleaseFilter(text="Zebraway"))
    read = [row for row in audit_trail.rows(ada) if row[3] == "read-release-log"]
    assert [(row[2], row[4], json.loads(str(row[5]))) for row in read] == [
        ("Ada", "releases", {"text": "Zebraway"})
    ]
