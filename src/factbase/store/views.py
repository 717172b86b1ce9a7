"""What SQLModel cannot say: the views that other programs read, the full-text index, and the log that only grows.

Every view and its columns are documented in VIEWS, from which `docs/schema.md` is made.
"""

from __future__ import annotations

SEARCHED = {"claim": ("quote", "sentence", "measure", "programme"), "figure": ("label", "measure", "subject")}
"""Columns in the full-text index."""

LEFT_OUT = {"claim": "subject IS NOT NULL"}
"""Rows that are not in it: claims of tables have no words beyond those of their figure, by which they are found, and indexing
millions of them took half the time of putting a table in."""

_PUNCTUATION = '-/.,:;!?@#%&*+=_()[]{}<>|\\"`~^$€£–—‘’“”«»…'

VIEWS = {
    "claims_view": "Every claim with its article, its parties in one cell each, and the series and figure that it belongs to.",
    "figures_view": "Every figure with its series, its parties in one cell each, and the number of its claims.",
    "conflicts_view": "Every conflict with its figure, its likeliest diagnosis, and the quotes that contradict each other.",
}

_VIEW_SQL = {
    "claims_view": """
        SELECT c.id, c.doc, d.title, d.url, c.publisher, c.published, c.lang, c.quote, c.sentence, c.char_start, c.char_end,
            c.kind, c.amount, c.amount_value, c.amount_high, c.unit, c.per, c.hedge, c.low, c.high, c.low_value, c.high_value,
            c.base_amount, c.base_value, c.base_unit, c.rate, c.rate_date, c.rate_source,
            {payer} AS payer, {payee} AS payee, c.programme, c.status, c.conditional, c.date, c.date_earliest, c.date_latest,
            c.speaker, c.measure, c.concept, c.subject,
            (SELECT min(s.series) FROM series_claim s WHERE s.claim = c.id) AS series,
            (SELECT min(f.figure) FROM figure_claim f WHERE f.claim = c.id) AS figure
        FROM claim c JOIN document d ON d.id = c.document""",
    "figures_view": """
        SELECT f.id, f.series, f.label, f.value, f.value_real, f.low, f.high, f.low_value, f.high_value, f.unit, f.date,
            f.date_earliest, f.date_latest, f.verdict, f.support, f.sources,
            {payer} AS payer, {payee} AS payee, s.programme, s.concept, s.status, s.kind, f.subject, f.measure,
            (SELECT count(*) FROM figure_claim m WHERE m.figure = f.id) AS claims, f.concluded
        FROM figure f JOIN series s ON s.id = f.series""",
    "conflicts_view": """
        SELECT k.id, k.figure, f.label, f.unit, f.date, k.gap, k.reason,
            (SELECT g.kind FROM diagnosis g WHERE g.conflict = k.id AND g.position = 0) AS diagnosis,
            (SELECT g.text FROM diagnosis g WHERE g.conflict = k.id AND g.position = 0) AS diagnosis_text,
            {quotes} AS quotes, f.support
        FROM conflict k JOIN figure f ON f.id = k.figure""",
}


def statements(dialect: str) -> tuple[str, ...]:
    """The SQL that makes all of it, for `sqlite` or `postgresql`."""
    return (*_views(dialect), *(_sqlite() if dialect == "sqlite" else _postgresql()))


def document(table: str) -> str:
    """The text of a row that PostgreSQL's index is made of: without accents and with punctuation as spaces, as SQLite's has it.
    Each column counts with its first 20,000 characters, because an index entry has a limit."""
    joined = " || ' ' || ".join(f"coalesce(left({column}, 20000), '')" for column in SEARCHED[table])
    marks = _PUNCTUATION.replace("'", "''")
    bare = f"regexp_replace(normalize({joined}, NFKD), '[\u0300-\u036f]', '', 'g')"
    return f"to_tsvector('simple', translate({bare}, '{marks}', '{' ' * len(_PUNCTUATION)}'))"


def _views(dialect: str) -> tuple[str, ...]:
    def joined(what: str, rows: str) -> str:
        if dialect == "sqlite":
            return f"(SELECT group_concat({what}, '; ') FROM (SELECT {what} FROM {rows} ORDER BY position))"
        return f"(SELECT string_agg({what}, '; ' ORDER BY position) FROM {rows})"

    def parties(table: str, key: str, role: str) -> str:
        return joined("name", f"{table} WHERE {key} AND role = '{role}'")

    def made(view: str) -> str:
        table, key = ("claim_party", "claim = c.id") if view == "claims_view" else ("series_party", "series = s.id")
        return _VIEW_SQL[view].format(
            payer=parties(table, key, "payer"),
            payee=parties(table, key, "payee"),
            quotes=joined("quote", "conflict_claim m JOIN claim c ON c.id = m.claim WHERE m.conflict = k.id"),
        )

    return tuple(f"CREATE VIEW {view} AS {made(view)}" for view in VIEWS)


def search(dialect: str) -> list[str]:
    """The SQL that makes the full-text indexes."""
    if dialect != "sqlite":
        return [f"CREATE INDEX {table}_search ON {table} USING gin ({document(table)}){_where(table)}" for table in SEARCHED]
    made = []
    for table, columns in SEARCHED.items():
        listed, index, out = ", ".join(columns), f"{table}_search", LEFT_OUT.get(table)
        content = f"{table}_searched" if out else table
        if out:
            made.append(f"CREATE VIEW {content} AS SELECT seq, {listed} FROM {table}{_where(table)}")
        new, old = ", ".join(f"new.{c}" for c in columns), ", ".join(f"old.{c}" for c in columns)
        is_in, was_in = (f"NOT ({row}.{out})" if out else "true" for row in ("new", "old"))
        add = f"INSERT INTO {index} (rowid, {listed}) SELECT new.seq, {new} WHERE {is_in};"
        drop = f"INSERT INTO {index} ({index}, rowid, {listed}) SELECT 'delete', old.seq, {old} WHERE {was_in};"
        made += [
            f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, content='{content}', content_rowid='seq', "
            "tokenize='unicode61 remove_diacritics 2')",
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} WHEN {is_in} BEGIN {add} END",
            f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} WHEN {was_in} BEGIN {drop} END",
            f"CREATE TRIGGER {index}_update AFTER UPDATE OF {listed} ON {table} BEGIN {drop} {add} END",
        ]
    return made


def unsearch(dialect: str) -> list[str]:
    """The SQL that takes them away."""
    if dialect != "sqlite":
        return [f"DROP INDEX IF EXISTS {table}_search" for table in SEARCHED]
    made = []
    for table in SEARCHED:
        made += [f"DROP TRIGGER IF EXISTS {table}_search_{event}" for event in ("insert", "delete", "update")]
        made += [f"DROP TABLE IF EXISTS {table}_search", f"DROP VIEW IF EXISTS {table}_searched"]
    return made


def _where(table: str) -> str:
    return f" WHERE NOT ({LEFT_OUT[table]})" if table in LEFT_OUT else ""


def _sqlite() -> list[str]:
    made = search("sqlite")
    for table in ("judgement", "judgement_subject"):
        for event in ("UPDATE", "DELETE"):
            made.append(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN "
                "SELECT RAISE(ABORT, 'judgements are only ever added; undo one with `factbase judge undo`'); END"
            )
    return made


def _postgresql() -> list[str]:
    made = search("postgresql")
    made.append(
        "CREATE FUNCTION factbase_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
        "'judgements are only ever added; undo one with `factbase judge undo`'; END $$"
    )
    for table in ("judgement", "judgement_subject"):
        made.append(
            f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION factbase_only_added()"
        )
    return made
