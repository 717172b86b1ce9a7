"""Alembic's way in: it works on the connection and in the transaction that `migrate.upgrade` opened."""

from alembic import context

from factbase.store.tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
context.run_migrations()
