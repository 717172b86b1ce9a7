"""Figures that share the time of another: what the text repeats, converts, adds up, lists, or goes on about."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Any

from factbase import edtf
from factbase.extract.parts import totals
from factbase.extract.times.comparing import other_side, sides
from factbase.extract.times.giving import give
from factbase.extract.times.value import finish, own_year
from factbase.model import Kind, Status

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.dates import Dater
    from factbase.extract.times.timex import Timex

_CONVERSION = re.compile(r"\s*[(\[][^()\[\]\d]{0,20}")
_WORD = re.compile(r"[^\W\d_]+")
_STATES = frozenset({Status.DELIVERED, Status.OTHER})
_MONTH = 3  # how coarse a month is
_ROW = 70  # characters between two figures of one row
_ROW_BREAKS = frozenset(";:()")
_LISTED = 4  # neighbours in a row that a time is taken from
_BACK = 2  # sentences back in which the paragraph's time is looked for
_HEDGED = 3  # words before "than" from which on "and more than" is no comparison with the figure before
_HEDGE = 2  # words before the worth of an amount: "about", "well over"
_RESULTS = 3  # figures of turnover, profit and the like that make an article one of results
_YEAR = 6  # how coarse a year is
_PERIODS = frozenset(
    {"implied", "first_units", "bare_first_units", "ending_span", "full_year", "back", "school_year", "year"}
    | {"fiscal_year", "fiscal_named", "fiscal_half"}
)
_LATE = 360  # days after which a period of results is but compared with
_PARTS = frozenset({3, 6, 9, 12})  # months that results are reported for
_GUESSES = frozenset({"change", "later side"})  # rules that go by the year of a comparison
_LIMITS = frozenset({"until", "by", "as_of", "before"})
_SURVEY = 2  # figures that the period of an article of statistics dates by itself
_MOSTLY = 0.6  # of the figures that have a time of their own
_SURVEYED = re.compile(r"\d{4}|\d{4}/\d{4}|\d{4}-\d\d/\d{4}-\d\d")
_FRIDAY = 4  # the last weekday on which shares are traded
_SCOPE = 4  # sentences at the head of an article in which what it lists may be dated


def share(dater: Dater) -> None:
    """Date the figures that have no time of their own, by every rule in turn."""
    for rule in (
        told_after,
        accounted,
        converted,
        repeated,
        summed,
        continued,
        narrated,
        spoken,
        converted,
        repeated,
        scoped,
        traded,
        surveyed,
        budgeted,
    ):
        rule(dater)


def told_after(dater: Dater) -> None:
    """What the next sentence says was told before holds for that time: "That was reported last month", "The count of Monday"."""
    for index, mentions in dater.by_sentence.items():
        mention = mentions[-1]
        if mention.date is not None or mention.status not in _STATES or mention.kind is Kind.PERCENT:
            continue
        if index + 1 >= len(dater.article.sentences) or index + 1 in dater.by_sentence:
            continue
        start, end = dater.article.sentences[index + 1]
        if "\n" in dater.text[mention.end : start] or not (opening := dater.words.told.match(dater.text, start, end)):
            continue
        sentence = dater.sentence(index + 1)
        report = dater.words.reports.match(opening[1]) is not None
        for time in dater.times(index + 1):
            saying = sentence.at(time.start).saying
            if time.value and time.coarse <= 3 and saying and (report or dater.before(time, 1)):
                give(mention, time.value, "told after", f"“{opening[0]} …” says when it was told", time)
                break


def accounted(dater: Dater) -> None:
    """An article of results: what it says of turnover, profit and the like holds for the period it reports on.

    The period is the last one named beside such a figure ("in the second quarter", "over 2023"); other periods in comparisons do
    not count. Forecasts, prices of shares and what has a time of its own are left alone.
    """
    if dater.published is None:
        return
    accounts = dater.finder.grammar.accounts
    told = [m for m in dater.mentions if m.kind in (Kind.MONEY, Kind.PERCENT) and _of_account(dater, m)]
    if len(told) < _RESULTS:
        return
    period: Timex | None = None
    for index in range(dater.article.sentence_at(told[-1].start) + 1):
        mentions = dater.by_sentence.get(index, [])
        start, end = dater.article.sentences[index]
        booked = accounts.search(dater.text, start, end) is not None
        times = [t for t in dater.times(index) if t.value]
        named = [t for t in times if _reported(dater, t) and not dater.before(t, _LATE) and not _compared(dater, t, index)]
        implied = [t for t in named if t.meaning == "implied"]
        if implied == named:
            period = period or next(iter(implied), None)
        elif booked:
            period = next(t for t in named if t.meaning != "implied")
        if period is None or dater.finder.ahead(start, end):
            continue
        free = not any(_own_time(dater, t) and t not in named and t.grain != "year" and t.coarse <= _YEAR for t in times)
        what = f"“{dater.text[period.start : period.end]}” is the period that the article reports on"
        for mention in mentions if free else ():
            guessed = mention.date is not None and mention.steps[-1].rule in _GUESSES
            elsewhere = _elsewhere(dater, mention) or other_side(dater, mention)
            if (mention.date is None or guessed) and _of_account(dater, mention) and not elsewhere:
                give(mention, period.value or "", "reported", what, period)
        sides(dater, mentions)


def _of_account(dater: Dater, mention: Mention) -> bool:
    """Whether a figure is of results: its sentence speaks of turnover, profit, costs."""
    index = dater.article.sentence_at(mention.start)
    clause = dater.sentence(index).at(mention.start)
    grammar = dater.finder.grammar
    found = grammar.accounts.search(dater.text, *dater.article.sentences[index])
    others = (grammar.no_accounts, grammar.forecasts)
    return found is not None and not any(words.search(dater.text, clause.start, clause.end) for words in others)


def _reported(dater: Dater, time: Timex) -> bool:
    """Whether a time is a period of some months or a year that has closed, or is about to."""
    odd = time.meaning == "year_pair" and own_year(time.value or "")
    part = time.meaning == "range" and dater.months(time) in _PARTS
    months = (time.grain in ("quarter", "half") or time.meaning in _PERIODS or odd or part) and time.relation not in (
        "since",
        *_LIMITS,
    )
    value = time.value or ""
    closed = value <= dater.published.text if dater.published else False
    return closed and months and time.relation != "compared"


def narrated(dater: Dater) -> None:
    """A figure without a time holds for the closed year or period that the paragraph spoke of just before."""
    for index, mentions in dater.by_sentence.items():
        if any(_own_time(dater, t) for t in dater.times(index)):
            continue
        for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
            if "\n" in dater.text[dater.article.sentences[back][1] : dater.article.sentences[index][0]]:
                break
            if not dater.times(back):
                continue
            clauses = dater.sentence(back)
            if not any(_own_time(dater, t) for t in dater.times(back)):
                continue
            times = [t for t in dater.times(back) if _own_time(dater, t) and clauses.at(t.core).kind in ("main", "free")]
            closed = [
                t
                for t in times
                if t.coarse >= 5
                and t.relation != "since"
                and dater.before(t, 1)
                and not _owned(dater, t, back)
                and not _comparing(dater, clauses.at(t.core).start, t)
                and not _compared(dater, t, back)
            ]
            going = any(t.coarse >= 5 and t not in closed and t.start > closed[0].start for t in times) if closed else False
            if len(closed) == 1 and not going:
                what = f"“{dater.text[closed[0].start : closed[0].end]}”"
                for mention in mentions:
                    if (
                        mention.date is None
                        and (mention.status in _STATES or (mention.status is Status.REQUESTED and _was(dater, mention)))
                        and not _elsewhere(dater, mention)
                        and not dater.words.to_date.search(dater.text, *dater.article.sentences[index])
                        and not _present(dater, mention)
                    ):
                        give(mention, closed[0].value or "", "narrated", f"the paragraph spoke of {what}", closed[0])
            break
        sides(dater, mentions)


def _comparing(dater: Dater, start: int, time: Timex) -> bool:
    """Whether a time stands in what a clause compares with: "fewer than the number of guests in 2019"."""
    return dater.words.comparatives.search(dater.text, start, time.start) is not None


def _compared(dater: Dater, time: Timex, index: int) -> bool:
    """Whether a time is that of a figure with which others are compared: "against 403 million in the first half of 2008"."""
    chosen = ((m, dater.chosen.get(id(m))) for m in dater.by_sentence.get(index, ()))
    told = [m for m, own in chosen if own is not None and own.start == time.start]
    return bool(told) and all(other_side(dater, m) for m in told)


def _owned(dater: Dater, time: Timex, index: int) -> bool:
    """Whether a time belongs to a noun of its sentence ("last year's elections", "the Feb. 6 quake")."""
    return dater.owner(time, dater.sentence(index).at(time.core)) is not None


def spoken(dater: Dater) -> None:
    """What one speaker told on an earlier day holds for that day, wherever in the article it is quoted."""
    told: dict[tuple[str, Kind], str] = {}
    for mention in dater.mentions:
        key = (mention.speaker or "", mention.kind)
        if mention.date is None and mention.status in _STATES and key in told:
            index = dater.article.sentence_at(mention.start)
            if not any(_own_time(dater, t) and not _owned(dater, t, index) for t in dater.times(index)):
                give(mention, told[key], "spoken", f"as what {mention.speaker} told elsewhere in the article")
        elif mention.speaker and mention.date and id(mention) in dater.told and dater.chosen[id(mention)].coarse <= 1:
            told.setdefault(key, mention.date)


def converted(dater: Dater) -> None:
    """An amount and its conversion, in brackets or behind "or", hold for one time."""
    for one, two in itertools.pairwise(dater.mentions):
        if one.kind is not Kind.MONEY or two.kind is not Kind.MONEY or one.unit == two.unit:
            continue
        gap = dater.text[one.end : two.start]
        in_words = len(gap) < _ROW and dater.finder.grammar.conversions.search(gap) is not None
        if not in_words and not _CONVERSION.fullmatch(gap) and not _apposed(dater, gap):
            continue
        if (one.date is None) != (two.date is None) or (in_words and one.date != two.date):
            dated, other = (one, two) if one.date else (two, one)
            give(other, dated.date or "", "converted", "as the amount that it converts or that converts it")


def _apposed(dater: Dater, gap: str) -> bool:
    """Whether but a comma and a word or two part an amount from its worth: "542 million shillings, about 4 million euros"."""
    words = _WORD.findall(gap.lower())
    return gap.startswith(",") and "," not in gap[1:] and len(words) <= _HEDGE and dater.words.coordinators.isdisjoint(words)


def repeated(dater: Dater) -> None:
    """A figure that the article dates in one place holds for the same time where it is repeated.

    Not where the time is a day or a week, unless the number is so exact that it cannot well be another's.
    """
    dated: dict[Any, Mention] = {}
    for mention in dater.mentions:
        lasting = mention.kind is Kind.COUNT or mention.status in _STATES
        if mention.date is not None and (_period(mention.date) or _exact(mention) or lasting):
            dated.setdefault(_figure(mention), mention)
    for mention in dater.mentions:
        twin = dated.get(_figure(mention))
        if mention.date is None and twin is not None and mention.amount > 20 and not _elsewhere(dater, mention):
            if (
                mention.kind is not Kind.COUNT
                and not _exact(mention)
                and any(_own_time(dater, t) for t in dater.times(dater.article.sentence_at(mention.start)))
            ):
                continue
            give(mention, twin.date or "", "repeated", f"the same figure is dated at characters {twin.start}-{twin.end}")


def _figure(mention: Mention) -> tuple[Any, ...]:
    return mention.kind, mention.unit, mention.amount, mention.amount_high


def _period(date: str) -> bool:
    """Whether a date covers more than a week, or is open."""
    span = edtf.parse(date)
    return span.earliest is None or span.latest is None or (span.latest - span.earliest).days > 7


def _exact(mention: Mention) -> bool:
    return len(str(int(mention.amount)).rstrip("0")) >= 3


def _elsewhere(dater: Dater, mention: Mention) -> bool:
    """Whether the mention's clause says that it recurs, or holds up to now."""
    clause = dater.sentence(dater.article.sentence_at(mention.start)).at(mention.start)
    return bool(
        dater.words.to_date.search(dater.text, clause.start, clause.end)
        or dater.words.rates.search(dater.text, clause.start, clause.end)
    )


