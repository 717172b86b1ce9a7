"""Figures that were told on an earlier day: they hold for that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.extract.times.candidate import STATES, owner
from factbase.extract.times.giving import give
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["spoken", "told_after"]

_MONTH = 3  # how coarse a month is


def told_after(line: Timeline) -> None:
    """ "30 have died. That was reported last month": what the next sentence says was told before holds for that time."""
    for index, mentions in line.by_sentence.items():
        mention, following = mentions[-1], index + 1
        if mention.date is not None or mention.status not in STATES or mention.kind is Kind.PERCENT:
            continue
        if following >= len(line.article.sentences) or following in line.by_sentence:
            continue
        start, end = line.article.sentences[following]
        if "\n" in line.text[mention.end : start] or not (opening := line.words.told.match(line.text, start, end)):
            continue
        sentence, report = line.sentence(following), line.words.reports.match(opening[1]) is not None
        said = (t for t in line.times(following) if t.value and t.coarse <= _MONTH and sentence.at(t.start).saying)
        if (time := next((t for t in said if report or line.before(t, 1)), None)) is not None:
            give(mention, time.value or "", "told after", f"“{opening[0]} …” says when it was told", time)


def spoken(line: Timeline) -> None:
    """What one speaker told on an earlier day holds for that day, wherever in the article it is quoted."""
    told: dict[tuple[str, Kind], str] = {}
    for mention in line.mentions:
        key = (mention.speaker or "", mention.kind)
        if mention.date is None and mention.status in STATES and key in told:
            if not _has_free_time(line, line.index(mention)):
                give(mention, told[key], "spoken", f"as what {mention.speaker} told elsewhere in the article")
        elif mention.speaker and mention.date and id(mention) in line.told and line.own[id(mention)].coarse <= 1:
            told.setdefault(key, mention.date)


def _has_free_time(line: Timeline, index: int) -> bool:
    """Whether a sentence has a time that belongs to no noun of it."""
    sentence = line.sentence(index)
    return any(line.dates_by_itself(t) and owner(line, t, sentence.at(t.core)) is None for t in line.times(index))
