"""Articles of statistics: what was counted, for the period that is told of, or a part of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from factbase.extract.times.candidate import STATES
from factbase.extract.times.comparing import guessed, of_other_side, other_side, reckoned_from
from factbase.extract.times.giving import give
from factbase.extract.times.scope import is_present
from factbase.extract.times.timex import ENDING, Timex
from factbase.extract.times.value import finish
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline

__all__ = ["surveyed"]

_HEAD = 4  # sentences at the head of an article that name where its figures are from
_TOLD = 2  # figures that the sentences themselves date by periods with one end
_SHARES = 5  # percentages that make an article one of statistics
_MOSTLY = 0.6  # of its figures
_PERIOD = re.compile(r"\d{4}(?:-\d\d)?(?:/\d{4}(?:-\d\d)?)?")


def surveyed(line: Timeline) -> None:
    """An article of statistics: the closed period it told of last holds for the figures behind it that tell what was.

    "Last year 49 million guests came, 8 percent more than in 2022. … Most were from Denmark (7 million)." The periods of an
    article end together: "16 percent fewer in June … In the first half of the year …".
    """
    end = _reported_until(line)
    period: Timex | None = None
    for index in range(len(line.article.sentences)) if end is not None else ():
        period = next((t for t in reversed(line.times(index)) if _ends(t, end)), period)
        sentence = line.article.sentences[index]
        if period is None or _has_other_time(line, index, end) or line.finder.ahead(*sentence):
            continue
        if line.words.to_date.search(line.text, *sentence):
            continue
        for mention in line.by_sentence.get(index, ()):
            if _is_counted(mention) and not line.ongoing(mention) and not is_present(line, mention):
                words = line.text[period.start : period.end]
                give(mention, period.value or "", "survey", f"“{words}” is the period that the article gives figures of", period)


def _has_other_time(line: Timeline, index: int, end: str | None) -> bool:
    """Whether a sentence has a time that could date a figure, other than the period itself and what is compared with."""
    times = [t for t in line.times(index) if line.dates_by_itself(t) and not _ends(t, end)]
    times = [t for t in times if not of_other_side(line, t, index)]
    return any(not any(reckoned_from(line, m, t) for m in line.by_sentence.get(index, ())) for t in times)


def _is_counted(mention: Mention) -> bool:
    """Whether a figure tells what was, and of what time is yet open."""
    open_ = mention.date is None or guessed(mention)
    return open_ and mention.kind is not Kind.MONEY and mention.status in STATES


def _ends(time: Timex, end: str | None) -> bool:
    """Whether a time is a period with a certain end, and no mere point of comparison."""
    return time.relation not in ("compared", "since", *ENDING) and _end(time.value or "") == end


def _end(date: str) -> str | None:
    """The month in which a period ends; None for a day, or what is open."""
    if _PERIOD.fullmatch(date) is None:
        return None
    last = finish(date)
    return last if "-" in last else f"{last}-12"


def _reported_until(line: Timeline) -> str | None:
    """The month in which the periods end that date a figure at the head of an article of statistics, and most others."""
    own = [m for m in line.mentions if m.date and not guessed(m) and not other_side(line, m)]
    end, times = next(iter(Counter(_end(m.date or "") for m in own).most_common(1)), (None, 0))
    if end is None or times < max(_TOLD, _MOSTLY * len(own)) or line.published is None or end > f"{line.published.latest:%Y-%m}":
        return None
    if not _is_of_statistics(line):
        return None
    return end if min(line.index(m) for m in own if _end(m.date or "") == end) <= _HEAD else None


def _is_of_statistics(line: Timeline) -> bool:
    """Whether an article names statistics at its head, or gives hardly anything but percentages."""
    sentences = line.article.sentences
    head = sentences[min(_HEAD, len(sentences) - 1)][1]
    shares = sum(m.kind is Kind.PERCENT for m in line.mentions)
    return line.grammar.surveys.search(line.text, 0, head) is not None or shares >= max(_SHARES, len(line.mentions) * _MOSTLY)