def _was(dater: Dater, mention: Mention) -> bool:
    """Whether the mention's clause tells of what has been ("the damage was 3 billion")."""
    return dater.told_of(dater.sentence(dater.article.sentence_at(mention.start)).at(mention.start))


def _present(dater: Dater, mention: Mention) -> bool:
    """Whether the mention's clause tells of a state that holds now ("employs 300 people"), or of a forecast."""
    clause = dater.sentence(dater.article.sentence_at(mention.start)).at(mention.start)
    words = set(_WORD.findall(dater.text[clause.start : clause.end]))
    grammar = dater.finder.grammar
    return not grammar.present.isdisjoint(words) or grammar.forecasts.search(dater.text, clause.start, clause.end) is not None


def summed(dater: Dater) -> None:
    """Parts that add up to a dated total, and follow it, hold for its time."""
    for total, parts in totals(dater.mentions):
        for part in parts:
            if total.date is not None and part.date is None:
                give(part, total.date, "part", f"one of the parts of the total at characters {total.start}-{total.end}")


def continued(dater: Dater) -> None:
    """A figure in a list, or in a sentence that goes on about the one before it, shares its time."""
    order = list(dater.by_sentence.items())
    for at, (index, mentions) in enumerate(order):
        _listed(dater, mentions)
        open_ones = [m for m in mentions if m.date is None]
        if not open_ones or any(_own_time(dater, t) for t in dater.times(index)):
            continue
        start, end = dater.article.sentences[index]
        if not (found := dater.words.continues.search(dater.text, start, min(end, start + 90))):
            continue
        if (source := _source(dater, order, at, index)) is None:
            continue
        date, what, kind = source
        for mention in open_ones:
            other_thing = kind is not None and mention.kind is not kind and mention.status not in _STATES
            if not _elsewhere(dater, mention) and not other_thing:
                give(mention, date, "continued", f"“{found[0]}” goes on about {what}")


