"""Times that hold beyond their sentence: for the paragraph, for what an article lists, for a year's budget, for a day's trade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factbase.extract.times.candidate import STATES, owner
from factbase.extract.times.comparing import of_other_side, sides
from factbase.extract.times.giving import give
from factbase.extract.times.value import finish, own_year
from factbase.model import Kind, Status

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline
    from factbase.extract.times.timex import Timex

__all__ = ["budgeted", "is_present", "narrated", "scoped", "traded"]

_BACK = 2  # sentences back in which the paragraph's time is looked for
_SCOPE = 4  # sentences at the head of an article in which what it lists may be dated
_HOLDS = 30  # characters before a figure in which "has" may stand
_HELD = 2  # words before it
_BEHIND = 20  # characters behind a year in which "budget" may stand
_MONTH = 3  # how coarse a month is
_HALF = 5  # how coarse half a year is
_DAY, _OF_MONTH = 10, 7  # characters of a day, and of its month: "2024-05-31"
_FRIDAY = 4  # the last weekday on which shares are traded


def narrated(line: Timeline) -> None:
    """A figure without a time holds for the closed year or period that the paragraph spoke of just before."""
    for index, mentions in line.by_sentence.items():
        if line.has_time(index):
            continue
        time = _narrated_in(line, index)
        if time is not None and not line.words.to_date.search(line.text, *line.article.sentences[index]):
            what = f"the paragraph spoke of “{line.text[time.start : time.end]}”"
            for mention in mentions:
                told = mention.date is None and mention.status in STATES
                if told and not line.ongoing(mention) and not is_present(line, mention):
                    give(mention, time.value or "", "narrated", what, time)
        sides(line, mentions)


def _narrated_in(line: Timeline, index: int) -> Timex | None:
    """The one closed period of the last sentence of the paragraph that has a time, if it has but one and goes on to no other."""
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        if "\n" in line.text[line.article.sentences[back][1] : line.article.sentences[index][0]]:
            return None
        if not line.has_time(back):
            continue
        clauses = line.sentence(back)
        times = [t for t in line.times(back) if line.dates_by_itself(t) and t.coarse >= _HALF]
        times = [t for t in times if clauses.at(t.core).kind in ("main", "free")]
        closed = [t for t in times if t.relation != "since" and t.meaning != "ago" and line.before(t, 1)]
        closed = [t for t in closed if not of_other_side(line, t, back) and not _is_of_days(t)]
        closed = [t for t in closed if owner(line, t, clauses.at(t.core)) is None]
        going = any(t not in closed and (t.start > closed[0].start or t.relation != "since") for t in times) if closed else False
        return closed[0] if len(closed) == 1 and not going else None
    return None


def _is_of_days(time: Timex) -> bool:
    """Whether a time runs from a day to one of the same month: "on Sunday and Monday"."""
    first, _, last = (time.value or "").partition("/")
    return len(first) == _DAY and first[:_OF_MONTH] == last[:_OF_MONTH]


def is_present(line: Timeline, mention: Mention) -> bool:
    """Whether the mention's clause tells of a state that holds now ("employs 300 people"), or of a forecast."""
    clause = line.clause(mention)
    if not line.grammar.present.isdisjoint(line.letters(clause.start, clause.end)):
        return True
    if not line.grammar.holds.isdisjoint(line.letters(max(clause.start, mention.start - _HOLDS), mention.start)[-_HELD:]):
        return True  # "has some 300 ships", but "has fallen by 4 percent"
    return line.grammar.forecasts.search(line.text, clause.start, clause.end) is not None


def scoped(line: Timeline) -> None:
    """An article that announces a list of everything since a day, or of how things stood on one, dates what it lists by it."""
    time = next(_announced(line), None)
    if time is None:
        return
    what = f"“{line.text[time.start : time.end]}” dates what the article lists"
    for mention in line.mentions:
        # What is counted in a list of what there has been is part of it, whatever verb stands beside it.
        counted = mention.kind is Kind.COUNT and not line.finder.ahead(*line.article.sentences[line.index(mention)])
        told = time.relation == "since" and mention.status in STATES
        if mention.date is None and (counted or told) and not line.ongoing(mention):
            give(mention, time.value or "", "scope", what, time)


def _announced(line: Timeline) -> Iterator[Timex]:
    """The times by which sentences without figures, at the head of an article, announce what it lists."""
    for index in range(min(_SCOPE, len(line.article.sentences))):
        if index in line.by_sentence:
            continue
        start, end = line.article.sentences[index]
        listing = line.words.totality.search(line.text, start, end) is not None
        standing = line.grammar.standings.search(line.text, start, end) is not None
        yield from (t for t in line.times(index) if t.value and _scopes(t, listing, standing))


def _scopes(time: Timex, listing: bool, standing: bool) -> bool:
    """Whether a time dates a whole list: since when it runs, or on which day things stood so."""
    if time.relation == "since":
        return listing
    return standing and time.coarse <= _MONTH and time.relation in ("at", "as_of", "by", "until", "")


def budgeted(line: Timeline) -> None:
    """An article that opens with the budget of one year, this one or the next, dates what that budget holds by it."""
    first, time = next(_budget_years(line), (0, None))
    if time is None:
        return
    what = f"“{line.text[time.start : time.end]}” is the year of the budget that the article opens with"
    for index, mentions in line.by_sentence.items():
        if index < first or (index != first and line.has_time(index)):
            continue
        for mention in mentions:
            done = mention.status in (Status.DELIVERED, Status.REQUESTED)
            fits = mention.kind is Kind.PERCENT or (mention.kind is Kind.MONEY and not done)
            if mention.date is None and fits and not line.ongoing(mention):
                give(mention, time.value or "", "budget", what, time)


def _budget_years(line: Timeline) -> Iterator[tuple[int, Timex]]:
    """The sentences at the head of an article that speak of the budget of one year, with that year."""
    if line.published is None:
        return
    years = (f"{line.published.year:04}", f"{line.published.year + 1:04}")
    for index in range(min(_SCOPE, len(line.article.sentences))):
        times = [t for t in line.times(index) if t.relation != "compared" and _is_budget_year(t, years)]
        if len({t.value for t in times}) != 1:
            continue
        named = line.words.year_budgets.search(line.text, *line.article.sentences[index])
        if named or line.words.budget_behind.match(line.text, times[0].end, times[0].end + _BEHIND):
            yield index, times[0]


def _is_budget_year(time: Timex, years: tuple[str, ...]) -> bool:
    """Whether a time is this year or the next, be it one that is no calendar year: "2024/2025"."""
    value = time.value or ""
    return (time.grain == "year" and value in years) or (own_year(value) and finish(value)[:4] in years)


def traded(line: Timeline) -> None:
    """What shares did, with no time beside it, they did on the last day of trading: that of the article, or the Friday before."""
    day = line.published.date if line.published else None
    if day is None:
        return
    day -= dt.timedelta(days=max(0, day.weekday() - _FRIDAY))
    for mention in line.mentions:
        if mention.date is not None or mention.kind not in (Kind.PERCENT, Kind.MONEY) or mention.status is not Status.OTHER:
            continue
        if line.ongoing(mention) or line.has_time(line.index(mention)):
            continue
        clause = line.clause(mention)
        if found := line.grammar.trading.search(line.text, clause.start, clause.end):
            give(mention, day.isoformat(), "traded", f"“{found[0]}” tells of the last day of trading")
