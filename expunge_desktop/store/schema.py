"""The tables of a workspace, as SQLAlchemy Core: portable SQL, every constraint named.

Text dates are ISO (`YYYY-MM-DD`, partial `YYYY` or `YYYY-MM`), instants ISO UTC with `Z`, flags 0/1 with
NULL = unknown. `conviction` holds the counts *under review*: every count whose section is, was, or may
be a cannabis section. All other counts of a person stay in the person's source rows (`source_block`), from
which the whole person is read, and findings for these counts are computed, on demand: a county of 53,000
people has 1.3 million counts, of which some 150,000 are ever decided.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from expunge_desktop.store import custody_schema, fact_schema, paper_schema
from expunge_desktop.store.schema_base import id_column as _id
from expunge_desktop.store.schema_base import metadata as metadata

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# What the office says about itself (formats/office.md): the TOML as given, newest row wins, none is edited.
office = Table(
    "office",
    metadata,
    _id(),
    Column("toml", Text, nullable=False),
    Column("county", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
)

user = Table(
    "user",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("roles", Text, nullable=False),  # sorted, comma separated
    Column("is_active", Integer, nullable=False, server_default="1"),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("trained_on", Text),  # security awareness training; NULL = nobody has said
    Column("screened_on", Text),  # fingerprint-based screening; NULL = nobody has said
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),  # canonical JSON
    Column("payload_digest", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)

batch = Table(
    "batch",
    metadata,
    _id(),
    Column("layout", Text, nullable=False),
    Column("county", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("imported_by", Text, nullable=False),
    Column("received_on", Text),  # when the office received the files; NULL = nobody has said
    Column("law_digest", Text, nullable=False),  # of the law the facts were computed with
    Column("people", Integer, nullable=False),
    Column("counts", Integer, nullable=False),
    Column("under_review", Integer, nullable=False),
    Column("problems", Integer, nullable=False),
    Column("summary", Text, nullable=False),  # JSON: figures of the batch, see docs/ledger.md
)

source_file = Table(
    "source_file",
    metadata,
    _id(),
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("header", Integer, nullable=False),
    Column("imported", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    # JSON [[heading as recorded, field of the case list or ""], …]; empty for files of a fixed layout.
    Column("columns", Text, nullable=False),
    UniqueConstraint("batch_id", "ordinal"),
)

# The facts of a batch computed anew from its source rows, because the law data had changed or facts were
# supplied for some of its people. The newest row of a batch names the law its facts stand by; without one it
# is `batch.law_digest`.
facts_refresh = Table(
    "facts_refresh",
    metadata,
    _id(),
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False),
    Column("law_digest", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("convictions", Integer, nullable=False),  # rows of the batch afterwards
    Column("changed", Integer, nullable=False),  # whose facts became others
    Column("entered", Integer, nullable=False),  # counts the law now puts under review
    Column("departed", Integer, nullable=False),  # counts it no longer does; their rows stay
)

# Which headings of foreign spreadsheets mean which fields of the case list; the newest row of a name wins.
heading_mapping = Table(
    "heading_mapping",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON {heading: field}
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
)

set_aside = Table(
    "set_aside",
    metadata,
    _id(),
    Column("source_file_id", Integer, ForeignKey("source_file.id"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("content", Text, nullable=False),  # the line, numbers that could be an SSN or licence masked
)

person = Table(
    "person",
    metadata,
    _id(),
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False),
    Column("source_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # other names, "; " between them
    Column("born_on", Text),
    Column("is_deceased", Integer),
    Column("deceased_on", Text),
    Column("sex", Text, nullable=False),
    Column("race", Text, nullable=False),
    Column("cii_number", Text, nullable=False),
    Column("counts", Integer, nullable=False),
    Column("convictions", Integer, nullable=False),
    Column("felonies", Integer, nullable=False),
    Column("address", Text, nullable=False),  # lines joined by line feeds; empty = none recorded
    Column("fbi_number", Text, nullable=False),  # empty = unknown
    # NULL = not destroyed; else the row of `purge` that took name and record.
    Column("purge_id", Integer),
    UniqueConstraint("batch_id", "source_key"),
)

# The source rows of a person, lossless except the four SSN and licence columns, see ingest.source_rows.
# A person straddling chunks or files has several.
source_block = Table(
    "source_block",
    metadata,
    _id(),
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False),
    Column("source_key", Text, nullable=False),
    Column("rows", LargeBinary, nullable=False),
)

problem = Table(
    "problem",
    metadata,
    _id(),
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False),
    Column("source_file_id", Integer, ForeignKey("source_file.id")),
    Column("line", Integer),
    Column("source_key", Text, nullable=False),  # of the person, or empty
    Column("ref", Text, nullable=False),  # of the count, or empty
    Column("kind", Text, nullable=False),
    Column("sentence", Text, nullable=False),
)

conviction = Table(
    "conviction",
    metadata,
    _id(),
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("county", Text, nullable=False),
    Column("court", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("is_agency_inferred", Integer, nullable=False),
    Column("case_number", Text, nullable=False),
    Column("count_number", Text, nullable=False),
    Column("code_section", Text, nullable=False),  # as recorded
    Column("section", Text, nullable=False),  # of the citation: 11357, 11530, 32; empty = unread
    Column("offense_text", Text, nullable=False),
    Column("level", Text),
    Column("disposition", Text, nullable=False),
    Column("offense_on", Text),
    Column("conviction_on", Text),
    Column("conviction_year", Integer),
    Column("facts", Text, nullable=False),  # rules.facts.facts_to_json
    Column("problems", Text, nullable=False),  # kinds, ";" separated
    # What the Department's update form asks for, see ingest.record_values.arrest_text; empty = nothing known.
    Column("arrest", Text, nullable=False),
    Column("purge_id", Integer),  # the row of `purge` that took what this one said
    UniqueConstraint("person_id", "ref"),
)

# Convictions that the law of a later refresh no longer puts under review. Their rows, findings and decisions
# stay; a refresh under which they come back takes the mark away.
departed_conviction = Table(
    "departed_conviction",
    metadata,
    Column("conviction_id", Integer, ForeignKey("conviction.id"), primary_key=True),
    Column("refresh_id", Integer, ForeignKey("facts_refresh.id"), nullable=False),
)

policy = Table(
    "policy",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),  # the YAML as loaded
    Column("digest", Text, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    UniqueConstraint("name", "version"),
)

policy_signature = Table(
    "policy_signature",
    metadata,
    _id(),
    Column("policy_id", Integer, ForeignKey("policy.id"), nullable=False),
    Column("signed_at", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("attorney", Text, nullable=False),
    Column("adopted_on", Text, nullable=False),
)

assessment = Table(
    "assessment",
    metadata,
    _id(),
    Column("as_of", Text, nullable=False),
    Column("policy_id", Integer, ForeignKey("policy.id"), nullable=False),
    Column("law_digest", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("findings", Integer, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    _id(),
    Column("assessment_id", Integer, ForeignKey("assessment.id"), nullable=False),
    Column("conviction_id", Integer, ForeignKey("conviction.id"), nullable=False),
    Column("statutory_outcome", Text, nullable=False),
    Column("statutory_reason", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("is_sealed", Integer),  # NULL = the question does not arise
    Column("policy_outcome", Text, nullable=False),
    Column("policy_criterion", Text, nullable=False),
    Column("criteria_held", Text, nullable=False),  # ";" separated
    Column("review_codes", Text, nullable=False),  # ";" separated
    Column("missing_facts", Text, nullable=False),  # ";" separated
    Column("is_disputed", Integer, nullable=False),
    Column("disputes", Text, nullable=False),  # numbers of the dispute register, ";" separated
    Column("alternative", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("rule_path", Text, nullable=False),  # ids of the rules that decided, ">" separated
)

decision = Table(
    "decision",
    metadata,
    _id(),
    Column("conviction_id", Integer, ForeignKey("conviction.id"), nullable=False),
    Column("finding_id", Integer, ForeignKey("finding.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("facts_digest", Text, nullable=False),  # sha256 of conviction.facts when decided
)

note = Table(
    "note",
    metadata,
    _id(),
    Column("conviction_id", Integer, ForeignKey("conviction.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Text, nullable=False),
    Column("written_by", Text, nullable=False),
)

# Every export and print: who received which rows for what purpose (Penal Code 11078).
release_log = Table(
    "release_log",
    metadata,
    _id(),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    # domain.recipient.RecipientKind; NULL in rows of before revision 0003, like the next two.
    Column("recipient_kind", Text),
    Column("withheld", Text),  # fields masked for this kind, ";" separated
    Column("files", Text),  # names of the files written, ";" separated
)

# Made after a bulk import, not before it.
LATE_INDEXES = (
    Index("ix_conviction_person_id", conviction.c.person_id),
    Index("ix_conviction_case_number", conviction.c.case_number),
    Index("ix_person_name", person.c.last_name, person.c.first_name),
    Index("ix_source_block_source_key", source_block.c.batch_id, source_block.c.source_key),
    Index("ix_problem_batch_id_kind", problem.c.batch_id, problem.c.kind),
)

Index("ix_finding_assessment_id_conviction_id", finding.c.assessment_id, finding.c.conviction_id, unique=True)
Index("ix_finding_policy_outcome", finding.c.assessment_id, finding.c.policy_outcome)
Index("ix_decision_conviction_id", decision.c.conviction_id)
Index("ix_note_conviction_id", note.c.conviction_id)

# Rows of these may be added, never changed or removed; enforced by triggers (store.guards).
APPEND_ONLY = (
    audit,
    office,
    set_aside,
    policy,
    policy_signature,
    assessment,
    finding,
    decision,
    note,
    release_log,
    source_file,
    batch,
    heading_mapping,
    facts_refresh,
    *paper_schema.APPEND_ONLY,
    *custody_schema.APPEND_ONLY,
    *fact_schema.APPEND_ONLY,
)