def _own_time(dater: Dater, time: Timex) -> bool:
    """Whether a time could date a figure by itself: no comparison, no event, no time of day."""
    return (
        time.value is not None
        and time.relation not in ("compared", "of")
        and time.meaning not in ("event", "clock", "rate", "back_shift", "implied")
    )


def _listed(dater: Dater, mentions: list[Mention]) -> None:
    """Of figures in one sentence, those that lack a time share that of one of their kind and state."""
    dated = [m for m in mentions if m.date is not None and _is_shared(dater, m)]
    starts = [m.start for m in dated]
    for mention in mentions:
        if mention.date is None and not _elsewhere(dater, mention) and (other := _rowed(dater, mention, mentions)) is not None:
            text = f"in one row with the figure at characters {other.start}-{other.end}"
            give(mention, other.date or "", "row", text)
            dater.chosen[id(mention)] = dater.chosen[id(other)]
        if mention.date is not None or not dated or other_side(dater, mention):
            continue
        at = bisect_left(starts, mention.start)
        around = sorted(dated[max(0, at - _LISTED) : at + _LISTED], key=lambda m: abs(m.start - mention.start))
        standing = _elsewhere(dater, mention)
        for other in around:
            own = dater.chosen.get(id(other))
            growing = own is not None and own.relation == "since"
            bounded = own is not None and own.relation in ("until", "by")
            alike = growing or bounded or (other.status in _STATES) == (mention.status in _STATES)
            if other.kind is not mention.kind or not alike:
                continue
            if growing or (not standing and (other.start < mention.start or own is None)):
                text = f"in one row with the figure at characters {other.start}-{other.end}"
                give(mention, other.date or "", "listed", text)
                break


