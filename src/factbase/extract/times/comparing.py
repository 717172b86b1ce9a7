"""Figures that are compared: the two sides of a change, what a change is reckoned from, and the times of each.

"From 61 to 15 percent in 2024", "104, against 172 in 2023", "35% more than a year before": the time of one side tells that of the
other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from factbase.extract.text.article import Mention
from factbase.extract.times.giving import give
from factbase.extract.times.meanings import BACKWARD
from factbase.extract.times.timex import Timex
from factbase.extract.times.value import begin, finish, year_after, year_before
from factbase.model import Kind, Status

if TYPE_CHECKING:
    from factbase.extract.times.dates import Dater

__all__ = ["following", "grown", "other_side", "reckoned_from", "sides"]

_LETTERS = re.compile(r"[^\W\d_]+")
_STATES = frozenset({Status.DELIVERED, Status.OTHER})
_STOPS = frozenset(",.;:()")
_DAY = 10  # characters of a day: "2024-05-31"
_FRONT = 2  # words before a time that still heads its sentence
_SUBJECT = 4  # words of a noun phrase that a time belongs to
_REACH = 40  # characters of it
_CHANGE = 12  # characters between the two sides of "from 2 to 3 percent"
_ROW = 22  # characters between two ways of saying one figure
_AGAINST = 48  # characters between "compared with" and the figure that is compared with
_SUPERLATIVE = 50  # characters before "since 2008" in which "the most" may stand


def grown(dater: Dater, mention: Mention, times: list[Timex]) -> None:
    """A change "on 2023" is that of the year after, where that is the year just closed or the present one."""
    bases = (t for t in times if 0 <= t.start - mention.end < _AGAINST or _leads(dater, t, mention))
    near = (t for t in bases if reckoned_from(dater, mention, t) or (t.relation == "compared" and _changed(dater, mention, t)))
    base, published = next(near, None), dater.published
    if base is None or published is None:
        return
    year = published.year
    if base.meaning in BACKWARD and (later := year_after(base.value or "")):
        if begin(later) <= published.text:
            give(mention, later, "change", f"a year after {base.value}, with which it is compared", base)
        return
    if not re.fullmatch(r"\d{4}", base.value or ""):
        return
    if year - 1 <= (after := int(base.value or 0) + 1) <= year:
        give(mention, f"{after:04}", "change", f"the year after {base.value}, with which it is compared", base)


def _leads(dater: Dater, time: Timex, mention: Mention) -> bool:
    """Whether a point of comparison heads the sentence, one figure behind it: "Compared with 2022, it fell 10%"."""
    index = dater.article.sentence_at(mention.start)
    heads = dater.count_words(dater.article.sentences[index][0], time.start) <= _FRONT
    return time.relation == "compared" and time.end <= mention.start and heads and len(dater.by_sentence[index]) == 1


def _changed(dater: Dater, mention: Mention, base: Timex) -> bool:
    """Whether a figure right before a point of comparison is a change: a share, or "70 million more than in 2023"."""
    if base.end <= mention.start:
        return mention.kind is Kind.PERCENT
    between = dater.text[mention.end : base.core]
    return (mention.kind is Kind.PERCENT and base.start - mention.end < _CHANGE) or (
        mention.kind is not Kind.PERCENT
        and dater.words.comparatives.search(between) is not None
        and dater.count_words(mention.end, base.start) <= 2
    )


def reckoned_from(dater: Dater, mention: Mention, time: Timex) -> bool:
    """Whether a time is what a change is reckoned from: "up 3 million from 2021", "an increase of 800 on the year before"."""
    grammar = dater.finder.grammar
    if not 0 <= time.start - mention.end < _SUPERLATIVE or time.lead not in grammar.change_bases:
        return False
    led = grammar.changes.search(dater.text[max(0, mention.start - _AGAINST) : mention.start])
    if dater.letters(mention.end, min(time.start, mention.end + _REACH))[0].lower() in grammar.change_nouns:
        return True  # "a 57% increase over the year before"
    if led is None or dater.count_words(mention.end, time.start) > _SUBJECT:
        return False
    return not any((word,) in grammar.relations for word in led["between"].lower().split())


def other_side(dater: Dater, mention: Mention) -> bool:
    """Whether a figure is what another grew from or is compared with."""
    start = max(0, mention.start - 20)
    if _set_against(dater, mention):
        return True
    if (at := bisect_left(dater.starts, mention.start)) > 0 and dater.mentions[at - 1].end > start - _CHANGE:
        # "to 816 million from 160 million"
        before = dater.text[dater.mentions[at - 1].end : mention.start]
        if (
            dater.mentions[at - 1].kind is mention.kind
            and len(before) < _ROW
            and (found := dater.words.change.search(before.strip() + " "))
            and not _LETTERS.search(before[: found.start()])
        ):
            return True
    other = following(dater, mention)
    return (
        other is not None
        and other.kind is mention.kind
        and (mention.kind is not Kind.MONEY or other.unit == mention.unit)
        and "," not in dater.text[mention.end : other.start]
        and bool(dater.words.change.search(dater.text, start, mention.start))
        and not dater.words.earlier.search(dater.text, mention.end, other.start)
    )


def _set_against(dater: Dater, mention: Mention) -> bool:
    """Whether words of comparison stand before a figure: "against 172", "compared with a loss of 30 million"."""
    at = bisect_left(dater.starts, mention.start)
    start = max(0, mention.start - _AGAINST, dater.mentions[at - 1].end if at > 0 else 0)
    found = dater.words.against.search(dater.text, start, mention.start)
    return found is not None and _STOPS.isdisjoint(dater.text[found.end() : mention.start])


def following(dater: Dater, mention: Mention) -> Mention | None:
    """The figure right after, as in "from 2 to 3 percent"."""
    at = bisect_left(dater.starts, mention.end)
    return dater.mentions[at] if at < len(dater.mentions) and dater.starts[at] - mention.end < _CHANGE else None


def sides(dater: Dater, mentions: list[Mention]) -> None:
    """The two sides of a change: "from 61 to 15 percent in 2024", "104, against 172 in 2023, a drop of 40%"."""
    year = dater.published.year if dater.published else None
    if year is None:
        return
    earlier: list[Mention] = []
    for mention in mentions:
        beside = bool(earlier) and earlier[-1].kind is mention.kind and _beside(dater, earlier[-1], mention)
        if beside or other_side(dater, mention) or _contrasted(dater, mention, mentions):
            earlier.append(mention)
    sides = {id(m) for m in earlier}
    later = [m for m in mentions if id(m) not in sides]
    dated = [m for m in later if re.fullmatch(r"\d{4}", m.date or "")]
    for mention in later:
        _with_main(dater, mention, later)
    for old in earlier:
        _year_before(dater, old, later)
        if (
            len(old.date or "") == _DAY
            and id(old) in dater.chosen
            and any(m.date == old.date for m in later)
            and (not 0 <= dater.chosen[id(old)].start - old.end < _CHANGE)
        ):
            old.date = None  # the day on which the other side was told or reached
        if dated and int(dated[0].date or 0) < year and old.date in (None, dated[0].date):
            value = f"{int(dated[0].date or 0) - 1:04}"
            give(old, value, "earlier side", f"the year before {dated[0].date}, as the earlier side of a change")
        elif "-" in (old.date or "") and (after := year_after(old.date or "")) and not dated:
            near = [m for m in later if m.end <= old.start and m.kind is old.kind and m.date is None and m.status in _STATES]
            if near and dater.published is not None and finish(after) <= dater.published.text:
                give(near[-1], after, "later side", f"a year after {old.date}, with which it is compared")
        elif re.fullmatch(r"\d{4}", old.date or "") and int(old.date or 0) in (year - 1, year - 2) and not dated:
            for new in later:
                if new.date is None and new.status in _STATES:
                    value = f"{int(old.date or 0) + 1:04}"
                    give(new, value, "later side", f"the year after {old.date}, with which it is compared")


def _contrasted(dater: Dater, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a figure tells in a clause of its own what another was in a year before: "15%, where in 2023 it was 61%"."""
    own = dater.chosen.get(id(mention))
    if own is None or own.grain != "year" or not dater.before(own, 1):
        return False
    sentence = dater.sentence(dater.article.sentence_at(mention.start))
    clause = sentence.at(mention.start)
    if clause.opener not in dater.finder.grammar.contrasts or not clause.start <= own.core < clause.end:
        return False
    return any(m.kind is mention.kind and m.end <= clause.start for m in mentions)


