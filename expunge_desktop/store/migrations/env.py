"""Run by Alembic: the revisions apply to the connection the caller brought, in the caller's transaction."""

from alembic import context

from expunge_desktop.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
