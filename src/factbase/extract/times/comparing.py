"""Figures that are compared: the two sides of a change, what a change is reckoned from, and the times of each.

"From 61 to 15 percent in 2024", "104, against 172 in 2023", "35% more than a year before": the time of one side tells that of the
other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from factbase.extract.text.article import Mention
from factbase.extract.times.candidate import STATES
from factbase.extract.times.giving import give
from factbase.extract.times.meanings import BACKWARD
from factbase.extract.times.timex import Timex
from factbase.extract.times.value import Reference, begin, finish, year_after, year_before
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["following", "grown", "guessed", "of_other_side", "other_side", "reckoned_from", "sides"]

_GUESSES = frozenset({"change", "later side"})  # rules that go by the year of a comparison
_WHEN = frozenset({"range", "past_span"})  # stretches of time over which something changes
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(",.;:()")
_DAY = 10  # characters of a day: "2024-05-31"
_FRONT = 2  # words before a time that still heads its sentence
_SUBJECT = 4  # words of a noun phrase that a time belongs to
_REACH = 40  # characters of it
_YEAR = re.compile(r"\d{4}")
_FROM = 20  # characters before a figure in which "from" may stand
_FAR = 120  # characters between a figure and its change
_CHANGE = 12  # characters between the two sides of "from 2 to 3 percent"
_LED = 3  # words from "to" to the figure behind it
_ROW = 22  # characters between two ways of saying one figure
_AGAINST = 48  # characters between "compared with" and the figure that is compared with
_SUPERLATIVE = 50  # characters before "since 2008" in which "the most" may stand


def guessed(mention: Mention) -> bool:
    """Whether the time of a figure was but reckoned from that of the one it is compared with."""
    return mention.date is not None and mention.steps[-1].rule in _GUESSES


def grown(line: Timeline, mention: Mention, times: list[Timex]) -> None:
    """A change "on 2023" is that of the year after, where that is the year just closed or the present one."""
    bases = (t for t in times if 0 <= t.start - mention.end < _AGAINST or _leads(line, t, mention))
    near = (t for t in bases if reckoned_from(line, mention, t) or (t.relation == "compared" and _changed(line, mention, t)))
    base, published = next(near, None), line.published
    if base is None or published is None:
        return
    later = year_after(base.value or "")
    if base.meaning in BACKWARD and later is not None:
        fits = begin(later) <= published.text
    else:
        fits = later is not None and _is_closed(later, published)
    if later is not None and fits:
        give(mention, later, "change", f"a year after {base.value}, with which it is compared", base)


def _is_closed(later: str, published: Reference) -> bool:
    """Whether a period is the last of its kind to be reported on: this year, the one before, a month or quarter since then."""
    if "-" not in later:
        return "/" not in later and int(later) in (published.year - 1, published.year)
    return later <= published.text and finish(later) > str(year_before(published.text[:7]))


def _leads(line: Timeline, time: Timex, mention: Mention) -> bool:
    """Whether a point of comparison heads the sentence, one figure behind it: "Compared with 2022, it fell 10%"."""
    index = line.article.sentence_at(mention.start)
    heads = line.count_words(line.article.sentences[index][0], time.start) <= _FRONT
    return time.relation == "compared" and time.end <= mention.start and heads and len(line.by_sentence[index]) == 1


def _changed(line: Timeline, mention: Mention, base: Timex) -> bool:
    """Whether a figure right before a point of comparison is a change: a share, or "70 million more than in 2023"."""
    if base.end <= mention.start:
        return mention.kind is Kind.PERCENT
    between = line.text[mention.end : base.core]
    return (mention.kind is Kind.PERCENT and base.start - mention.end < _CHANGE) or (
        mention.kind is not Kind.PERCENT
        and line.words.comparatives.search(between) is not None
        and line.count_words(mention.end, base.start) <= 2
    )


def reckoned_from(line: Timeline, mention: Mention, time: Timex) -> bool:
    """Whether a time is what a change is reckoned from: "up 3 million from 2021", "an increase of 800 on the year before"."""
    grammar = line.grammar
    if not 0 <= time.start - mention.end < _SUPERLATIVE or time.lead not in grammar.change_bases or time.meaning in _WHEN:
        return False  # "up 3 percent from January to August", "up 3 percent over the past week" tell when
    if time.relation == "at" and time.coarse <= 1 and time.meaning not in BACKWARD:
        return False  # "up 3 percent on Tuesday"
    led = grammar.changes.search(line.text[max(0, mention.start - _AGAINST) : mention.start])
    if line.letters(mention.end, min(time.start, mention.end + _REACH))[0].lower() in grammar.change_nouns:
        return True  # "a 57% increase over the year before"
    if led is None or line.count_words(mention.end, time.start) > _SUBJECT:
        return False
    return not any((word,) in grammar.relations for word in led["between"].lower().split())


def other_side(line: Timeline, mention: Mention) -> bool:
    """Whether a figure is what another grew from or is compared with."""
    sides = (_set_against, _grown_from, _before_result, _base_of_share)
    return any(side(line, mention) for side in sides)


def _base_of_share(line: Timeline, mention: Mention) -> bool:
    """Whether a figure is what a share before it was reckoned from: "down 27% from the 916 million"."""
    share = line.last_figure(mention.start)
    if share is None or share.kind is not Kind.PERCENT or mention.kind is Kind.PERCENT or mention.start - share.end > _REACH:
        return False
    between = line.text[share.end : mention.start]
    if line.words.comparatives.search(between) is not None:
        return _STOPS.isdisjoint(between)  # "27 percent less than the 916 million"
    words = [word.lower() for word in line.letters(share.end, mention.start)]
    if words[0] in line.grammar.change_nouns:
        words = words[1:]
    elif line.grammar.changes.search(line.text[max(0, share.start - _AGAINST) : share.start]) is None:
        return False
    return not line.grammar.change_bases.isdisjoint(words[:1]) and _STOPS.isdisjoint(between)


def _grown_from(line: Timeline, mention: Mention) -> bool:
    """Whether a figure is what the one before it grew from: "to 816 million from 160 million"."""
    last = line.last_figure(mention.start)
    if last is None or last.kind is not mention.kind or last.end <= max(0, mention.start - _FROM) - _CHANGE:
        return False
    before = line.text[last.end : mention.start]
    found = line.words.change.search(before.strip() + " ") if len(before) < _ROW else None
    return found is not None and not _LETTERS.search(before[: found.start()])


def _before_result(line: Timeline, mention: Mention) -> bool:
    """Whether the figure right behind one is what it grew to: "from 2 to 3 percent", "from 27 in 2005 to 33"."""
    other = following(line, mention) or _beyond_time(line, mention)
    if other is None or other.kind is not mention.kind or (mention.kind is Kind.MONEY and other.unit != mention.unit):
        return False
    led = line.words.change.search(line.text, max(0, mention.start - _FROM), mention.start)
    turned = line.words.earlier.search(line.text, mention.end, other.start)
    return led is not None and turned is None and "," not in line.text[mention.end : other.start]


def _beyond_time(line: Timeline, mention: Mention) -> Mention | None:
    """The figure behind a figure's own time and "to": "from 27 in 2005 to 33"."""
    other = line.next_figure(mention.end)
    if other is None or other.start - mention.end > _AGAINST:
        return None
    between = (t for t in line.times(line.index(mention)) if mention.end <= t.start and t.end <= other.start)
    time = next(between, None)
    if time is None or line.count_words(mention.end, time.start) > 2:
        return None
    words = line.letters(time.end, other.start)
    return other if words[0].lower() in line.grammar.change_to and len(words) <= _LED else None


