"""Writes the first revisions from the schema: only while no version with them has been released.

python tests/store/render_first_revision.py
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import sqlcipher3
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from expunge_desktop.store import migrations, paper_schema
from expunge_desktop.store.schema import APPEND_ONLY, metadata

HEADER = '''"""{title}

Rendered from `store.{module}` by `tests/store/render_first_revision.py` until the first release;
from then on it never changes, and every change of the schema is a revision of its own.
"""

import sqlalchemy as sa
from alembic import op

from expunge_desktop.store.guards import add_guards

revision = "{revision}"
down_revision = {down_revision}
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
    """Render and write both."""
    papers = {table.name for table in paper_schema.TABLES}
    records = set(metadata.tables) - papers
    write("0001_first_schema.py", records, module="schema", title="The first schema.", down_revision="None")
    title = "What stands behind the papers."
    write("0002_papers.py", papers, module="paper_schema", title=title, down_revision='"0001"')


def write(file: str, tables: Collection[str], **words: str) -> None:
    """One revision with these tables."""

    def is_wanted(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
        return kind != "table" or name in tables

    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2)
    with engine.connect() as connection:
        opts = {"target_metadata": metadata, "include_object": is_wanted}
        context = MigrationContext.configure(connection, opts=opts)
        script = produce_migrations(context, metadata)
        body = render_python_code(script.upgrade_ops, migration_context=context)
    lines = [line for line in body.splitlines() if line.strip() and not line.strip().startswith("#")]
    text = HEADER
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    append_only = "\n".join(f'    "{table.name}",' for table in APPEND_ONLY if table.name in tables)
    body = "\n".join(line if line.startswith("    ") else "    " + line for line in lines)
    text = text.replace("{revision}", file[:4]).replace("{append_only}", append_only).replace("{body}", body)
    (Path(migrations.__file__).parent / "versions" / file).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
