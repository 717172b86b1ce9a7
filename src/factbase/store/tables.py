"""The schema: one table a noun of the vocabulary, and one a membership.

Every docstring and `description` here is what `docs/schema.md` prints. Exact amounts are text beside a REAL column of the same
value (`amount`, `amount_value`), EDTF dates stand beside the first and last day they cover (`date`, `date_earliest`,
`date_latest`), and tuples whose order matters are tables with a `position`.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, Index, LargeBinary, MetaData, text
from sqlmodel import Field, SQLModel

from factbase.model import Hedge, Kind, Status, Support, Verdict
from factbase.store.types import Exact, Str

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """Base of all tables, with a catalogue of its own so that a program that embeds us keeps its own apart."""

    metadata = MetaData(naming_convention=NAMING)


def _text(description: str, **more: Any) -> Any:
    return Field(sa_type=Str, description=description, **more)


def _exact(description: str, **more: Any) -> Any:
    return Field(sa_type=Exact, description=description, **more)


def _real(description: str, **more: Any) -> Any:
    return Field(sa_type=Float, description=description, **more)


def _day(description: str) -> Any:
    return Field(default=None, sa_type=Date, description=description)


def _to(column: str, description: str, **more: Any) -> Any:
    """A reference to another table's row; the row that refers goes when that row goes."""
    return Field(sa_type=Str, sa_column_args=(ForeignKey(column, ondelete="CASCADE"),), description=description, **more)


def _found_by(table: str, *columns: str) -> tuple[Index, ...]:
    """Indexes to look text up by. PostgreSQL's are hashes, because its trees refuse long text, and published text can be long."""
    return tuple(Index(f"ix_{table}_{column}", column, postgresql_using="hash") for column in columns)


