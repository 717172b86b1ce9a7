"""How a time stands to a figure, in points: a row of named rules, each for one class of sentence.

A time needs more than nothing to be the figure's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from factbase.extract.times.candidate import COMING, Candidate
from factbase.extract.times.comparing import following, other_side, reckoned_from
from factbase.extract.times.timex import DEICTIC, ENDING
from factbase.extract.times.value import begin, finish
from factbase.model import Kind, Status

__all__ = ["weigh"]

_INTERVALS = frozenset(
    {"range", "past_span", "next_span", "this_and_next", "bare_spread", "until_year", "so_far", "first_units", "year_pair"}
)
_NAMED = frozenset({"month", "bare_month"})
_HORIZON = 5  # years ahead beyond which "over the next ten years" is a schedule, no time at which a figure holds
_BETWEEN = 2  # figures between a time and a figure that count against it: a list has many
_WORDS = 30  # words between them that count against it
_WORD = -0.08  # points for each
_ANTECEDENT = 4  # words that may stand between a figure and the clause about it: "2 billion in military aid that"
_REACH = 40  # characters of a noun phrase
_SUBJECT = 4  # words of one
_ROW = 22  # characters between a time and the figure it leads
_SUPERLATIVE = 80  # characters before "since 2008" in which "the most" may stand
_STANDING = 60  # characters around a figure in which words may say that it is how a count stands
_STOPS = frozenset(",.;:()")
_PARTING = frozenset(",(")  # signs that part what is said of one figure from what is said of the next
_LED = 3  # words before a time of an event in which "after" may stand
_OLD = 540  # days after which an event is no longer what the article reports
_SAID = 60  # characters between a day and the verb of saying that it is the day of
_DAYS = 2  # how coarse a day or a week is at most
_MONTH = 3  # how coarse a month is
_YEARS = 6  # how coarse a year is

Test = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which a time can stand to a figure: what it is called, what it counts, and whether it holds."""

    reason: str
    points: float
    holds: Test


KIND: list[Rule] = []
"""What kind of time it is: the first that holds counts."""
NEAR: list[Rule] = []
"""A time in the figure's clause, or as good as in it: the first that holds."""
APART: list[Rule] = []
"""What tells against a time that is not near: each that holds."""
PLACE: list[Rule] = []
"""Where a time that is not near stands: the first that holds."""
ELSEWHERE: list[Rule] = []
"""What tells for or against a time that stands in no such place: each that holds."""
BETWEEN: list[Rule] = []
"""What stands between the two: each that holds."""
BELONGS: list[Rule] = []
"""What the time belongs to instead: a noun, a verb of saying, another figure. Each that holds."""


def weigh(candidate: Candidate) -> bool:
    """Count the points of a candidate; whether it is one at all."""
    if _no_time(candidate):
        return False
    _first(KIND, candidate)
    if not _first(NEAR, candidate):
        _all(APART, candidate)
        if not _first(PLACE, candidate):
            _all(ELSEWHERE, candidate)
    if candidate.figures_between:
        candidate.count("another figure between", -0.7 * min(candidate.figures_between, _BETWEEN))
    candidate.points += _WORD * min(_WORDS, candidate.words_between)
    _all(BETWEEN, candidate)
    _all(BELONGS, candidate)
    return True


def _no_time(c: Candidate) -> bool:
    """What dates no figure: an event that nothing is since, "every year", "over five years" of what has been."""
    if c.time.meaning == "bare_spread":
        return c.mention.status not in COMING or c.mention.kind is Kind.PERCENT
    return c.time.meaning in ("rate", "implied") or (c.time.meaning == "event" and c.time.relation != "since")


def _first(row: list[Rule], candidate: Candidate) -> bool:
    """Count the first rule of a row that holds; whether one does."""
    found = next((rule for rule in row if rule.holds(candidate)), None)
    if found is not None:
        candidate.count(found.reason, found.points)
    return found is not None


def _all(row: list[Rule], candidate: Candidate) -> None:
    for rule in row:
        if rule.holds(candidate):
            candidate.count(rule.reason, rule.points)