def _rowed(dater: Dater, mention: Mention, mentions: list[Mention]) -> Mention | None:
    """The figure of the same kind right before in one row: "had sales of 3 million and a profit of 1 million"."""
    before = [m for m in mentions if m.end <= mention.start]
    if not before or (other := before[-1]).date is None or other.kind is not mention.kind or mention.kind is Kind.PERCENT:
        return None
    own = dater.chosen.get(id(other))
    gap = dater.text[other.end : mention.start]
    if "," in gap and not dater.words.coordinators.isdisjoint(_WORD.findall(gap[gap.rindex(",") :])[:1]):
        return None  # another clause with a subject of its own
    if own is None or own.coarse < _MONTH or own.start > mention.start or len(gap) > _ROW or not _ROW_BREAKS.isdisjoint(gap):
        return None
    if other_side(dater, mention) or _compares(dater, gap) or (other.status in _STATES) != (mention.status in _STATES):
        return None
    return other


def _compares(dater: Dater, gap: str) -> bool:
    """Whether a comparison stands between two figures, other than the "more than" right before the second."""
    found = dater.words.comparatives.search(gap)
    return found is not None and (bool(gap[found.end() :].strip()) or len(gap[: found.start()].split()) < _HEDGED)


def _is_shared(dater: Dater, mention: Mention) -> bool:
    """Whether a figure's time may hold for its neighbours: it came from another sentence, or is an interval."""
    return id(mention) not in dater.chosen or dater.chosen[id(mention)].relation in ("since", "until", "by")