def of_other_side(line: Timeline, time: Timex, index: int) -> bool:
    """Whether a time is but that of figures with which others are compared: "against 403 million in the first half of 2008"."""
    figures = [m for m in line.by_sentence.get(index, ()) if (own := line.own.get(id(m))) and own.start == time.start]
    return bool(figures) and all(other_side(line, m) for m in figures)


def _set_against(line: Timeline, mention: Mention) -> bool:
    """Whether words of comparison stand before a figure: "against 172", "compared with a loss of 30 million"."""
    at = bisect_left(line.starts, mention.start)
    start = max(0, mention.start - _AGAINST, line.mentions[at - 1].end if at > 0 else 0)
    found = line.words.against.search(line.text, start, mention.start)
    if found is None or not _STOPS.isdisjoint(line.text[found.end() : mention.start]):
        return False
    # Not "grew 3% compared with a year earlier, to 7 million": that is what it grew to.
    return line.grammar.change_to.isdisjoint(w.lower() for w in line.letters(found.end(), mention.start))


def following(line: Timeline, mention: Mention) -> Mention | None:
    """The figure right after, as in "from 2 to 3 percent"."""
    at = bisect_left(line.starts, mention.end)
    return line.mentions[at] if at < len(line.mentions) and line.starts[at] - mention.end < _CHANGE else None