def _rule(row: list[Rule], reason: str, points: float) -> Callable[[Test], Test]:
    def add(test: Test) -> Test:
        row.append(Rule(reason, points, test))
        return test

    return add


# --- what kind of time it is ----------------------------------------------------------------------


@_rule(KIND, "since", 4.0)
def _since(c: Candidate) -> bool:
    """ "Since 2022 it has given 3 million"."""
    return c.time.relation == "since" and not _open(c)


@_rule(KIND, "until", 3.5)
def _until(c: Candidate) -> bool:
    """ "3 million until 2030", "by the end of the year", "as of 31 August"."""
    return c.time.relation in ENDING


@_rule(KIND, "compared with", -8.0)
def _comparison(c: Candidate) -> bool:
    """ "Up 3 percent on 2022"."""
    return c.time.relation == "compared" and not c.possesses


@_rule(KIND, "clock", 0.7)
def _clock(c: Candidate) -> bool:
    """ "At 8 p.m. 300 had been found"."""
    return c.time.meaning == "clock" and c.time.relation != "since"


@_rule(KIND, "for", 1.8)
def _for(c: Candidate) -> bool:
    """ "3 million for 2026"."""
    return c.time.relation == "for" and not _short(c)


@_rule(KIND, "range", 3.0)
def _range(c: Candidate) -> bool:
    """ "3 million between 2027 and 2029"."""
    return c.time.meaning in _INTERVALS and c.time.relation != "since"


@_rule(KIND, "at, day", 1.5)
def _at_day(c: Candidate) -> bool:
    """ "On 3 May 300 arrived"."""
    return _placed(c) and _short(c) and c.time.relation != "since"


@_rule(KIND, "at, coarse", 2.5)
def _at(c: Candidate) -> bool:
    """ "In 2024 it gave 3 million"; "starting next year", of what has yet to begin."""
    return _placed(c)


@_rule(KIND, "bare, day", 0.5)
def _bare_day(c: Candidate) -> bool:
    """ "Monday 300 arrived"."""
    return _short(c)


@_rule(KIND, "bare, coarse", 2.0)
def _bare(c: Candidate) -> bool:
    """ "Last year it gave 3 million"."""
    return True


def _open(c: Candidate) -> bool:
    """Whether a time has no end, and the article is dated: it lies ahead."""
    return c.line.published is not None and (c.time.value or "").endswith("/..")


def _short(c: Candidate) -> bool:
    return c.day or c.time.meaning == "weekend"


def _placed(c: Candidate) -> bool:
    return c.time.relation in ("at", "after", "from", "to", "between", "since")


# --- near the figure ------------------------------------------------------------------------------


@_rule(NEAR, "same clause", 2.0)
def _together(c: Candidate) -> bool:
    """ "In 2024 it gave 3 million"."""
    return c.together


@_rule(NEAR, "same clause", 2.0)
def _of_content(c: Candidate) -> bool:
    """ "On Monday the ministry said that 30 people had died", "In 2023 it turned out that": what was told then was so then."""
    coarse = c.time.coarse >= _MONTH
    told = coarse or (c.its.saying and c.state and c.mention.kind is Kind.COUNT)
    return bool(told) and _in_content(c) and c.line.before(c.time, 1)


def _in_content(c: Candidate) -> bool:
    """Whether the figure is in what the time's clause says: "found in May that 77% lost money, and 35% cut jobs"."""
    if c.own.opener in c.line.words.complementizers:
        return c.there == c.here - 1
    first = c.line.letters(c.own.start, c.mention.start)[0].lower()
    if first not in c.line.words.coordinators or c.there != c.here - 2:
        return False
    return c.sentence.clauses[c.here - 1].opener in c.line.words.complementizers


@_rule(NEAR, "same clause", 2.0)
def _running(c: Candidate) -> bool:
    """ "The plan, which runs until 2030, costs 3 billion"."""
    if c.time.relation not in ("until", "by") or c.its.kind != "sub" or c.figured or abs(c.here - c.there) != 1:
        return False
    return not c.line.grammar.running.isdisjoint(w.lower() for w in c.line.letters(c.its.start, c.time.start))


