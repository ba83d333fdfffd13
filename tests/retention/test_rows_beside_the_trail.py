"""`check` holds decisions, releases, users and the rest beside the audit trail that tells of them."""

import json
from contextlib import contextmanager
from datetime import date

import pytest
from sealed_county import OFFICE, WORD

from expunge_desktop.app.main import main
from expunge_desktop.domain.outcome import Role
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import court_profiles, purge, templates
from expunge_desktop.services.backup import backup
from expunge_desktop.services.check_workspace import REWRITTEN, check
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.office import set_office
from expunge_desktop.services.rekey import rekey
from expunge_desktop.services.restore import restore
from expunge_desktop.services.salvage import salvage
from expunge_desktop.services.session import open_session
from expunge_desktop.services.users import add_user, change_roles, deactivate, set_training
from expunge_desktop.store import engine
from expunge_desktop.vault.key_slots import COST_FOR_TESTS


@contextmanager
def as_key_holder(session):
    """A connection without guards; they are there again afterwards, as if nothing had been."""
    opened = engine.writer_engine(session.path, session.workspace.data_key, busy_ms=1_000)
    try:
        with opened.begin() as connection:
            found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = found.all()
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _, made in guards:
                connection.exec_driver_sql(made)
    finally:
        opened.dispose()


@pytest.fixture
def worked(sealed, tmp_path):
    """With an office file, a wording, a court profile, two more users and a release of one's own."""
    ada = sealed.ada
    set_office(ada, OFFICE + "\n# checked\n")
    templates.save_template(ada, "order.txt", _another(ada, "order.txt"), "an office's own")
    add_user(ada, "Cy", WORD + "Cy", frozenset({Role.CLERK}), kdf_cost=COST_FOR_TESTS)
    change_roles(ada, "Cy", frozenset({Role.REVIEWER}))
    set_training(ada, "Cy", date(2026, 3, 1), None)
    add_user(ada, "Di", WORD + "Di", frozenset({Role.CLERK}), kdf_cost=COST_FOR_TESTS)
    deactivate(ada, "Di")
    text = court_profiles.profile_text(ada, court_profiles.list_profiles(ada)[0].profile.name)
    court_profiles.add_profile(ada, _renamed(text), "own.yaml")
    export_findings(ada, tmp_path / "findings.csv", recipient="Superior Court", purpose="hearing",
                    kind=RecipientKind.COURT)  # fmt: skip
    return sealed


def _another(session, name):
    return templates.template_text(session, name) + "\nBy the office itself.\n"


