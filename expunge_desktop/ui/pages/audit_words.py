"""One row of the audit trail, in full, as text."""

import json

from expunge_desktop.services.audit_trail import AuditLine
from expunge_desktop.ui.wording import instant, number


def whole_row(line: AuditLine) -> str:
    """Everything a row says, its details one below the other, and its place in the chain."""
    said = _details(line.payload) if line.payload else line.why_no_payload
    return "\n".join(
        (
            f"Row {number(line.seq)}, {instant(line.at)}",
            f"{line.actor} {line.meaning}",
            f"Subject: {line.subject}",
            f"Verb: {line.verb}, at {line.at}",
            "",
            said,
            "",
            f"Digest: {line.payload_digest}",
            f"Row before: {line.previous_hash}",
            f"Hash: {line.hash}",
        )
    )


def _details(payload: str) -> str:
    """The payload, a line for each of its values."""
    try:
        found = json.loads(payload)
    except ValueError:
        return payload
    if not isinstance(found, dict):
        return payload
    if not found:
        return "No details."
    return "\n".join(f"{name}: {_value(value)}" for name, value in found.items())


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
