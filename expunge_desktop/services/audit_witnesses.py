"""Everything that remembers what the audit chain once was: inside the workspace, beside it, and on paper."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import hexdigits
from typing import Any

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.documents.manifest import MANIFEST_NAME
from expunge_desktop.services import audit_checkpoint
from expunge_desktop.services.session import Session
from expunge_desktop.store.audit_witnesses import kept_heads

_HASH_LENGTH = 64
_LARGEST_MANIFEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Witness:
    """One head somebody kept: `seq` None where only the hash is known.

    kind   checkpoint file | manifest | printed head | filing | checkpoint | backup
    """

    kind: str
    name: str
    hash: str
    seq: int | None = None

    @property
    def words(self) -> str:
        """It in a sentence: `the checkpoint march.json`."""
        return f"the {self.kind} {self.name}"


def inner_witnesses(connection: Any) -> list[Witness]:
    """What the workspace itself has kept."""
    return [Witness(one.kind, one.name, one.hash, one.seq) for one in kept_heads(connection)]


def outer_witnesses(session: Session, files: Iterable[Path], heads: Sequence[str]) -> list[Witness]:
    """What was given: checkpoint files, manifests of filings, heads read from paper.

    Raises AnswerIsNoError (`no-checkpoint`, `checkpoint-changed`, `other-workspace`), UsageError
    (`no-hash`), EnvironmentProblemError when a file cannot be read.
    """
    found: list[Witness] = []
    for path in files:
        found += _from_manifest(path) if path.name == MANIFEST_NAME else _from_checkpoint(session, path)
    return found + [Witness("printed head", f"{_hash(one)[:12]}…", _hash(one)) for one in heads]


def _from_checkpoint(session: Session, path: Path) -> list[Witness]:
    checkpoint = audit_checkpoint.read(path)
    if checkpoint.workspace_id != session.workspace.workspace_id:
        raise AnswerIsNoError(
            "other-workspace", f"The checkpoint {path.name} is of another workspace.", "Choose one of this."
        )
    marks = dict(checkpoint.marks) | {checkpoint.seq: checkpoint.hash}
    return [
        Witness("checkpoint file", checkpoint.name, digest, number)
        for number, digest in sorted(marks.items())
    ]


def _from_manifest(path: Path) -> list[Witness]:
    try:
        if path.stat().st_size > _LARGEST_MANIFEST:
            raise ValueError
        found = json.loads(held_files.read_bytes(path))
        return [Witness("manifest", f"of {found['filing']}", _hash(found["audit_head"]))]
    except (OSError, ValueError, KeyError, TypeError, RecursionError, UsageError):
        raise AnswerIsNoError(
            "no-checkpoint", f"{path} is not the manifest of a filing.", "Choose another file."
        ) from None


def _hash(text: str) -> str:
    """A head as printed, blanks between its groups forgiven."""
    plain = "".join(str(text).split()).lower()
    if len(plain) != _HASH_LENGTH or not set(plain) <= set(hexdigits):
        raise UsageError(
            "no-hash", f"“{text}” is no head of an audit trail.", "It has 64 characters, 0 to 9 and a to f."
        )
    return plain
