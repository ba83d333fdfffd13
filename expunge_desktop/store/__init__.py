"""The workspace file: schema, migrations, queries, audit chain."""
