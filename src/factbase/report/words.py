"""Numbers, intervals and times in the words of a reader, the same in every report."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from factbase.model import NEWS_OF, Claim, Conflict, Figure, Interval, Kind, Support, Verdict
from factbase.normalise.display import party
from factbase.plural import count
from factbase.report.nouns import plural

_SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
_VAST = Decimal(10) ** 21
"""From here on a number is told as a power of ten, as nobody reads that many digits."""
DIGITS = 4
"""Significant digits shown to people; machines get all of them."""

_MONTHS = "January February March April May June July August September October November December"
MONTHS = tuple(_MONTHS.split())

_SAID_OF = re.compile(r"\bas of ([-\d./?~%T:X]+)(?=\))")
"""The time that a reason gives with an amount, as EDTF: "(Harbour Post, as of 2024/2027)"."""

VERDICTS = {
    Verdict.SINGLE: ("·", "one source", "No other source states this figure."),
    Verdict.AGREE: ("✓", "agree", "All sources can be right at once."),
    Verdict.EXPLAINED: ("≈", "explained", "The sources differ, and the difference has a reason."),
    Verdict.CONFLICT: ("✗", "conflict", "The sources cannot all be right."),
}
"""Of each verdict: a sign, a word and a sentence. Colour never stands alone."""
SETTLED = ("✓", "settled", "A person decided which of its sources is right.")


def verdict(verdict: Verdict, support: Support) -> tuple[str, str, str]:
    """The sign, the word and the sentence of a figure's verdict; where a person decided, that is what there is to tell."""
    return SETTLED if support is Support.SETTLED else VERDICTS[verdict]


def number(value: Decimal | None, digits: int = DIGITS) -> str:
    """A number of at most `digits` significant digits with a scale letter: 8.7bn, 317.4bn, 12,500, 2.26; `…` for an open end."""
    if value is None:
        return "…"
    size = abs(value)
    if size >= _VAST:
        mantissa, _, power = f"{value:.{digits - 1}e}".partition("e+")
        return f"{mantissa.rstrip('0').rstrip('.')}e{power}"
    divisor, letter = next(((d, name) for d, name in _SCALES if size >= d), (Decimal(1), ""))
    scaled = value / divisor
    places = max(0, digits - 1 - scaled.adjusted()) if scaled else 0
    if not letter and size >= 10000:
        places = 0
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    shown = f"{rounded:,f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown + letter


def quantity(value: Decimal | None, unit: str, digits: int = DIGITS) -> str:
    """A number with its unit: `EUR 8.7bn`, `2.26%`, `12,500 soldiers`."""
    shown = number(value, digits)
    if unit == "%":
        return shown + "%"
    return f"{unit} {shown}" if is_currency(unit) else f"{shown} {unit}"


