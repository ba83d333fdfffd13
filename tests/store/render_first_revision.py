"""Writes revision 0001 from `store.schema`: only while no version with it has been released.

python tests/store/render_first_revision.py
"""

from pathlib import Path

import sqlcipher3
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from expunge_desktop.store import migrations
from expunge_desktop.store.schema import APPEND_ONLY, metadata

HEADER = '''"""The first schema.

Rendered from `store.schema` by `tests/store/render_first_revision.py` until the first release; from then
on it never changes, and every change of the schema is a revision of its own.
"""

import sqlalchemy as sa
from alembic import op

from expunge_desktop.store.guards import add_guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
{append_only}
)


def upgrade() -> None:
    """Every table, its indexes, and the guards of the append-only ones."""
{body}
    add_guards(op.get_bind(), APPEND_ONLY)


def downgrade() -> None:
    """There is no way back: an older program refuses a newer workspace."""
    raise NotImplementedError
'''


def main() -> None:
    """Render and write."""
    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        script = produce_migrations(context, metadata)
        body = render_python_code(script.upgrade_ops, migration_context=context)
    lines = [line for line in body.splitlines() if line.strip() and not line.strip().startswith("#")]
    text = HEADER.replace("{append_only}", "\n".join(f'    "{table.name}",' for table in APPEND_ONLY))
    text = text.replace(
        "{body}", "\n".join(line if line.startswith("    ") else "    " + line for line in lines)
    )
    target = Path(migrations.__file__).parent / "versions" / "0001_first_schema.py"
    target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
