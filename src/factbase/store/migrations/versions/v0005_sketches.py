"""Articles keep the sketch by which copies are found. Those of an older base are sketched at their next run."""

import sqlalchemy as sa
from alembic import op

from factbase.store import types

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sketch",
        sa.Column("document", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.Column("method", types.Str(), nullable=False),
        sa.Column("hashes", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_sketch_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_sketch")),
    )
