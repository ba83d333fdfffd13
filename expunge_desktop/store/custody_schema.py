"""The tables behind the custody of records: sealed rows, destruction, checkpoints, files begun outside.

Conventions as in `store.schema`, whose tables these refer to by name.
"""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from expunge_desktop.store.schema_base import id_column, metadata

# Convictions the court has sealed: masked in every view but the audit
# (HS 11361.8, 11361.9; law/privacy.md).
sealed_conviction = Table(
    "sealed_conviction",
    metadata,
    Column("conviction_id", Integer, ForeignKey("conviction.id"), primary_key=True),
    Column("filing_id", Text, ForeignKey("filing.id"), nullable=False),
    Column("event_id", Integer, ForeignKey("filing_event.id"), nullable=False),  # the court's entry
    Column("sealed_on", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
)

# One destruction of sealed or overdue rows, with its certificate.
purge = Table(
    "purge",
    metadata,
    id_column(),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("ground", Text, nullable=False),  # why these rows: the retention policy in words
    Column("people", Integer, nullable=False),  # of whom nothing is left
    Column("convictions", Integer, nullable=False),
    Column("certificate", Text, nullable=False),  # JSON: counts and hashes, no identity
    Column("sha256", Text, nullable=False),  # of the certificate
)

# Heads of the audit chain that were written outside, for later comparison.
audit_checkpoint = Table(
    "audit_checkpoint",
    metadata,
    id_column(),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the file
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
)

# Files and folders in clear that are being written just now; what a killed program left is removed
# at the next logon.
unfinished_export = Table(
    "unfinished_export",
    metadata,
    id_column(),
    Column("path", Text, nullable=False),
    Column("begun_at", Text, nullable=False),
    Column("begun_by", Text, nullable=False),
)

APPEND_ONLY = (sealed_conviction, purge, audit_checkpoint)
