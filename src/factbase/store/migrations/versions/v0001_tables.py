"""The first tables. Frozen: later changes are migrations of their own."""

import sqlalchemy as sa
from alembic import op

from factbase.store import types

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "activity",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("started", types.Str(), nullable=False),
        sa.Column("program", types.Str(), nullable=False),
        sa.Column("knowledge", types.Str(), nullable=False),
        sa.Column("rates", types.Str(), nullable=False),
        sa.Column("settings", types.Str(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_activity")),
    )
    op.create_table(
        "base",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", types.Str(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_base")),
    )
    op.create_table(
        "judgement",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("kind", types.Str(), nullable=False),
        sa.Column("by", types.Str(), nullable=False),
        sa.Column("at", types.Str(), nullable=False),
        sa.Column("note", types.Str(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('accept', 'error', 'different', 'same', 'merge', 'split', 'undo')", name=op.f("ck_judgement_kind")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_judgement")),
        sa.UniqueConstraint("id", name=op.f("uq_judgement_id")),
    )
    op.create_table(
        "series",
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("label", types.Str(), nullable=False),
        sa.Column("kind", types.Str(), nullable=False),
        sa.Column("unit", types.Str(), nullable=False),
        sa.Column("programme", types.Str(), nullable=True),
        sa.Column("concept", types.Str(), nullable=True),
        sa.Column("status", types.Str(), nullable=False),
        sa.Column("subject", types.Str(), nullable=True),
        sa.Column("measure", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.CheckConstraint("kind IN ('money', 'count', 'percent', 'duration', 'distance', 'other')", name=op.f("ck_series_kind")),
        sa.CheckConstraint(
            "status IN ('pledged', 'budgeted', 'committed', 'delivered', 'requested', 'other')", name=op.f("ck_series_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "document",
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.Column("form", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.Column("claims_digest", types.Str(), nullable=False),
        sa.Column("text", types.Str(), nullable=False),
        sa.Column("lang", types.Str(), nullable=True),
        sa.Column("published", types.Str(), nullable=True),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("published_from", types.Str(), nullable=True),
        sa.Column("publisher", types.Str(), nullable=True),
        sa.Column("title", types.Str(), nullable=True),
        sa.Column("url", types.Str(), nullable=True),
        sa.Column("path", types.Str(), nullable=True),
        sa.Column("repairs", types.Str(), nullable=False),
        sa.Column("ingested", types.Str(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.CheckConstraint("form IN ('article', 'table')", name=op.f("ck_document_form")),
        sa.ForeignKeyConstraint(["activity"], ["activity.seq"], name=op.f("fk_document_activity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_activity"), "document", ["activity"], unique=False)
    op.create_index(op.f("ix_document_digest"), "document", ["digest"], unique=False)
    op.create_index("ix_document_name", "document", ["name"], unique=False, postgresql_using="hash")
    op.create_table(
        "figure",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("series", types.Str(), nullable=False),
        sa.Column("label", types.Str(), nullable=False),
        sa.Column("value", types.Exact(), nullable=False),
        sa.Column("value_real", sa.Float(), nullable=False),
        sa.Column("low", types.Exact(), nullable=True),
        sa.Column("low_value", sa.Float(), nullable=True),
        sa.Column("high", types.Exact(), nullable=True),
        sa.Column("high_value", sa.Float(), nullable=True),
        sa.Column("unit", types.Str(), nullable=False),
        sa.Column("date", types.Str(), nullable=True),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.Column("verdict", types.Str(), nullable=False),
        sa.Column("support", types.Str(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("subject", types.Str(), nullable=True),
        sa.Column("measure", types.Str(), nullable=True),
        sa.Column("steps", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.Column("concluded", types.Str(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "support IN ('single source', 'corroborated', 'conflicted', 'settled', 'superseded')", name=op.f("ck_figure_support")
        ),
        sa.CheckConstraint("verdict IN ('single', 'agree', 'explained', 'conflict')", name=op.f("ck_figure_verdict")),
        sa.CheckConstraint("date_earliest <= date_latest", name=op.f("ck_figure_date_order")),
        sa.CheckConstraint("low_value <= high_value", name=op.f("ck_figure_interval")),
        sa.CheckConstraint("sources >= 0", name=op.f("ck_figure_sources")),
        sa.ForeignKeyConstraint(["activity"], ["activity.seq"], name=op.f("fk_figure_activity")),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name=op.f("fk_figure_series"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_figure")),
        sa.UniqueConstraint("id", name=op.f("uq_figure_id")),
    )
    op.create_index(op.f("ix_figure_activity"), "figure", ["activity"], unique=False)
    op.create_index(op.f("ix_figure_series"), "figure", ["series"], unique=False)
    op.create_index("ix_figure_subject", "figure", ["subject"], unique=False, postgresql_using="hash")
    op.create_index(op.f("ix_figure_verdict"), "figure", ["verdict"], unique=False)
    op.create_table(
        "history",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.Column("reason", types.Str(), nullable=False),
        sa.Column("ingested", types.Str(), nullable=False),
        sa.Column("ended", types.Str(), nullable=False),
        sa.Column("by", types.Str(), nullable=True),
        sa.Column("note", types.Str(), nullable=True),
        sa.Column("document", types.Str(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason IN ('changed', 'reread', 'retracted')", name=op.f("ck_history_reason")),
        sa.ForeignKeyConstraint(["activity"], ["activity.seq"], name=op.f("fk_history_activity")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_activity"), "history", ["activity"], unique=False)
    op.create_index("ix_history_name", "history", ["name"], unique=False, postgresql_using="hash")
    op.create_table(
        "judgement_subject",
        sa.Column("judgement", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgement.id"], name=op.f("fk_judgement_subject_judgement")),
        sa.PrimaryKeyConstraint("judgement", "position", name=op.f("pk_judgement_subject")),
    )
    op.create_index("ix_judgement_subject_subject", "judgement_subject", ["subject"], unique=False, postgresql_using="hash")
    op.create_table(
        "series_party",
        sa.Column("series", types.Str(), nullable=False),
        sa.Column("role", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.CheckConstraint("role IN ('payer', 'payee')", name=op.f("ck_series_party_role")),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name=op.f("fk_series_party_series"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("series", "role", "position", name=op.f("pk_series_party")),
    )
    op.create_index("ix_series_party_name", "series_party", ["name"], unique=False, postgresql_using="hash")
    op.create_table(
        "claim",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("document", types.Str(), nullable=False),
        sa.Column("doc", types.Str(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.Column("quote", types.Str(), nullable=False),
        sa.Column("kind", types.Str(), nullable=False),
        sa.Column("amount", types.Exact(), nullable=False),
        sa.Column("amount_value", sa.Float(), nullable=False),
        sa.Column("amount_high", types.Exact(), nullable=True),
        sa.Column("unit", types.Str(), nullable=False),
        sa.Column("per", types.Str(), nullable=True),
        sa.Column("hedge", types.Str(), nullable=False),
        sa.Column("low", types.Exact(), nullable=True),
        sa.Column("low_value", sa.Float(), nullable=True),
        sa.Column("high", types.Exact(), nullable=True),
        sa.Column("high_value", sa.Float(), nullable=True),
        sa.Column("programme", types.Str(), nullable=True),
        sa.Column("status", types.Str(), nullable=False),
        sa.Column("conditional", sa.Boolean(), nullable=False),
        sa.Column("date", types.Str(), nullable=True),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.Column("speaker", types.Str(), nullable=True),
        sa.Column("measure", types.Str(), nullable=False),
        sa.Column("concept", types.Str(), nullable=True),
        sa.Column("subject", types.Str(), nullable=True),
        sa.Column("context_start", sa.Integer(), nullable=True),
        sa.Column("context_end", sa.Integer(), nullable=True),
        sa.Column("sentence", types.Str(), nullable=True),
        sa.Column("lang", types.Str(), nullable=True),
        sa.Column("published", types.Str(), nullable=True),
        sa.Column("publisher", types.Str(), nullable=True),
        sa.Column("base_unit", types.Str(), nullable=True),
        sa.Column("base_amount", types.Exact(), nullable=True),
        sa.Column("base_value", sa.Float(), nullable=True),
        sa.Column("base_low", types.Exact(), nullable=True),
        sa.Column("base_low_value", sa.Float(), nullable=True),
        sa.Column("base_high", types.Exact(), nullable=True),
        sa.Column("base_high_value", sa.Float(), nullable=True),
        sa.Column("rate", types.Exact(), nullable=True),
        sa.Column("rate_low", types.Exact(), nullable=True),
        sa.Column("rate_high", types.Exact(), nullable=True),
        sa.Column("rate_date", types.Str(), nullable=True),
        sa.Column("rate_source", types.Str(), nullable=True),
        sa.Column("steps", types.Str(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "hedge IN ('exact', 'about', 'under', 'over', 'at_least', 'at_most', 'range')", name=op.f("ck_claim_hedge")
        ),
        sa.CheckConstraint("kind IN ('money', 'count', 'percent', 'duration', 'distance', 'other')", name=op.f("ck_claim_kind")),
        sa.CheckConstraint(
            "status IN ('pledged', 'budgeted', 'committed', 'delivered', 'requested', 'other')", name=op.f("ck_claim_status")
        ),
        sa.CheckConstraint("(base_unit IS NULL) = (base_amount IS NULL)", name=op.f("ck_claim_conversion")),
        sa.CheckConstraint("base_low_value <= base_high_value", name=op.f("ck_claim_base_interval")),
        sa.CheckConstraint("char_start >= 0 AND char_end >= char_start", name=op.f("ck_claim_span")),
        sa.CheckConstraint("date_earliest <= date_latest", name=op.f("ck_claim_date_order")),
        sa.CheckConstraint("low_value <= high_value", name=op.f("ck_claim_interval")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_claim_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_claim")),
        sa.UniqueConstraint("id", name=op.f("uq_claim_id")),
    )
    op.create_index("ix_claim_date_earliest", "claim", ["date_earliest"], unique=False)
    op.create_index("ix_claim_doc", "claim", ["doc"], unique=False, postgresql_using="hash")
    op.create_index(op.f("ix_claim_document"), "claim", ["document"], unique=False)
    op.create_index("ix_claim_kind_amount_value", "claim", ["kind", "amount_value"], unique=False)
    op.create_index("ix_claim_programme", "claim", ["programme"], unique=False, postgresql_using="hash")
    op.create_index("ix_claim_subject", "claim", ["subject"], unique=False, postgresql_using="hash")
    op.create_table(
        "conflict",
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("figure", types.Str(), nullable=False),
        sa.Column("gap", sa.Float(), nullable=False),
        sa.Column("reason", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.CheckConstraint("gap >= 0", name=op.f("ck_conflict_gap")),
        sa.ForeignKeyConstraint(["figure"], ["figure.id"], name=op.f("fk_conflict_figure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_index(op.f("ix_conflict_figure"), "conflict", ["figure"], unique=False)
    op.create_table(
        "copy",
        sa.Column("a", types.Str(), nullable=False),
        sa.Column("b", types.Str(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("a <> b", name=op.f("ck_copy_two")),
        sa.CheckConstraint("share >= 0 AND share <= 1", name=op.f("ck_copy_share")),
        sa.ForeignKeyConstraint(["a"], ["document.id"], name=op.f("fk_copy_a"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["document.id"], name=op.f("fk_copy_b"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_copy")),
    )
    op.create_index(op.f("ix_copy_b"), "copy", ["b"], unique=False)
    op.create_table(
        "history_claim",
        sa.Column("history", sa.Integer(), nullable=False),
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("claim", types.Str(), nullable=True),
        sa.ForeignKeyConstraint(["history"], ["history.seq"], name=op.f("fk_history_claim_history")),
        sa.PrimaryKeyConstraint("history", "id", name=op.f("pk_history_claim")),
    )
    op.create_table(
        "problem",
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("document", types.Str(), nullable=True),
        sa.Column("stage", types.Str(), nullable=False),
        sa.Column("severity", types.Str(), nullable=False),
        sa.Column("code", types.Str(), nullable=False),
        sa.Column("message", types.Str(), nullable=False),
        sa.Column("source", types.Str(), nullable=True),
        sa.Column("position", types.Str(), nullable=True),
        sa.CheckConstraint("severity IN ('error', 'warning', 'note')", name=op.f("ck_problem_severity")),
        sa.CheckConstraint("stage IN ('read', 'conclude')", name=op.f("ck_problem_stage")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_problem_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    op.create_index(op.f("ix_problem_document"), "problem", ["document"], unique=False)
    op.create_table(
        "claim_party",
        sa.Column("claim", types.Str(), nullable=False),
        sa.Column("role", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", types.Str(), nullable=False),
        sa.CheckConstraint("role IN ('payer', 'payee')", name=op.f("ck_claim_party_role")),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_claim_party_claim"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", "role", "position", name=op.f("pk_claim_party")),
    )
    op.create_index("ix_claim_party_name", "claim_party", ["name"], unique=False, postgresql_using="hash")
    op.create_table(
        "conflict_claim",
        sa.Column("conflict", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_conflict_claim_claim"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["conflict"], ["conflict.id"], name=op.f("fk_conflict_claim_conflict"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conflict", "position", name=op.f("pk_conflict_claim")),
    )
    op.create_index(op.f("ix_conflict_claim_claim"), "conflict_claim", ["claim"], unique=False)
    op.create_table(
        "conflict_pair",
        sa.Column("conflict", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("a", types.Str(), nullable=False),
        sa.Column("b", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["claim.id"], name=op.f("fk_conflict_pair_a"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["claim.id"], name=op.f("fk_conflict_pair_b"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["conflict"], ["conflict.id"], name=op.f("fk_conflict_pair_conflict"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conflict", "position", name=op.f("pk_conflict_pair")),
    )
    op.create_index(op.f("ix_conflict_pair_a"), "conflict_pair", ["a"], unique=False)
    op.create_index(op.f("ix_conflict_pair_b"), "conflict_pair", ["b"], unique=False)
    op.create_table(
        "diagnosis",
        sa.Column("conflict", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", types.Str(), nullable=False),
        sa.Column("claim", types.Str(), nullable=True),
        sa.Column("mended", types.Exact(), nullable=True),
        sa.Column("unit", types.Str(), nullable=True),
        sa.Column("text", types.Str(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_diagnosis_claim"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["conflict"], ["conflict.id"], name=op.f("fk_diagnosis_conflict"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conflict", "position", name=op.f("pk_diagnosis")),
    )
    op.create_index(op.f("ix_diagnosis_claim"), "diagnosis", ["claim"], unique=False)
    op.create_table(
        "figure_claim",
        sa.Column("figure", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_figure_claim_claim"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["figure"], ["figure.id"], name=op.f("fk_figure_claim_figure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("figure", "position", name=op.f("pk_figure_claim")),
    )
    op.create_index(op.f("ix_figure_claim_claim"), "figure_claim", ["claim"], unique=False)
    op.create_table(
        "relation",
        sa.Column("a", types.Str(), nullable=False),
        sa.Column("b", types.Str(), nullable=False),
        sa.Column("kind", types.Str(), nullable=False),
        sa.Column("text", types.Str(), nullable=False),
        sa.Column("gap", sa.Float(), nullable=True),
        sa.Column("steps", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.CheckConstraint("a <> b", name=op.f("ck_relation_two")),
        sa.ForeignKeyConstraint(["a"], ["claim.id"], name=op.f("fk_relation_a"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["claim.id"], name=op.f("fk_relation_b"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_relation")),
    )
    op.create_index(op.f("ix_relation_b"), "relation", ["b"], unique=False)
    op.create_index(op.f("ix_relation_kind"), "relation", ["kind"], unique=False)
    op.create_table(
        "series_claim",
        sa.Column("series", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_series_claim_claim"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name=op.f("fk_series_claim_series"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("series", "position", name=op.f("pk_series_claim")),
    )
    op.create_index(op.f("ix_series_claim_claim"), "series_claim", ["claim"], unique=False)
    op.create_table(
        "sum_check",
        sa.Column("id", types.Str(), nullable=False),
        sa.Column("total", types.Str(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("low", types.Exact(), nullable=True),
        sa.Column("high", types.Exact(), nullable=True),
        sa.Column("unit", types.Str(), nullable=False),
        sa.Column("text", types.Str(), nullable=False),
        sa.Column("digest", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["total"], ["claim.id"], name=op.f("fk_sum_check_total"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sum_check")),
    )
    op.create_index(op.f("ix_sum_check_total"), "sum_check", ["total"], unique=False)
    op.create_table(
        "sum_part",
        sa.Column("sum", types.Str(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim", types.Str(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_sum_part_claim"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sum"], ["sum_check.id"], name=op.f("fk_sum_part_sum"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sum", "position", name=op.f("pk_sum_part")),
    )
    op.create_index(op.f("ix_sum_part_claim"), "sum_part", ["claim"], unique=False)