@_rule(NEAR, "in one clause but for commas", 1.5)
def _aside(c: Candidate) -> bool:
    """ "In May, for 3 billion, it was signed", "3 billion, after long talks, was given in May"."""
    if c.own.kind != "main" or c.its.kind != "main":
        return False
    if abs(c.here - c.there) == 1:
        return _by_preposition(c)
    return c.here == 0 and c.there == 2 and _around_aside(c)


def _by_preposition(c: Candidate) -> bool:
    """Whether a preposition behind a comma goes on with the clause, and the time has no figure of its own."""
    later = max(c.own, c.its, key=lambda clause: clause.start)
    first = c.line.letters(later.start, min(later.end, later.start + 20))[0].lower()
    free = not c.line.figures(c.its.start, c.its.end)
    return first in c.line.words.prepositions and free and c.line.text[later.start - 1] == ","


def _around_aside(c: Candidate) -> bool:
    """Whether a short aside between commas parts a figure at the head of the sentence from the time."""
    middle, longest = c.sentence.clauses[1], _ANTECEDENT + 2
    if middle.kind != "main" or c.line.text[middle.start - 1] != "," or c.figured:
        return False
    return max(c.line.count_words(clause.start, clause.end) for clause in (c.own, middle)) <= longest


# --- in another clause ------------------------------------------------------------------------------


@_rule(APART, "content of what was said", -2.5)
def _content(c: Candidate) -> bool:
    """ "On Monday it had said that it would give 3 million"."""
    said = c.own.kind == "sub" and c.own.opener in c.line.words.complementizers
    return said and c.there < c.here and c.time.relation not in ("since", *ENDING)


@_rule(APART, "said of something in it", -2.0)
def _of_something(c: Candidate) -> bool:
    """ "On Monday a fund that holds 3 million …", "a fund that holds 3 million was founded in 2019"."""
    if c.own.kind != "sub" or c.time.relation in ("since", *ENDING):
        return False
    if c.there > c.here:
        return c.its.kind == "main"
    return c.own.opener not in c.line.words.complementizers and c.time.coarse <= _DAYS


@_rule(APART, "up to now, elsewhere", -6.0)
def _up_to_now(c: Candidate) -> bool:
    """ "So far 3 million has come in, it said in May"."""
    return c.line.words.to_date.search(c.line.text, c.own.start, c.own.end) is not None


@_rule(APART, "what recurs, elsewhere", -6.0)
def _recurs(c: Candidate) -> bool:
    """ "It pays 3 million a year, after a deal of 2021"."""
    rates = c.line.words.rates.search(c.line.text, c.own.start, c.own.end)
    return rates is not None and not (c.time.value or "").endswith("/..")


@_rule(PLACE, "clause that stands for the figure", 1.0)
def _free_clause(c: Candidate) -> bool:
    """ "What was delivered in 2023 is worth 3 million"."""
    return c.its.kind == "free"


@_rule(PLACE, "clause of time at the head", 1.0)
def _time_clause(c: Candidate) -> bool:
    """ "When the fund opened in 2019, it held 3 million"."""
    return c.its.kind == "time" and c.there == 0 and c.time.relation != "since"


@_rule(PLACE, "same clause", 2.0)
def _since_clause(c: Candidate) -> bool:
    """ "3 million has come in since it opened last Thursday"."""
    return c.time.relation == "since" and c.its.kind == "time" and c.there == c.here + 1


@_rule(PLACE, "clause about the figure", 1.5)
def _about(c: Candidate) -> bool:
    """ "2 billion in aid that was sent in 2023": near behind the figure, and with no figure of its own."""
    if c.its.kind != "sub" or c.there != c.here + 1:
        return False
    others = any(m.kind in (c.mention.kind, Kind.MONEY) for m in c.line.figures(c.its.start, c.its.end))
    return not others and c.line.count_words(c.mention.end, c.its.start) <= _ANTECEDENT


