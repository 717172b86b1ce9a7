"""Full-text search leaves the claims of tables out."""

import sqlalchemy as sa
from alembic import op

from factbase.store import views

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the indexes anew."""
    dialect = op.get_bind().dialect.name
    for statement in (*views.unsearch(dialect), *views.search(dialect)):
        op.execute(sa.text(statement))
    if dialect == "sqlite":
        for table in views.SEARCHED:
            op.execute(sa.text(f"INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')"))
