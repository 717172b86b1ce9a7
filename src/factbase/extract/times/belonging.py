"""What a time belongs to instead of a figure: a noun, a verb of saying, another figure."""

from __future__ import annotations

from factbase.extract.times.candidate import Candidate
from factbase.extract.times.comparing import following, other_side
from factbase.extract.times.rules import Rule, rule
from factbase.extract.times.timex import DEICTIC, ENDING
from factbase.extract.times.value import begin, finish
from factbase.model import Kind, Status

__all__ = ["BELONGS"]

BELONGS: list[Rule] = []
"""What the time belongs to instead: each that holds."""

_NAMED = frozenset({"month", "bare_month"})
_HORIZON = 5  # years ahead beyond which "over the next ten years" is a schedule, no time at which a figure holds
_REACH = 40  # characters of a noun phrase
_SUBJECT = 4  # words of one
_ROW = 22  # characters between a time and the figure it leads
_STANDING = 60  # characters around a figure in which words may say that it is how a count stands
_LED = 3  # words before a time of an event in which "after" may stand
_OLD = 540  # days after which an event is no longer what the article reports
_SAID = 60  # characters between a day and the verb of saying that it is the day of
_DAYS = 2  # how coarse a day or a week is at most
_MONTH = 3  # how coarse a month is
_YEARS = 6  # how coarse a year is


@rule(BELONGS, "long horizon", -2.0)
def _long_horizon(c: Candidate) -> bool:
    """ "3 billion over the next ten years"."""
    if c.time.meaning not in ("next_span", "bare_spread"):
        return False
    first, last = begin(c.time.value or "")[:4], finish(c.time.value or "")[:4]
    return first.isdigit() and last.isdigit() and int(last) - int(first) + 1 >= _HORIZON


@rule(BELONGS, "belongs to a noun", -6.0)
def _of_noun(c: Candidate) -> bool:
    """ "The quake of February 6 cost 3 million", "last week's summit": the day of the noun, not of the figure.

    Not "the 2026 budget", "the report of May", nor what is counted of an event long past.
    """
    if not _owned(c) or _adjacent(c) or c.line.words.budgets.match(c.owner or ""):
        return False
    if (c.state or c.time.coarse >= _MONTH) and c.line.words.reports.match(c.owner or ""):
        return False
    return not _of_past_event(c) and not (c.together and _which_one(c))


def _owned(c: Candidate) -> bool:
    return c.time.relation != "since" and c.owner is not None and not c.possesses


def _adjacent(c: Candidate) -> bool:
    """ "The 3 million of 2023": nothing stands between the figure and its time; but "12 billion in today's money"."""
    possessive = c.line.text[c.time.end : c.time.end + 2] in ("'s", "’s")
    return c.behind and not possessive and not c.line.text[c.mention.end : c.time.start].strip()


def _of_past_event(c: Candidate) -> bool:
    """ "The flood of 1953 cost 1,836 lives", but not "given after the flood of 1953"."""
    if c.mention.kind is Kind.PERCENT or not (c.of_past or c.together) or not c.line.before(c.time, _OLD):
        return False
    leading = c.line.letters(max(c.its.start, c.time.start - _REACH), c.time.start)[-_LED:]
    return not any(c.line.grammar.relations.get((word.lower(),)) in ("after", "since") for word in leading)


def _which_one(c: Candidate) -> bool:
    """ "Last year's conference raised 3 million": a closed year says which of the recurring things it was."""
    heads = c.time.start < c.mention.start and c.line.count_words(c.its.start, c.time.start) <= _SUBJECT
    taken_in = c.mention.kind is Kind.MONEY and c.state and c.time.meaning == "weekday"
    return heads and (c.time.coarse >= _YEARS or taken_in) and c.line.before(c.time, 1)


@rule(BELONGS, "of its origin", -6.0)
def _origin(c: Candidate) -> bool:
    """ "The bank, founded in 1856, employs 50,000 people"."""
    if c.time.relation not in ("at", "") or _owned(c):
        return False
    first = c.line.letters(c.its.start, c.time.start)
    inside = c.its.start <= c.mention.start < min(c.its.end, c.time.end + _ROW)
    return first[0].lower() in c.line.grammar.origins and len(first) <= 2 and not inside


@rule(BELONGS, "of a clause within the clause", -6.0)
def _of_inner_clause(c: Candidate) -> bool:
    """ "The fires that raged in August have cost 3 million": the verb behind the time goes on with the clause around it."""
    if not c.together or c.own.kind != "sub" or c.time.end > c.mention.start or c.time.relation in ("since", *ENDING):
        return False
    if c.here == 0 or c.sentence.clauses[c.here - 1].saying or c.line.text[c.own.start - 2 : c.own.start] == ", ":
        return False
    return c.line.letters(c.time.end, c.mention.start)[0].lower() in c.line.grammar.perfect


def _plain(c: Candidate) -> bool:
    """Whether a time is a day, week or month that belongs to no noun: it may be when something was said or done."""
    if c.time.relation in ("since", "for", *ENDING) or c.time.coarse > _MONTH:
        return False
    return not _owned(c) and not _origin(c)


