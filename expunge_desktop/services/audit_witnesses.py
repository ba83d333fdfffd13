"""Everything that remembers what the audit chain once was: inside the workspace, beside it, and on paper."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import hexdigits
from typing import Any

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.documents.manifest import MANIFEST_NAME
from expunge_desktop.services import audit_checkpoint
from expunge_desktop.services.audit_checkpoint import Checkpoint
from expunge_desktop.services.session import Session
from expunge_desktop.store.audit_witnesses import kept_heads

_HASH_LENGTH = 64
_LARGEST_MANIFEST = 64_000_000
_INNER = frozenset({"filing", "checkpoint", "backup"})


@dataclass(frozen=True, slots=True)
class Witness:
    """What somebody kept of the chain: rows by number and hash, in order, or a head whose row is not known.

    kind      checkpoint file | manifest | printed head | filing | checkpoint | backup
    marks     number and hash; empty where only the head's hash is known
    backups   a checkpoint's: SHA-256 of the backups it knows, by their last row. None where nothing is known
    """

    kind: str
    name: str
    hash: str
    marks: tuple[tuple[int, str], ...] = ()
    made_at: str = ""
    backups: Mapping[int, str] | None = None

    @property
    def words(self) -> str:
        """It in a sentence: `the checkpoint march.json`."""
        return f"the {self.kind} {self.name}"

    @property
    def is_outside(self) -> bool:
        """Kept where the workspace is not; the others stand in reach of whoever holds the key."""
        return self.kind not in _INNER


def inner_witnesses(connection: Any) -> list[Witness]:
    """What the workspace itself has kept."""
    return [
        Witness(one.kind, one.name, one.hash, ((one.seq, one.hash),) if one.seq else ())
        for one in kept_heads(connection)
    ]


def outer_witnesses(session: Session, files: Iterable[Path], heads: Sequence[str]) -> list[Witness]:
    """What was given: checkpoint files, manifests of filings, heads read from paper.

    A head that one of the checkpoints knows is told by its row. Raises AnswerIsNoError (`no-checkpoint`,
    `checkpoint-changed`, `other-workspace`), UsageError (`no-hash`), EnvironmentProblemError when a file
    cannot be read.
    """
    found = [
        _from_manifest(path) if path.name == MANIFEST_NAME else _from_checkpoint(session, path)
        for path in files
    ]
    found += [Witness("printed head", f"{_hash(one)[:12]}…", _hash(one)) for one in heads]
    known = {digest: (row, one) for one in found for row, digest in one.marks}
    return [_placed(one, *known[one.hash]) if one.hash in known else one for one in found]


def of_checkpoint(checkpoint: Checkpoint) -> Witness:
    """A checkpoint file as a witness."""
    marks = dict(checkpoint.marks) | {checkpoint.seq: checkpoint.hash}
    return Witness(
        "checkpoint file",
        checkpoint.name,
        checkpoint.hash,
        tuple(sorted(marks.items())),
        checkpoint.made_at,
        None if checkpoint.backups is None else dict(checkpoint.backups),
    )


def _placed(head: Witness, row: int, checkpoint: Witness) -> Witness:
    """A head with the row that a checkpoint knows for it; what has rows of its own stays as it is."""
    if head.marks:
        return head
    before = tuple((seq, digest) for seq, digest in checkpoint.marks if seq <= row)
    return replace(head, marks=before, backups=checkpoint.backups)


def _from_checkpoint(session: Session, path: Path) -> Witness:
    checkpoint = audit_checkpoint.read(path)
    if checkpoint.workspace_id != session.workspace.workspace_id:
        raise AnswerIsNoError(
            "other-workspace", f"The checkpoint {path.name} is of another workspace.", "Choose one of this."
        )
    return of_checkpoint(checkpoint)


def _from_manifest(path: Path) -> Witness:
    try:
        if path.stat().st_size > _LARGEST_MANIFEST:
            raise ValueError
        found = json.loads(held_files.read_bytes(path))
        return Witness("manifest", f"of {found['filing']}", _hash(found["audit_head"]))
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
