"""Whoever logs on to a restored workspace is told once that what was done after the backup is not in it."""

import json

from expunge_desktop.store import meta
from expunge_desktop.store.workspace import Transaction

_KEY = "restored"


def keep(tx: Transaction, sentence: str) -> None:
    """Every user is told this at the next logon, in place of the sentence of an earlier restore."""
    meta.write(tx.connection, _KEY, json.dumps({"sentence": sentence, "told": []}))


def told_to(tx: Transaction, user: str) -> str:
    """The sentence, the first time this user logs on after a restore; else empty."""
    kept = meta.read(tx.connection, _KEY)
    if not kept:
        return ""
    note = json.loads(kept)
    if user in note["told"]:
        return ""
    note["told"].append(user)
    meta.write(tx.connection, _KEY, json.dumps(note))
    return str(note["sentence"])
