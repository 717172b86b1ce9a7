"""Views for other programs, full-text search, and a log of judgements that only grows."""

import sqlalchemy as sa
from alembic import op

from factbase.store import views

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make them, and index what is there already."""
    dialect = op.get_bind().dialect.name
    for statement in views.statements(dialect):
        op.execute(sa.text(statement))
    if dialect == "sqlite":
        for table in views.SEARCHED:
            op.execute(sa.text(f"INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')"))
