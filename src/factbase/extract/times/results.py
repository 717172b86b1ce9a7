"""Articles of results: turnover, profit and the like, for the period that is reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.extract.times.backward import months
from factbase.extract.times.comparing import guessed, of_other_side, other_side, sides
from factbase.extract.times.giving import give
from factbase.extract.times.timex import ENDING
from factbase.extract.times.value import own_year
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline
    from factbase.extract.times.timex import Timex

__all__ = ["accounted"]

_RESULTS = 3  # figures of turnover, profit and the like that make an article one of results
_YEAR = 6  # how coarse a year is
_PERIODS = frozenset(
    {"implied", "first_units", "bare_first_units", "ending_span", "full_year", "back", "school_year", "year", "bare_year"}
    | {"fiscal_year", "fiscal_named", "fiscal_half"}
)
_LATE = 360  # days after which a period of results is but compared with
_PARTS = frozenset({3, 6, 9, 12})  # months that results are reported for


def accounted(line: Timeline) -> None:
    """An article of results: what it says of turnover, profit and the like holds for the period it reports on.

    The period is the last one named beside such a figure ("in the second quarter", "over 2023"); other periods in comparisons do
    not count. Forecasts, prices of shares and what has a time of its own are left alone.
    """
    told = [m for m in line.mentions if m.kind in (Kind.MONEY, Kind.PERCENT) and _of_account(line, m)]
    if line.published is None or len(told) < _RESULTS:
        return
    period: Timex | None = None
    for index in range(line.index(told[-1]) + 1):
        start, end = line.article.sentences[index]
        times = [t for t in line.times(index) if t.value]
        named = [t for t in times if _is_reported(line, t) and not line.before(t, _LATE) and not of_other_side(line, t, index)]
        period = _period(line, index, named, period)
        if period is None or line.finder.ahead(start, end):
            continue
        if not any(line.dates_by_itself(t) and t not in named and t.grain != "year" and t.coarse <= _YEAR for t in times):
            _date(line, index, period)
        sides(line, line.by_sentence.get(index, []))


def _period(line: Timeline, index: int, named: list[Timex], last: Timex | None) -> Timex | None:
    """The period reported on, as of a sentence: the one it names beside a result; the first "quarterly profit" implies one."""
    explicit = [t for t in named if t.meaning != "implied"]
    if not explicit:
        return last or next(iter(named), None)
    booked = line.grammar.accounts.search(line.text, *line.article.sentences[index])
    return explicit[0] if booked else last


def _date(line: Timeline, index: int, period: Timex) -> None:
    """Give the results of a sentence the period reported on."""
    what = f"“{line.text[period.start : period.end]}” is the period that the article reports on"
    for mention in line.by_sentence.get(index, []):
        open_ = mention.date is None or guessed(mention)
        if open_ and _of_account(line, mention) and not line.ongoing(mention) and not other_side(line, mention):
            give(mention, period.value or "", "reported", what, period)


def _of_account(line: Timeline, mention: Mention) -> bool:
    """Whether a figure is of results: its sentence speaks of turnover, profit, costs."""
    if line.grammar.accounts.search(line.text, *line.article.sentences[line.index(mention)]) is None:
        return False
    clause = line.clause(mention)
    others = (line.grammar.no_accounts, line.grammar.forecasts)
    return not any(words.search(line.text, clause.start, clause.end) for words in others)


def _is_reported(line: Timeline, time: Timex) -> bool:
    """Whether a time is a period of some months or a year that has closed, or is about to."""
    if time.relation in ("since", "compared", *ENDING) or line.published is None:
        return False
    odd = time.meaning == "year_pair" and own_year(time.value or "")
    part = time.meaning == "range" and months(time) in _PARTS
    period = time.grain in ("quarter", "half") or time.meaning in _PERIODS or odd or part
    return period and (time.value or "") <= line.published.text
