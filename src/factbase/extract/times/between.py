"""What stands between a figure and a time."""

from __future__ import annotations

import itertools

from factbase.extract.times.candidate import Candidate
from factbase.extract.times.comparing import reckoned_from
from factbase.extract.times.rules import Rule, rule

__all__ = ["BETWEEN"]

BETWEEN: list[Rule] = []
"""What stands between the two: each that holds."""

_ROW = 22  # characters between a time and the figure it leads
_SUPERLATIVE = 80  # characters before "since 2008" in which "the most" may stand
_STOPS = frozenset(",.;:()")
_PARTING = frozenset(",(")  # signs that part what is said of one figure from what is said of the next
_CLOSING = frozenset('"”»')
_LED = 3  # words before a time of an event in which "after" may stand


@rule(BETWEEN, "right after the figure", 1.5)
def _right_after(c: Candidate) -> bool:
    """ "3 million in 2023"."""
    return c.behind and c.words_between <= 2


@rule(BETWEEN, "right before the figure", 1.5)
def _right_before(c: Candidate) -> bool:
    """ "The death toll rose Monday to 77"."""
    return c.day and c.mention.start >= c.time.end and not c.time.relation and c.words_between <= 1


@rule(BETWEEN, "compared with", -8.0)
def _reckoned(c: Candidate) -> bool:
    """ "3 million more than in 2022", "the most since 2008", "a 57% increase over the year before"."""
    if c.behind and c.line.words.comparatives.search(c.line.text, *c.gap):
        return True
    return _surpassed(c) or reckoned_from(c.line, c.mention, c.time)


def _surpassed(c: Candidate) -> bool:
    """Whether a time only says when there last was as much: "the most since 2008", "the worst in ten years"."""
    if c.time.relation != "since" and c.time.meaning not in ("bare_spread", "past_span"):
        return False
    start = max(c.its.start, c.time.start - _SUPERLATIVE)
    return c.line.grammar.superlatives.search(c.line.text, start, c.time.start) is not None


@rule(BETWEEN, "of what came before the figure", -4.0)
def _after_event(c: Candidate) -> bool:
    """ "56 people are dead after it hit on Thursday"."""
    if not c.together or not c.behind:
        return False
    relations, temporal = c.line.grammar.relations, c.line.words.temporal
    between = c.line.text[c.mention.end : c.time.start].lower().split()
    return any(word in temporal or relations.get((word,)) == "after" for word in between)


@rule(BETWEEN, "of what is quoted", -4.0)
def _of_quotation(c: Candidate) -> bool:
    """ "“We will be bankrupt by 2027,” says Maas, whose club owes 3 million": a time within a quotation, a figure behind it."""
    return not c.behind and not c.together and not _CLOSING.isdisjoint(c.line.text[slice(*c.gap)])


@rule(BETWEEN, "beyond a semicolon", -6.0)
def _beyond(c: Candidate) -> bool:
    """ "The bid was 3 million; in 2020 that became 5"."""
    return not c.together and c.behind and c.time.relation != "since" and ";" in c.line.text[slice(*c.gap)]


@rule(BETWEEN, "of the next figure", -6.0)
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


@rule(BETWEEN, "of the other predicate", -6.0)
def _of_other_predicate(c: Candidate) -> bool:
    """ "It delivered 11 ferries last year and has orders for 26", "It has debts of 3 million and lost 1 million in May"."""
    if not c.together or not (c.figures_between if c.behind else c.figured or (c.figures_between and not c.heads)):
        return False
    tokens = itertools.pairwise(c.line.letters(*c.gap))
    return any(one.lower() in c.line.words.coordinators and c.line.grammar.is_verb(two) for one, two in tokens)


@rule(BETWEEN, "since when it has grown", -8.0)
def _grown_since(c: Candidate) -> bool:
    """ "It has tripled since 2015, to 3 million"."""
    if c.time.relation != "since" or c.behind or c.figures_between:
        return False
    words = [word.lower() for word in c.line.letters(c.time.end, c.mention.start)]
    grows = c.line.grammar.grows.search(c.line.text, c.its.start, c.mention.start) is not None
    return grows and not c.line.grammar.change_to.isdisjoint(words[-_LED:])


@rule(BETWEEN, "of the figure before", -4.0)
def _of_figure_before(c: Candidate) -> bool:
    """ "3 million by May and 2 million by June": a time right behind one figure is not that of the next, which has its own."""
    line, other = c.line, c.line.last_figure(c.time.start)
    if c.mention.start < c.time.end or other is None or other.start < c.sentence.start or other.kind is not c.mention.kind:
        return False
    if line.words.coordinators.isdisjoint(line.text[c.time.end : c.mention.start].lower().split()):
        return False
    behind = next((t for t in line.times(line.index(c.mention)) if t.start >= c.mention.end), None)
    return behind is not None and line.dates_by_itself(behind) and not line.figures(c.mention.end, behind.start)
