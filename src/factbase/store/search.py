"""Full-text search over quotes and labels: SQLite's FTS5 or PostgreSQL's tsvector behind one function."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, text

from factbase.store.types import escape
from factbase.store.views import LEFT_OUT, document

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        kind: `claim` or `figure`.
        id: its id.
        text: the quote or label.
        rank: how well it fits; higher first, comparable within one search only.
    """

    kind: str
    id: str
    text: str
    rank: float


def words(query: str) -> list[str]:
    """The words of a query as the indexes have them: without accents, punctuation and case."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", query) if not unicodedata.combining(c))
    return _WORD.findall(escape(bare).lower())


def search(connection: Connection, query: str, kind: str, limit: int) -> list[Hit]:
    """Claims of articles, or figures, that hold every word of the query; the last word may be a beginning."""
    wanted = words(query)
    if not wanted:
        return []
    shown = {"claim": "quote", "figure": "label"}[kind]
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{word}"' for word in wanted) + "*"
        sql = (
            f"SELECT t.id, t.{shown}, -bm25({kind}_search) AS rank "
            f"FROM {kind}_search JOIN {kind} t ON t.seq = {kind}_search.rowid "
            f"WHERE {kind}_search MATCH :match ORDER BY rank DESC, t.id LIMIT :limit"
        )
    else:
        match = " & ".join(f"'{word}'" for word in wanted) + ":*"
        left_out = f" AND NOT ({LEFT_OUT[kind]})" if kind in LEFT_OUT else ""
        sql = (
            f"SELECT t.id, t.{shown}, ts_rank_cd({document(kind)}, q) AS rank FROM {kind} t, to_tsquery('simple', :match) q "
            f"WHERE {document(kind)} @@ q{left_out} ORDER BY rank DESC, t.id LIMIT :limit"
        )
    found = connection.execute(text(sql), {"match": match, "limit": limit})
    return [Hit(kind, row[0], row[1], float(row[2])) for row in found]
