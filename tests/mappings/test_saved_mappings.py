"""Mappings are kept by name: never edited, the newest of a name counts, and what none can say is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from empty_workspaces import WORD
from sqlalchemy import select

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services.mappings import (
    find_mapping,
    list_mappings,
    save_mapping,
    suggested_name,
)
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.store.mappings import every_mapping
from expunge_desktop.store.schema import heading_mapping
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

FIELDS = {"Case No": "court_case_number", "Defendant": "full_name"}


def codes(session: Session, name: str, fields: dict[str, str]) -> str:
    """The code a mapping is refused with; nothing of it may be kept."""
    before = stored(session)
    with pytest.raises((UsageError, AnswerIsNoError)) as refused:
        save_mapping(session, name, fields)
    assert stored(session) == before
    assert refused.value.sentence.endswith(".")
    return refused.value.code


def stored(session: Session) -> list[tuple[str, dict[str, str]]]:
    """Every row there is."""
    with session.read() as connection:
        return [(row.name, dict(row.fields)) for row in every_mapping(connection)]


def test_a_mapping_is_found_under_its_name_whatever_its_capitals(session: Session) -> None:
    saved = save_mapping(session, " Torrance court ", FIELDS)
    assert (saved.name, dict(saved.fields), saved.made_by, saved.versions) == (
        "Torrance court",
        FIELDS,
        "Ada",
        1,
    )
    assert saved.missing == ("county", "code_section")
    assert find_mapping(session, "TORRANCE COURT") == saved == list_mappings(session)[0]


def test_the_newest_of_a_name_counts_and_the_earlier_ones_stay(session: Session) -> None:
    save_mapping(session, "Torrance", FIELDS)
    newer = FIELDS | {"Charge": "code_section"}
    saved = save_mapping(session, "torrance", newer)
    assert (saved.name, dict(saved.fields), saved.versions) == ("Torrance", newer, 2)
    assert stored(session) == [("Torrance", FIELDS), ("Torrance", newer)]
    assert len(list_mappings(session)) == 1


def test_the_same_content_again_changes_nothing(session: Session) -> None:
    first = save_mapping(session, "Torrance", FIELDS)
    assert save_mapping(session, "Torrance", dict(reversed(FIELDS.items()))) == first
    assert len(stored(session)) == 1


def test_going_back_to_an_earlier_content_makes_it_the_newest(session: Session) -> None:
    other = {"Docket": "court_case_number"}
    for fields in (FIELDS, other, FIELDS):
        save_mapping(session, "Torrance", fields)
    assert dict(find_mapping(session, "Torrance").fields) == FIELDS
    assert len(stored(session)) == 3


def test_saving_writes_its_audit_row(session: Session) -> None:
    save_mapping(session, "Torrance", FIELDS)
    trail = [(row[2], row[3], row[4]) for row in audit_trail.rows(session)]
    assert trail.count(("Ada", "mapping.add", "Torrance")) == 1
    assert audit_trail.verify(session).is_intact


def test_a_stored_mapping_can_be_neither_changed_nor_removed(session: Session) -> None:
    save_mapping(session, "Torrance", FIELDS)
    for statement in (heading_mapping.update().values(content="{}"), heading_mapping.delete()):
        with pytest.raises(Exception, match="never"), session.write() as tx:
            tx.connection.execute(statement)
            tx.audit("test", "test", {})
    with session.read() as connection:
        assert connection.execute(select(heading_mapping.c.content)).scalar_one() != "{}"


def test_a_name_that_was_never_saved_is_no(session: Session) -> None:
    with pytest.raises(AnswerIsNoError, match="None has been saved") as refused:
        find_mapping(session, "Torrance")
    assert refused.value.code == "no-such-mapping"
    save_mapping(session, "Burbank", FIELDS)
    with pytest.raises(AnswerIsNoError, match="Known: Burbank"):
        find_mapping(session, "Torrance")


@pytest.mark.parametrize("name", ["auto", "DOJ", "case-list", "Case List", "CASE_LIST", "Automatic"])
def test_the_names_of_the_layouts_themselves_are_refused(session: Session, name: str) -> None:
    assert codes(session, name, FIELDS) == "mapping-name"


@pytest.mark.parametrize(
    "name", ["", "   ", "-x", "../up", "a/b", "x" * 51, "tab\tname", "line\n", "Case;No"]
)
def test_a_name_a_command_line_could_not_carry_is_refused(session: Session, name: str) -> None:
    if name == "line\n":  # blanks around a name do not count
        assert save_mapping(session, name, FIELDS).name == "line"
    else:
        assert codes(session, name, FIELDS) == "mapping-name"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "mapping-empty"),
        ({"Zone": ""}, "mapping-empty"),
        ({"Case No": "case_number"}, "unknown-field"),
        ({"Case No": "Court_Case_Number"}, "unknown-field"),
        ({"Case No": "court_case_number", "Docket": "court_case_number"}, "field-mapped-twice"),
        ({"Case No": "court_case_number", "CASE_NO": "notes"}, "mapping-heading"),
        ({"#": "count_number"}, "mapping-heading"),
        ({"": "notes"}, "mapping-heading"),
        ({"x" * 501: "notes"}, "mapping-heading"),
        ({"SSN": "person_id"}, "mapping-heading"),
        ({"Driver License No": "notes"}, "mapping-heading"),
    ],
)
def test_what_no_mapping_can_say_is_refused(session: Session, fields: dict[str, str], code: str) -> None:
    assert codes(session, "Torrance", fields) == code


def test_a_misspelled_field_is_answered_with_the_right_one(session: Session) -> None:
    with pytest.raises(UsageError, match="Did you mean court_case_number"):
        save_mapping(session, "Torrance", {"Case No": "court case number"})


def test_a_column_may_be_called_none_of_the_fields(session: Session) -> None:
    fields = {"Case No": "court_case_number", "Court": "", "SSN": ""}
    assert dict(save_mapping(session, "Torrance", fields).fields) == fields


@pytest.fixture
def logged_on(session: Session) -> Iterator[Callable[[Role], Session]]:
    """Adds a user of one role and logs them on."""
    opened: list[Session] = []

    def log_on(role: Role) -> Session:
        add_user(session, "Someone Else", WORD + role, frozenset({role}), kdf_cost=COST_FOR_TESTS)
        opened.append(open_session(session.path, "Someone Else", WORD + role, session.clock))
        return opened[-1]

    yield log_on
    for one in opened:
        one.close()


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SUPERVISOR])
def test_everybody_who_may_import_may_save(logged_on: Callable[[Role], Session], role: Role) -> None:
    assert save_mapping(logged_on(role), "Torrance", FIELDS).made_by == "Someone Else"


def test_an_administrator_alone_saves_nothing_and_the_refusal_is_recorded(
    session: Session, logged_on: Callable[[Role], Session]
) -> None:
    assert codes(logged_on(Role.ADMINISTRATOR), "Torrance", FIELDS) == "right-denied"
    assert "refused" in [row[3] for row in audit_trail.rows(session)]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Torrance court 2026-11.csv", "torrance-court"),
        ("20261122.xlsx", "sheet"),
        ("doj.csv", "doj-sheet"),
        ("Case List (3).xlsx", "case-list-sheet"),
        ("Прокуратура.csv", "sheet"),
    ],
)
def test_a_name_is_proposed_from_the_file_that_can_be_saved(session: Session, file: str, name: str) -> None:
    assert suggested_name(Path(file)) == name
    assert save_mapping(session, suggested_name(Path(file)), FIELDS).name == name


def test_the_order_of_headings_is_kept(session: Session) -> None:
    fields = {"Z": "notes", "A": "court", "M": "county"}
    assert list(save_mapping(session, "Torrance", fields).fields) == ["Z", "A", "M"]
