"""Court profiles: those that ship, and the office's own in the workspace. What a court asks of its papers.

A profile is chosen by its name, which means its newest version, or by `name@version`; without a name it is
the newest one for the office's county, the office's own before the program's, else the one for any court.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.court_profile import CourtProfile
from expunge_desktop.services.court_profile_text import BadProfileError, profile_from_text
from expunge_desktop.services.csv_files import open_new_csv
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import court_profiles as store


@dataclass(frozen=True, slots=True)
class ProfileInfo:
    """A profile as lists show it; `added_by` is empty for those that ship.

    is_chosen   it is the one new filings are made under unless another is named
    is_newest   no later version of its name is known: this one is meant by the name alone
    """

    profile: CourtProfile
    is_shipped: bool
    is_newest: bool
    is_chosen: bool
    added_by: str = ""
    added_at: str = ""

    @property
    def key(self) -> str:
        """`name@version`: this version and no other."""
        return f"{self.profile.name}@{self.profile.version}"


@dataclass(frozen=True, slots=True)
class ProfileCheck:
    """What is to be said of a text: the profile it is, or what is wrong in which line (0: no line)."""

    profile: CourtProfile | None
    line: int = 0
    problem: str = ""
    advice: str = ""

    @property
    def may_be_added(self) -> bool:
        """It is a profile, under a name and version that are free."""
        return self.profile is not None and not self.problem


@dataclass(frozen=True, slots=True)
class _Known:
    """A profile with its text; `row` is None for one that ships."""

    profile: CourtProfile
    text: str
    row: Any = None


def list_profiles(session: Session) -> list[ProfileInfo]:
    """Every profile known, by name, the newest version of each last."""
    session.require(Right.READ_SETTINGS)
    with session.read() as connection:
        known = _known(connection)
    chosen = _chosen(known, session.office.county)
    newest = {one.profile.name: one.profile.digest for one in known}
    infos = [
        ProfileInfo(
            profile=one.profile,
            is_shipped=one.row is None,
            is_newest=newest[one.profile.name] == one.profile.digest,
            is_chosen=one is chosen,
            added_by=one.row.added_by if one.row is not None else "",
            added_at=one.row.added_at if one.row is not None else "",
        )
        for one in known
    ]
    return sorted(infos, key=lambda info: info.profile.name)


def find_profile(session: Session, wanted: str = "") -> CourtProfile:
    """The profile of that name or `name@version`; without one, that of the office's court.

    Raises AnswerIsNoError when there is none, naming the known ones.
    """
    session.require(Right.READ_SETTINGS)
    with session.read() as connection:
        return profile_in_force(connection, session.office.county, wanted)


def profile_text(session: Session, wanted: str = "") -> str:
    """The YAML of a profile as it was given. Raises AnswerIsNoError when there is none."""
    session.require(Right.READ_SETTINGS)
    with session.read() as connection:
        return _find(_known(connection), session.office.county, wanted).text


def profile_in_force(connection: Any, county: str, wanted: str = "") -> CourtProfile:
    """`find_profile` for whoever reads already."""
    return _find(_known(connection), county, wanted).profile


def check_profile(session: Session, text: str, file: str = "the court profile") -> ProfileCheck:
    """Whether the text can be added, and if not, why, in which line, and what to write instead."""
    session.require(Right.READ_SETTINGS)
    try:
        profile = profile_from_text(text, file)
    except BadProfileError as error:
        return ProfileCheck(None, error.line, f"{error.what[:1].upper()}{error.what[1:]}.", error.advice)
    try:
        _refuse_taken(session, profile)
    except AnswerIsNoError as error:
        return ProfileCheck(profile, 0, error.sentence, error.advice)
    return ProfileCheck(profile)


def add_profile(session: Session, text: str, file: str = "the court profile") -> CourtProfile:
    """Keep a profile in the workspace; the same content again changes nothing.

    Needs a supervising attorney. Raises BadProfileError naming the line, and AnswerIsNoError when its name is
    that of a profile that ships, its name and version are taken, or `verified_on` lies ahead.
    """
    session.require(Right.KEEP_COURTS)
    profile = profile_from_text(text, file)
    if profile.verified_on > session.clock.now().date().isoformat():
        raise AnswerIsNoError(
            "not-verified-yet",
            f"{file} says that the clerk was asked on {profile.verified_on}, which is still to come.",
            "Enter the day somebody asked, or leave verified_on empty.",
        )
    with session.read() as connection:
        if store.find_by_digest(connection, profile.digest) is not None:
            return profile
    _refuse_taken(session, profile)
    with session.write(Right.KEEP_COURTS) as tx:
        store.add(
            tx.connection,
            {
                "name": profile.name,
                "version": profile.version,
                "title": profile.title,
                "county": profile.county,
                "source": text,
                "digest": profile.digest,
                "added_at": tx.at,
                "added_by": session.user,
            },
        )
        told = {"digest": profile.digest, "title": profile.title, "county": profile.county}
        tx.audit("court.add", f"{profile.name} {profile.version}", told)
    return profile


def add_profile_file(session: Session, path: Path) -> CourtProfile:
    """Keep the profile of a file. Raises like `add_profile`, or EnvironmentProblemError."""
    session.require(Right.KEEP_COURTS)
    return add_profile(session, read_profile_file(path), path.name)


def read_profile_file(path: Path) -> str:
    """The text of a file. Raises EnvironmentProblemError when it cannot be read."""
    return read_given_text(path, "a court profile")


def export_profile(session: Session, wanted: str, path: Path) -> CourtProfile:
    """Write a profile's text to a new file, as it is kept: the start of an office's own."""
    session.require(Right.READ_SETTINGS)
    text = profile_text(session, wanted)
    with open_new_csv(path) as file:
        file.write(text)
    profile = find_profile(session, wanted)
    with session.write(Right.READ_SETTINGS) as tx:
        tx.audit("court.export", f"{profile.name} {profile.version}", {"digest": profile.digest})
    return profile


@lru_cache(maxsize=1)
def _shipped() -> tuple[_Known, ...]:
    paths = sorted(resource_path("courts").glob("*.yaml"))
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    return tuple(_Known(profile_from_text(text, name), text) for name, text in texts)


def _known(connection: Any) -> list[_Known]:
    """Those that ship, then the office's own in the order they were added."""
    rows = store.all_profiles(connection)
    return [*_shipped(), *(_Known(profile_from_text(row.source, row.name), row.source, row) for row in rows)]