@_rule(PLACE, "subordinate clause without the figure", -5.0)
def _subordinate(c: Candidate) -> bool:
    """ "The fund, which was set up in 2019, holds 3 million"."""
    return c.its.kind in ("sub", "time") and c.time.relation != "since"


@_rule(PLACE, "heads the sentence", 2.0)
def _head(c: Candidate) -> bool:
    """ "In 2023 it opened, and 3 million came in": before any figure, near the front."""
    return c.there == 0 and c.time.start < c.mention.start and c.heads


@_rule(ELSEWHERE, "since, later", -3.0)
def _since_later(c: Candidate) -> bool:
    """ "It needs 3 million, said the director, in office since October"."""
    return c.time.relation == "since"


@_rule(ELSEWHERE, "with another figure", -2.5)
def _with_another(c: Candidate) -> bool:
    """ "It paid 5 million in 2022, and 3 million is left"."""
    return c.time.relation != "since" and c.figured


@_rule(ELSEWHERE, "next clause", -0.5)
def _next_clause(c: Candidate) -> bool:
    """ "It gave 3 million, a spokesman confirmed in May"."""
    return abs(c.there - c.here) == 1


@_rule(ELSEWHERE, "other clause", -1.5)
def _other_clause(c: Candidate) -> bool:
    """As the next one, further away."""
    return abs(c.there - c.here) != 1


@_rule(ELSEWHERE, "stands by itself", 1.0)
def _by_itself(c: Candidate) -> bool:
    """ "It will cost 3 million, over five years, to mend": its clause has nothing else in it."""
    return c.line.count_words(c.its.start, c.time.start) + c.line.count_words(c.time.end, c.its.end) <= 1


# --- between the two --------------------------------------------------------------------------------


@_rule(BETWEEN, "right after the figure", 1.5)
def _right_after(c: Candidate) -> bool:
    """ "3 million in 2023"."""
    return c.behind and c.words_between <= 2


@_rule(BETWEEN, "right before the figure", 1.5)
def _right_before(c: Candidate) -> bool:
    """ "The death toll rose Monday to 77"."""
    return c.day and c.mention.start >= c.time.end and not c.time.relation and c.words_between <= 1


@_rule(BETWEEN, "compared with", -8.0)
def _reckoned(c: Candidate) -> bool:
    """ "3 million more than in 2022", "the most since 2008", "a 57% increase over the year before"."""
    if c.behind and c.line.words.comparatives.search(c.line.text, *c.gap):
        return True
    return _surpassed(c) or reckoned_from(c.line, c.mention, c.time)


def _surpassed(c: Candidate) -> bool:
    """Whether a time only says when there last was as much: "the most since 2008"."""
    if c.time.relation != "since":
        return False
    start = max(c.its.start, c.time.start - _SUPERLATIVE)
    return c.line.grammar.superlatives.search(c.line.text, start, c.time.start) is not None


@_rule(BETWEEN, "of what came before the figure", -4.0)
def _after_event(c: Candidate) -> bool:
    """ "56 people are dead after it hit on Thursday"."""
    if not c.together or not c.behind:
        return False
    relations, temporal = c.line.grammar.relations, c.line.words.temporal
    between = c.line.text[c.mention.end : c.time.start].lower().split()
    return any(word in temporal or relations.get((word,)) == "after" for word in between)


@_rule(BETWEEN, "beyond a semicolon", -6.0)
def _beyond(c: Candidate) -> bool:
    """ "The bid was 3 million; in 2020 that became 5"."""
    return not c.together and c.behind and c.time.relation != "since" and ";" in c.line.text[slice(*c.gap)]


@_rule(BETWEEN, "of the next figure", -6.0)
def _leads_next(c: Candidate) -> bool:
    """ "It costs 4 million next year and in 2030 nearly 5", "grows 1.5% next year (this year 1.8)"."""
    line, time = c.line, c.time
    if time.start < c.mention.end:
        return False
    between = line.text[c.mention.end : time.start]
    follower = line.next_figure(time.end)
    if follower is None or follower.kind is not c.mention.kind:
        return False
    if _PARTING.isdisjoint(between) and line.words.coordinators.isdisjoint(between.lower().split()):
        return False
    gap = line.text[time.end : follower.start]
    return len(gap) < _ROW and _STOPS.isdisjoint(gap) and line.count_words(time.end, follower.start) <= _LED


