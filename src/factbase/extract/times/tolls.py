"""Tolls: the dead, hurt and missing of one day, counted side by side or sentence by sentence."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from factbase.extract.times.candidate import STATES
from factbase.extract.times.comparing import other_side
from factbase.extract.times.giving import give
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline
    from factbase.extract.times.timex import Timex

__all__ = ["latest", "tolled"]

_BACK = 2  # sentences back in which the toll stands that a sentence goes on with
_AROUND = 60  # characters around a figure in which it is told what befell those counted
_WORDS = 8  # words between two figures of one toll
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BREAKS = re.compile(r"[;:()\"“”\d]")


def tolled(line: Timeline) -> None:
    """ "64 died and 90 were hurt as of Friday. Another 12 are missing": one count of what befell people, of one day."""
    for index, mentions in line.by_sentence.items():
        rows = list(pairwise(mentions))
        for one, two in rows + [(two, one) for one, two in reversed(rows)]:
            if _lends(line, one, two):
                give(two, one.date or "", "toll", f"counted with the figure at characters {one.start}-{one.end}")
        _go_on(line, mentions, index)
        _closed(line, mentions, index)


def latest(mentions: list[Mention]) -> Mention:
    """The figure that the next sentence goes on about: of tolls of several days, that of the last day."""
    last = mentions[-1]
    if last.kind is not Kind.COUNT or not _DAY.fullmatch(last.date or ""):
        return last
    return max((m for m in mentions if m.kind is Kind.COUNT and _DAY.fullmatch(m.date or "")), key=lambda m: m.date or "")


def _lends(line: Timeline, one: Mention, two: Mention) -> bool:
    """Whether the day of one figure is also that of its neighbour."""
    if two.date is not None or not _DAY.fullmatch(one.date or "") or not (_befell(line, one) and _befell(line, two)):
        return False
    first, second = sorted((one, two), key=lambda m: m.start)
    between = line.text[first.end : second.start]
    own = line.own.get(id(one))
    if own is not None and (own.relation == "of" or (one is second and own.start < one.start)):
        return False
    joined = line.grammar.joiners.search(between) is not None and not _BREAKS.search(_without(between, first.end, own))
    return joined and line.count_words(first.end, second.start) <= _WORDS and not (other_side(line, one) or other_side(line, two))


def _without(between: str, start: int, time: Timex | None) -> str:
    """What stands between two figures, without the time of the first."""
    if time is None or time.start < start:
        return between
    return between[: time.start - start] + between[time.end - start :]


def _befell(line: Timeline, mention: Mention) -> bool:
    """Whether a figure counts those whom something befell: the dead, the hurt, the missing."""
    if mention.kind is not Kind.COUNT or mention.status not in STATES:
        return False
    index = line.index(mention)
    start, end = line.article.sentences[index]
    words = line.text[max(start, mention.start - _AROUND) : min(end, mention.end + _AROUND)]
    return line.grammar.befell.search(words) is not None


def _go_on(line: Timeline, mentions: list[Mention], index: int) -> None:
    """ "64 had died by Friday. Some 90 were hurt": the next sentence of the paragraph goes on with the same count.

    Not where it tells how things are now: "Some 1,000 are homeless".
    """
    clause = line.clause(mentions[0])
    until = mentions[1].start if len(mentions) > 1 else clause.end
    words = {word.lower() for word in line.letters(clause.start, min(clause.end, until))}
    if line.has_time(index) or words & (line.grammar.present | line.grammar.perfect):
        return
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        gap = line.text[line.article.sentences[back][1] : line.article.sentences[index][0]]
        told = [m for m in line.by_sentence.get(back, ()) if _DAY.fullmatch(m.date or "") and _befell(line, m)]
        if "\n" in gap or (line.has_time(back) and not told):
            return
        if told and line.grammar.counts_up.search(line.text, *line.article.sentences[back]):
            source = latest(told)
            for mention in mentions:
                if mention.date is None and _befell(line, mention) and not other_side(line, mention):
                    what = f"goes on with the count at characters {source.start}-{source.end}"
                    give(mention, source.date or "", "toll goes on", what)
            return


def _closed(line: Timeline, mentions: list[Mention], index: int) -> None:
    """ "64 have died. Some 90 were hurt, so stood the count on Friday": how the count stood is of both."""
    last = mentions[-1]
    start, end = line.article.sentences[index]
    if not index or not _DAY.fullmatch(last.date or "") or not line.grammar.so_stood.search(line.text, last.end, end):
        return
    first = line.article.sentences[index - 1]
    if "\n" in line.text[first[1] : start] or line.has_time(index - 1):
        return
    for mention in line.by_sentence.get(index - 1, ()):
        if mention.date is None and _befell(line, mention):
            give(mention, last.date or "", "toll", f"counted with the figure at characters {last.start}-{last.end}")