def is_currency(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code, by its form."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def span(interval: Interval, unit: str, digits: int = DIGITS) -> str:
    """An interval with its unit: `EUR 8.61bn to 8.7bn`, `at least EUR 6bn`."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "any value"
    if low is None:
        return f"at most {quantity(high, unit, digits)}"
    if high is None:
        return f"at least {quantity(low, unit, digits)}"
    if low == high:
        return quantity(low, unit, digits)
    low_text, high_text = number(low, digits), number(high, digits)
    while low_text == high_text and digits < 28:
        digits += 1
        low_text, high_text = number(low, digits), number(high, digits)
    if low_text == high_text:  # half a house to either side
        return quantity((low + high) / 2, unit, digits)
    if is_currency(unit):
        return f"{unit} {low_text} to {high_text}"
    return f"{low_text} to {high_text}{'%' if unit == '%' else ' ' + unit}"


def label(figure: Figure) -> str:
    """What a figure is, for people: countries by name, the time left out, as it is said apart."""
    text = figure.label.removesuffix(f", as of {figure.date}")
    text, news, names = text.partition(f" ({NEWS_OF} ")
    if news:
        return f"{text}{news}{', '.join(map(party, names.removesuffix(')').split(', ')))})"
    sides, colon, rest = text.partition(": ")
    if not colon:
        return text
    return " → ".join(", ".join(map(party, side.split(", "))) for side in sides.split(" -> ")) + colon + rest


def figure_unit(figure: Figure, claims: Sequence[Claim] = ()) -> str:
    """The figure's unit as its claims say it: `structures` where a base keeps `structure`."""
    return figure.unit if figure.value == 1 else plural(figure.unit, claims)


def figure_value(figure: Figure, claims: Sequence[Claim] = ()) -> str:
    """The figure's value as a reader may print it; the whole range where its sources state no single amount there."""
    unit = figure_unit(figure, claims)
    said = [c for c in claims if c.unit == figure.unit and c.amount == figure.value]
    highs = Counter(c.amount_high for c in said)
    if not said or None in highs:
        return quantity(figure.value, unit)
    high = max((h for h in highs if h is not None), key=lambda h: (highs[h], h))
    if figure.high is not None and high > figure.high:  # other sources do not allow all of it
        return quantity(figure.value, unit)
    return span(Interval(low=figure.value, high=high), unit)


def figure_span(figure: Figure, claims: Sequence[Claim] = ()) -> str:
    """The figure's interval in its unit."""
    return span(Interval(low=figure.low, high=figure.high), figure_unit(figure, claims))


def reason(conflict: Conflict, figure: Figure) -> str:
    """Why claims cannot all be right, without what the figure is and without the likeliest slip, which are told beside it."""
    said = conflict.reason.removeprefix(f"{figure.label}: ")
    if conflict.diagnosis:
        said = said.removesuffix(conflict.diagnosis[0].text).rstrip()
    said = _SAID_OF.sub(lambda found: as_of(found[1]), said)
    return said[:1].upper() + said[1:]


def sources(figure: Figure, kind: str = "") -> str:
    """How many independent sources a figure has: `1 source`, `3 independent sources`."""
    return count(figure.sources, f"{kind} source".lstrip())


def _point(text: str) -> str:
    core, mark = (text[:-1], text[-1]) if text[-1:] in "?~%" else (text, "")
    day, _, hour = core.partition("T")
    parts = day.split("-")
    if len(parts) == 3:
        shown = f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
        if hour:
            shown += f", {hour if ':' in hour else f'{hour}:00'}"
    elif len(parts) == 2 and 1 <= int(parts[1]) <= 12:
        shown = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    elif len(parts) == 2 and 33 <= int(parts[1]) <= 36:
        shown = f"quarter {int(parts[1]) - 32} of {parts[0]}"
    elif len(parts) == 2 and int(parts[1]) in (40, 41):
        shown = f"{'first' if parts[1] == '40' else 'second'} half of {parts[0]}"
    else:
        shown = core
    return {"?": "perhaps ", "~": "about ", "%": "perhaps about "}.get(mark, "") + shown


def time(date: str | None) -> str:
    """An EDTF date in words: `31 August 2025`, `30 January 2010, 04:00`, `24 February 2022 to 31 August 2025`, `since 2022`;
    empty for none."""
    if date is None:
        return ""
    if "/" not in date:
        return _point(date)
    start, end = date.split("/")
    if start in ("", ".."):
        return f"until {_point(end)}"
    if end in ("", ".."):
        return f"since {_point(start)}"
    return f"{_point(start)} to {_point(end)}"


def as_of(date: str | None) -> str:
    """The time of a figure in words: `as of 31 August 2025`, `since 2022`, `for 2025 to 2040`; empty for none."""
    said = time(date)
    if not date or "/" not in date:
        return said and f"as of {said}"
    return said if said.startswith(("since", "until")) else f"for {said}"


def printed(date: str | None) -> str:
    """A date of publication in words; of an article that only bears witness to a later one: `not before 9 July 2022`."""
    if date and date.endswith("/.."):
        return f"not before {_point(date.removesuffix('/..'))}"
    return time(date)


def place(claim: Claim) -> str:
    """Where a claim stands: `characters 35-51`, `line 2 of table`; empty for one of a claim file that gives no place."""
    row = next((step.text for step in claim.steps if step.rule == "table"), None)
    return row or (f"characters {claim.start}-{claim.end}" if claim.end else "")


def stated(claim: Claim) -> str:
    """What a claim states, with its hedge: `nearly USD 9bn`."""
    hedges = {
        "exact": "",
        "about": "about ",
        "under": "nearly ",
        "over": "over ",
        "at_least": "at least ",
        "at_most": "at most ",
        "range": "",
    }
    shown = quantity(claim.amount, claim_unit(claim))
    if claim.amount_high is not None:
        shown = span(Interval(low=claim.amount, high=claim.amount_high), claim_unit(claim))
    return hedges[claim.hedge.value] + shown + (f" per {claim.per}" if claim.per else "")


def claim_unit(claim: Claim) -> str:
    """The claim's unit as its quote says it."""
    return claim.unit if claim.amount == 1 else plural(claim.unit, (claim,))


def allowed(claim: Claim) -> str:
    """What a claim's words allow: `EUR 8.61bn to 8.7bn`."""
    return span(claim.interval, claim_unit(claim))


def base_interval(claim: Claim, unit: str) -> Interval | None:
    """The claim's interval in a figure's unit: its own, or the converted one; None where neither is in that unit."""
    if claim.unit == unit or (claim.kind is not Kind.MONEY and not claim.conversion):
        return claim.interval
    if claim.conversion and claim.conversion.unit == unit:
        return claim.conversion.interval
    return None


def base_value(claim: Claim, unit: str) -> Decimal | None:
    """The stated amount in a figure's unit, to mark on an axis; None for a range and where it is not in that unit."""
    if claim.amount_high is not None:
        return None
    if claim.unit == unit or claim.kind is not Kind.MONEY:
        return claim.amount
    return claim.conversion.amount if claim.conversion and claim.conversion.unit == unit else None


def source(claim: Claim) -> str:
    """Who published the claim: the publisher where it is known, else the article's name."""
    return claim.publisher or claim.doc


def clip(claim: Claim, around: int = 90) -> str:
    """The quote with some characters of its sentence on either side, cut at words."""
    text = claim.sentence or claim.quote
    quote = " ".join(claim.quote.split())
    at = max(0, text.find(quote))
    start, end = max(0, at - around), at + len(quote) + around
    shown = text[start:end]
    if start > 0:
        shown = "…" + shown.partition(" ")[2]
    if end < len(text):
        shown = shown.rpartition(" ")[0] + "…"
    return shown


def quoted(claim: Claim, around: int = 90) -> str:
    """The claim's words between quotation marks; empty for a claim that quotes nothing, as rows of a table may."""
    words = clip(claim, around)
    return f"“{words}”" if words else ""


def percent(gap: float) -> str:
    """A relative difference: 0.104 is `10.4%`."""
    return f"{gap:.1%}"


def apart(gap: float) -> str:
    """How far claims that clash are from each other: `10.4% apart`. Nearly 300 and over 300 are at no distance."""
    if gap >= 0.0005:
        return f"{percent(gap)} apart"
    return "less than 0.1% apart" if gap else "bounds exclude each other"


def today() -> str:
    """The day, ISO 8601, as reports are dated."""
    return dt.date.today().isoformat()