def _renamed(text):
    own = {"name": "name: office-own", "title": "title: The office's own", "verified_on": "verified_on: ''"}
    lines = [own.get(line.split(":")[0], line) for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def differing(session):
    report = check(session)
    assert report.audit is not None and report.audit.is_intact
    return {one.kind: one for one in report.differing}


CHANGES = [
    ("decision", "UPDATE decision SET outcome = 'not_eligible' WHERE id = 1", "Decision 1"),
    ("decision", "UPDATE decision SET reason = 'another' WHERE id = 2", "reason"),
    ("decision", "UPDATE decision SET facts_digest = 'x' WHERE id = 2", "facts digest"),
    ("decision", "UPDATE decision SET decided_by = 'Ben' WHERE id = 2", "decided by"),
    ("decision", "DELETE FROM decision WHERE id = 2", "is not there"),
    (
        "decision",
        "INSERT INTO decision (conviction_id, finding_id, action, outcome, reason, decided_at, decided_by, "
        "facts_digest) SELECT conviction_id, finding_id, action, outcome, reason, decided_at, decided_by, "
        "facts_digest FROM decision WHERE id = 1",
        "no row of the audit trail",
    ),
    ("release", "UPDATE release SET released_by = 'Cy' WHERE step = 'approved'", "released by"),
    ("release", "DELETE FROM release WHERE step = 'approved'", "is not there"),
    ("release", "UPDATE release SET content_digest = 'x' WHERE step = 'prepared'", "content digest"),
    ("policy_signature", "UPDATE policy_signature SET attorney = 'Somebody Else'", "attorney"),
    ("policy_signature", "DELETE FROM policy_signature", "is not there"),
    (
        "filing",
        "UPDATE filing SET content = replace(content, 'OTHERWISE00', 'OTHERWISE77')",
        "The content of F0001",
    ),
    ("filing", "UPDATE filing SET content = replace(content, 'F0001', 'F0002')", "content sha256"),
    ("filing", "UPDATE filing SET content_digest = 'x'", "F0001"),
    ("filing", "DELETE FROM filing_row WHERE row_no = 1", "rows of F0001"),
    ("release_log", "UPDATE release_log SET recipient = 'Nobody'", "no row of the audit trail"),
    ("release_log", "UPDATE release_log SET files = 'other.csv'", "files"),
    ("release_log", "DELETE FROM release_log", "is not there"),
    ("user", "UPDATE user SET roles = 'reviewer,supervisor' WHERE name = 'Cy'", "User Cy"),
    ("user", "UPDATE user SET made_by = 'Ben' WHERE name = 'Cy'", "made by"),
    ("user", "UPDATE user SET is_active = 1 WHERE name = 'Di'", "is active"),
    ("user", "UPDATE user SET trained_on = '2026-11-01' WHERE name = 'Cy'", "trained on"),
    (
        "user",
        "INSERT INTO user (name, roles, is_active, made_at, made_by) "
        "VALUES ('Eve', 'supervisor', 1, '2026-11-22T10:00:00Z', 'Ada')",
        "User Eve",
    ),
    ("sealed_conviction", "DELETE FROM sealed_conviction", "is not there"),
    ("sealed_conviction", "UPDATE sealed_conviction SET sealed_on = '2020-01-01'", "sealed on"),
    ("template_version", "UPDATE template_version SET text = text || 'Not.'", "order.txt"),
    ("template_version", "UPDATE template_version SET digest = 'x'", "order.txt"),
    ("policy", "UPDATE policy SET source = source || ' # more'", "los-angeles-2020"),
    ("policy", "UPDATE policy SET title = 'Another'", "title"),
    ("court_profile", "UPDATE court_profile SET source = source || ' # more'", "court profile"),
    ("office", "UPDATE office SET toml = toml || '#' WHERE id = 2", "office sha256"),
    ("decision", "UPDATE decision SET reason = CAST(x'ff' AS TEXT) WHERE id = 2", "no text"),
]


def test_an_honest_workspace_differs_nowhere(worked):
    report = check(worked.ada)
    assert report.differing == () and report.is_sound
    rows = {one.kind: one.rows for one in report.compared}
    for kind in {kind for kind, *_ in CHANGES}:
        assert rows[kind] > 0, kind
    assert sum(one.not_comparable for one in report.compared) == 0, report.compared


@pytest.mark.parametrize(("kind", "statement", "named"), CHANGES)
def test_a_row_changed_by_who_holds_the_key_is_named(worked, kind, statement, named):
    with as_key_holder(worked.ada) as connection:
        assert connection.exec_driver_sql(statement).rowcount
    found = differing(worked.ada)
    assert named in found[kind].first, found


def test_the_verb_says_so_and_exits_with_one(worked, capsys, monkeypatch):
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    assert main(["check", str(worked.path)]) == 0
    assert "none differs" in capsys.readouterr().out
    with as_key_holder(worked.ada) as connection:
        connection.exec_driver_sql("UPDATE decision SET outcome = 'not_eligible'")
    assert main(["check", str(worked.path)]) == 1
    said = capsys.readouterr().out
    assert "Decision 1 on conviction" in said and "outcome" in said and REWRITTEN in said
    assert main(["check", str(worked.path), "--json"]) == 1
    compared = {one["kind"]: one for one in json.loads(capsys.readouterr().out)["compared"]}
    assert compared["decision"]["differing"] == 2


def test_after_a_destruction_nothing_differs_and_what_it_left_cannot_be_changed(worked):
    purge.plan(worked.ada)
    purge.purge(worked.ben)
    report = check(worked.ada)
    assert report.differing == () and report.is_sound
    assert sum(one.not_comparable for one in report.compared) > 0
    with as_key_holder(worked.ada) as connection:
        connection.exec_driver_sql(
            "UPDATE filing SET content = replace(content, 'OTHERWISE00', 'OTHERWISE7')"
        )
        connection.exec_driver_sql("UPDATE purge SET certificate = replace(certificate, 'Ben', 'Cy')")
    found = differing(worked.ada)
    assert "destruction left" in found["filing"].first and "certificate" in found["purge"].first


def test_a_backup_restored_and_a_new_data_key_differ_nowhere(worked, tmp_path):
    backup(worked.ada, tmp_path / "copy.expunge")
    worked.ben.close()
    word = WORD
    rekey(worked.ada)
    assert check(worked.ada).differing == ()
    restored = tmp_path / "elsewhere.expunge"
    restore(tmp_path / "copy.expunge", restored, "Ada", word)
    with open_session(restored, "Ada", word) as session:
        report = check(session)
    assert report.differing == () and report.is_sound


def test_a_salvaged_workspace_tells_what_it_cannot_compare(worked, tmp_path):
    worked.ben.close()
    worked.ada.close()
    content = bytearray(worked.path.read_bytes())
    for place in range(9 * 4096 + 50, len(content), 7 * 4096):
        content[place] ^= 1
    worked.path.write_bytes(content)
    salvage(worked.path, tmp_path / "saved.expunge", "Ada", WORD)
    with open_session(tmp_path / "saved.expunge", "Ada", WORD) as session:
        report = check(session)
        assert report.differing == ()
        assert sum(one.not_comparable for one in report.compared) > 0
