"""Least privilege, in the services: each asks for its right first, refuses who lacks it, and says so."""

import ast
import inspect
import json
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

import pytest
from empty_workspaces import CLOCK, WORD
from services_with_rights import ASKED_BEFORE, asked_right, functions

from expunge_desktop import services
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.rights import MEANING, ROLES_OF, Right
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

ASKING = {name: right for name, one in functions() if (right := asked_right(one)) is not None}


def test_every_service_function_with_a_session_asks_for_a_right() -> None:
    silent = {name for name, one in functions() if asked_right(one) is None}
    assert silent == set(ASKED_BEFORE)
    assert len(ASKING) > 80


def test_every_right_has_roles_and_a_sentence_and_is_asked_for_somewhere() -> None:
    assert set(ROLES_OF) == set(MEANING) == set(Right)
    for right in Right:
        assert ROLES_OF[right], right
        assert MEANING[right].endswith("."), right


def test_a_reviewer_may_what_a_clerk_may_and_a_supervisor_what_a_reviewer_may() -> None:
    for right, roles in ROLES_OF.items():
        assert Role.CLERK not in roles or Role.REVIEWER in roles, right
        assert Role.REVIEWER not in roles or Role.SUPERVISOR in roles, right


def test_an_administrator_neither_decides_nor_sees_people() -> None:
    for right in (Right.SEE_PEOPLE, Right.DECIDE, Right.EXPORT, Right.PRINT, Right.APPROVE_RELEASE):
        assert Role.ADMINISTRATOR not in ROLES_OF[right]


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role, Session]]:
    """One user of each single role, in one workspace."""
    path = tmp_path_factory.mktemp("rights") / "county.expunge"
    opened: dict[Role, Session] = {}
    with create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada", passphrase=WORD, clock=CLOCK,
        kdf_cost=COST_FOR_TESTS,
    ) as ada:  # fmt: skip
        for role in Role:
            add_user(ada, f"One {role}", WORD + role, frozenset({role}), kdf_cost=COST_FOR_TESTS)
            opened[role] = open_session(path, f"One {role}", WORD + role, CLOCK)
        yield opened
    for one in opened.values():
        one.close()


@pytest.mark.parametrize("name", sorted(ASKING))
def test_a_direct_call_without_the_right_is_refused_and_audited(
    name: str, sessions: dict[Role, Session], tmp_path: Path
) -> None:
    function = dict(functions())[name]
    for role, session in sessions.items():
        if role in ROLES_OF[ASKING[name]]:
            continue
        before = refusals(session)
        with pytest.raises(AnswerIsNoError, match="may not do this") as refused:
            call(function, session, tmp_path)
        assert refused.value.code == "right-denied"
        assert "Ask an administrator" in refused.value.advice
        told = refusals(session)
        assert len(told) == len(before) + 1
        assert told[-1]["rights"] == [ASKING[name].value]
        assert told[-1]["has"] == [role.value]


# Writings that belong to no right: notes of what was looked at or left behind, and the sweeping of leftovers.
OF_NO_RIGHT = {"session", "sweeping", "unfinished_file", "view_log", "release_filing._refuse_same_person"}


def test_every_writing_asks_for_the_right_once_more_within_its_transaction() -> None:
    """A right that was taken away during the work before it does not count any more."""
    silent = set()
    for path in sorted(Path(services.__file__).parent.glob("*.py")):
        for part in ast.parse(path.read_text("utf-8")).body:
            for node in ast.walk(part):
                if is_writing(node) and not node.args:
                    silent |= {path.stem, f"{path.stem}.{getattr(part, 'name', '')}"}
    named = {name for name in silent if "." in name and not {name, name.split(".")[0]} & OF_NO_RIGHT}
    assert named == set()
    assert silent >= OF_NO_RIGHT, "what no longer writes is taken off the list"


def is_writing(node: ast.AST) -> TypeGuard[ast.Call]:
    """`session.write(…)`, whatever the session is called there."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr == "write" and ast.unparse(node.func.value) in {"session", "self._session", "key"}


@pytest.mark.parametrize("right", sorted(Right))
def test_the_right_itself_is_granted_to_exactly_the_roles_of_the_table(
    right: Right, sessions: dict[Role, Session]
) -> None:
    granted = set()
    for role, session in sessions.items():
        try:
            session.require(right)
        except AnswerIsNoError:
            continue
        granted.add(role)
    assert granted == ROLES_OF[right]


def refusals(session: Session) -> list[dict[str, Any]]:
    """What the trail says of refusals of this user."""
    with session.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT payload FROM audit WHERE verb = 'refused' AND actor = ? ORDER BY seq", (session.user,)
        )
        return [json.loads(row.payload) for row in found]


def call(function: Callable[..., Any], session: Session, folder: Path) -> None:
    """Call it with something in place of each value it must be given."""
    hints = typing.get_type_hints(function, localns={"Session": Session})
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        if parameter.default is not parameter.empty or parameter.kind is parameter.VAR_KEYWORD:
            continue
        value = something(hints[name], folder)
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            named[name] = value
        else:
            positional.append(value)
    function(session, *positional, **named)


def something(kind: Any, folder: Path) -> Any:
    """A value of a kind; the right is asked for before anything looks at it."""
    if isinstance(kind, types.UnionType):
        return None if type(None) in kind.__args__ else something(kind.__args__[0], folder)
    plain = {str: "x", int: 1, bool: False, date: date(2026, 1, 2), Path: folder / "out.file"}
    return plain.get(kind, ())
