"""Facts that people supply because a delivered record lacks them, or has them wrong.

It never changes: every change of the schema is a revision of its own.
"""

import sqlalchemy as sa
from alembic import op

from expunge_desktop.store.guards import add_guards

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APPEND_ONLY = ("supplied_fact",)


def upgrade() -> None:
    """One new table, its indexes, and its guards."""
    op.create_table(
        "supplied_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("conviction_id", sa.Integer(), nullable=True),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.Column("is_contrary", sa.Integer(), nullable=False),
        sa.Column("withdraws", sa.Integer(), nullable=True),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("supplied_at", sa.Text(), nullable=False),
        sa.Column("supplied_by", sa.Text(), nullable=False),
        sa.Column("purge_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_supplied_fact_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(
            ["conviction_id"], ["conviction.id"], name=op.f("fk_supplied_fact_conviction_id_conviction")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_supplied_fact_person_id_person")),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["supplied_fact.id"], name=op.f("fk_supplied_fact_withdraws_supplied_fact")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplied_fact")),
    )
    for column in ("person_id", "conviction_id", "withdraws"):
        op.create_index(f"ix_supplied_fact_{column}", "supplied_fact", [column])
    add_guards(op.get_bind(), APPEND_ONLY)


def downgrade() -> None:
    """There is no way back: an older program refuses a newer workspace."""
    raise NotImplementedError
