"""The schema: one table a noun of the vocabulary, and one a membership.

Every sentence here is what `docs/schema.md` prints. Exact amounts are text beside a REAL column of the same value (`amount`,
`amount_value`), EDTF dates stand beside the first and last day they cover (`date`, `date_earliest`, `date_latest`), and tuples
whose order matters are tables with a `position`.

The tables are SQLAlchemy's core, without classes for rows: rows become values of the vocabulary (`rows`), and the mapping of
classes would be half of what a short command takes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.types import TypeEngine

from factbase.model import Hedge, Kind, Status, Support, Verdict
from factbase.store.types import Exact, Str

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMING)
"""A catalogue of our own, so that a program that embeds us keeps its own apart."""


def _table(name: str, doc: str, *content: Column[Any] | CheckConstraint | Index) -> Table:
    return Table(name, METADATA, *content, info={"doc": doc})


def _column(
    kind: TypeEngine[Any], name: str, doc: str, *to: ForeignKey, key: bool = False, empty: bool = False, **more: Any
) -> Column[Any]:
    return Column(name, kind, *to, doc=doc, primary_key=key, nullable=empty, **more)


def _text(name: str, doc: str, **more: Any) -> Column[Any]:
    to = (ForeignKey(more.pop("to")),) if "to" in more else ()
    return _column(Str(), name, doc, *to, **more)


def _word(name: str, doc: str, **more: Any) -> Column[Any]:
    """Text of our own, as plain as the database has it."""
    return _column(String(), name, doc, **more)


def _whole(name: str, doc: str, **more: Any) -> Column[Any]:
    to = (ForeignKey(more.pop("to")),) if "to" in more else ()
    return _column(Integer(), name, doc, *to, **more)


def _flag(name: str, doc: str, **more: Any) -> Column[Any]:
    return _column(Boolean(), name, doc, **more)


def _exact(name: str, doc: str, **more: Any) -> Column[Any]:
    return _column(Exact(), name, doc, **more)


def _real(name: str, doc: str, **more: Any) -> Column[Any]:
    return _column(Float(), name, doc, **more)


def _day(name: str, doc: str) -> Column[Any]:
    return _column(Date(), name, doc, empty=True)


def _of(name: str, column: str, doc: str, **more: Any) -> Column[Any]:
    """A reference to another table's row; the row that refers goes when that row goes."""
    return _column(Str(), name, doc, ForeignKey(column, ondelete="CASCADE"), **more)


_LONG = {"long": True}


def _found_by(table: str, *columns: str) -> tuple[Index, ...]:
    """Indexes to look text up by, which may be long; see `make`."""
    return tuple(Index(f"ix_{table}_{column}", column, info=_LONG) for column in columns)


def make(connection: Connection) -> None:
    """Make the tables. PostgreSQL's indexes of long text are hashes, because its trees refuse it; that is said here and not with
    each index, because every start would load all that is known of PostgreSQL for it."""
    if connection.dialect.name == "postgresql":
        for table in METADATA.tables.values():
            for index in table.indexes:
                if index.info == _LONG:
                    index.dialect_options["postgresql"]["using"] = "hash"
    METADATA.create_all(connection)


