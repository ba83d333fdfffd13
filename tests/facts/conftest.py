"""A county whose rows lack what a document would show: imported, assessed, and two users beside Ada."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from empty_workspaces import CLOCK, WORD, new_session, session
from lacking_rows import AS_OF, HEADER, ROWS

from expunge_desktop.app.main import main
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.supplied_facts import FactSubject, subject_of
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

__all__ = ["new_session", "session"]


@pytest.fixture
def county(session: Session, tmp_path: Path) -> Session:
    """Ada's session, assessed by the statute alone."""
    delivery = tmp_path / "list.csv"
    delivery.write_text(HEADER + ROWS, encoding="utf-8")
    import_batch(session, [delivery], layout="case-list")
    assess(session, "statute-only", AS_OF)
    return session


@pytest.fixture
def user_with(county: Session) -> Iterator[Callable[[Role], Session]]:
    """Another user's session, with one role."""
    opened: list[Session] = []

    def log_on(role: Role) -> Session:
        add_user(county, f"One {role}", WORD + role, frozenset({role}), kdf_cost=COST_FOR_TESTS)
        opened.append(open_session(county.path, f"One {role}", WORD + role, CLOCK))
        return opened[-1]

    yield log_on
    for one in opened:
        one.close()


@pytest.fixture
def of_case(county: Session) -> Callable[[str], FactSubject]:
    """The count under review of a case."""
    return lambda case: subject_of(county, one_count(county, case, None).conviction_id)


@pytest.fixture
def command(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run the command line as Ada; gives exit code, standard output and standard error."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)

    def run(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        return code, said.out, said.err

    return run
