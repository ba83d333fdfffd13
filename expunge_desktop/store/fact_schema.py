"""The table of facts that people supplied because a delivered record lacks them, or has them wrong.

Conventions as in `store.schema`, whose tables this one refers to by name.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from expunge_desktop.store.schema_base import id_column, metadata

# A row supplies a fact, or withdraws an earlier row. It counts from the first assessment after it on.
supplied_fact = Table(
    "supplied_fact",
    metadata,
    id_column(),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("conviction_id", Integer, ForeignKey("conviction.id")),  # NULL = no count under review
    Column("ref", Text, nullable=False),  # of the count within its person; empty = of the person
    Column("fact", Text, nullable=False),  # ingest.suppliable_facts
    Column("value", Text),  # as it was given; NULL = this row withdraws another, or was destroyed
    Column("document", Text, nullable=False),  # which document shows it; empty = a withdrawal
    Column("reason", Text, nullable=False),  # why it goes before what the record says, or is withdrawn
    Column("recorded", Text, nullable=False),  # what the record said then; empty = nothing
    Column("is_contrary", Integer, nullable=False),  # whether it says something else than the record
    Column("withdraws", Integer, ForeignKey("supplied_fact.id")),  # NULL = it supplies
    Column("assessment_id", Integer, ForeignKey("assessment.id")),  # the newest one then; NULL = none yet
    Column("supplied_at", Text, nullable=False),
    Column("supplied_by", Text, nullable=False),
    Column("purge_id", Integer),  # NULL = not destroyed; else the row of `purge` that took what it said
)

for _column in ("person_id", "conviction_id", "withdraws"):
    Index(f"ix_supplied_fact_{_column}", supplied_fact.c[_column])

APPEND_ONLY = (supplied_fact,)
