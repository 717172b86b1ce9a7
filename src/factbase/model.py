"""The vocabulary: what an article states, and what factbase concludes.

Everything here is an immutable value. Amounts are exact decimals in single units (8700000000, never 8.7), times are EDTF,
places in a text are character offsets with an exclusive end, and ids are derived from content, so that the same input gives
the same ids on every machine. Stages are functions `things -> (things, problems)`; a Problem is a value like any other.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from factbase import edtf

_quoted = json.encoder.encode_basestring


def content_id(*parts: object) -> str:
    """A short id derived from content: the same parts give the same id everywhere."""
    text = f"[{', '.join([_quoted(str(p)) for p in parts])}]"  # as JSON writes a list, in a third of its time
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Value(BaseModel):
    """Base of all vocabulary: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- what was wrong -----------------------------------------------------------------------------


class Problem(Value):
    """Something the user must know of: what, where, and what was done about it.

    Attributes:
        severity: `error` where a thing could not be used (the exit code tells), `warning` where it was used with a repair,
            `note` for what is only worth knowing.
        code: a stable name for the kind of problem, `read.encoding`, `rate.missing`.
        message: one sentence for the user, with what to do.
        source: file, article or table it concerns.
        position: line, offset or row in the source, as text (`line 12`, `characters 310-320`).
    """

    severity: Literal["error", "warning", "note"]
    code: str
    message: str
    source: str | None = None
    position: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.source, self.position) if part)
        return f"{where}: {self.severity}: {self.message}" if where else f"{self.severity}: {self.message}"


class Step(Value):
    """One step of an explanation: which slot or conclusion, by what rule, from which words.

    Attributes:
        slot: what the step sets or speaks for (`amount`, `hedge`, `payer`, `unit`, `align`, `rate`).
        rule: the stable name of the rule or knowledge entry.
        text: one sentence for the analyst.
        start, end: the words it rests on, as offsets in the article, where there are such.
        weight: evidence for (+) or against (-), in bits, where the step is a score.
    """

    slot: str
    rule: str
    text: str
    start: int | None = None
    end: int | None = None
    weight: float | None = None


ACTS_FOR = "speaker.acts_for."
"""How the rule of a step begins that says for which state or body a speaker acts; its id follows."""


# --- what is read -------------------------------------------------------------------------------


