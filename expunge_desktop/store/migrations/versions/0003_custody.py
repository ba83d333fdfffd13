"""Custody of the records: sealed rows, destruction, checkpoints, who received what, training of users.

It never changes: every change of the schema is a revision of its own.
"""

import sqlalchemy as sa
from alembic import op

from expunge_desktop.store.guards import add_guards

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

APPEND_ONLY = ("sealed_conviction", "purge", "audit_checkpoint")


def upgrade() -> None:
    """New tables, new columns, and the guards of the append-only ones."""
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "purge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("convictions", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge")),
    )
    op.create_table(
        "unfinished_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unfinished_export")),
    )
    op.create_table(
        "sealed_conviction",
        sa.Column("conviction_id", sa.Integer(), nullable=False),
        sa.Column("filing_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sealed_on", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conviction_id"], ["conviction.id"], name=op.f("fk_sealed_conviction_conviction_id_conviction")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["filing_event.id"], name=op.f("fk_sealed_conviction_event_id_filing_event")
        ),
        sa.ForeignKeyConstraint(
            ["filing_id"], ["filing.id"], name=op.f("fk_sealed_conviction_filing_id_filing")
        ),
        sa.PrimaryKeyConstraint("conviction_id", name=op.f("pk_sealed_conviction")),
    )
    op.add_column("conviction", sa.Column("purge_id", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("purge_id", sa.Integer(), nullable=True))
    op.add_column("release_log", sa.Column("recipient_kind", sa.Text(), nullable=True))
    op.add_column("release_log", sa.Column("withheld", sa.Text(), nullable=True))
    op.add_column("release_log", sa.Column("files", sa.Text(), nullable=True))
    op.add_column("user", sa.Column("trained_on", sa.Text(), nullable=True))
    op.add_column("user", sa.Column("screened_on", sa.Text(), nullable=True))
    add_guards(op.get_bind(), APPEND_ONLY)


def downgrade() -> None:
    """There is no way back: an older program refuses a newer workspace."""
    raise NotImplementedError