def _find(known: list[_Known], county: str, wanted: str) -> _Known:
    if not wanted:
        return _chosen(known, county)
    name, at, version = wanted.partition("@")
    for one in reversed(known):
        if one.profile.name == name and (not at or one.profile.version == version):
            return one
    names = ", ".join(dict.fromkeys(f"{one.profile.name}@{one.profile.version}" for one in known))
    raise AnswerIsNoError(
        "no-such-court-profile", f"There is no court profile {wanted}.", f"Known are {names}."
    )


def _chosen(known: list[_Known], county: str) -> _Known:
    """The newest for this county, else the office's newest for any, else the one that ships for any."""
    for one in reversed(known):
        if one.profile.county == county:
            return one
    return next(one for one in reversed(known) if not one.profile.county)


def _refuse_taken(session: Session, profile: CourtProfile) -> None:
    if any(one.profile.name == profile.name for one in _shipped()):
        raise AnswerIsNoError(
            "court-profile-shipped",
            f"{profile.name} is the name of a court profile that comes with the program.",
            f"Give the office's own another name, for example {profile.name}-office.",
        )
    with session.read() as connection:
        taken = {(row.name, row.version): row.digest for row in store.all_profiles(connection)}
    if taken.get((profile.name, profile.version), profile.digest) != profile.digest:
        raise AnswerIsNoError(
            "court-profile-taken",
            f"Court profile {profile.name} version {profile.version} is kept already with other content.",
            "Give the changed profile a new version.",
        )
