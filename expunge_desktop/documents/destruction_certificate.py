"""The certificate of a destruction as a page to sign: counts, hashes, ground, who and when; no identity."""

from collections.abc import Mapping
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.papers.plain_pages import PlainPages, write_plain
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.wording import long_date

TITLE = "Certificate of destruction"
FOOTER = "CERTIFICATE OF DESTRUCTION – no person or case is named"
KINDS = {
    "convictions": "Convictions: record, facts, place in lists",
    "people": "People of whom nothing was left",
    "source_rows": "Source rows as delivered",
    "problems": "Problems noted at the import",
    "findings": "Findings, their words",
    "decisions": "Decisions, their reasons",
    "notes": "Notes",
    "supplied_facts": "Facts supplied from documents",
    "documents": "Documents attached to challenges",
    "filings": "Filings whose rows were emptied",
    "other_texts": "Other texts that named them",
    "audit_payloads": "Audit rows, what they said",
    "facts_made_anew": "Other convictions whose facts were made anew",
}


def write_certificate(content: Mapping[str, Any], sha256: str) -> bytes:
    """The PDF of one certificate; `sha256` is that of its JSON as the workspace keeps it."""
    sheets = PlainPages(f"{TITLE} no. {content['certificate']}")
    sheets.paragraph(f"{content['office'] or 'The office'}, {content['county'].title()} County", bold=True)
    sheets.paragraph(
        f"{many(content['sealed_convictions'], 'conviction')} that the court has sealed and "
        f"{many(content['overdue_convictions'], 'conviction')} whose record was overdue for destruction were "
        "destroyed in this office's workspace, with everything in it that told of them."
    )
    sheets.field("Ground", content["ground"])
    sheets.field("Planned by", f"{content['planned_by']}, {_instant(content['planned_at'])}")
    sheets.field("Carried out by", f"{content['destroyed_by']}, {_instant(content['destroyed_at'])}")
    sheets.field("Program", content["program"])
    sheets.paragraph("What was destroyed", bold=True)
    for kind, words in KINDS.items():
        if kind in content["destroyed"]:
            sheets.paragraph(f"{words}: {content['destroyed'][kind]:,}", size=10.0, space=1)
    if content["filings"]:
        sheets.field("Filings that cannot be printed again", ", ".join(content["filings"]))
    sheets.paragraph("Copies elsewhere", bold=True)
    sheets.paragraph(_copies(content["backups_known"]))
    sheets.paragraph("Keyed hashes of what was destroyed", bold=True)
    for kind, value in content["hashes"].items():
        sheets.paragraph(f"{kind.replace('_', ' ')}: {value}", size=8.0, space=2)
    sheets.paragraph(content["hash_method"], size=8.0, space=2)
    sheets.paragraph(f"This certificate's data, SHA-256: {sha256}", size=8.0, space=2)
    sheets.paragraph(f"Audit chain before: {content['audit_head_before']}", size=8.0, space=2)
    sheets.paragraph("I have carried out the destruction described above.", space=14)
    sheets.field("Signature", "")
    sheets.field("Name and title", "")
    sheets.field("Date", "")
    return write_plain(sheets, _mark(content))


def _copies(backups: list[Mapping[str, str]]) -> str:
    if not backups:
        return (
            "The workspace's audit trail knows of no backup. Copies made outside the program are not known."
        )
    named = "; ".join(f"{one['name']} of {_instant(one['made_at'])}" for one in backups)
    return (
        f"The audit trail knows of {many(len(backups), 'backup')} made before, which still hold what was "
        f"destroyed here until they are destroyed themselves: {named}. "
        "Copies made outside the program are not known."
    )


def _instant(text: str) -> str:
    return f"{long_date(text[:10])}, {text[11:16]} UTC"


def _mark(content: Mapping[str, Any]) -> PaperMark:
    return PaperMark(
        document="certificate",
        title=TITLE,
        footer=FOOTER,
        author=content["office"],
        filing=f"Certificate {content['certificate']}",
        policy=f"made {content['destroyed_at'][:10]}",
        is_released=True,
    )
