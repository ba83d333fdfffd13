"""Readers of files the program wrote itself and somebody changed."""

from pathlib import Path

from campaigns.fuzz.reader import Reader, as_file, as_text, scratch
from campaigns.fuzz.tokens import UGLY
from expunge_desktop.documents import filing, manifest
from expunge_desktop.documents.papers.sample import sample_filing
from expunge_desktop.services import audit_checkpoint
from expunge_desktop.vault import key_file, key_record, recovery_text
from expunge_desktop.vault.key_slots import COST_FOR_TESTS


def _key_file(data: bytes) -> None:
    record = key_record.from_text(as_text(data))
    if key_record.from_text(key_record.to_text(record)) != record:
        raise AssertionError("a key record changes when it is written and read again")


def _key_file_seeds() -> list[bytes]:
    workspace = scratch() / "county.expunge"
    held = key_file.key_file_path(workspace)
    held.unlink(missing_ok=True)
    key_file.create(workspace, "0f" * 16, bytes(range(32)), "Ada", "seven quiet harbors", cost=COST_FOR_TESTS)
    stored = Path(__file__).resolve().parents[3] / "tests" / "store" / "stored_workspaces"
    return [held.read_bytes(), *(path.read_bytes() for path in sorted(stored.glob("*.expunge-keys")))]


def _recovery_key(data: bytes) -> None:
    recovery_text.from_sheet(as_text(data))


def _recovery_seeds() -> list[bytes]:
    return [recovery_text.to_sheet(recovery_text.new_recovery_key()).encode()]


def _checkpoint(data: bytes) -> None:
    audit_checkpoint.read(as_file(data, "checkpoint.json"))


def _checkpoint_seeds() -> list[bytes]:
    content: dict[str, object] = {
        "kind": "expunge audit checkpoint", "format": audit_checkpoint.FORMAT, "workspace_id": "ab", "seq": 3,
        "hash": "0" * 64, "made_at": "2026-11-22T10:00:00.000000Z", "made_by": "Ada", "rows": 3,
        "marks": [[1, "0" * 64]], "backups": [[1, "0" * 64]],
    }  # fmt: skip
    sealed = {**content, "sha256": audit_checkpoint._digest(content)}
    return [audit_checkpoint._text(sealed).encode()]


def _manifest(data: bytes) -> None:
    manifest.manifest_from_json(as_text(data))


def _filing(data: bytes) -> None:
    filing.from_json(as_text(data))


def _filing_seeds() -> list[bytes]:
    return [filing.to_json(sample_filing()).encode()]


def _manifest_seeds() -> list[bytes]:
    made = manifest.manifest_of(sample_filing(), is_released=False, papers=(), not_printed=(), releases=())
    return [manifest.manifest_json(made).encode()]


def readers() -> tuple[Reader, ...]:
    """Of the program's own files."""
    return (
        Reader(
            "key-file",
            _key_file,
            _key_file_seeds,
            80_000,
            refusals=(ValueError,),
            tokens=(b'"slots"', b"null", b"[]", b"{}", b"1e9", b"true", *UGLY),
        ),
        Reader(
            "recovery-key", _recovery_key, _recovery_seeds, 60_000, 0.5, tokens=(b"-", b" ", b"O", b"I", b"l")
        ),
        Reader("checkpoint", _checkpoint, _checkpoint_seeds, 30_000, tokens=(b"null", b"{}", b"[]", *UGLY)),
        Reader("manifest", _manifest, _manifest_seeds, 40_000, refusals=(ValueError, TypeError)),
        Reader("filing", _filing, _filing_seeds, 10_000, refusals=(ValueError, TypeError)),
    )
