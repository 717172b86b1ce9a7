"""The index of blocks, by which a new article touches only its own, and an index of the claims that wait to be reconciled. The
blocks of an older base are found at its next run."""

import sqlalchemy as sa
from alembic import op

from factbase.store import types

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table and the index, which bases that were new between the two releases have under the older version's name."""
    if sa.inspect(op.get_bind()).has_table("block_entry"):
        return
    op.create_table(
        "block_entry",
        sa.Column("claim", types.Str(), nullable=False),
        sa.Column("doc", types.Str(), nullable=False),
        sa.Column("block", types.Str(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("place", types.Str(), nullable=False),
        sa.Column("alike", types.Str(), nullable=False),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_block_entry")),
    )
    waiting = sa.text("pending = 1"), sa.text("pending")
    op.create_index("ix_claim_pending", "claim", ["id"], sqlite_where=waiting[0], postgresql_where=waiting[1])