def _one_of(column: str, values: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{v}'" for v in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Base(Table, table=True):
    """What this base is."""

    __tablename__ = "base"
    key: str = Field(primary_key=True, description="`program`, `names`, `blocks`")
    value: str = _text(
        "`factbase`: a base of another program is refused; of `names` which people's decisions on names it knows; of `blocks` "
        "how the index of blocks was made, and which claims people had joined and parted"
    )


class Activity(Table, table=True):
    """One session that wrote: a PROV activity, with the program, the knowledge and the rates it used."""

    __tablename__ = "activity"
    seq: int | None = Field(default=None, primary_key=True, description="number of the session, in order of start")
    started: str = _text("ISO 8601 time of its first write")
    program: str = _text("version of factbase, with a digest of its code")
    knowledge: str = _text("SHA-256 over the knowledge files in force")
    rates: str = _text("JSON: the sources of exchange rates and their releases")
    settings: str = _text("JSON: the settings of the run")


class DocumentRow(Table, table=True):
    """One article, or one table of claims, in the version that holds now."""

    __tablename__ = "document"
    __table_args__ = (_one_of("form", ("article", "table")), *_found_by("document", "name"))
    id: str = _text("content id of the name", primary_key=True)
    name: str = _text("the article's stem or given id; `id` is made from it, so it is unique too")
    form: str = _text("`article`, or `table` for a file of ready claims")
    digest: str = _text("SHA-256 of text and metadata: a changed article has another", index=True)
    claims_digest: str = _text("SHA-256 of the claims and problems, to see whether another program reads it otherwise")
    text: str = _text("the text that all offsets point into")
    lang: str | None = _text("BCP 47 language tag", default=None)
    published: str | None = _text("EDTF date of publication", default=None)
    published_earliest: dt.date | None = _day("first day that `published` covers")
    published_latest: dt.date | None = _day("last day that `published` covers")
    published_from: str | None = _text("where `published` was found", default=None)
    publisher: str | None = _text("who published it", default=None)
    title: str | None = _text("headline", default=None)
    url: str | None = _text("where it was published", default=None)
    path: str | None = _text("file it was read from", default=None)
    repairs: str = _text("JSON: what was mended in the text, as steps")
    ingested: str = _text("ISO 8601 time at which this version came in")
    activity: int = Field(foreign_key="activity.seq", index=True, description="session that read it")


class History(Table, table=True):
    """Versions that no longer hold: replaced by a changed article, read again by another program, or retracted."""

    __tablename__ = "history"
    __table_args__ = (_one_of("reason", ("changed", "reread", "retracted")), *_found_by("history", "name"))
    seq: int | None = Field(default=None, primary_key=True, description="order in which they were put away")
    name: str = _text("the article's name")
    digest: str = _text("SHA-256 of the version")
    reason: str = _text("`changed`, `reread` or `retracted`")
    ingested: str = _text("ISO 8601 time at which the version came in")
    ended: str = _text("ISO 8601 time at which it stopped to hold")
    by: str | None = _text("who retracted it", default=None)
    note: str | None = _text("why", default=None)
    document: str = _text("JSON: the document as it was")
    activity: int = Field(foreign_key="activity.seq", index=True, description="session that had read it")


class HistoryClaim(Table, table=True):
    """How the claims of a former version differ from the next one's: enough to go back step by step, and no more."""

    __tablename__ = "history_claim"
    history: int = Field(foreign_key="history.seq", primary_key=True, description="the former version")
    id: str = _text("the claim", primary_key=True)
    claim: str | None = _text("JSON: the claim as it was; empty where it was not there yet", default=None)


class ClaimRow(Table, table=True):
    """One amount stated in one article, as written and as resolved."""

    __tablename__ = "claim"
    __table_args__ = (
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
        Index("ix_claim_pending", "id", sqlite_where=text("pending = 1"), postgresql_where=text("pending")),
        *_found_by("claim", "doc", "programme", "subject"),
    )
    seq: int | None = Field(default=None, primary_key=True, description="row number, for the full-text index")
    id: str = _text("content id of article, span, kind, amount and unit", unique=True)
    document: str = _to("document.id", "the article or table it came in with", index=True)
    doc: str = _text("the article's name; of a table's claim its stated source")
    char_start: int = Field(description="offset of the quote in the text")
    char_end: int = Field(description="its end, exclusive")
    quote: str = _text("the amount expression as written")
    kind: str = _text("what sort of quantity")
    amount: Decimal = _exact("the quantity in single units, exactly")
    amount_value: float = _real("the same to sort and compare by")
    amount_high: Decimal | None = _exact("a range's other end", default=None)
    unit: str = _text("ISO 4217 code, counted noun or `%`")
    per: str | None = _text("what a rate is per", default=None)
    hedge: str = _text("how exactly it is meant")
    low: Decimal | None = _exact("least value that the wording allows; empty where open", default=None)
    low_value: float | None = _real("the same to sort and compare by", default=None)
    high: Decimal | None = _exact("greatest value that the wording allows; empty where open", default=None)
    high_value: float | None = _real("the same to sort and compare by", default=None)
    programme: str | None = _text("the named fund, initiative, operation or deal", default=None)
    status: str = _text("state of the money or thing, after OECD-DAC and IATI")
    conditional: bool = Field(description="whether the text denies it or makes it depend on something")
    date: str | None = _text("EDTF time the figure holds for", default=None)
    date_earliest: dt.date | None = _day("first day it covers; empty where open")
    date_latest: dt.date | None = _day("last day it covers; empty where open")
    speaker: str | None = _text("person or body it is attributed to", default=None)
    measure: str = _text("what is measured, in words")
    concept: str | None = _text("key of the concept file", default=None)
    subject: str | None = _text("a table row's subject", default=None)
    story: str | None = _text("JSON: the most prominent names of the article", default=None)
    context_start: int | None = Field(default=None, description="offset of the sentence it stands in")
    context_end: int | None = Field(default=None, description="its end, exclusive")
    sentence: str | None = _text("that sentence, white space made single", default=None)
    lang: str | None = _text("of the article", default=None)
    published: str | None = _text("of the article, EDTF", default=None)
    publisher: str | None = _text("of the article", default=None)
    base_unit: str | None = _text("ISO 4217 code of the base currency; empty where not converted", default=None)
    base_amount: Decimal | None = _exact("the amount in the base currency at `rate`", default=None)
    base_value: float | None = _real("the same to sort and compare by", default=None)
    base_low: Decimal | None = _exact("low end in the base currency", default=None)
    base_low_value: float | None = _real("the same to sort and compare by", default=None)
    base_high: Decimal | None = _exact("high end in the base currency", default=None)
    base_high_value: float | None = _real("the same to sort and compare by", default=None)
    rate: Decimal | None = _exact("units of `unit` for one unit of `base_unit`", default=None)
    rate_low: Decimal | None = _exact("least such rate that the writer may have used", default=None)
    rate_high: Decimal | None = _exact("greatest such rate", default=None)
    rate_date: str | None = _text("ISO day of `rate`", default=None)
    rate_source: str | None = _text("`ECB`, `NBP`, a file, or `identity`; `day assumed` for no date", default=None)
    steps: str = _text("JSON: how every slot came about")
    pending: bool = Field(default=True, description="whether it waits to be reconciled")


class ClaimParty(Table, table=True):
    """Who pays and who receives."""

    __tablename__ = "claim_party"
    __table_args__ = (_one_of("role", ("payer", "payee")), *_found_by("claim_party", "name"))
    claim: str = _to("claim.id", "the claim", primary_key=True)
    role: str = _text("`payer` or `payee`", primary_key=True)
    position: int = Field(primary_key=True, description="place in the row of parties, from 0")
    name: str = _text("ISO 3166 alpha-2 code, `EU` or canonical name")


class ProblemRow(Table, table=True):
    """What the user must know of. A problem found in an article goes when the article is replaced."""

    __tablename__ = "problem"
    __table_args__ = (_one_of("severity", ("error", "warning", "note")), _one_of("stage", ("read", "conclude")))
    id: str = _text("content id of all it says", primary_key=True)
    document: str | None = _to("document.id", "the article it was found in, where it could be read", default=None, index=True)
    stage: str = _text("`read` up to the claims, `conclude` after them")
    severity: str = _text("`error`, `warning` or `note`")
    code: str = _text("stable name of the kind of problem")
    message: str = _text("one sentence for the user")
    source: str | None = _text("file, article or table it concerns", default=None)
    position: str | None = _text("line, offset or row", default=None)


class SeriesRow(Table, table=True):
    """One measured thing across articles and times."""

    __tablename__ = "series"
    __table_args__ = (_one_of("kind", Kind), _one_of("status", Status))
    id: str = _text("content id", primary_key=True)
    label: str = _text("what it is, for people")
    kind: str = _text("what sort of quantity")
    unit: str = _text("ISO 4217 code, counted noun or `%`")
    programme: str | None = _text("the named fund, initiative, operation or deal", default=None)
    concept: str | None = _text("key of the concept file", default=None)
    status: str = _text("state of the money or thing")
    subject: str | None = _text("a table row's subject", default=None)
    measure: str = _text("what is measured, in words")
    digest: str = _text("SHA-256 of all it says, to see what changed")


class SeriesParty(Table, table=True):
    """Who pays and who receives in a series."""

    __tablename__ = "series_party"
    __table_args__ = (_one_of("role", ("payer", "payee")), *_found_by("series_party", "name"))
    series: str = _to("series.id", "the series", primary_key=True)
    role: str = _text("`payer` or `payee`", primary_key=True)
    position: int = Field(primary_key=True, description="place in the row of parties, from 0")
    name: str = _text("ISO 3166 alpha-2 code, `EU` or canonical name")


class SeriesClaim(Table, table=True):
    """Which claims a series has."""

    __tablename__ = "series_claim"
    series: str = _to("series.id", "the series", primary_key=True)
    position: int = Field(primary_key=True, description="place in the series, from 0")
    claim: str = _to("claim.id", "the claim", index=True)


class FigureRow(Table, table=True):
    """A series at one time: what its witnesses come to."""

    __tablename__ = "figure"
    __table_args__ = (
        _one_of("verdict", Verdict),
        _one_of("support", Support),
        CheckConstraint("low_value <= high_value", name="interval"),
        CheckConstraint("sources >= 0", name="sources"),
        *_found_by("figure", "subject"),
        CheckConstraint("date_earliest <= date_latest", name="date_order"),
    )
    seq: int | None = Field(default=None, primary_key=True, description="row number, for the full-text index")
    id: str = _text("content id; kept while its claims stay the same", unique=True)
    series: str = _to("series.id", "the series", index=True)
    label: str = _text("what it is, for people")
    value: Decimal = _exact("the reconciled value, exactly")
    value_real: float = _real("the same to sort and compare by")
    low: Decimal | None = _exact("least value; empty where open", default=None)
    low_value: float | None = _real("the same to sort and compare by", default=None)
    high: Decimal | None = _exact("greatest value; empty where open", default=None)
    high_value: float | None = _real("the same to sort and compare by", default=None)
    unit: str = _text("ISO 4217 code, counted noun or `%`")
    date: str | None = _text("EDTF time it holds for", default=None)
    date_earliest: dt.date | None = _day("first day it covers")
    date_latest: dt.date | None = _day("last day it covers")
    verdict: str = _text("what its claims come to", index=True)
    support: str = _text("how well it is supported")
    sources: int = Field(description="independent witnesses, copies counted once")
    subject: str | None = _text("a table row's subject", default=None)
    measure: str | None = _text("what is measured, in words", default=None)
    steps: str = _text("JSON: how the value came about")
    digest: str = _text("SHA-256 of all it says, to see what changed")
    concluded: str = _text("ISO 8601 time at which it was concluded as it stands")
    activity: int = Field(foreign_key="activity.seq", index=True, description="session that concluded it")


class FigureClaim(Table, table=True):
    """Which claims a figure has."""

    __tablename__ = "figure_claim"
    figure: str = _to("figure.id", "the figure", primary_key=True)
    position: int = Field(primary_key=True, description="place in the figure, from 0")
    claim: str = _to("claim.id", "the claim", index=True)


class ConflictRow(Table, table=True):
    """Claims of one figure that cannot all be right."""

    __tablename__ = "conflict"
    __table_args__ = (CheckConstraint("gap >= 0", name="gap"),)
    id: str = _text("content id; kept while its claims stay the same", primary_key=True)
    figure: str = _to("figure.id", "the figure", index=True)
    gap: float = _real("relative difference of the widest pair")
    reason: str = _text("one sentence for the analyst")
    digest: str = _text("SHA-256 of all it says, to see what changed")


class ConflictClaim(Table, table=True):
    """Which claims are in a conflict."""

    __tablename__ = "conflict_claim"
    conflict: str = _to("conflict.id", "the conflict", primary_key=True)
    position: int = Field(primary_key=True, description="place in the conflict, from 0")
    claim: str = _to("claim.id", "the claim", index=True)


class ConflictPair(Table, table=True):
    """Which two claims cannot both be right."""

    __tablename__ = "conflict_pair"
    conflict: str = _to("conflict.id", "the conflict", primary_key=True)
    position: int = Field(primary_key=True, description="place in the row of pairs, from 0")
    a: str = _to("claim.id", "one claim", index=True)
    b: str = _to("claim.id", "the other", index=True)


class DiagnosisRow(Table, table=True):
    """One slip or omission that would mend a conflict."""

    __tablename__ = "diagnosis"
    conflict: str = _to("conflict.id", "the conflict", primary_key=True)
    position: int = Field(primary_key=True, description="place in the ranking, from 0: likeliest first")
    kind: str = _text("`currency`, `scale`, `digits`, `stale`, `unstated`, `scope`, `status` or `date`")
    claim: str | None = _to("claim.id", "the claim that it supposes wrong or incomplete", default=None, index=True)
    mended: Decimal | None = _exact("the amount it should then have been", default=None)
    unit: str | None = _text("unit of `mended`", default=None)
    text: str = _text("the sentence that a reader needs")
    weight: float = _real("how likely, to rank by")


class RelationRow(Table, table=True):
    """The verdict on two claims."""

    __tablename__ = "relation"
    __table_args__ = (CheckConstraint("a <> b", name="two"),)
    a: str = _to("claim.id", "one claim", primary_key=True)
    b: str = _to("claim.id", "the other", primary_key=True, index=True)
    kind: str = _text("`agree`, or why they differ, or `conflict`", index=True)
    text: str = _text("one sentence for the analyst")
    gap: float | None = _real("relative difference of the nearest ends", default=None)
    steps: str = _text("JSON: the waterfall of what spoke for and against")
    digest: str = _text("SHA-256 of all it says, to see what changed")


class SumRow(Table, table=True):
    """Parts against the total that a text announces."""

    __tablename__ = "sum_check"
    id: str = _text("content id of total and parts", primary_key=True)
    total: str = _to("claim.id", "the total", index=True)
    holds: bool = Field(description="whether the parts can add up to it")
    low: Decimal | None = _exact("least that the parts add up to", default=None)
    high: Decimal | None = _exact("greatest that the parts add up to", default=None)
    unit: str = _text("unit of `low` and `high`")
    text: str = _text("one sentence for the analyst")
    digest: str = _text("SHA-256 of all it says, to see what changed")


class SumPart(Table, table=True):
    """Which claims are the parts."""

    __tablename__ = "sum_part"
    sum: str = _to("sum_check.id", "the sum", primary_key=True)
    position: int = Field(primary_key=True, description="place among the parts, from 0")
    claim: str = _to("claim.id", "the part", index=True)


class CopyRow(Table, table=True):
    """Two articles that restate one text: one witness."""

    __tablename__ = "copy"
    __table_args__ = (CheckConstraint("a <> b", name="two"), CheckConstraint("share >= 0 AND share <= 1", name="share"))
    a: str = _to("document.id", "one article", primary_key=True)
    b: str = _to("document.id", "the other", primary_key=True, index=True)
    share: float = _real("part of the smaller one's text found in the other")


class SketchRow(Table, table=True):
    """What of an article is compared with others to find copies, so that only new articles have to be sketched."""

    __tablename__ = "sketch"
    document: str = _to("document.id", "the article", primary_key=True)
    digest: str = _text("that of the version that was sketched")
    method: str = _text("how it was sketched: words in a run, and which part of the hashes is kept")
    hashes: str = _text("hashes of runs of words, as hexadecimal numbers in ascending order")


class BlockRow(Table, table=True):
    """The index of blocks: what tells, without the claims themselves, which of them a new article touches. A claim's row stays
    when the claim goes or changes, until its neighbours have been reconciled again."""

    __tablename__ = "block_entry"
    claim: str = _text("the claim; not a reference, because the row outlives it", primary_key=True)
    doc: str = _text("its article's name")
    block: str = _text("the least id of the claims that it is reconciled with")
    keys: bytes = Field(sa_type=LargeBinary, description="hashes of what it can be found under, eight bytes each")
    place: str = _text("where it stands among claims, in order of this text")
    alike: str = _text("the same for claims that may stand in for one another; empty where none may")


class JudgementRow(Table, table=True):
    """What a person decided. Rows are only ever added: undoing is a row of its own."""

    __tablename__ = "judgement"
    __table_args__ = (_one_of("kind", ("accept", "error", "different", "same", "merge", "split", "undo")),)
    seq: int | None = Field(default=None, primary_key=True, description="order in which they came in")
    id: str = _text("content id of all it says", unique=True)
    kind: str = _text("what was decided")
    by: str = _text("the person")
    at: str = _text("ISO 8601 time with zone")
    note: str = _text("why")


class JudgementSubject(Table, table=True):
    """What a judgement is about: ids of conflicts, claims, entities, or of the judgement it undoes."""

    __tablename__ = "judgement_subject"
    __table_args__ = _found_by("judgement_subject", "subject")
    judgement: str = Field(sa_type=Str, foreign_key="judgement.id", primary_key=True, description="the judgement")
    position: int = Field(primary_key=True, description="place among the subjects, from 0")
    subject: str = _text("an id; not a reference, because claims come and go while judgements stay")