def _said(c: Candidate) -> bool:
    """Whether a plain time is that of a verb of saying in its clause."""
    if not c.its.saying or c.time.meaning == "clock" or not _plain(c):
        return False
    return any(abs(said - c.time.start) < _SAID and not _parted(c, said) for said in c.its.saying)


def _parted(c: Candidate, said: int) -> bool:
    """Whether a verb of saying stands in a clause of its own behind a time: "rose 3% on Monday after the group said"."""
    between = c.line.text[c.time.end : said].lower().split() if said > c.time.end else ()
    return not c.line.words.temporal.isdisjoint(between)


@rule(BELONGS, "time of saying", -5.0)
def _saying(c: Candidate) -> bool:
    """ "It will give 3 million, the minister said on Monday"."""
    return _said(c)


@rule(BELONGS, "told before, of a state", 6.0)
def _told_before(c: Candidate) -> bool:
    """ "30 people had died, the ministry said on Monday", told on Tuesday: so it stood on Monday."""
    if not c.state or c.mention.kind is Kind.PERCENT or not _said(c):
        return False
    return c.line.before(c.time, 0 if c.mention.kind is Kind.COUNT else 1)


@rule(BELONGS, "told long before", 4.0)
def _told_long_before(c: Candidate) -> bool:
    """ "It would give 3 million, the minister said in March", told in June."""
    if c.time.grain != "month" or not _said(c) or _told_before(c):
        return False
    return c.line.before(c.time, 1 if c.time.meaning in _NAMED else 20)


@rule(BELONGS, "day of the promise", -6.0)
def _promise(c: Candidate) -> bool:
    """ "On Monday it pledged 3 million": the day of the announcement is not that of the money."""
    if not _plain(c):
        return False
    if c.time.meaning == "clock":
        return not c.state
    if c.time.coarse > _DAYS or not c.act or c.line.after(c.time):
        return False
    if c.together and not c.line.before(c.time, 1) and c.line.finder.ahead(c.own.start, c.own.end):
        return False  # "It will deliver 11 million doses this week"
    if c.state and (_stands(c) or c.time.meaning == "back_shift"):
        return False
    return c.time.meaning in DEICTIC or not c.line.before(c.time, 4)


def _stands(c: Candidate) -> bool:
    """Whether the words around a figure say how a count stands: "the appeal had reached 8 million by noon"."""
    start, end = max(c.own.start, c.mention.start - _STANDING), min(c.own.end, c.mention.end + _STANDING)
    return c.mention.status is Status.OTHER and c.line.grammar.standing.search(c.line.text, start, end) is not None


@rule(BELONGS, "what it grows from", -8.0)
def _grows_from(c: Candidate) -> bool:
    """ "From 2 to 3 percent by 2030": the time ahead is that of the other side."""
    year = c.line.published.year if c.line.published else None
    if year is None or c.time.value is None or finish(c.time.value)[:4] < str(year):
        return False
    other = following(c.line, c.mention)
    between = other is None or other.kind is not c.mention.kind or c.mention.end <= c.time.start < other.start
    return not between and other_side(c.line, c.mention)


@rule(BELONGS, "of the side before the comparison", -8.0)
def _of_first_side(c: Candidate) -> bool:
    """ "In November 435, compared with 567 in October": what heads the sentence is not of the side with a time behind it."""
    if c.time.end > c.mention.start or not c.figures_between or not other_side(c.line, c.mention):
        return False
    behind = (t for t in c.line.times(c.line.index(c.mention)) if t.start >= c.mention.end)
    time = next((t for t in behind if c.line.dates_by_itself(t)), None)
    return time is not None and not c.line.figures(c.mention.end, time.start)


@rule(BELONGS, "beside the other side of a comparison", -8.0)
def _beside_other(c: Candidate) -> bool:
    """ "Against 172 in 2023": the time right after one side of a comparison is that figure's alone."""
    other = c.line.last_figure(c.time.start)
    if other is None or other is c.mention or other.start < c.sentence.start or other.end > c.time.start:
        return False
    return c.line.count_words(other.end, c.time.start) <= 1 and other_side(c.line, other)


@rule(BELONGS, "outside the brackets of the figure", -8.0)
def _outside(c: Candidate) -> bool:
    """ "On 31 May it was 3 million (a year before, in May 2023: 2 million)": what has a time in its brackets needs no other."""
    if c.brackets is None or c.brackets[0] < c.time.start < c.brackets[1]:
        return False
    inside = (t for t in c.line.times(c.line.index(c.mention)) if c.brackets[0] < t.start < c.brackets[1])
    return any(map(c.line.dates_by_itself, inside))


@rule(BELONGS, "of a figure in brackets", -8.0)
def _in_brackets(c: Candidate) -> bool:
    """ "Sales were 977 million (928 million a year earlier)": a time is of the figure that it shares its brackets with."""
    if c.time.start < c.mention.end:
        return False
    text = c.line.text
    opened = text.rfind("(", c.mention.end, c.time.start)
    if opened < 0 or ")" in text[opened : c.time.start]:
        return False
    inside = c.line.figures(opened, text.find(")", c.time.end, c.sentence.end) % len(text))
    return any(m is not c.mention and m.kind is c.mention.kind and m.unit == c.mention.unit for m in inside)
