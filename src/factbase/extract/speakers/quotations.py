"""Quotations: what of a text stands between quotation marks."""

from __future__ import annotations

import re

_MARK = re.compile(r"[\"“”„«»‘]|\n|,,(?=[^\W_])|(?<![^\s(:])'(?=[^\W\d])|(?<=[\w.,!?…])['’](?![\w])")
_OPENING = ("“", "„", "«", "‘", ",,")
"""Marks that can only open a quotation; ",," is how „ is typed."""
_OPENS = re.compile(r"[A-Z0-9]")


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans between quotation marks, paragraph by paragraph; an unclosed one ends with its paragraph."""
    spans, opened = [], -1
    for found in _MARK.finditer(text):
        sign = found[0]
        if sign == "\n":
            if opened >= 0:
                spans.append((opened, found.start()))
            opened = -1
        elif sign in _OPENING or (sign in "\"'" and opened < 0):
            if sign != "'" or _OPENS.match(text, found.end()):
                opened = found.start() if opened < 0 else opened
        elif opened >= 0 and (sign not in "'’" or text[opened] in "'‘"):
            spans.append((opened, found.end()))
            opened = -1
    if opened >= 0 and text[opened] not in "'‘":
        spans.append((opened, len(text)))
    return spans