def _source(dater: Dater, order: list[tuple[int, list[Mention]]], at: int, index: int) -> tuple[str, str, Kind | None] | None:
    """The time that a continuing sentence takes over: of the figure before it, else of the sentence before it."""
    if at > 0 and order[at - 1][0] >= index - 2:
        before = order[at - 1][1][-1]
        own = dater.chosen.get(id(before))
        if (
            before.date is not None
            and (_period(before.date) or _tallies(before, order[at][1][0]))
            and (own is None or own.relation != "of")
            and dater.text.count("\n", before.end, order[at][1][0].start) == 0
        ):
            return before.date, f"the figure at characters {before.start}-{before.end}", before.kind
    start = dater.article.sentences[index][0]
    if index > 0 and "\n" not in dater.text[dater.article.sentences[index - 1][1] : start]:
        times = [t for t in dater.times(index - 1) if _own_time(dater, t) and t.coarse > 3]
        if times and index - 1 not in dater.by_sentence:
            time = times[0]
            return time.value or "", f"“{dater.text[time.start : time.end]}”", None
    return None


def _tallies(one: Mention, two: Mention) -> bool:
    """Whether both are counts of what has happened: then they may share a day."""
    return one.kind is Kind.COUNT is two.kind and one.status in _STATES and two.status in _STATES


def traded(dater: Dater) -> None:
    """What shares did, with no time beside it, they did on the last day of trading: that of the article, or the Friday before."""
    day = dater.published.date if dater.published else None
    if day is None:
        return
    day -= dt.timedelta(days=max(0, day.weekday() - _FRIDAY))
    for mention in dater.mentions:
        if mention.date is not None or mention.kind not in (Kind.PERCENT, Kind.MONEY) or mention.status is not Status.OTHER:
            continue
        index = dater.article.sentence_at(mention.start)
        clause = dater.sentence(index).at(mention.start)
        if _elsewhere(dater, mention) or any(_own_time(dater, t) for t in dater.times(index)):
            continue
        if found := dater.finder.grammar.trading.search(dater.text, clause.start, clause.end):
            give(mention, day.isoformat(), "traded", f"“{found[0]}” tells of the last day of trading")


def _scopes(dater: Dater, time: Timex, listing: bool, standing: bool) -> bool:
    """Whether a time dates a whole list: since when it runs, or on which day things stood so."""
    if time.relation == "since":
        return listing
    return standing and time.coarse <= _MONTH and time.relation in ("at", "as_of", "by", "until", "")