class Document(Value):
    """One article as read, with the text that all offsets point into.

    Attributes:
        name: the article's stem or given id; unique within a base. `doc` in the contract's JSON.
        text: the text after encoding repair; offsets refer to it.
        lang: BCP 47 language tag (`en`, `nl`), None where it could not be told.
        published: EDTF date of publication, None where unknown.
        published_from: where `published` was found (`given` in a feed, `metadata`, `front matter`, `prefix`, `dateline`,
            `updated`, `name`, `evidence`, or `user` where it was asked for with `--published`).
        repairs: what was mended in the text, each as a step.
    """

    name: str
    text: str
    lang: str | None = None
    published: str | None = None
    published_from: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    path: str | None = None
    repairs: tuple[Step, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the text and the metadata that claims depend on: a changed article has another."""
        parts = [self.text, self.lang, self.published, self.publisher, self.title, self.url]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Id of the article, whatever its version."""
        return content_id("document", self.name)


class Origin(NamedTuple):
    """What a base knows of an article from an earlier run.

    Attributes:
        path: the file it was read from.
        digest: of the version held.
        dated: the EDTF date that the user gave it, as it has none of its own.
    """

    path: str | None
    digest: str
    dated: str | None


# --- what is claimed ----------------------------------------------------------------------------


class Kind(StrEnum):
    """What sort of quantity. Only money, count and percent are reconciled by default."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    DURATION = "duration"
    DISTANCE = "distance"
    OTHER = "other"


class Hedge(StrEnum):
    """How exactly the writer means the number."""

    EXACT = "exact"
    ABOUT = "about"
    UNDER = "under"
    OVER = "over"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Status(StrEnum):
    """The state of the money or thing, after the OECD-DAC and IATI terms."""

    PLEDGED = "pledged"
    BUDGETED = "budgeted"
    COMMITTED = "committed"
    DELIVERED = "delivered"
    REQUESTED = "requested"
    OTHER = "other"


class Interval(Value):
    """The values that a wording allows, in single units; None is an open end.

    Raises:
        ValueError: where low exceeds high.
    """

    low: Decimal | None
    high: Decimal | None

    def model_post_init(self, _context: Any) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval's low end {self.low} exceeds its high end {self.high}")

    def meets(self, other: Interval) -> bool:
        """Whether a value exists that both allow."""
        return not (
            (self.high is not None and other.low is not None and self.high < other.low)
            or (other.high is not None and self.low is not None and other.high < self.low)
        )

    def meet(self, other: Interval) -> Interval | None:
        """The values that both allow, or None."""
        if not self.meets(other):
            return None
        lows = [x for x in (self.low, other.low) if x is not None]
        highs = [x for x in (self.high, other.high) if x is not None]
        return Interval(low=max(lows, default=None), high=min(highs, default=None))

    def contains(self, value: Decimal) -> bool:
        """Whether the wording allows the value."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


ASSUMED = ", day assumed"
"""How the source of a rate ends whose day is not known, as the article gives no date."""


class Conversion(Value):
    """A claim's amount in the base currency, and how it came about.

    Attributes:
        unit: ISO 4217 code of the base currency.
        amount: the stated amount at the rate of `rate_date`.
        interval: the claim's interval, widened by the rates the writer may have used.
        rate: units of the claim's currency for one unit of the base currency.
        rate_low, rate_high: the span of such rates between the figure's date and its printing.
        rate_date: ISO day of `rate`.
        rate_source: `ECB`, `NBP`, a file, or `identity` where no conversion was needed; ends in `ASSUMED` where nobody knows of
            which day the writer's rate was, so that `rate_date` is one of many.
    """

    unit: str
    amount: Decimal
    interval: Interval
    rate: Decimal
    rate_low: Decimal
    rate_high: Decimal
    rate_date: str
    rate_source: str

    @property
    def assumed(self) -> bool:
        """Whether the day of the rate is not known."""
        return self.rate_source.endswith(ASSUMED)

    @property
    def low(self) -> Decimal | None:
        """The interval's low end."""
        return self.interval.low

    @property
    def high(self) -> Decimal | None:
        """The interval's high end."""
        return self.interval.high


class Claim(Value):
    """One amount stated in one article, as written and as resolved. Field meanings follow eval/ANNOTATION.md.

    Attributes:
        id: content id of document name, span, kind, amount and unit.
        doc: the article's name.
        start, end, quote: the amount expression, `text[start:end] == quote`.
        kind, amount, amount_high, unit: the quantity in single units; money by ISO 4217 code, a count by the head of its noun
            phrase in the singular and in the article's language, a percentage by `%`. `amount_high` is a range's other end.
        per: what a rate is per (`barrel`, `year`), None for plain amounts.
        hedge: how exactly it is meant; `low` and `high` the values that the wording allows, in `unit`, None for an open end.
        payer, payee: ISO 3166 alpha-2 codes for states, `EU`, else canonical names; empty where the text leaves it open.
        programme: the named fund, initiative, operation or deal; None where none is named.
        status: state of the money or thing. `conditional` where the text denies it or makes it depend on something.
        date: EDTF time the figure holds for; None where the text gives none.
        speaker: person or body to whom the figure is attributed.
        measure: what is measured, in words; `concept` the key of the concept file behind them (`military_aid`).
        context: (start, end) of the sentence the amount stands in.
        published, publisher, lang: of the article, repeated here so that a claim can be judged by itself.
        subject: for claims from a table, the row's subject.
        story: what the article is about: its most prominent names, the first of them first.
        conversion: in the base currency; None for other kinds and where no rate is known.
        steps: how every slot came about.
    """

    id: str
    doc: str
    start: int
    end: int
    quote: str
    kind: Kind
    amount: Decimal
    amount_high: Decimal | None = None
    unit: str
    per: str | None = None
    hedge: Hedge = Hedge.EXACT
    low: Decimal | None
    high: Decimal | None
    payer: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()
    programme: str | None = None
    status: Status = Status.OTHER
    conditional: bool = False
    date: str | None = None
    speaker: str | None = None
    measure: str = ""
    concept: str | None = None
    subject: str | None = None
    story: tuple[str, ...] = ()
    context: tuple[int, int] | None = None
    sentence: str | None = None
    lang: str | None = None
    published: str | None = None
    publisher: str | None = None
    conversion: Conversion | None = None
    steps: tuple[Step, ...] = ()

    @field_validator("date", "published")
    @classmethod
    def _edtf(cls, value: str | None) -> str | None:
        if value is not None:
            edtf.parse(value)
        return value

    @property
    def interval(self) -> Interval:
        """The values that the wording allows, in the claim's own unit."""
        return Interval(low=self.low, high=self.high)


def claim_id(doc: str, start: int, end: int, kind: str, amount: Decimal, unit: str) -> str:
    """The id of a claim: stable from run to run on the same text."""
    return content_id("claim", doc, start, end, kind, amount.normalize(), unit)


class Entity(Value):
    """A party, place or body with its canonical name.

    Attributes:
        id: ISO 3166 alpha-2 for states, `EU`, else the canonical name.
        kind: `country`, `organisation`, `person`, `programme`, `place`.
        aliases: other names under which it was met or is known.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


# --- what is concluded --------------------------------------------------------------------------


class Verdict(StrEnum):
    """What the claims of one figure come to."""

    SINGLE = "single"
    AGREE = "agree"
    EXPLAINED = "explained"
    CONFLICT = "conflict"


class Support(StrEnum):
    """How well a figure is supported."""

    SINGLE = "single source"
    CORROBORATED = "corroborated"
    CONFLICTED = "conflicted"
    SETTLED = "settled"
    SUPERSEDED = "superseded"


class Relation(Value):
    """The verdict on two claims, explaining itself.

    Attributes:
        a, b: claim ids, in ascending order.
        kind: `agree`, `rounding`, `hedge`, `currency`; `time` (an older total, right in its time), `revised` (a plan or estimate
            that was changed), `status`, `scope`, `different`; `corrected` (one article says that the other's figure was wrong)
            or `conflict` (both stand, and one is false). The last two are clashes.
        text: one sentence for the analyst.
        gap: relative difference of the nearest ends of the two intervals in one unit, 0 where they meet, None if not comparable.
        steps: the waterfall of what spoke for and against, each with its weight.
    """

    a: str
    b: str
    kind: str
    text: str
    gap: float | None = None
    steps: tuple[Step, ...] = ()


class Diagnosis(Value):
    """One slip or omission that would mend a conflict.

    Attributes:
        kind: `currency`, `scale`, `digits`, `stale`, `unstated`, `scope`, `status` or `date`.
        claim: the id of the claim that it supposes wrong or incomplete.
        mended: the amount it should then have been, in `unit`; None where no amount changes.
        text: the sentence that a reader needs.
        weight: how likely, to rank by; higher first.
    """

    kind: str
    claim: str | None
    mended: Decimal | None = None
    unit: str | None = None
    text: str
    weight: float = 0.0


class SumCheck(Value):
    """Parts against the total that the text announces.

    Attributes:
        total, parts: claim ids.
        holds: whether the parts' intervals can add up to the total's.
        low, high: what the parts add up to, in `unit`.
    """

    total: str
    parts: tuple[str, ...]
    holds: bool
    low: Decimal | None
    high: Decimal | None
    unit: str
    text: str


NEWS_OF = "news of"
"""What a label of something that has no party and no programme ends on, in brackets, with the names its articles are about."""


class Series(Value):
    """One measured thing across articles and times.

    Attributes:
        label: its parties, concept, programme and status in words, `NL -> UA: military aid, delivered`.
    """

    id: str
    label: str
    kind: Kind
    unit: str
    payer: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()
    programme: str | None = None
    concept: str | None = None
    status: Status = Status.OTHER
    subject: str | None = None
    measure: str = ""
    claims: tuple[str, ...] = ()


class Figure(Value):
    """A series at one time: what its witnesses come to.

    Attributes:
        value, low, high: the reconciled value and its interval in `unit`; a value that some witness allows.
        date: EDTF time it holds for.
        sources: independent witnesses, copies counted once.
        steps: how the value came about.
    """

    id: str
    series: str
    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    date: str | None
    verdict: Verdict
    support: Support
    sources: int
    claims: tuple[str, ...]
    subject: str | None = None
    measure: str | None = None
    steps: tuple[Step, ...] = ()


class Conflict(Value):
    """Claims of one figure that cannot all be right.

    Attributes:
        pairs: the claims that cannot both be right, as id pairs; explained pairs are not among them.
        gap: relative difference of the widest pair.
        reason: one sentence; `diagnosis`: every single slip that would mend it, likeliest first.
    """

    id: str
    figure: str
    claims: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    gap: float
    reason: str
    diagnosis: tuple[Diagnosis, ...] = ()


class Copy(Value):
    """Two articles that restate one text: one witness, not two.

    Attributes:
        a, b: document names, ascending; `share` the part of the smaller one's text found in the other.
    """

    a: str
    b: str
    share: float


class IndexEntry(NamedTuple):
    """What a base keeps of a claim to tell which blocks a change touches (`factbase.reconcile.index`).

    Attributes:
        claim: its id. doc: its article.
        block: the least id of the claims that it is reconciled with.
        keys: hashes of what it can be found under, eight bytes each.
        place: where it stands among claims, in order of their text.
        alike: the same for claims that may stand in for one another; empty where none may.
    """

    claim: str
    doc: str
    block: str
    keys: bytes
    place: str
    alike: str


class Judgement(Value):
    """What a person decided; never overwritten by the program.

    Attributes:
        kind: `accept` (this claim is right), `error` (this claim is wrong), `different` (not one figure),
            `same` (one figure), `merge` or `split` (two entities), `undo` (takes `target` back).
        subjects: ids of the conflict, claims or entities it is about.
        at: ISO 8601 time with zone. `by`: the person. `note`: why.
    """

    id: str
    kind: Literal["accept", "error", "different", "same", "merge", "split", "undo"]
    subjects: tuple[str, ...]
    by: str
    at: str
    note: str = ""


class Reconciliation(Value):
    """All that `reconcile` concludes from a set of claims."""

    series: tuple[Series, ...] = ()
    figures: tuple[Figure, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    relations: tuple[Relation, ...] = ()
    sums: tuple[SumCheck, ...] = ()
    copies: tuple[Copy, ...] = ()
    problems: tuple[Problem, ...] = Field(default=())


# --- plain JSON ---------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """The value as JSON types: decimals as numbers (integers where they are whole), tuples as lists, models as dicts."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
