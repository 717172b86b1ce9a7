"""The columns of every export: name, type, unit and meaning. Writers and documentation both go by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from factbase.model import Claim, Conflict, Figure, Value
from factbase.table import Row

Type = Literal["text", "exact", "number", "integer", "flag", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        type: `text`, `exact` (a decimal, never rounded), `number` (a float), `integer`, `flag` (true or false) or `list` of text.
        unit: what the number counts, empty for what has none.
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""


def _c(name: str, type: Type, meaning: str, unit: str = "") -> Column:
    return Column(name, type, meaning, unit)


CLAIMS = (
    _c("id", "text", "The claim's id, the same on every machine for the same text."),
    _c("doc", "text", "Name of the article."),
    _c("start", "integer", "Where the amount expression begins.", "characters"),
    _c("end", "integer", "Where it ends, exclusive.", "characters"),
    _c("quote", "text", "The amount expression as written."),
    _c("kind", "text", "money, count, percent, duration, distance or other."),
    _c("amount", "exact", "The amount in single units; of a range its low end.", "`unit`"),
    _c("amount_high", "exact", "The high end of a range.", "`unit`"),
    _c("unit", "text", "ISO 4217 code, counted noun, or %."),
    _c("hedge", "text", "exact, about, under, over, at_least, at_most or range."),
    _c("low", "exact", "Least value that the wording allows; empty where open.", "`unit`"),
    _c("high", "exact", "Greatest value that the wording allows; empty where open.", "`unit`"),
    _c("payer", "list", "Who gives or pays: ISO 3166 alpha-2 codes, EU, else names."),
    _c("payee", "list", "Who receives."),
    _c("programme", "text", "The named fund, initiative, operation or deal."),
    _c("status", "text", "pledged, budgeted, committed, delivered, requested or other."),
    _c("date", "text", "EDTF time the figure holds for; empty where the text gives none."),
    _c("speaker", "text", "Person or body to whom the figure is attributed."),
    _c("measure", "text", "What is measured, in words."),
    _c("per", "text", "What a rate is per (barrel, year)."),
    _c("conditional", "flag", "Whether the text denies it or makes it depend on something."),
    _c("concept", "text", "Key of the concept file behind the measure."),
    _c("subject", "text", "A table row's subject."),
    _c("story", "list", "What its article is about: the most prominent names."),
    _c("context_start", "integer", "Where the sentence begins that the amount stands in.", "characters"),
    _c("context_end", "integer", "Where it ends, exclusive.", "characters"),
    _c("sentence", "text", "That sentence, white space made single."),
    _c("lang", "text", "BCP 47 language tag of the article."),
    _c("published", "text", "EDTF date of publication."),
    _c("publisher", "text", "Who published the article."),
    _c("base_unit", "text", "ISO 4217 code of the base currency; empty where not converted."),
    _c("base_amount", "exact", "The amount in the base currency.", "`base_unit`"),
    _c("base_low", "exact", "Least value allowed, in the base currency.", "`base_unit`"),
    _c("base_high", "exact", "Greatest value allowed, in the base currency.", "`base_unit`"),
    _c("rate", "exact", "The exchange rate used.", "`unit` for one `base_unit`"),
    _c("rate_date", "text", "ISO day of the rate."),
    _c("rate_source", "text", 'ECB, NBP, a file, or identity; with "day assumed" where the article has no date.'),
    _c("series", "text", "Id of the measured thing; empty where the claim stands alone."),
    _c("figure", "text", "Id of the figure: the series at one time."),
)

FIGURES = (
    _c("id", "text", "The figure's id."),
    _c("series", "text", "Id of the measured thing."),
    _c("label", "text", "What it is, for people."),
    _c("value", "exact", "The reconciled value.", "`unit`"),
    _c("low", "exact", "Least value the sources leave open; empty where open.", "`unit`"),
    _c("high", "exact", "Greatest value the sources leave open; empty where open.", "`unit`"),
    _c("unit", "text", "ISO 4217 code, counted noun, or %."),
    _c("date", "text", "EDTF time it holds for."),
    _c("verdict", "text", "single, agree, explained or conflict."),
    _c("support", "text", "single source, corroborated, conflicted, settled or superseded."),
    _c("sources", "integer", "Independent sources, copies counted once.", "sources"),
    _c("claims", "list", "Ids of its claims."),
    _c("subject", "text", "For claims from a table: the row's subject."),
    _c("measure", "text", "For claims from a table: what is measured."),
)

CONFLICTS = (
    _c("id", "text", "The conflict's id."),
    _c("figure", "text", "Id of the figure."),
    _c("claims", "list", "Ids of the claims."),
    _c("pairs", "list", "Claims that cannot both be right, as id~id."),
    _c("gap", "number", "Relative difference of the widest pair.", "1 = 100%"),
    _c("reason", "text", "Why they cannot all be right, in a sentence."),
    _c("diagnosis_kind", "text", "The likeliest slip: currency, scale, digits, stale, unstated, scope, status or date."),
    _c("diagnosis", "text", "The likeliest slip in a sentence."),
)

TABLES: Mapping[str, tuple[Column, ...]] = {"claims": CLAIMS, "figures": FIGURES, "conflicts": CONFLICTS}

_EXACT_FROM: dict[type[Value], tuple[str, ...]] = {
    Claim: ("amount", "amount_high", "low", "high"),
    Figure: ("value", "low", "high"),
    Conflict: (),
}


def exact(value: Value, row: Row) -> Row:
    """A flat row with its exact amounts as decimals, which plain JSON types would round."""
    out = dict(row)
    for name in _EXACT_FROM[type(value)]:
        out[name] = getattr(value, name)
    if isinstance(value, Claim) and value.conversion is not None:
        c = value.conversion
        out |= {"base_amount": c.amount, "base_low": c.interval.low, "base_high": c.interval.high, "rate": c.rate}
    return out


def markdown() -> str:
    """The documentation page of all columns."""
    lines = [
        "# Columns of exports",
        "",
        "Generated from `factbase.report.columns`; `exact` columns hold decimals that are never rounded.",
    ]
    for table, columns in TABLES.items():
        lines += ["", f"## {table}", "", "| column | type | unit | meaning |", "| --- | --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {c.unit} | {c.meaning} |" for c in columns]
    return "\n".join(lines) + "\n"


def parse(cell: str, type: Type) -> Any:
    """A cell of a text format as its type."""
    from factbase.report.csv import split

    if type == "list":
        return split(cell)
    if cell == "":
        return None
    match type:
        case "exact":
            return Decimal(cell)
        case "integer":
            return int(cell)
        case "number":
            return float(cell)
        case "flag":
            return cell == "true"
    return cell


def complete(rows: Iterable[Row], columns: Iterable[Column]) -> list[Row]:
    """Rows with every column, in order."""
    listed = tuple(columns)
    return [{c.name: row.get(c.name) for c in listed} for row in rows]
