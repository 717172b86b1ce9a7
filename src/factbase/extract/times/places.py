"""Where a time stands to a figure: in its clause, at the head of the sentence, in a clause of its own."""

from __future__ import annotations

from factbase.extract.times.candidate import Candidate
from factbase.extract.times.rules import Rule, rule
from factbase.extract.times.timex import ENDING
from factbase.model import Kind

__all__ = ["APART", "ELSEWHERE", "NEAR", "PLACE"]

NEAR: list[Rule] = []
"""A time in the figure's clause, or as good as in it: the first that holds."""
APART: list[Rule] = []
"""What tells against a time that is not near: each that holds."""
PLACE: list[Rule] = []
"""Where a time that is not near stands: the first that holds."""
ELSEWHERE: list[Rule] = []
"""What tells for or against a time that stands in no such place: each that holds."""

_ANTECEDENT = 4  # words that may stand between a figure and the clause about it: "2 billion in military aid that"
_DAYS = 2  # how coarse a day or a week is at most
_MONTH = 3  # how coarse a month is


@rule(NEAR, "same clause", 2.0)
def _together(c: Candidate) -> bool:
    """ "In 2024 it gave 3 million"."""
    return c.together


@rule(NEAR, "same clause", 2.0)
def _of_content(c: Candidate) -> bool:
    """ "On Monday the ministry said that 30 people had died", "In 2023 it turned out that": what was told then was so then."""
    tolled = bool(c.its.saying) and c.state and c.mention.kind is Kind.COUNT
    return (tolled or c.time.coarse >= _MONTH) and _in_content(c) and c.line.before(c.time, 0 if tolled else 1)


def _in_content(c: Candidate) -> bool:
    """Whether the figure is in what the time's clause says: "found in May that 77% lost money, and 35% cut jobs"."""
    if c.own.opener in c.line.words.complementizers:
        return c.there == c.here - 1
    first = c.line.letters(c.own.start, c.mention.start)[0].lower()
    if first not in c.line.words.coordinators or c.there != c.here - 2:
        return False
    return c.sentence.clauses[c.here - 1].opener in c.line.words.complementizers


@rule(NEAR, "same clause", 2.0)
def _alone_in_clause(c: Candidate) -> bool:
    """ "They report that in 2016, 46 died", "whereas in 2016, 46 died": its clause has but the time before the comma."""
    if c.its.kind != "sub" or c.there != c.here - 1:
        return False
    return c.line.count_words(c.its.start, c.time.start) <= 1 and c.line.count_words(c.time.end, c.its.end) == 0


@rule(NEAR, "same clause", 2.0)
def _running(c: Candidate) -> bool:
    """ "The plan, which runs until 2030, costs 3 billion"."""
    if c.time.relation not in ("until", "by") or c.its.kind != "sub" or c.figured or abs(c.here - c.there) != 1:
        return False
    return not c.line.grammar.running.isdisjoint(w.lower() for w in c.line.letters(c.its.start, c.time.start))


@rule(NEAR, "same clause", 2.0)
def _on_which(c: Candidate) -> bool:
    """ "On June 1, the day on which the toll reached 300": the clause tells what was so on the day before it."""
    if not c.day or c.time.end > c.mention.start or c.time.relation == "since":
        return False
    opens = c.line.grammar.day_on_which.match(c.line.text, c.time.end, c.mention.start)
    return opens is not None and "," not in c.line.text[opens.end() : c.mention.start]


@rule(NEAR, "in the same brackets", 2.0)
def _in_brackets(c: Candidate) -> bool:
    """ "Debt was 3 million (in May 2023: 2 million)"."""
    return c.brackets is not None and c.brackets[0] < c.time.start < c.brackets[1]


@rule(NEAR, "in one clause but for commas", 1.5)
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


@rule(APART, "content of what was said", -2.5)
def _content(c: Candidate) -> bool:
    """ "On Monday it had said that it would give 3 million"."""
    said = c.own.kind == "sub" and c.own.opener in c.line.words.complementizers
    return said and c.there < c.here and c.time.relation not in ("since", *ENDING)