def sides(line: Timeline, mentions: list[Mention]) -> None:
    """The two sides of a change: "from 61 to 15 percent in 2024", "104, against 172 in 2023, a drop of 40%"."""
    if line.published is None:
        return
    earlier: list[Mention] = []
    for mention in mentions:
        beside = bool(earlier) and earlier[-1].kind is mention.kind and _beside(line, earlier[-1], mention)
        if beside or other_side(line, mention) or _contrasted(line, mention, mentions):
            earlier.append(mention)
    sides = {id(m) for m in earlier}
    later = [m for m in mentions if id(m) not in sides]
    dated = next((m for m in later if _YEAR.fullmatch(m.date or "")), None)
    for mention in later:
        _with_main(line, mention, later)
    for old in earlier:
        _part_before(line, old, later)
        _undate(line, old, later)
        year = dated.date if dated is not None else None
        if year is not None and int(year) < line.published.year and old.date in (None, year):
            give(old, str(year_before(year)), "earlier side", f"the year before {year}, as the earlier side of a change")
        elif year is None:
            _year_after(line, old, later)


def _undate(line: Timeline, old: Mention, later: list[Mention]) -> None:
    """Take from an earlier side the day on which the other side was told or reached."""
    own = line.own.get(id(old))
    if own is None or len(old.date or "") != _DAY or 0 <= own.start - old.end < _CHANGE:
        return
    if any(m.date == old.date for m in later):
        old.date = None


def _year_after(line: Timeline, old: Mention, later: list[Mention]) -> None:
    """ "104, against 172 in 2023": with no time of its own the later side is that of a year after the earlier one's."""
    published = line.published
    if published is None or old.date is None or (after := year_after(old.date)) is None:
        return
    own = line.own.get(id(old))
    if own is not None and own.meaning == "ago" and after != f"{published.year:04}":
        return  # reckoned from now: "1,400, against 1,100 three years ago" says nothing of two years ago
    free = [m for m in later if m.date is None and m.status in STATES]
    if "-" in old.date:
        free = [m for m in free if m.end <= old.start and m.kind is old.kind][-1:]
        fits = finish(after) <= published.text
    else:
        fits = _YEAR.fullmatch(old.date) is not None and int(after) in (published.year, published.year - 1)
    for new in free if fits else ():
        give(new, after, "later side", f"a year after {old.date}, with which it is compared")


def _contrasted(line: Timeline, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a figure tells in a clause of its own what another was in a year before: "15%, where in 2023 it was 61%"."""
    own = line.own.get(id(mention))
    if own is None or own.grain != "year" or not line.before(own, 1):
        return False
    sentence = line.sentence(line.article.sentence_at(mention.start))
    clause = sentence.at(mention.start)
    if clause.opener not in line.grammar.contrasts or not clause.start <= own.core < clause.end:
        return False
    return any(m.kind is mention.kind and m.end <= clause.start for m in mentions)


def _with_main(line: Timeline, mention: Mention, later: list[Mention]) -> None:
    """ "2.1 billion in the quarter, 35% more than a year before": the change is that of the figure before it."""
    main = next((m for m in reversed(later) if m.end <= mention.start and m.kind is not Kind.PERCENT), None)
    if main is None or mention.kind is not Kind.PERCENT or (base := year_before(main.date or "")) is None:
        return
    date = main.date or ""
    led = line.grammar.changes.search(line.text[max(main.end, mention.start - _AGAINST) : mention.start])
    if "-" not in date:
        fits = led is not None and mention.date in (None, base) and mention.start - main.end < _FAR
    else:
        reckoned = bool(mention.steps) and mention.steps[-1].rule == "change"
        fits = (led or _is_compared(line, mention)) and (reckoned or mention.date in (None, date[:4], base))
    if fits:
        give(mention, date, "later side", f"of {date}, as the figure that it tells the change of")


def _is_compared(line: Timeline, mention: Mention) -> bool:
    """Whether a comparison follows a figure: "35% more", "35% compared with 2022"."""
    if line.words.comparatives.search(line.text, mention.end, mention.end + _ROW):
        return True
    return any(t.relation == "compared" and 0 <= t.start - mention.end < _CHANGE for t in line.times(line.index(mention)))


def _beside(line: Timeline, one: Mention, two: Mention) -> bool:
    """Whether a figure says another one otherwise: "101 million, or 1.09 a share"."""
    gap = line.text[one.end : two.start]
    return len(gap) < _ROW and not line.words.coordinators.isdisjoint(gap.replace(",", " ").split()) and "." not in gap


def _part_before(line: Timeline, old: Mention, later: list[Mention]) -> None:
    """ "A loss of 151 million in the quarter, against a profit of 40 million a year ago": the same quarter, a year before."""
    main = next((m.date for m in reversed(later) if m.end <= old.start and m.date and m.kind is old.kind), "")
    if "-" not in main or (value := year_before(main)) is None:
        return
    own = line.own.get(id(old))
    by_year = own is None or (own.grain == "year" and own.part != "whole")  # "against 399 in the whole of last year"
    if old.date == main or (by_year and old.date is None) or (own is not None and by_year and old.date == value[:4]):
        give(old, value, "earlier side", f"the same part of the year before {main}, as the earlier side of a change")
