"""Parts of a dated whole: they hold for its time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from factbase.extract.parts import totals
from factbase.extract.times.giving import give
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline

__all__ = ["divided", "summed"]

_SUBJECT = 5  # words of the noun phrase that opens a sentence
_ROW = 70  # characters between a whole and the words that tell of its part


def summed(line: Timeline) -> None:
    """Parts that add up to a dated total hold for its time, and a total for that of the parts before it."""
    for total, parts in totals(line.mentions):
        for part in parts:
            if total.date is not None and part.date is None:
                give(part, total.date, "part", f"one of the parts of the total at characters {total.start}-{total.end}")
    for total, parts in totals(line.mentions[::-1]):
        date = parts[0].date
        near = line.index(total) - line.index(parts[-1]) <= 1
        if total.date is None and date is not None and near and all(part.date == date for part in parts):
            give(total, date, "total", f"what the figures from character {parts[-1].start} on add up to")


def divided(line: Timeline) -> None:
    """ "It needed 450 beds in May, of which 250 were for minors": a part holds for the time of its whole."""
    for whole, part in itertools.pairwise(line.mentions):
        if whole.date is None or part.date is not None or part.kind not in (whole.kind, Kind.PERCENT):
            continue
        if line.index(whole) != line.index(part) or _is_told_apart(line, whole):
            continue
        led = line.words.parts.search(line.text, whole.end, min(part.start, whole.end + _ROW))
        if led is not None or _opens_as_whole(line, whole, part):
            give(part, whole.date, "part of", f"a part of the figure at characters {whole.start}-{whole.end}")


def _is_told_apart(line: Timeline, whole: Mention) -> bool:
    """Whether a clause about a whole alone tells its time: "Of the 900 homes that it promised in May 300 have been built"."""
    own = line.own.get(id(whole))
    return own is not None and line.sentence(line.index(whole)).at(own.core).kind == "sub" and line.clause(whole).kind != "sub"


def _opens_as_whole(line: Timeline, whole: Mention, part: Mention) -> bool:
    """Whether a sentence opens with what a figure is of: "Of its budget of 9 million last year, the city supplied 4"."""
    start = line.article.sentences[line.index(whole)][0]
    opens = line.grammar.wholes.match(line.text, start) is not None and line.count_words(start, whole.start) <= _SUBJECT
    return opens and part.amount < whole.amount and part.unit == whole.unit and "," in line.text[whole.end : part.start]
