"""A checkpoint: the head of the audit chain in a small file, to be kept where the workspace is not.

Who holds the key of a workspace could compute its whole chain anew. A checkpoint that lies elsewhere, or its
hash on paper, shows it. Nothing of a person stands in it, so it is no release in the sense of PC 11078.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop import __version__
from expunge_desktop.base import held_files
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.services.csv_files import open_new_file
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit, audit_witnesses

FORMAT = 2
_READ = (1, FORMAT)  # of the first format are those that know of no backups
_KIND = "expunge audit checkpoint"
_MOST_MARKS = 1_000  # spread over the chain
_MOST_HEADS, _MOST_BACKUPS = 4_000, 4_000  # besides: the newest of those somebody kept
_LARGEST = 4_000_000  # bytes; one of the most marks, heads and backups has less than a million


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The chain at one moment: its newest row, and the hashes of rows on the way there, to narrow a search.

    marks     besides rows at even distances, each that is the last of a backup, or the head of a filing
    backups   last row and SHA-256 of each backup the trail tells of: a trail that goes on from another row
              than one of these was not restored from a backup this checkpoint knows. None in the first format
    sha256    of the file's content, kept in the workspace as well
    """

    name: str
    workspace_id: str
    seq: int
    hash: str
    made_at: str
    made_by: str
    marks: tuple[tuple[int, str], ...]
    sha256: str
    backups: tuple[tuple[int, str], ...] | None = None


def export(session: Session, path: Path) -> Checkpoint:
    """Write a checkpoint of the chain as it stands to a new file, and remember it in the workspace.

    Raises AnswerIsNoError (`chain-broken`: a checkpoint would only bless it; `destination-exists`, a right
    denied), EnvironmentProblemError when the file cannot be written.
    """
    session.require(Right.WRITE_CHECKPOINTS)
    with session.read() as connection:
        copies = audit_witnesses.told_copies(connection)[-_MOST_BACKUPS:]
        kept = [one.hash for one in audit_witnesses.kept_heads(connection)][-_MOST_HEADS:]
        report = audit.verify(connection, hashes={*kept, *(head for head, _ in copies)})
        newest = audit_witnesses.newest(connection)
        if not report.is_intact or newest is None:
            raise AnswerIsNoError(
                "chain-broken",
                f"The audit chain is broken at row {report.first_broken}: {report.reason}",
                "Nothing was written. Keep the workspace as it is and tell the office's security officer.",
            )
        seq, head = newest
        every = -(-seq // _MOST_MARKS)
        marks = dict(audit_witnesses.marks(connection, every, seq))
        marks |= {row: digest for digest, row in report.places.items()}
        backups = [(report.places[one], sha256) for one, sha256 in copies if one in report.places]
    with session.write(Right.WRITE_CHECKPOINTS) as tx:
        content: dict[str, object] = {
            "kind": _KIND,
            "format": FORMAT,
            "program": __version__,
            "workspace_id": session.workspace.workspace_id,
            "seq": seq,
            "hash": head,
            "made_at": tx.at,
            "made_by": session.user,
            "marks": sorted(marks.items()),
            "backups": backups,
        }
        digest = _digest(content)
        with open_new_file(path) as file:
            file.write(_text({**content, "sha256": digest}).encode())
        tx.undo_if_not_committed(lambda: path.unlink(missing_ok=True))
        audit_witnesses.add_checkpoint(
            tx.connection, seq=seq, head=head, sha256=digest, made_at=tx.at, made_by=session.user
        )
        tx.audit("checkpoint", path.name, {"seq": seq, "hash": head, "sha256": digest})
        at = tx.at
    return Checkpoint(
        name=path.name,
        workspace_id=session.workspace.workspace_id,
        seq=seq,
        hash=head,
        made_at=at,
        made_by=session.user,
        marks=tuple(sorted(marks.items())),
        sha256=digest,
        backups=tuple(backups),
    )


def read(path: Path) -> Checkpoint:
    """A checkpoint from its file.

    Raises AnswerIsNoError (`no-checkpoint`, `checkpoint-changed`), EnvironmentProblemError when it cannot be
    read.
    """
    found = _content(path)
    try:
        if found["kind"] != _KIND:
            raise _no_checkpoint(path)
        if found["format"] not in _READ:
            raise AnswerIsNoError(
                "no-checkpoint", f"{path.name} is a checkpoint of a newer version.", "Use that version."
            )
        told = str(found.pop("sha256"))
        checkpoint = Checkpoint(
            name=path.name,
            workspace_id=str(found["workspace_id"]),
            seq=int(str(found["seq"])),
            hash=str(found["hash"]),
            made_at=str(found["made_at"]),
            made_by=str(found["made_by"]),
            marks=_pairs(found["marks"]),
            sha256=told,
            backups=None if found["format"] == 1 else _pairs(found["backups"]),
        )
        digest = _digest(found)
    except (KeyError, TypeError, ValueError):
        raise _no_checkpoint(path) from None
    if told != digest:
        raise AnswerIsNoError(
            "checkpoint-changed",
            f"The checkpoint {path.name} is not as it was written.",
            "Use another copy of it.",
        )
    return checkpoint


def _content(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > _LARGEST:
            raise _no_checkpoint(path)
        found = json.loads(held_files.read_bytes(path))
    except OSError as problem:
        raise EnvironmentProblemError(
            "cannot-read", f"{path} cannot be read ({problem.strerror}).", "Check its name and your rights."
        ) from None
    except (ValueError, RecursionError):
        raise _no_checkpoint(path) from None
    if not isinstance(found, dict):
        raise _no_checkpoint(path)
    return found


def _pairs(found: object) -> tuple[tuple[int, str], ...]:
    return tuple((int(number), str(digest)) for number, digest in found)  # type: ignore[attr-defined]


def _no_checkpoint(path: Path) -> AnswerIsNoError:
    return AnswerIsNoError(
        "no-checkpoint",
        f"{path.name} is neither a checkpoint of an audit trail nor the manifest of a filing.",
        "`audit WORKSPACE --checkpoint FILE` writes a checkpoint.",
    )


def _digest(content: Mapping[str, object]) -> str:
    return hashlib.sha256(audit.canonical_json(content).encode()).hexdigest()


def _text(content: Mapping[str, object]) -> str:
    return json.dumps(content, sort_keys=True, indent=1) + "\n"
