"""The wordings of the papers: those that ship, and the office's own versions of them in the workspace.

The newest version of a name counts. Nothing is edited in place: a changed wording is a new version, and going
back to the wording that ships is one too. A filing freezes the wording of every paper when it is made.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.base.paths import resource_path
from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.filing import TemplateText
from expunge_desktop.documents.papers.catalog import RECIPES
from expunge_desktop.documents.papers.schema import check_wording
from expunge_desktop.documents.typeset.template import load_template
from expunge_desktop.services.csv_files import open_new_csv
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import templates as store

SHIPPED_VERSION = 0


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A wording as lists show it.

    documents    the papers that print it, with their titles: ("D1", "NOTICE OF MOTION …")
    version      of the text that counts now; 0 = the one that ships, never edited
    is_edited    the text that counts is the office's own
    """

    name: str
    documents: tuple[tuple[str, str], ...]
    version: int
    digest: str
    is_edited: bool
    note: str = ""
    written_at: str = ""
    written_by: str = ""


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of a name; `is_shipped` = from here on the wording that ships counted again."""

    version: int
    digest: str
    is_shipped: bool
    note: str
    written_at: str
    written_by: str


def list_templates(session: Session) -> list[TemplateInfo]:
    """Every wording, in the order of the papers."""
    session.require(Right.READ_SETTINGS)
    with session.read() as connection:
        newest = store.newest(connection)
    return [_info(name, newest.get(name)) for name in template_names()]


def template_text(session: Session, name: str, version: int | None = None) -> str:
    """The text of a wording: the one that counts, or that of a version (0 = as shipped).

    Raises AnswerIsNoError when there is no such name or version.
    """
    session.require(Right.READ_SETTINGS)
    require_name(name)
    if version == SHIPPED_VERSION:
        return load_template(name)
    with session.read() as connection:
        rows = {row.version: row for row in store.versions_of(connection, name)}
    if version is None:
        row = rows[max(rows)] if rows else None
    elif version in rows:
        row = rows[version]
    else:
        known = ", ".join(map(str, (SHIPPED_VERSION, *rows)))
        raise AnswerIsNoError(
            "no-such-template", f"There is no version {version} of {name}.", f"Known versions: {known}."
        )
    return load_template(name) if row is None or row.text is None else str(row.text)


def template_versions(session: Session, name: str) -> list[TemplateVersion]:
    """Every version the office has written, oldest first. Raises AnswerIsNoError for an unknown name."""
    session.require(Right.READ_SETTINGS)
    require_name(name)
    with session.read() as connection:
        return [
            TemplateVersion(
                row.version, row.digest, row.text is None, row.note, row.written_at, row.written_by
            )
            for row in store.versions_of(connection, name)
        ]


def check_template_text(name: str, text: str) -> tuple[TemplateError, ...]:
    """Every fault of a text as the wording `name`, each with its line; none when it can be saved.

    Raises AnswerIsNoError for an unknown name.
    """
    require_name(name)
    return check_wording(name, text)


def save_template(session: Session, name: str, text: str, note: str = "") -> TemplateInfo:
    """Keep a text as the next version of a wording; from now on new filings print it.

    Needs a supervising attorney. Raises TemplateError naming the line of the first fault, and AnswerIsNoError
    when the name is unknown or the text is the one that counts already.
    """
    session.require(Right.KEEP_WORDINGS)
    text = _normalized(text)
    if faults := check_template_text(name, text):
        raise faults[0]
    if text == _normalized(template_text(session, name)):
        raise AnswerIsNoError(
            "template-unchanged", f"{name} reads exactly so already.", "Nothing needs to be saved."
        )
    return _add(session, name, text, note)


def revert_template(session: Session, name: str, note: str = "") -> TemplateInfo:
    """Go back to the wording that ships, as a new version. Needs a supervising attorney.

    Raises AnswerIsNoError when the name is unknown or the wording that ships counts already.
    """
    session.require(Right.KEEP_WORDINGS)
    require_name(name)
    with session.read() as connection:
        row = store.newest(connection).get(name)
    if row is None or row.text is None:
        raise AnswerIsNoError(
            "template-shipped", f"{name} is the wording that ships.", "Nothing needs to be changed."
        )
    return _add(session, name, None, note)


def export_template(session: Session, name: str, path: Path, version: int | None = None) -> None:
    """Write a wording to a new file, for an editor. Raises AnswerIsNoError, EnvironmentProblemError."""
    session.require(Right.READ_SETTINGS)
    text = template_text(session, name, version)
    with open_new_csv(path) as file:
        file.write(text)
    with session.write(Right.READ_SETTINGS) as tx:
        tx.audit("template.export", name, {"digest": digest_of(text)})


def read_template_file(path: Path) -> str:
    """The text of a file. Raises EnvironmentProblemError when it cannot be read."""
    return read_given_text(path, "the wording of a paper")


def frozen_templates(connection: Any) -> tuple[TemplateText, ...]:
    """Every wording as it counts now, for a filing: later versions of the program print the same papers."""
    newest = store.newest(connection)
    frozen = []
    for name in template_names():
        row = newest.get(name)
        text = load_template(name) if row is None or row.text is None else row.text
        version = SHIPPED_VERSION if row is None or row.text is None else row.version
        frozen.append(TemplateText(name, version, digest_of(text), text))
    return tuple(frozen)


def digest_of(text: str) -> str:
    """SHA-256 of a wording, whatever its line ends."""
    return hashlib.sha256(_normalized(text).encode()).hexdigest()


def template_names() -> tuple[str, ...]:
    """The wordings that ship: in the order of the papers that print them, then the others by name."""
    shipped = {path.name for path in resource_path("templates").glob("*.txt")}
    of_papers = dict.fromkeys(name for recipe in RECIPES for name in recipe.templates if name in shipped)
    return (*of_papers, *sorted(shipped - set(of_papers)))


def require_name(name: str) -> None:
    """Raise AnswerIsNoError when no paper has a wording of that name."""
    if name not in template_names():
        raise AnswerIsNoError(
            "no-such-template",
            f"There is no template {name}.",
            f"Templates are {', '.join(template_names())}.",
        )


def _add(session: Session, name: str, text: str | None, note: str) -> TemplateInfo:
    digest = "" if text is None else digest_of(text)
    with session.write(Right.KEEP_WORDINGS) as tx:
        version = store.add(
            tx.connection,
            name,
            {
                "text": text,
                "digest": digest,
                "note": " ".join(note.split()),
                "written_at": tx.at,
                "written_by": session.user,
            },
        )
        told = {"version": version, "digest": digest, "note": " ".join(note.split())}
        tx.audit("template.save" if text is not None else "template.revert", name, told)
    return next(info for info in list_templates(session) if info.name == name)


def _info(name: str, row: Any) -> TemplateInfo:
    documents = tuple((one.document, one.title) for one in RECIPES if name in one.templates)
    if row is None:
        return TemplateInfo(name, documents, SHIPPED_VERSION, digest_of(load_template(name)), False)
    is_edited = row.text is not None
    digest = row.digest if is_edited else digest_of(load_template(name))
    return TemplateInfo(
        name, documents, row.version, digest, is_edited, row.note, row.written_at, row.written_by
    )


def _normalized(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"
