"""The witness: the newest row of the audit trail the key file knows of, under a key only the data key gives.

The audit chain cannot show by itself that its last rows were cut off, or that an older copy of the whole
workspace was put in its place. A second file that remembers the newest row can.
"""

import hmac
from dataclasses import dataclass

from expunge_desktop.vault.bound_data import bound
from expunge_desktop.vault.data_key import authenticate, derived_key


@dataclass(frozen=True, slots=True)
class Witness:
    """Row `seq` of the audit trail has this hash; `mac` says that someone with the data key wrote so."""

    seq: int
    hash: str
    mac: str

    def is_authentic(self, raw_key: bytes, workspace_id: str) -> bool:
        """Written by this program for this workspace, not by hand."""
        return hmac.compare_digest(
            self.mac.encode(), _mac(raw_key, workspace_id, self.seq, self.hash).encode()
        )


def make_witness(raw_key: bytes, workspace_id: str, seq: int, row_hash: str) -> Witness:
    """The witness of one row."""
    return Witness(seq, row_hash, _mac(raw_key, workspace_id, seq, row_hash))


def _mac(raw_key: bytes, workspace_id: str, seq: int, row_hash: str) -> str:
    content = bound("expunge witness", workspace_id, seq, row_hash)
    return authenticate(derived_key(raw_key, "witness"), content).hex()
