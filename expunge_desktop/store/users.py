"""Users and the office file in the workspace."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from expunge_desktop.store.schema import office, user


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user as stored; `roles` are the names of their roles."""

    name: str
    roles: frozenset[str]
    is_active: bool
    made_at: str
    made_by: str
    trained_on: str | None = None
    screened_on: str | None = None


def all_users(connection: Connection) -> tuple[UserRow, ...]:
    """Every user there ever was, by name."""
    found = connection.execute(select(user).order_by(user.c.name))
    return tuple(
        UserRow(
            row.name, frozenset(row.roles.split(",")), bool(row.is_active), row.made_at, row.made_by,
            row.trained_on, row.screened_on,
        )
        for row in found
    )  # fmt: skip


def find_user(connection: Connection, name: str) -> UserRow | None:
    """The user of this exact stored name."""
    return next((row for row in all_users(connection) if row.name == name), None)


def add_user(connection: Connection, name: str, roles: frozenset[str], *, at: str, by: str) -> None:
    """Add a user."""
    connection.execute(
        insert(user).values(name=name, roles=",".join(sorted(roles)), is_active=1, made_at=at, made_by=by)
    )


def set_active(connection: Connection, name: str, is_active: bool) -> None:
    """Let a user in, or keep them out; the name stays taken, the trail speaks of it."""
    connection.execute(update(user).where(user.c.name == name).values(is_active=int(is_active)))


def set_roles(connection: Connection, name: str, roles: frozenset[str]) -> None:
    """Replace a user's roles."""
    connection.execute(update(user).where(user.c.name == name).values(roles=",".join(sorted(roles))))


def set_training(
    connection: Connection, name: str, *, trained_on: str | None, screened_on: str | None
) -> None:
    """Keep when a user was last trained and screened (ISO dates); None = not known."""
    connection.execute(
        update(user).where(user.c.name == name).values(trained_on=trained_on, screened_on=screened_on)
    )


def add_office(connection: Connection, toml: str, county: str, *, at: str, by: str) -> None:
    """Keep an office file; the newest counts."""
    connection.execute(insert(office).values(toml=toml, county=county, made_at=at, made_by=by))


def newest_office(connection: Connection) -> str:
    """The newest office file as it was given."""
    toml: str = connection.execute(select(office.c.toml).order_by(office.c.id.desc()).limit(1)).scalar_one()
    return toml