# --- what the time belongs to -------------------------------------------------------------------------


@_rule(BELONGS, "long horizon", -2.0)
def _long_horizon(c: Candidate) -> bool:
    """ "3 billion over the next ten years"."""
    if c.time.meaning not in ("next_span", "bare_spread"):
        return False
    first, last = begin(c.time.value or "")[:4], finish(c.time.value or "")[:4]
    return first.isdigit() and last.isdigit() and int(last) - int(first) + 1 >= _HORIZON


@_rule(BELONGS, "belongs to a noun", -6.0)
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


@_rule(BELONGS, "of its origin", -6.0)
def _origin(c: Candidate) -> bool:
    """ "The bank, founded in 1856, employs 50,000 people"."""
    if c.time.relation not in ("at", "") or _owned(c):
        return False
    first = c.line.letters(c.its.start, c.time.start)
    inside = c.its.start <= c.mention.start < min(c.its.end, c.time.end + _ROW)
    return first[0].lower() in c.line.grammar.origins and len(first) <= 2 and not inside


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


@_rule(BELONGS, "time of saying", -5.0)
def _saying(c: Candidate) -> bool:
    """ "It will give 3 million, the minister said on Monday"."""
    return _said(c)


@_rule(BELONGS, "told before, of a state", 6.0)
def _told_before(c: Candidate) -> bool:
    """ "30 people had died, the ministry said on Monday", told on Tuesday: so it stood on Monday."""
    if not c.state or c.mention.kind is Kind.PERCENT or not _said(c):
        return False
    return c.line.before(c.time, 0 if c.mention.kind is Kind.COUNT else 1)


@_rule(BELONGS, "told long before", 4.0)
def _told_long_before(c: Candidate) -> bool:
    """ "It would give 3 million, the minister said in March", told in June."""
    if c.time.grain != "month" or not _said(c) or _told_before(c):
        return False
    return c.line.before(c.time, 1 if c.time.meaning in _NAMED else 20)


@_rule(BELONGS, "day of the promise", -6.0)
def _promise(c: Candidate) -> bool:
    """ "On Monday it pledged 3 million": the day of the announcement is not that of the money."""
    if not _plain(c):
        return False
    if c.time.meaning == "clock":
        return not c.state
    if c.time.coarse > _DAYS or not c.act or c.line.after(c.time):
        return False
    if c.state and (_stands(c) or c.time.meaning == "back_shift"):
        return False
    return c.time.meaning in DEICTIC or not c.line.before(c.time, 4)


def _stands(c: Candidate) -> bool:
    """Whether the words around a figure say how a count stands: "the appeal had reached 8 million by noon"."""
    start, end = max(c.own.start, c.mention.start - _STANDING), min(c.own.end, c.mention.end + _STANDING)
    return c.mention.status is Status.OTHER and c.line.grammar.standing.search(c.line.text, start, end) is not None


@_rule(BELONGS, "what it grows from", -8.0)
def _grows_from(c: Candidate) -> bool:
    """ "From 2 to 3 percent by 2030": the time ahead is that of the other side."""
    year = c.line.published.year if c.line.published else None
    if year is None or c.time.value is None or finish(c.time.value)[:4] < str(year):
        return False
    other = following(c.line, c.mention)
    between = other is None or other.kind is not c.mention.kind or c.mention.end <= c.time.start < other.start
    return not between and other_side(c.line, c.mention)


@_rule(BELONGS, "beside the other side of a comparison", -8.0)
def _beside_other(c: Candidate) -> bool:
    """ "Against 172 in 2023": the time right after one side of a comparison is that figure's alone."""
    other = c.line.last_figure(c.time.start)
    if other is None or other is c.mention or other.start < c.sentence.start or other.end > c.time.start:
        return False
    return c.line.count_words(other.end, c.time.start) <= 1 and other_side(c.line, other)
