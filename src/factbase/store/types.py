"""Column types that bring every value back as it went in, on every database."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

_ESCAPE = "\U0010fffe"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\U0010fffe]")
_ESCAPED = re.compile("\U0010fffe([0-9a-f]{4}|\U0010fffe)")


def escape(text: str) -> str:
    """The text without what a database refuses: NUL (PostgreSQL) and lone surrogates (both) become a noncharacter and hex."""
    if storable(text):
        return text
    return _UNSTORABLE.sub(lambda m: _ESCAPE * 2 if m[0] == _ESCAPE else f"{_ESCAPE}{ord(m[0]):04x}", text)


def storable(text: str) -> bool:
    """Whether `escape` leaves the text as it is."""
    return (text.isascii() and "\0" not in text) or not _UNSTORABLE.search(text)


def unescape(text: str) -> str:
    """Undo `escape`."""
    if _ESCAPE not in text:
        return text
    return _ESCAPED.sub(lambda m: _ESCAPE if m[1] == _ESCAPE else chr(int(m[1], 16)), text)


class Str(TypeDecorator[str]):
    """Any Python string, sorted by code point on every database."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unescape(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal with every digit and exponent as it was, as text; a REAL column beside it is there to sort and compare by."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)