def _with_main(dater: Dater, mention: Mention, later: list[Mention]) -> None:
    """ "2.1 billion in the quarter, 35% more than a year before": the change is that of the figure before it."""
    before = [m for m in later if m.end <= mention.start and m.kind is not Kind.PERCENT]
    main = before[-1].date or "" if before else ""
    if mention.kind is not Kind.PERCENT or year_before(main) is None:
        return
    led = dater.finder.grammar.changes.search(dater.text[max(before[-1].end, mention.start - _AGAINST) : mention.start])
    if "-" not in main:
        if mention.date in (None, year_before(main)) and led is not None and mention.start - before[-1].end < 3 * _REACH:
            give(mention, main, "later side", f"of {main}, as the figure that it tells the change of")
        return
    compared = (
        led
        or dater.words.comparatives.search(dater.text, mention.end, mention.end + _ROW)
        or any(
            t.relation == "compared" and 0 <= t.start - mention.end < _CHANGE
            for t in dater.times(dater.article.sentence_at(mention.start))
        )
    )
    guessed = bool(mention.steps) and mention.steps[-1].rule == "change"
    if compared and (guessed or mention.date in (None, main[:4], year_before(main))):
        give(mention, main, "later side", f"of {main}, as the figure that it tells the change of")


def _beside(dater: Dater, one: Mention, two: Mention) -> bool:
    """Whether a figure says another one otherwise: "101 million, or 1.09 a share"."""
    gap = dater.text[one.end : two.start]
    return len(gap) < _ROW and not dater.words.coordinators.isdisjoint(gap.replace(",", " ").split()) and "." not in gap


def _year_before(dater: Dater, old: Mention, later: list[Mention]) -> None:
    """ "A loss of 151 million in the quarter, against a profit of 40 million a year ago": the same quarter, a year before."""
    before = [m for m in later if m.end <= old.start and m.date is not None and m.kind is old.kind]
    main = before[-1].date or "" if before else ""
    if "-" not in main or (value := year_before(main)) is None or (value == main):
        return
    own = dater.chosen.get(id(old))
    by_year = own is not None and own.grain == "year" and old.date == value[:4]
    if old.date == main or by_year or (old.date is None and (own is None or own.grain == "year")):
        give(old, value, "earlier side", f"the same part of the year before {main}, as the earlier side of a change")
