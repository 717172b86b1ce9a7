"""Claims know what their article is about. Those of an older base learn it when their article is read again."""

import sqlalchemy as sa
from alembic import op

from factbase.store import types

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("claim", sa.Column("story", types.Str(), nullable=True))