def scoped(dater: Dater) -> None:
    """An article that announces a list of everything since a day, or of how things stood on one, dates what it lists by it."""
    for index in range(min(_SCOPE, len(dater.article.sentences))):
        if index in dater.by_sentence:
            continue
        start, end = dater.article.sentences[index]
        listing = dater.words.totality.search(dater.text, start, end) is not None
        standing = dater.finder.grammar.standings.search(dater.text, start, end) is not None
        time = next((t for t in dater.times(index) if t.value and _scopes(dater, t, listing, standing)), None)
        if time is None:
            continue
        for mention in dater.mentions:
            # What is counted in a list of what there has been is part of it, whatever verb stands beside it.
            sentence = dater.article.sentences[dater.article.sentence_at(mention.start)]
            counted = mention.kind is Kind.COUNT and not dater.finder.ahead(*sentence)
            told = time.relation == "since" and mention.status in _STATES
            if mention.date is None and (counted or told) and not _elsewhere(dater, mention):
                give(
                    mention,
                    time.value or "",
                    "scope",
                    f"“{dater.text[time.start : time.end]}” dates what the article lists",
                    time,
                )
        return


def _budget_year(time: Timex, years: tuple[str, ...]) -> bool:
    """Whether a time is this year or the next, be it one that is no calendar year: "2024/2025"."""
    value = time.value or ""
    return (time.grain == "year" and value in years) or (own_year(value) and finish(value)[:4] in years)


def surveyed(dater: Dater) -> None:
    """An article of statistics: the closed period that its head gives most figures holds for the others that tell what was.

    "Last year 49 million guests came, 8 percent more than in 2022. … Most were from Denmark (7 million)." The period must date
    a figure at the head and most of the figures that have a time of their own.
    """
    own = [m for m in dater.mentions if m.date is not None and m.steps[-1].rule not in _GUESSES and not other_side(dater, m)]
    periods = Counter(m.date or "" for m in own)
    period, times = periods.most_common(1)[0] if periods else ("", 0)
    if times < _SURVEY or times < _MOSTLY * len(own) or not _closed_period(dater, period):
        return
    head = {dater.article.sentence_at(m.start) for m in own if m.date == period}
    if min(head) > _SCOPE or not _tells(dater):
        return
    for index, mentions in dater.by_sentence.items():
        if (
            index < min(head)
            or any(_own_time(dater, t) for t in dater.times(index))
            or dater.finder.ahead(*dater.article.sentences[index])
        ):
            continue
        standing = dater.words.to_date.search(dater.text, *dater.article.sentences[index])
        for mention in mentions:
            lasting = mention.kind is not Kind.MONEY and mention.status in _STATES and not standing
            if mention.date is None and lasting and not _elsewhere(dater, mention) and not _present(dater, mention):
                give(mention, period, "survey", f"{period} is the period that the article gives the figures of")


def _closed_period(dater: Dater, value: str) -> bool:
    """Whether a date is a year, or a quarter or half year, that has closed."""
    if dater.published is None or not _SURVEYED.fullmatch(value):
        return False
    latest = edtf.parse(value).latest
    return latest is not None and latest <= dater.published.latest


def _tells(dater: Dater) -> bool:
    """Whether the head of an article names figures or a report as its source."""
    sentences = dater.article.sentences
    return dater.finder.grammar.surveys.search(dater.text, 0, sentences[min(_SCOPE, len(sentences) - 1)][1]) is not None


def budgeted(dater: Dater) -> None:
    """An article that opens with the budget of one year, this one or the next, dates what that budget holds by it."""
    if dater.published is None:
        return
    years = (f"{dater.published.year:04}", f"{dater.published.year + 1:04}")
    for first in range(min(_SCOPE, len(dater.article.sentences))):
        times = [t for t in dater.times(first) if t.relation != "compared" and _budget_year(t, years)]
        named = dater.words.year_budgets.search(dater.text, *dater.article.sentences[first])
        if len({t.value for t in times}) == 1 and (
            named or dater.words.budget_behind.match(dater.text, times[0].end, times[0].end + 20)
        ):
            break
    else:
        return
    time = times[0]
    words = f"“{dater.text[time.start : time.end]}”"
    for index, mentions in dater.by_sentence.items():
        own = index != first and any(_own_time(dater, t) for t in dater.times(index))
        for mention in () if own or index < first else mentions:
            done = mention.status in (Status.DELIVERED, Status.REQUESTED)
            fits = mention.kind is Kind.PERCENT or (mention.kind is Kind.MONEY and not done)
            if mention.date is None and fits and not _elsewhere(dater, mention):
                give(mention, time.value or "", "budget", f"{words} is the year of the budget that the article opens with", time)
