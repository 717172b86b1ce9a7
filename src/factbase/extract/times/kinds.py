"""The kind of a time, as it tells for the time being a figure's own."""

from __future__ import annotations

from factbase.extract.times.candidate import Candidate
from factbase.extract.times.rules import Rule, rule
from factbase.extract.times.timex import ENDING

__all__ = ["KIND"]

KIND: list[Rule] = []
"""What kind of time it is: the first that holds counts."""

_INTERVALS = frozenset(
    {"range", "past_span", "next_span", "this_and_next", "bare_spread", "until_year", "so_far", "first_units", "year_pair"}
)


@rule(KIND, "since", 4.0)
def _since(c: Candidate) -> bool:
    """ "Since 2022 it has given 3 million"."""
    return c.time.relation == "since" and not _open(c)


@rule(KIND, "until", 3.5)
def _until(c: Candidate) -> bool:
    """ "3 million until 2030", "by the end of the year", "as of 31 August"."""
    return c.time.relation in ENDING


@rule(KIND, "compared with", -8.0)
def _comparison(c: Candidate) -> bool:
    """ "Up 3 percent on 2022"."""
    return c.time.relation == "compared" and not c.possesses


@rule(KIND, "clock", 0.7)
def _clock(c: Candidate) -> bool:
    """ "At 8 p.m. 300 had been found"."""
    return c.time.meaning == "clock" and c.time.relation != "since"


@rule(KIND, "for", 1.8)
def _for(c: Candidate) -> bool:
    """ "3 million for 2026"."""
    return c.time.relation == "for" and not _short(c)


@rule(KIND, "range", 3.0)
def _range(c: Candidate) -> bool:
    """ "3 million between 2027 and 2029"."""
    return c.time.meaning in _INTERVALS and c.time.relation != "since"


@rule(KIND, "at, day", 1.5)
def _at_day(c: Candidate) -> bool:
    """ "On 3 May 300 arrived"."""
    return _placed(c) and _short(c) and c.time.relation != "since"


@rule(KIND, "at, coarse", 2.5)
def _at(c: Candidate) -> bool:
    """ "In 2024 it gave 3 million"; "starting next year", of what has yet to begin."""
    return _placed(c)


@rule(KIND, "bare, day", 0.5)
def _bare_day(c: Candidate) -> bool:
    """ "Monday 300 arrived"."""
    return _short(c)


@rule(KIND, "bare, coarse", 2.0)
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