def _one_of(column: str, values: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{v}'" for v in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


BASE = _table(
    "base",
    "What this base is.",
    _word("key", "`program`, `names`", key=True),
    _text("value", "`factbase`: a base of another program is refused; of `names` which people's decisions on names it knows"),
)

ACTIVITY = _table(
    "activity",
    "One session that wrote: a PROV activity, with the program, the knowledge and the rates it used.",
    _whole("seq", "number of the session, in order of start", key=True),
    _text("started", "ISO 8601 time of its first write"),
    _text("program", "version of factbase, with a digest of its code"),
    _text("knowledge", "SHA-256 over the knowledge files in force"),
    _text("rates", "JSON: the sources of exchange rates and their releases"),
    _text("settings", "JSON: the settings of the run"),
)

DOCUMENT = _table(
    "document",
    "One article, or one table of claims, in the version that holds now.",
    _text("id", "content id of the name", key=True),
    _text("name", "the article's stem or given id; `id` is made from it, so it is unique too"),
    _text("form", "`article`, or `table` for a file of ready claims"),
    _text("digest", "SHA-256 of text and metadata: a changed article has another", index=True),
    _text("claims_digest", "SHA-256 of the claims and problems, to see whether another program reads it otherwise"),
    _text("text", "the text that all offsets point into"),
    _text("lang", "BCP 47 language tag", empty=True),
    _text("published", "EDTF date of publication", empty=True),
    _day("published_earliest", "first day that `published` covers"),
    _day("published_latest", "last day that `published` covers"),
    _text("published_from", "where `published` was found", empty=True),
    _text("publisher", "who published it", empty=True),
    _text("title", "headline", empty=True),
    _text("url", "where it was published", empty=True),
    _text("path", "file it was read from", empty=True),
    _text("repairs", "JSON: what was mended in the text, as steps"),
    _text("ingested", "ISO 8601 time at which this version came in"),
    _whole("activity", "session that read it", to="activity.seq", index=True),
    _one_of("form", ("article", "table")),
    *_found_by("document", "name"),
)

HISTORY = _table(
    "history",
    "Versions that no longer hold: replaced by a changed article, read again by another program, or retracted.",
    _whole("seq", "order in which they were put away", key=True),
    _text("name", "the article's name"),
    _text("digest", "SHA-256 of the version"),
    _text("reason", "`changed`, `reread` or `retracted`"),
    _text("ingested", "ISO 8601 time at which the version came in"),
    _text("ended", "ISO 8601 time at which it stopped to hold"),
    _text("by", "who retracted it", empty=True),
    _text("note", "why", empty=True),
    _text("document", "JSON: the document as it was"),
    _whole("activity", "session that had read it", to="activity.seq", index=True),
    _one_of("reason", ("changed", "reread", "retracted")),
    *_found_by("history", "name"),
)

HISTORY_CLAIM = _table(
    "history_claim",
    "How the claims of a former version differ from the next one's: enough to go back step by step, and no more.",
    _whole("history", "the former version", to="history.seq", key=True),
    _text("id", "the claim", key=True),
    _text("claim", "JSON: the claim as it was; empty where it was not there yet", empty=True),
)

CLAIM = _table(
    "claim",
    "One amount stated in one article, as written and as resolved.",
    _whole("seq", "row number, for the full-text index", key=True),
    _text("id", "content id of article, span, kind, amount and unit", unique=True),
    _of("document", "document.id", "the article or table it came in with", index=True),
    _text("doc", "the article's name; of a table's claim its stated source"),
    _whole("char_start", "offset of the quote in the text"),
    _whole("char_end", "its end, exclusive"),
    _text("quote", "the amount expression as written"),
    _text("kind", "what sort of quantity"),
    _exact("amount", "the quantity in single units, exactly"),
    _real("amount_value", "the same to sort and compare by"),
    _exact("amount_high", "a range's other end", empty=True),
    _text("unit", "ISO 4217 code, counted noun or `%`"),
    _text("per", "what a rate is per", empty=True),
    _text("hedge", "how exactly it is meant"),
    _exact("low", "least value that the wording allows; empty where open", empty=True),
    _real("low_value", "the same to sort and compare by", empty=True),
    _exact("high", "greatest value that the wording allows; empty where open", empty=True),
    _real("high_value", "the same to sort and compare by", empty=True),
    _text("programme", "the named fund, initiative, operation or deal", empty=True),
    _text("status", "state of the money or thing, after OECD-DAC and IATI"),
    _flag("conditional", "whether the text denies it or makes it depend on something"),
    _text("date", "EDTF time the figure holds for", empty=True),
    _day("date_earliest", "first day it covers; empty where open"),
    _day("date_latest", "last day it covers; empty where open"),
    _text("speaker", "person or body it is attributed to", empty=True),
    _text("measure", "what is measured, in words"),
    _text("concept", "key of the concept file", empty=True),
    _text("subject", "a table row's subject", empty=True),
    _text("story", "JSON: the most prominent names of the article", empty=True),
    _whole("context_start", "offset of the sentence it stands in", empty=True),
    _whole("context_end", "its end, exclusive", empty=True),
    _text("sentence", "that sentence, white space made single", empty=True),
    _text("lang", "of the article", empty=True),
    _text("published", "of the article, EDTF", empty=True),
    _text("publisher", "of the article", empty=True),
    _text("base_unit", "ISO 4217 code of the base currency; empty where not converted", empty=True),
    _exact("base_amount", "the amount in the base currency at `rate`", empty=True),
    _real("base_value", "the same to sort and compare by", empty=True),
    _exact("base_low", "low end in the base currency", empty=True),
    _real("base_low_value", "the same to sort and compare by", empty=True),
    _exact("base_high", "high end in the base currency", empty=True),
    _real("base_high_value", "the same to sort and compare by", empty=True),
    _exact("rate", "units of `unit` for one unit of `base_unit`", empty=True),
    _exact("rate_low", "least such rate that the writer may have used", empty=True),
    _exact("rate_high", "greatest such rate", empty=True),
    _text("rate_date", "ISO day of `rate`", empty=True),
    _text("rate_source", "`ECB`, `NBP`, a file, or `identity`", empty=True),
    _text("steps", "JSON: how every slot came about"),
    _flag("pending", "whether it waits to be reconciled", default=True),
    _one_of("kind", Kind),
    _one_of("hedge", Hedge),
    _one_of("status", Status),
    CheckConstraint("char_start >= 0 AND char_end >= char_start", name="span"),
    CheckConstraint("low_value <= high_value", name="interval"),
    CheckConstraint("base_low_value <= base_high_value", name="base_interval"),
    CheckConstraint("date_earliest <= date_latest", name="date_order"),
    CheckConstraint("(base_unit IS NULL) = (base_amount IS NULL)", name="conversion"),
    Index("ix_claim_kind_amount_value", "kind", "amount_value"),
    Index("ix_claim_date_earliest", "date_earliest"),
    *_found_by("claim", "doc", "programme", "subject"),
)

CLAIM_PARTY = _table(
    "claim_party",
    "Who pays and who receives.",
    _of("claim", "claim.id", "the claim", key=True),
    _text("role", "`payer` or `payee`", key=True),
    _whole("position", "place in the row of parties, from 0", key=True),
    _text("name", "ISO 3166 alpha-2 code, `EU` or canonical name"),
    _one_of("role", ("payer", "payee")),
    *_found_by("claim_party", "name"),
)

PROBLEM = _table(
    "problem",
    "What the user must know of. A problem found in an article goes when the article is replaced.",
    _text("id", "content id of all it says", key=True),
    _of("document", "document.id", "the article it was found in, where it could be read", empty=True, index=True),
    _text("stage", "`read` up to the claims, `conclude` after them"),
    _text("severity", "`error`, `warning` or `note`"),
    _text("code", "stable name of the kind of problem"),
    _text("message", "one sentence for the user"),
    _text("source", "file, article or table it concerns", empty=True),
    _text("position", "line, offset or row", empty=True),
    _one_of("severity", ("error", "warning", "note")),
    _one_of("stage", ("read", "conclude")),
)

SERIES = _table(
    "series",
    "One measured thing across articles and times.",
    _text("id", "content id", key=True),
    _text("label", "what it is, for people"),
    _text("kind", "what sort of quantity"),
    _text("unit", "ISO 4217 code, counted noun or `%`"),
    _text("programme", "the named fund, initiative, operation or deal", empty=True),
    _text("concept", "key of the concept file", empty=True),
    _text("status", "state of the money or thing"),
    _text("subject", "a table row's subject", empty=True),
    _text("measure", "what is measured, in words"),
    _text("digest", "SHA-256 of all it says, to see what changed"),
    _one_of("kind", Kind),
    _one_of("status", Status),
)

SERIES_PARTY = _table(
    "series_party",
    "Who pays and who receives in a series.",
    _of("series", "series.id", "the series", key=True),
    _text("role", "`payer` or `payee`", key=True),
    _whole("position", "place in the row of parties, from 0", key=True),
    _text("name", "ISO 3166 alpha-2 code, `EU` or canonical name"),
    _one_of("role", ("payer", "payee")),
    *_found_by("series_party", "name"),
)

SERIES_CLAIM = _table(
    "series_claim",
    "Which claims a series has.",
    _of("series", "series.id", "the series", key=True),
    _whole("position", "place in the series, from 0", key=True),
    _of("claim", "claim.id", "the claim", index=True),
)

FIGURE = _table(
    "figure",
    "A series at one time: what its witnesses come to.",
    _whole("seq", "row number, for the full-text index", key=True),
    _text("id", "content id; kept while its claims stay the same", unique=True),
    _of("series", "series.id", "the series", index=True),
    _text("label", "what it is, for people"),
    _exact("value", "the reconciled value, exactly"),
    _real("value_real", "the same to sort and compare by"),
    _exact("low", "least value; empty where open", empty=True),
    _real("low_value", "the same to sort and compare by", empty=True),
    _exact("high", "greatest value; empty where open", empty=True),
    _real("high_value", "the same to sort and compare by", empty=True),
    _text("unit", "ISO 4217 code, counted noun or `%`"),
    _text("date", "EDTF time it holds for", empty=True),
    _day("date_earliest", "first day it covers"),
    _day("date_latest", "last day it covers"),
    _text("verdict", "what its claims come to", index=True),
    _text("support", "how well it is supported"),
    _whole("sources", "independent witnesses, copies counted once"),
    _text("subject", "a table row's subject", empty=True),
    _text("measure", "what is measured, in words", empty=True),
    _text("steps", "JSON: how the value came about"),
    _text("digest", "SHA-256 of all it says, to see what changed"),
    _text("concluded", "ISO 8601 time at which it was concluded as it stands"),
    _whole("activity", "session that concluded it", to="activity.seq", index=True),
    _one_of("verdict", Verdict),
    _one_of("support", Support),
    CheckConstraint("low_value <= high_value", name="interval"),
    CheckConstraint("sources >= 0", name="sources"),
    *_found_by("figure", "subject"),
    CheckConstraint("date_earliest <= date_latest", name="date_order"),
)

FIGURE_CLAIM = _table(
    "figure_claim",
    "Which claims a figure has.",
    _of("figure", "figure.id", "the figure", key=True),
    _whole("position", "place in the figure, from 0", key=True),
    _of("claim", "claim.id", "the claim", index=True),
)

CONFLICT = _table(
    "conflict",
    "Claims of one figure that cannot all be right.",
    _text("id", "content id; kept while its claims stay the same", key=True),
    _of("figure", "figure.id", "the figure", index=True),
    _real("gap", "relative difference of the widest pair"),
    _text("reason", "one sentence for the analyst"),
    _text("digest", "SHA-256 of all it says, to see what changed"),
    CheckConstraint("gap >= 0", name="gap"),
)

CONFLICT_CLAIM = _table(
    "conflict_claim",
    "Which claims are in a conflict.",
    _of("conflict", "conflict.id", "the conflict", key=True),
    _whole("position", "place in the conflict, from 0", key=True),
    _of("claim", "claim.id", "the claim", index=True),
)

PAIR = _table(
    "conflict_pair",
    "Which two claims cannot both be right.",
    _of("conflict", "conflict.id", "the conflict", key=True),
    _whole("position", "place in the row of pairs, from 0", key=True),
    _of("a", "claim.id", "one claim", index=True),
    _of("b", "claim.id", "the other", index=True),
)

DIAGNOSIS = _table(
    "diagnosis",
    "One slip or omission that would mend a conflict.",
    _of("conflict", "conflict.id", "the conflict", key=True),
    _whole("position", "place in the ranking, from 0: likeliest first", key=True),
    _text("kind", "`currency`, `scale`, `digits`, `stale`, `unstated`, `scope`, `status` or `date`"),
    _of("claim", "claim.id", "the claim that it supposes wrong or incomplete", empty=True, index=True),
    _exact("mended", "the amount it should then have been", empty=True),
    _text("unit", "unit of `mended`", empty=True),
    _text("text", "the sentence that a reader needs"),
    _real("weight", "how likely, to rank by"),
)

RELATION = _table(
    "relation",
    "The verdict on two claims.",
    _of("a", "claim.id", "one claim", key=True),
    _of("b", "claim.id", "the other", key=True, index=True),
    _text("kind", "`agree`, or why they differ, or `conflict`", index=True),
    _text("text", "one sentence for the analyst"),
    _real("gap", "relative difference of the nearest ends", empty=True),
    _text("steps", "JSON: the waterfall of what spoke for and against"),
    _text("digest", "SHA-256 of all it says, to see what changed"),
    CheckConstraint("a <> b", name="two"),
)

SUM = _table(
    "sum_check",
    "Parts against the total that a text announces.",
    _text("id", "content id of total and parts", key=True),
    _of("total", "claim.id", "the total", index=True),
    _flag("holds", "whether the parts can add up to it"),
    _exact("low", "least that the parts add up to", empty=True),
    _exact("high", "greatest that the parts add up to", empty=True),
    _text("unit", "unit of `low` and `high`"),
    _text("text", "one sentence for the analyst"),
    _text("digest", "SHA-256 of all it says, to see what changed"),
)

SUM_PART = _table(
    "sum_part",
    "Which claims are the parts.",
    _of("sum", "sum_check.id", "the sum", key=True),
    _whole("position", "place among the parts, from 0", key=True),
    _of("claim", "claim.id", "the part", index=True),
)

COPY = _table(
    "copy",
    "Two articles that restate one text: one witness.",
    _of("a", "document.id", "one article", key=True),
    _of("b", "document.id", "the other", key=True, index=True),
    _real("share", "part of the smaller one's text found in the other"),
    CheckConstraint("a <> b", name="two"),
    CheckConstraint("share >= 0 AND share <= 1", name="share"),
)

SKETCH = _table(
    "sketch",
    "What of an article is compared with others to find copies, so that only new articles have to be sketched.",
    _of("document", "document.id", "the article", key=True),
    _text("digest", "that of the version that was sketched"),
    _text("method", "how it was sketched: words in a run, and which part of the hashes is kept"),
    _text("hashes", "hashes of runs of words, as hexadecimal numbers in ascending order"),
)

JUDGEMENT = _table(
    "judgement",
    "What a person decided. Rows are only ever added: undoing is a row of its own.",
    _whole("seq", "order in which they came in", key=True),
    _text("id", "content id of all it says", unique=True),
    _text("kind", "what was decided"),
    _text("by", "the person"),
    _text("at", "ISO 8601 time with zone"),
    _text("note", "why"),
    _one_of("kind", ("accept", "error", "different", "same", "merge", "split", "undo")),
)

JUDGEMENT_SUBJECT = _table(
    "judgement_subject",
    "What a judgement is about: ids of conflicts, claims, entities, or of the judgement it undoes.",
    _text("judgement", "the judgement", to="judgement.id", key=True),
    _whole("position", "place among the subjects, from 0", key=True),
    _text("subject", "an id; not a reference, because claims come and go while judgements stay"),
    *_found_by("judgement_subject", "subject"),
)