@rule(APART, "said of something in it", -2.0)
def _of_something(c: Candidate) -> bool:
    """ "On Monday a fund that holds 3 million …", "a fund that holds 3 million was founded in 2019"."""
    if c.own.kind != "sub" or c.time.relation in ("since", *ENDING):
        return False
    if c.there > c.here:
        return c.its.kind == "main"
    return c.own.opener not in c.line.words.complementizers and c.time.coarse <= _DAYS


@rule(APART, "up to now, elsewhere", -6.0)
def _up_to_now(c: Candidate) -> bool:
    """ "So far 3 million has come in, it said in May"."""
    return c.line.words.to_date.search(c.line.text, c.own.start, c.own.end) is not None


@rule(APART, "what recurs, elsewhere", -6.0)
def _recurs(c: Candidate) -> bool:
    """ "It pays 3 million a year, after a deal of 2021"."""
    rates = c.line.words.rates.search(c.line.text, c.own.start, c.own.end)
    return rates is not None and not (c.time.value or "").endswith("/..")


@rule(PLACE, "clause of time at the head", 1.0)
def _time_clause(c: Candidate) -> bool:
    """ "When the fund opened in 2019, it held 3 million"."""
    return c.its.kind == "time" and c.there == 0 and c.time.relation != "since"


@rule(PLACE, "clause about the figure", 1.5)
def _about(c: Candidate) -> bool:
    """ "2 billion in aid that was sent in 2023": near behind the figure, and with no figure of its own."""
    if c.its.kind != "sub" or c.there != c.here + 1:
        return False
    others = any(m.kind in (c.mention.kind, Kind.MONEY) for m in c.line.figures(c.its.start, c.its.end))
    others = others or bool(c.line.figures(c.mention.end, c.its.start))
    return not others and c.line.count_words(c.mention.end, c.its.start) <= _ANTECEDENT


@rule(PLACE, "clause of time behind the figure", 1.5)
def _when(c: Candidate) -> bool:
    """ "It held 3 million when it opened in 2019", "two died when a bus overturned on Sunday"."""
    others = any(m.kind is c.mention.kind for m in c.line.figures(c.its.start, c.its.end))
    when = c.its.kind == "time" and c.its.opener in c.line.grammar.when
    return when and c.there == c.here + 1 and c.time.relation != "since" and not others


@rule(PLACE, "subordinate clause without the figure", -5.0)
def _subordinate(c: Candidate) -> bool:
    """ "The fund, which was set up in 2019, holds 3 million"."""
    return c.its.kind in ("sub", "time") and c.time.relation != "since"


@rule(PLACE, "heads the sentence", 2.0)
def _head(c: Candidate) -> bool:
    """ "In 2023 it opened, and 3 million came in": before any figure, near the front."""
    return c.there == 0 and c.time.start < c.mention.start and c.heads


@rule(ELSEWHERE, "since, later", -3.0)
def _since_later(c: Candidate) -> bool:
    """ "It needs 3 million, said the director, in office since October"."""
    return c.time.relation == "since"


@rule(ELSEWHERE, "with another figure", -2.5)
def _with_another(c: Candidate) -> bool:
    """ "It paid 5 million in 2022, and 3 million is left"."""
    return c.time.relation != "since" and c.figured


@rule(ELSEWHERE, "next clause", -0.5)
def _next_clause(c: Candidate) -> bool:
    """ "It gave 3 million, a spokesman confirmed in May"."""
    return abs(c.there - c.here) == 1


@rule(ELSEWHERE, "other clause", -1.5)
def _other_clause(c: Candidate) -> bool:
    """As the next one, further away."""
    return abs(c.there - c.here) != 1


@rule(ELSEWHERE, "stands by itself", 1.0)
def _by_itself(c: Candidate) -> bool:
    """ "It will cost 3 million, over five years, to mend": its clause has nothing else in it."""
    return c.line.count_words(c.its.start, c.time.start) + c.line.count_words(c.time.end, c.its.end) <= 1
