"""The tables behind the papers: filings, their releases and the court's answers, wordings, court profiles.

All of them are append-only. Conventions as in `store.schema`, whose tables these refer to by name.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from expunge_desktop.store.schema_base import id_column, metadata

filing = Table(
    "filing",
    metadata,
    Column("id", Text, primary_key=True),  # F0001, F0002 …
    Column("assessment_id", Integer, ForeignKey("assessment.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),  # documents.filing.to_json: everything the papers are made from
    Column("content_digest", Text, nullable=False),
    Column("audit_head", Text, nullable=False),  # frozen when the filing was made
    Column(
        "inputs", Text, nullable=False
    ),  # JSON: the newest row of every input then, see store.paper_inputs
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
)

filing_row = Table(
    "filing_row",
    metadata,
    Column("filing_id", Text, ForeignKey("filing.id"), primary_key=True),
    Column("row_no", Integer, primary_key=True),
    Column("conviction_id", Integer, ForeignKey("conviction.id"), nullable=False),
    Column("schedule", Integer, nullable=False),
    Column("relief", Text, nullable=False),
)

# A row of a filing's Exhibit A has the status of its newest event; before the first it has the filing's own.
filing_event = Table(
    "filing_event",
    metadata,
    id_column(),
    Column("filing_id", Text, ForeignKey("filing.id"), nullable=False),
    Column("status", Text, nullable=False),  # domain.filing_status.FilingStatus
    Column("happened_on", Text, nullable=False),
    Column("rows", Integer, nullable=False),  # how many rows it is about
    Column("note", Text, nullable=False),
    Column("source", Text, nullable=False),  # name and SHA-256 of the clerk's file; empty = entered by hand
    Column("recorded_at", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
)

filing_event_row = Table(
    "filing_event_row",
    metadata,
    Column("event_id", Integer, ForeignKey("filing_event.id"), primary_key=True),
    Column("row_no", Integer, primary_key=True),
)

release = Table(
    "release",
    metadata,
    id_column(),
    Column("filing_id", Text, ForeignKey("filing.id"), nullable=False),
    Column("step", Text, nullable=False),  # prepared | approved
    Column("content_digest", Text, nullable=False),
    Column("released_at", Text, nullable=False),
    Column("released_by", Text, nullable=False),
    UniqueConstraint("filing_id", "step"),
)

# The office's own wordings; the newest version of a name counts.
template_version = Table(
    "template_version",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),  # notice_of_motion.txt
    Column("version", Integer, nullable=False),  # from 1
    Column("text", Text),  # NULL = from here on the wording that ships counts again
    Column("digest", Text, nullable=False),  # SHA-256 of the text, empty where that is NULL
    Column("note", Text, nullable=False),
    Column("written_at", Text, nullable=False),
    Column("written_by", Text, nullable=False),
    UniqueConstraint("name", "version"),
)

court_profile = Table(
    "court_profile",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("county", Text, nullable=False),  # empty = any
    Column("source", Text, nullable=False),  # the YAML as given
    Column("digest", Text, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    UniqueConstraint("name", "version"),
)

# Documents attached to challenges, each once.
evidence = Table(
    "evidence",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("added_by", Text, nullable=False),
)

decision_evidence = Table(
    "decision_evidence",
    metadata,
    Column("decision_id", Integer, ForeignKey("decision.id"), primary_key=True),
    Column("place", Integer, primary_key=True),  # from 1, in the order given
    Column("sha256", Text, ForeignKey("evidence.sha256"), nullable=False),
    Column("name", Text, nullable=False),  # the file's, when it was attached
)

Index("ix_filing_event_filing_id", filing_event.c.filing_id)

APPEND_ONLY = (
    filing,
    filing_row,
    filing_event,
    filing_event_row,
    release,
    template_version,
    court_profile,
    evidence,
    decision_evidence,
)
