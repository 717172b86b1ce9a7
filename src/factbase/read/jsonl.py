"""Lines of JSON: an article where a line has `text`, a claim where it has `kind` and `amount`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from pydantic import ValidationError

from factbase.model import Claim, Hedge, Kind, Problem, Status, claim_id
from factbase.read.article import Raw
from factbase.read.encoding import BinaryError, decode
from factbase.read.magnitude import held

_TEXTS = ("programme", "speaker", "measure", "concept", "subject", "sentence", "publisher", "lang", "per")

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")
LOST = "\N{REPLACEMENT CHARACTER}"


def whole(value: Any) -> tuple[Any, bool]:
    """A value of JSON without halves of surrogate pairs, which no database takes, and whether it had any."""
    if isinstance(value, str):
        mended = _LONE.sub(LOST, value)
        return mended, mended != value
    if isinstance(value, list):
        found = [whole(item) for item in value]
        return [item for item, _ in found], any(halves for _, halves in found)
    if isinstance(value, dict):
        entries = {whole(key)[0]: whole(item) for key, item in value.items()}
        return {key: item for key, (item, _) in entries.items()}, any(halves for _, halves in entries.values())
    return value, False


def lines(stream: IO[bytes], stem: str, source: str, max_bytes: int) -> Iterator[Raw | Claim | Problem]:
    """Every line as an article or a claim; what cannot be read is a problem, and the next line goes on."""
    number = 0
    while data := stream.readline(max_bytes + 1):
        number += 1
        if len(data) > max_bytes:
            message = f"not read: the line is longer than the limit of {max_bytes} bytes"
            yield _problem(source, f"line {number}", message, "read.size")
            while data and not data.endswith(b"\n"):
                data = stream.readline(max_bytes)
        elif data.strip():
            yield from _line(data, stem, source, number)


def _line(data: bytes, stem: str, source: str, number: int) -> Iterator[Raw | Claim | Problem]:
    """What one line holds, and what is wrong with it."""
    position = f"line {number}"
    try:
        text, problems = decode(data, source)
    except BinaryError as error:
        yield _problem(source, position, f"not read: {error}", "read.binary")
        return
    yield from (p.model_copy(update={"position": position}) for p in problems)
    try:
        row = json.loads(text, parse_float=Decimal)
    except RecursionError:
        yield _problem(source, position, "not read: JSON nested too deep")
        return
    except ValueError as error:
        cut = data.lstrip().startswith(b"{") and not data.rstrip().endswith(b"}")
        yield _problem(source, position, f"not read: no JSON{', the line seems cut off' if cut else ''} ({error})")
        return
    if _HALF.search(text):
        row, halves = whole(row)
        if halves:
            message = f"half a character (\\ud800 to \\udfff) stands alone in it and was shown as {LOST}"
            yield _problem(source, position, message).model_copy(update={"severity": "warning"})
    if not isinstance(row, dict):
        yield _problem(source, position, "not read: a line must be an object with `text`, or with `kind` and `amount`")
    elif isinstance(row.get("text"), str):
        yield _article(row, stem, source, number)
    elif "kind" in row and "amount" in row:
        yield _claim(row, source, position)
    elif row.get("text") is not None:
        shown = json.dumps(row["text"], default=str)[:40]
        yield _problem(source, position, f"not read: its `text` must be text, and is {shown}")
    else:
        yield _problem(source, position, "not read: it has no `text` (an article) and no `kind` and `amount` (a claim)")


def _problem(source: str, position: str, message: str, code: str = "read.json") -> Problem:
    return Problem(severity="error", code=code, message=message, source=source, position=position)


def _article(row: dict[str, Any], stem: str, source: str, number: int) -> Raw:
    name = row.get("id", row.get("doc"))
    raw = Raw(
        name=str(name).strip() if isinstance(name, str | int) and str(name).strip() else f"{stem}-{number}",
        text=row["text"],
        source=source,
        position=f"line {number}",
    )
    for key in ("lang", "published", "publisher", "title", "url"):
        value = row.get(key)
        if isinstance(value, str):
            setattr(raw, key, value or None)
        elif value is not None:
            raw.problems.append(raw.problem("read.json", f"`{key}` must be text and was left out"))
    if raw.published is None and isinstance(row.get("date"), str):
        raw.published = row["date"] or None  # the name that front matter knows it by as well
    return raw


def _claim(row: dict[str, Any], source: str, position: str) -> Claim | Problem:
    """A claim as `factbase claims` writes it, or as the gold annotation does; slots that are missing are empty."""
    try:
        amount, high = _number(row["amount"]), row.get("amount_high")
        kind, unit, doc = Kind(row["kind"]), str(row["unit"]), str(row["doc"])
        hedge = Hedge(row.get("hedge") or Hedge.EXACT)
        upper = None if high is None else _number(high)
        low, end = _interval(row, amount, upper, hedge)
        start = int(row.get("start") or 0)
        status = row.get("status") or Status.OTHER
        values: dict[str, Any] = {key: row[key] for key in _TEXTS if row.get(key) is not None}
        return Claim(
            id=str(row.get("id") or claim_id(doc, start, int(row.get("end") or 0), kind, amount, unit)),
            doc=doc,
            start=start,
            end=int(row.get("end") or 0),
            quote=str(row.get("quote") or ""),
            kind=kind,
            amount=amount,
            amount_high=upper,
            unit=unit,
            hedge=hedge,
            low=low,
            high=end,
            payer=tuple(row.get("payer") or ()),
            payee=tuple(row.get("payee") or ()),
            story=tuple(row.get("story") or ()),
            status=Status(status[0] if isinstance(status, list) else status),
            conditional=bool(row.get("conditional")),
            date=row.get("date"),
            published=row.get("published"),
            context=tuple(row["context"]) if row.get("context") else None,
            **values,
        )
    except (ValidationError, ValueError, KeyError, TypeError, InvalidOperation) as error:
        return _problem(source, position, f"not read: no claim ({_why(row, error)})", "read.claim")


def _why(row: dict[str, Any], error: Exception) -> str:
    """What is wrong with a claim, by its field where that can be told."""
    if missing := [name for name in ("doc", "kind", "amount", "unit") if row.get(name) is None]:
        return f"it gives no {' and no '.join(missing)}"
    if not _parsed(Kind, row["kind"]):
        return f"kind {row['kind']!r} is none of {', '.join(Kind)}"
    if isinstance(error, InvalidOperation):
        wrong = next((name for name in ("amount", "amount_high", "low", "high") if not _parsed(_number, row.get(name))), "amount")
        return f"{wrong} {row.get(wrong)!r} is no number"
    if isinstance(error, ValidationError):
        faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors())
        return "; ".join(faults)[:300]
    return " ".join(str(error).split())[:300]


def _parsed(make: Callable[[Any], object], value: object) -> bool:
    try:
        make(value)
    except (ValueError, InvalidOperation):
        return value is None
    return True


def _number(value: object) -> Decimal:
    number = Decimal(str(value))
    if not held(number):
        raise ValueError(f"{value} is no amount that a base can hold")
    return number


def _interval(row: dict[str, Any], amount: Decimal, high: Decimal | None, hedge: Hedge) -> tuple[Decimal | None, Decimal | None]:
    """The claim's interval as given, else what its words allow."""
    if "low" in row or "high" in row:
        ends = [None if row.get(end) is None else _number(row[end]) for end in ("low", "high")]
        return ends[0], ends[1]
    from factbase.normalise.intervals import from_amount

    interval = from_amount(amount, high, hedge, quote=str(row.get("quote") or "") or None, kind=Kind(row["kind"]))
    return interval.low, interval.high
