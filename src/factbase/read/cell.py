"""One cell of a table: the first number it holds, with its sign, scale and unit ("$ 317,431,401,300", "15.4M", "2.26%", "1,07
miljard", "29.97 Steady", "(1,204)"), and what a cell of units holds ("EUR", "mln euro").

Whether a comma or a point parts thousands from decimals is told by the cell where it can be ("1,07", "1,234,567"), and else by
whoever reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from factbase import knowledge
from factbase.read.magnitude import held

_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+\u2212])?\s*(?P<before>[^\d\s().,+\u2212-]{1,4})?\s*(?P<inner>[-+\u2212])?\s*"
    r"(?P<digits>\d{1,3}(?:[ ]\d{3})+(?![\d])(?:[.,]\d+)?|\d[\d.,'’\u00a0\u202f]*|[.,]\d+)"
    r"(?:[eE](?P<power>[-+]?\d{1,3}))?(?:\s*(?P<after>%|[^\W\d_]+|[€$£¥₺₴₽₹₩₪°\"″]))?"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(r"[^\W\d_]+|[^\w\s]+")
"""Words and signs of a unit: "€m" has one of each."""
_LONG = 3
"""Letters from which a word for a scale is no unit of its own."""
_GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",.'’\u00a0\u202f"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell states.

    Attributes:
        amount: the number in single units; None where the cell states none.
        unit: `%` or an ISO 4217 code where the cell names it, else empty.
        rest: other words of the cell.
        unclear: the one mark in it may part thousands or decimals ("1.234").
    """

    amount: Decimal | None
    unit: str = ""
    rest: str = ""
    unclear: bool = False


@cache
def _words() -> tuple[frozenset[str], frozenset[str], dict[str, int], dict[str, str]]:
    known = knowledge.read("tables.yaml")
    scales = {word: int(factor) for factor, words in known["scales"].items() for word in words}
    return (
        frozenset(map(str, known["missing"])),
        frozenset(known["zero"]),
        scales,
        {k.lower(): v for k, v in known["currencies"].items()},
    )


@lru_cache(maxsize=1 << 18)
def cell(text: str, comma: bool | None = None) -> Cell:
    """Read a cell. `comma` says which mark parts decimals where the cell leaves it open; None takes English use."""
    missing, zero, scales, _ = _words()
    plain = text.strip().lower()
    if plain in missing:
        return Cell(None)
    found = _NUMBER.search(text)
    if found is None:
        first = plain.split()[0] if plain.split() else ""
        return Cell(Decimal(0) if first in zero else None, rest="" if first in zero else text.strip())
    amount, unclear = _number(found["digits"], comma)
    if amount is None:
        return Cell(None, rest=text.strip())
    after, before = found["after"] or "", found["before"] or ""
    if found["power"]:
        amount = amount.scaleb(int(found["power"]))
    if after.lower() in scales:
        amount *= scales[after.lower()]
        after = _following(text, found.end())
    if not held(amount):
        return Cell(None, rest=text.strip())
    signs = f"{found['sign'] or ''}{found['inner'] or ''}".replace("\u2212", "-")
    if "-" in signs or (found["open"] and text.rstrip().endswith(")")):
        # a hyphen between a word and a number is no sign: "CO-7"
        amount = amount if before.isalpha() and found["inner"] and text[found.start("inner") - 1].isalpha() else -amount
    unit = "%" if after == "%" else next((c for w in (before, after) if (c := currency(w))), "")
    return Cell(amount, unit, after if not unit else "", unclear)


def _following(text: str, at: int) -> str:
    found = re.match(r"\s*([^\W\d_]+|[€$£¥%])", text[at:])
    return found[1] if found else ""


def currency(word: str) -> str:
    """The ISO 4217 code of a sign, a name or a code; empty for any other word."""
    currencies = _words()[3]
    if word.lower() in currencies:
        return currencies[word.lower()]
    return word if len(word) == 3 and word.isupper() and word in _codes() else ""


@cache
def _codes() -> frozenset[str]:
    import pycountry

    return frozenset(c.alpha_3 for c in pycountry.currencies)


def _number(digits: str, comma: bool | None) -> tuple[Decimal | None, bool]:
    """The digits as a number, and whether their one mark may be of thousands or of decimals."""
    digits = digits.replace(" ", "").rstrip(".,'’\u00a0\u202f")
    marks = [c for c in digits if not c.isdigit()]
    if not marks:
        return Decimal(digits), False
    kinds = list(dict.fromkeys(marks))
    if len(kinds) > 2:
        return None, False
    last = kinds[-1]
    if len(kinds) == 2:
        whole, _, part = digits.rpartition(last)
        if marks.count(last) > 1 or last not in ",." or not _GROUPS[kinds[0]].fullmatch(whole):
            return None, False
        return Decimal(f"{whole.replace(kinds[0], '')}.{part}"), False
    grouped = _GROUPS[last].fullmatch(digits) is not None
    if len(marks) > 1 or last not in ",.":
        return (Decimal(digits.replace(last, "")), False) if grouped else (None, False)
    unclear = grouped and not digits.startswith("0")
    thousands = unclear and (last == "," if comma is None else (last == ",") != comma)
    return Decimal(digits.replace(last, "") if thousands else digits.replace(",", ".")), unclear


def scaled(text: str) -> bool:
    """Whether a cell gives its scale itself: "31 mln"."""
    return any(word.lower() in _words()[2] for word in _LETTERS.findall(text))


def factor(unit: str) -> tuple[int, str] | None:
    """The scale in a unit, and the unit without it: "mln euro", "EUR bn", "€m", "million people". Of short words, which may be
    units of their own (m, t), only where a currency stands beside them."""
    scales = _words()[2]
    words = _UNIT.findall(unit)
    for at in (0, len(words) - 1) if len(words) > 1 or len(unit) >= _LONG else ():
        rest = " ".join(words[:at] + words[at + 1 :])
        if (times := scales.get(words[at].lower())) and (currency(rest) or (at == 0 and len(words[0]) >= _LONG)):
            return times, rest
    return None


@lru_cache(maxsize=1 << 18)
def decimal_mark(value: str) -> int:
    """Which mark a clear cell parts decimals with: 1 for a comma, -1 for a point, 0 where it does not tell."""
    if "," not in value and "." not in value:
        return 0
    found = _NUMBER.search(value)
    digits = found["digits"].replace(" ", "").rstrip(".,") if found else ""
    if ("," not in digits and "." not in digits) or cell(value).amount is None or cell(value).unclear:
        return 0
    last = digits[max(digits.rfind(","), digits.rfind("."))]
    return 1 if (last == ",") != (digits.count(last) > 1) else -1
