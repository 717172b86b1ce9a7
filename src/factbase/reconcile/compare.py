"""Comparing two claims slot by slot, in the manner of Fellegi and Sunter (A Theory for Record Linkage, JASA 1969).

Each comparison is one function that returns a level and a sentence for the analyst. A level's weight, in bits of evidence
that the two claims measure one thing, stands in `data/weights.yaml`; a slot that either claim leaves open is neutral. The
weights were fitted by `tools/fit_weights.py`; the sum of a pair's weights is its score.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from factbase import knowledge
from factbase.model import Claim, Kind, Status, Step
from factbase.reconcile.views import (
    CONCEPT,
    COUNTED,
    GIVEN,
    STEM,
    TIME,
    View,
    animals,
    changed,
    concepts,
    is_state,
    only_states,
    people,
    same_figures,
    spans,
    stated,
    telling,
    touch,
    vague_concepts,
)

NEUTRAL = "unstated"
_NUMBER = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)\d[\d.,'’\u00a0\u202f ]*")
SPELT = 0.93
"""Names at least this like by Jaro and Winkler are spellings of one name."""


class Level(NamedTuple):
    """The outcome of one comparison: a level that has a weight, and a sentence, made only when it is asked for."""

    level: str
    say: Callable[[], str]

    @property
    def text(self) -> str:
        """The sentence for the analyst."""
        return self.say()


Comparison = Callable[[View, View], Level]


def payer(a: View, b: View) -> Level:
    """Who gives or pays."""
    return _parties(a, b, "payer", a.payer, b.payer)


def payee(a: View, b: View) -> Level:
    """Who receives."""
    return _parties(a, b, "payee", a.payee, b.payee)


def _parties(a: View, b: View, role: str, x: frozenset[str], y: frozenset[str]) -> Level:
    if not x or not y:
        return Level(NEUTRAL, lambda: f"The {role} is not stated on both sides.")
    if x == y:
        return Level("same", lambda: f"Both name {', '.join(sorted(x))} as {role}.")
    if x & y:
        return Level("shared", lambda: f"Both name {', '.join(sorted(x & y))} as {role}, one of them others too.")
    states = only_states(x) and only_states(y)
    if not states and any(_alike(p, q) for p in x for q in y if p not in b.apart):
        return Level("alike", lambda: f"The {role}s have names alike: {', '.join(sorted(x))}; {', '.join(sorted(y))}.")

    def both() -> str:
        return f"{', '.join(sorted(x))}; {', '.join(sorted(y))}"

    if crossed(a, b):
        return Level("crossed", lambda: f"Who is {role} on one side has the other part on the other: {both()}.")
    level = "unlike" if states else "unlike names"
    if role in a.doubted or role in b.doubted:
        return Level(f"{level}, doubted", lambda: f"Other {role}, on one side read on little evidence: {both()}.")
    return Level(level, lambda: f"Other {role}: {both()}.")


def crossed(a: View, b: View) -> bool:
    """Whether the payer of one side is the payee of the other: more likely one text is misread than that money goes both ways."""
    return not (a.payer.isdisjoint(b.payee) and a.payee.isdisjoint(b.payer))


@lru_cache(maxsize=50_000)
def _alike(a: str, b: str) -> bool:
    """Whether two folded names may be one: one within the other, or spelt nearly alike, as compounds are in two languages."""
    if is_state(a) or is_state(b):
        return a == b
    x, y = set(a.split()), set(b.split())
    if not x or not y:
        return False
    return x <= y or y <= x or JaroWinkler.similarity(a.replace(" ", ""), b.replace(" ", ""), score_cutoff=SPELT) > 0


def programme(a: View, b: View) -> Level:
    """The named fund, operation or deal."""
    if a.programme and b.programme:
        if _alike(a.programme, b.programme) and a.programme not in b.apart:
            return Level("same", lambda: f"Both belong to {a.claim.programme}.")
        return Level("unlike", lambda: f"Other programmes: {a.claim.programme}; {b.claim.programme}.")
    if one := a.programme or b.programme:
        other = b if a.programme else a
        if one in other.payee or one in other.payer:
            return Level("same", lambda: f"{other.claim.programme or one} is a programme on one side and a party on the other.")
    return Level(NEUTRAL, lambda: "No programme is named on both sides.")


_NEAR_STATUS = (
    frozenset({Status.PLEDGED, Status.BUDGETED}),
    frozenset({Status.PLEDGED, Status.COMMITTED}),
    frozenset({Status.BUDGETED, Status.COMMITTED}),
    frozenset({Status.COMMITTED, Status.DELIVERED}),
)


def status(a: View, b: View) -> Level:
    """The state of the money: pledged, budgeted, committed, delivered, requested."""
    x, y = a.claim.status, b.claim.status
    if x is y:
        return Level("same" if x is not Status.OTHER else "other", lambda: f"Both are {x}.")
    if Status.OTHER in (x, y):
        return Level(NEUTRAL, lambda: "One side gives no state of the money.")
    if frozenset({x, y}) in _NEAR_STATUS:
        return Level("near", lambda: f"{x} against {y}, which writers use for one another.".capitalize())
    level = "unlike, one amount" if _one_amount(a, b) else "unlike"
    return Level(level, lambda: f"{x} against {y}.".capitalize())


def _one_amount(a: View, b: View) -> bool:
    """Whether two amounts of some digits are equal, or but for a slip: they are then mostly one thing, whatever its state."""
    if min(len(a.digits), len(b.digits)) < 2:
        return False
    both = spans(a, b)
    return slipped(a, b) is not None or (both is not None and touch(both[0], both[1]) and _ratio(both[2], both[3]) <= 1.2)


def time(a: View, b: View) -> Level:
    """The time that the figures hold for."""
    x, y = a.when, b.when
    if not (x.stated and y.stated):
        if x.cumulative != y.cumulative:
            run, moment = (x, y) if x.cumulative else (y, x)
            if run.start and moment.end and moment.end < run.start and not _ahead(a) and not _ahead(b):
                return Level("before", lambda: "One was printed before the other began to be counted.")
        if x.period != y.period:
            period, moment = (x, y) if x.period else (y, x)
            if moment.end and period.start and period.end and not period.start.year - 2 < moment.end.year < period.end.year + 3:
                return Level("far", lambda: "One is for a period far from when the other was printed.")
        return Level(NEUTRAL, lambda: "The time is not stated on both sides.")
    if (x.start, x.end) == (y.start, y.end):
        return Level("same", lambda: f"Both are for {a.claim.date}.")
    if x.period and y.period:
        if x.start and x.end and y.start and y.end and (x.start > y.end or y.start > x.end):
            planned = planned_money(a) or planned_money(b)
            return Level("other plan" if planned else "other period", lambda: f"Other periods: {a.claim.date}; {b.claim.date}.")
        if x.start == y.start and _counted(a) and _counted(b):
            return Level("later", lambda: f"Counted from one day, until another: {a.claim.date}; {b.claim.date}.")
        return Level("part period", lambda: f"One period is part of the other: {a.claim.date}; {b.claim.date}.")
    if x.cumulative and y.cumulative:
        if x.start and y.start and abs((x.start - y.start).days) > 45:
            return Level("other start", lambda: f"Counted from different days: {a.claim.date}; {b.claim.date}.")
        return Level("later", lambda: f"Counted from one day, until another: {a.claim.date}; {b.claim.date}.")
    if x.start == y.start and _counted(a) and _counted(b):
        return Level("later", lambda: f"Counted from one day, until another: {a.claim.date}; {b.claim.date}.")
    if x.period != y.period:
        return Level("part period", lambda: f"A period against a moment or a running total: {a.claim.date}; {b.claim.date}.")
    return Level("later", lambda: f"Another moment: {a.claim.date}; {b.claim.date}.")


def _ahead(v: View) -> bool:
    """Whether the claim's time begins after the printing, as that of what is planned, so that nothing has been counted yet."""
    return v.when.start is not None and v.published is not None and v.when.start > v.published


def _counted(v: View) -> bool:
    """Whether the claim's time is written as from one day until another."""
    return v.claim.date is not None and "/" in v.claim.date


def planned_money(v: View) -> bool:
    """Whether the money is set for a period beforehand, so that another period's is another thing."""
    return v.claim.status in (Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED)


def printed(a: View, b: View) -> Level:
    """How far apart the two were printed."""
    if a.published is None or b.published is None:
        return Level(NEUTRAL, lambda: "One article is undated.")
    if a.claim.doc == b.claim.doc:
        return Level(NEUTRAL, lambda: "One article.")
    days = days_apart(a, b)
    if days <= 3 and _no_name_shared(a, b):
        return Level("days", lambda: f"Printed {days} days apart, of other things.")
    if days <= 3:
        both = spans(a, b)
        if both is not None and touch(both[0], both[1]) and _ratio(both[2], both[3]) <= 1.05:
            return Level("days, equal", lambda: f"Printed {days} days apart, the same amount.")
        if (slip := slipped(a, b)) is not None:
            return Level("days, slip", lambda: f"Printed {days} days apart, the same amount but for a slip, {slip}.")
        return Level("days", lambda: f"Printed {days} days apart.")
    if days > 45 and run_together(a, b):
        return Level(NEUTRAL, lambda: f"Printed {days} days apart, as running totals may be.")
    if days > 45 and a.when.stated and (a.when.start, a.when.end) == (b.when.start, b.when.end):
        return Level(NEUTRAL, lambda: f"Printed {days} days apart, on one stated time.")
    level = "weeks" if days <= 45 else "year" if days <= 400 else "years"
    return Level(level, lambda: f"Printed {days} days apart.")


def days_apart(a: View, b: View) -> int:
    """Days between the printing of two articles, at least: one known by its month alone may be of any day of it."""
    if a.published is None or b.published is None or a.published_from is None or b.published_from is None:
        return 10_000
    return max(0, (max(a.published_from, b.published_from) - min(a.published, b.published)).days)


def noun(a: View, b: View) -> Level:
    """What is counted."""
    if a.claim.kind is not Kind.COUNT:
        return Level(NEUTRAL, lambda: "Nothing is counted.")
    x, y = a.claim.unit.lower(), b.claim.unit.lower()
    if x == y:
        if a.claim.concept in vague_concepts() and a.claim.doc != b.claim.doc and not (a.names & b.names or a.places & b.places):
            return Level("same, at large", lambda: f"Both count {a.claim.unit}, with no name in common.")
        return Level("same", lambda: f"Both count {a.claim.unit}.")
    if x[:5] == y[:5] or x.endswith(y) or y.endswith(x):
        return Level("alike", lambda: f"Counted nouns alike: {x}; {y}.")
    if _of_animals(a) != _of_animals(b):
        return Level("unlike things", lambda: f"Animals are counted on one side alone: {x}; {y}.")
    if a.claim.concept and a.claim.concept == b.claim.concept:
        return Level(NEUTRAL, lambda: f"Other nouns for one concept: {x}; {y}.")
    level = "other language" if a.claim.lang != b.claim.lang else "unlike" if _human(a) and _human(b) else "unlike things"
    return Level(level, lambda: f"Other nouns are counted: {x}; {y}.")


def _of_animals(v: View) -> bool:
    return v.claim.unit.lower() in animals(v.claim.lang or "en")


def _human(v: View) -> bool:
    """Whether people are counted, whom texts name by ever other nouns: the dead, victims, residents, Syrians."""
    unit = v.claim.unit
    return unit[:1].isupper() or unit.lower() in people(v.claim.lang or "en")


def measure(a: View, b: View) -> Level:
    """What is measured, in words; where both only repeat their concept, what narrows it."""

    def both() -> str:
        return f"“{a.claim.measure}”; “{b.claim.measure}”"

    if a.labelled and b.labelled:
        if a.measure == b.measure:
            if not a.measure:
                level = "plain" if a.claim.concept == b.claim.concept else NEUTRAL
                return Level(level, lambda: "Nothing narrows what is measured.")
            return Level("narrowed alike", lambda: f"What is measured is narrowed alike: {both()}.")
        level = "narrowed once" if not a.measure or not b.measure else "narrowed otherwise"
        return Level(level, lambda: f"What is measured is narrowed otherwise: {both()}.")
    if not a.measure or not b.measure or a.labelled != b.labelled:
        return Level(NEUTRAL, lambda: "What is measured is not said alike on both sides.")
    share, least = _overlap(a.measure, b.measure), min(len(a.measure), len(b.measure))
    if share > 0.99:
        level = "same" if least > 2 else "same, brief"
    elif a.measure <= b.measure or b.measure <= a.measure:
        level = "within" if least > 1 else "within, brief"
    elif not share and a.claim.lang != b.claim.lang and not (a.claim.concept and b.claim.concept):
        return Level(NEUTRAL, lambda: "What is measured is said in two languages.")
    else:
        level = "close" if share >= 0.7 else "half" if share >= 0.45 else "little" if share > 0.15 else "none"
    return Level(level, lambda: f"What is measured: {both()}.")


def about(a: View, b: View) -> Level:
    """Places and names in the words that say what is measured."""
    parties = a.payer | a.payee | b.payer | b.payee
    return _sets(a.about - parties, b.about - parties, "what is measured")


def places(a: View, b: View) -> Level:
    """States named in the two sentences, beside the parties."""
    if a.claim.doc == b.claim.doc:
        return Level(NEUTRAL, lambda: "One article.")
    parties = a.payer | a.payee | b.payer | b.payee
    found = _sets(a.places - parties, b.places - parties, "the sentences")
    return found if parties or found.level == NEUTRAL else Level(f"{found.level}, no party", found.say)


def _sets(x: frozenset[str], y: frozenset[str], where: str) -> Level:
    if not x or not y:
        return Level(NEUTRAL, lambda: f"No name in {where} on both sides.")
    if x == y:
        return Level("same", lambda: f"The same names in {where}: {', '.join(sorted(x))}.")
    both = f"{', '.join(sorted(x))}; {', '.join(sorted(y))}"
    if x < y or y < x:
        return Level("more", lambda: f"More names in {where} on one side: {both}.")
    return Level("shared" if x & y else "unlike", lambda: f"Other names in {where}: {both}.")


def kind(a: View, b: View) -> Level:
    """Whether money, things or shares are compared."""
    return Level(a.claim.kind.value, lambda: f"Both are of the kind {a.claim.kind}.")


def concept(a: View, b: View) -> Level:
    """The concept that is measured."""
    x, y = a.claim.concept, b.claim.concept
    if not x or not y:
        return Level(NEUTRAL, lambda: "No concept is known on both sides.")
    if x == y:
        return Level("same", lambda: f"Both measure {x}.")
    if x in ancestors(y) or y in ancestors(x):
        return Level("kin", lambda: f"One concept is part of the other: {x}; {y}.")
    vague = x in vague_concepts() or y in vague_concepts()
    return Level("unlike, vague" if vague else "unlike", lambda: f"Other concepts: {x}; {y}.")


def sentence(a: View, b: View) -> Level:
    """The words of the two sentences."""
    if not a.words or not b.words or a.claim.doc == b.claim.doc:
        return Level(NEUTRAL, lambda: "One article, or no sentence.")
    share = len(a.words & b.words) / min(len(a.words), len(b.words))
    tongue = "" if a.claim.lang == b.claim.lang else " across languages"
    level = "much" if share >= 0.5 else "some" if share >= 0.25 else "little" if share > 0.1 else "none"
    return Level(level + tongue, lambda: f"The sentences share {share:.0%} of their words.")


def topics(a: View, b: View) -> Level:
    """What the two sentences speak of, whatever their languages."""
    if not a.topics or not b.topics or a.claim.doc == b.claim.doc:
        return Level(NEUTRAL, lambda: "One article, or no known topic.")
    share = _overlap(a.topics, b.topics)
    level = "much" if share >= 0.6 else "some" if share >= 0.3 else "little" if share else "none"
    return Level(level, lambda: f"The sentences share {share:.0%} of their topics: {', '.join(sorted(a.topics & b.topics))}.")


def names(a: View, b: View) -> Level:
    """Names in the two sentences."""
    if not a.names or not b.names or a.claim.doc == b.claim.doc:
        return Level(NEUTRAL, lambda: "One article, or no names.")
    shared = (a.names & b.names) | (a.opening & b.names) | (a.names & b.opening)
    if not shared:
        return Level("none", lambda: "The sentences share no name.")
    return Level("many" if len(shared) > 2 else "some", lambda: f"The sentences share the names {', '.join(sorted(shared))}.")


def story(a: View, b: View) -> Level:
    """What the two articles are about: a name is more telling than a state, of which many things are reported."""
    if not a.story or not b.story or a.claim.doc == b.claim.doc:
        return Level(NEUTRAL, lambda: "One article, or none that names what it is about.")
    if _other_story(a, b):
        leading = "; ".join((*a.claim.story[:3], *b.claim.story[:3]))
        return Level("none", lambda: f"The articles are about other names: {leading}.")
    shared = a.story & b.story
    if not shared:
        return Level("name", lambda: "One sentence names what the other's article is about.")
    named = sum(not is_state(x) for x in shared)
    level = "names" if named > 1 else "name" if named else "states" if len(shared) > 1 else "state"
    return Level(level, lambda: f"Both articles are about {', '.join(sorted(shared))}.")


def _other_story(a: View, b: View) -> bool:
    """Whether two articles are about other names, and the sentence of neither names what the other's is about."""
    if a.programme and programme(a, b).level == "same":
        return False
    return _no_name_shared(a, b) and not _mentioned(a, b) and not _mentioned(b, a)


def _no_name_shared(a: View, b: View) -> bool:
    return bool(a.story) and bool(b.story) and a.story.isdisjoint(b.story)


def _mentioned(a: View, b: View) -> bool:
    """Whether the sentence of the one names something that the other's article is about."""
    words = {word[:STEM] for name in b.story if not is_state(name) for word in name.split()}
    return not (words.isdisjoint(a.names) and words.isdisjoint(a.opening))


def scope(a: View, b: View) -> Level:
    """Which part or basis of the thing is meant."""
    if not a.scopes or not b.scopes:
        return Level(NEUTRAL, lambda: "No word of scope on both sides.")
    shared = {group for group, _ in a.scopes} & {group for group, _ in b.scopes}
    same = a.scopes & b.scopes
    if apart := sorted(shared - {group for group, _ in same}):
        ours, theirs = ([m for g, m in sorted(v.scopes) if g == apart[0]] for v in (a, b))
        return Level("unlike", lambda: f"Other {apart[0]}: {', '.join(ours)}; {', '.join(theirs)}.")
    if same:
        return Level("same", lambda: f"Both say {', '.join(sorted(m for _, m in same))}.")
    return Level(NEUTRAL, lambda: "No word of scope on both sides.")


def speaker(a: View, b: View) -> Level:
    """Who gives the figure."""
    if not a.speaker or not b.speaker or a.claim.doc == b.claim.doc:
        return Level(NEUTRAL, lambda: "No speaker on both sides.")
    if _alike(a.speaker, b.speaker):
        return Level("same", lambda: f"Both quote {a.claim.speaker}.")
    return Level("unlike", lambda: f"Other speakers: {a.claim.speaker}; {b.claim.speaker}.")


def speaker_differs(a: View, b: View) -> bool:
    """Whether two amounts are given by two speakers."""
    return bool(a.speaker and b.speaker) and not _alike(a.speaker, b.speaker)


def place(a: View, b: View) -> Level:
    """Where the two stand: one sentence, one article, or two articles."""
    if a.claim.doc != b.claim.doc:
        return Level(NEUTRAL, lambda: "Two articles.")
    if a.claim.context and a.claim.context == b.claim.context:
        gap = max(a.claim.start, b.claim.start) - min(a.claim.end, b.claim.end)
        if a.claim.kind is Kind.MONEY and a.claim.unit != b.claim.unit and gap <= 40 and may_convert(a, b):
            return Level("conversion", lambda: "One amount beside another in other money.")
        if changed(a.claim, b.claim):
            return Level("changed", lambda: "One sentence says that the one amount became the other.")
        if time(a, b).level == "other period":
            return Level("two periods", lambda: "One sentence gives the amounts of two periods.")
        return Level("one sentence", lambda: "Two amounts in one sentence.")
    both = spans(a, b)
    if both is None or not touch(both[0], both[1]) or same_figures(a.claim, b.claim):
        if a.heading != b.heading:
            return Level("heading", lambda: "A heading gives an amount that its text does not.")
        if _two_times(a, b):
            return Level("one article, two times", lambda: "One article gives the amounts of two times.")
        if speaker_differs(a, b):
            return Level("one article, two speakers", lambda: "Two speakers give two amounts in one article.")
        if slipped(a, b):
            return Level("one article, slip", lambda: "Two amounts in one article that differ by a slip.")
        return Level("one article, unlike", lambda: "Two unlike amounts in one article, which mostly are two things.")
    return Level("one article", lambda: "The same amount twice in one article.")


def _two_times(a: View, b: View) -> bool:
    """Whether one article gives two amounts of one concept, of which at least one is said to be of a time of its own."""
    x, y = a.when, b.when
    return a.claim.concept == b.claim.concept is not None and (x.stated or y.stated) and (x.start, x.end) != (y.start, y.end)


def may_convert(a: View, b: View) -> bool:
    """Whether one sum may be the other in other money: about equal, or some noughts off, or no rate is known to tell."""
    both = spans(a, b)
    if both is None:
        return True
    if not both[2] or not both[3]:
        return False
    off = math.log10(_ratio(both[2], both[3]))
    return off <= CONVERTED or abs(off - round(off)) <= CONVERTED / 3


PARITY = 1.12
"""Currencies nearer in worth than this give equal numbers for amounts that may simply be near one another."""
CONVERTED = 0.3
"""How far a converted amount may be off, as a power of ten: by a factor two."""


def amount(a: View, b: View) -> Level:
    """The amounts: near-equal ones are evidence, never proof."""
    both = spans(a, b)
    if both is None:
        return Level(NEUTRAL, lambda: "No rate is known to compare the amounts by.")
    x, y, m, n = both
    same_number = same_figures(a.claim, b.claim)
    if touch(x, y) and not same_number and _ratio(m, n) <= 1.2:
        count = min(len(a.digits), len(b.digits))
        level = "equal, exact" if count >= 4 else "equal, telling" if count == 3 else "equal" if count == 2 else "equal, round"
        return Level(level, lambda: f"The amounts agree: {a.claim.quote}; {b.claim.quote}.")
    slip = slipped(a, b)
    if touch(x, y) and not same_number and slip != "scale":
        return Level("possible", lambda: f"The hedges allow one value: {a.claim.quote}; {b.claim.quote}.")
    if slip is not None:
        count = max(len(a.digits), len(b.digits)) if slip == "digits" else min(len(a.digits), len(b.digits))
        if slip == "currency" and (a.stray or b.stray) and count > 1:
            return Level("slip, currency, stray", lambda: "The same amount, in money that one of the articles has no land for.")
        if slip == "currency" and count <= 2 and _ratio(m, n) <= PARITY:
            both_said = f"{a.claim.quote}; {b.claim.quote}"
            return Level("slip, currency, near parity", lambda: f"The same number in money of like worth: {both_said}.")
        sort = ", exact" if count >= 4 else ", telling" if count >= 3 else ", round" if count == 1 else ""
        return Level(f"slip, {slip}{sort}", lambda: f"One slip apart, {slip}: {a.claim.quote}; {b.claim.quote}.")
    if a.when.period and b.when.period and time(a, b).level == "other period":
        return Level(NEUTRAL, lambda: "The amounts are of two periods, so that they may well differ.")
    ratio = _ratio(m, n)
    if a.claim.doc == b.claim.doc and place(a, b).level == "conversion":
        return Level(NEUTRAL, lambda: f"One converts the other, and is off by a factor {ratio:.3g}.")
    if a.claim.doc == b.claim.doc and _two_times(a, b) and ratio <= 10:
        return Level("apart, two times", lambda: f"The amounts of two times: {a.claim.quote}; {b.claim.quote}.")

    def text() -> str:
        return f"The amounts differ by a factor {ratio:.3g}: {a.claim.quote}; {b.claim.quote}."

    if contested(a, b) and ratio <= 10:
        return Level("apart, two speakers", text)
    running = run_together(a, b)
    if running and a.when.end and a.when.end == b.when.end:
        return Level("running" if ratio <= 2 else "running, apart" if ratio <= 20 else "far apart", text)
    if running and a.when.end and b.when.end:
        first, last = (m, n) if a.when.end < b.when.end else (n, m)
        if last < first:
            return Level("fallen, near" if ratio <= 1.25 else "fallen" if ratio <= 4 else "far apart", text)
        if ratio > 4 and abs((a.when.end - b.when.end).days) <= 7:
            return Level("far apart", text)
        return Level("grown" if ratio <= 2 else "grown, far" if ratio <= 100 else "far apart", text)
    if ratio <= 4 and (one_story(a, b) or (a.claim.doc == b.claim.doc and a.heading != b.heading)):
        return Level("near" if ratio <= 1.25 else "apart, one story", text)
    level = "near" if ratio <= 1.25 else "apart" if ratio <= 4 else "far apart"
    return Level(f"{level}, aged" if _aged(a, b) else level, text)


def company(a: View, b: View) -> Level:
    """Whether the other article gives the amount elsewhere, for what is then likely the same thing, or which others both give."""
    if a.claim.doc == b.claim.doc or not a.company or not b.company:
        return Level(NEUTRAL, lambda: "One article, or nothing else is told in it.")
    x, y = stated(a.claim), stated(b.claim)
    shared = len((a.company & b.company) - {x, y})
    if x == y or (both := spans(a, b)) is None or touch(both[0], both[1]):
        return Level("alike" if shared else NEUTRAL, lambda: f"The articles give {shared} other amounts alike.")
    if a.heading or b.heading or run_together(a, b):
        return Level(NEUTRAL, lambda: "One of the amounts stands in a heading alone, or both are of a running total.")
    if (x in b.company and telling(a.claim)) or (y in a.company and telling(b.claim)):
        level = "taken, slip" if slipped(a, b) else "taken" if shared < 2 else "taken, alike"
        return Level(level, lambda: "One of the amounts stands in the other article for itself.")
    if not (a.company - {x} and b.company - {y}):
        return Level(NEUTRAL, lambda: "Nothing else is told in one of the articles.")
    return Level(
        "free, alike" if shared else "free", lambda: f"Neither amount is in the other article; {shared} others are in both."
    )


def _aged(a: View, b: View) -> bool:
    """Whether so much time lies between two statements that what they measure may have changed."""
    if a.when.stated and b.when.stated:
        return (a.when.start, a.when.end) != (b.when.start, b.when.end)
    return a.claim.doc != b.claim.doc and 45 < days_apart(a, b) < 10_000


def contested(a: View, b: View) -> bool:
    """Whether one article gives two amounts of one concept, each on the word of another: the police count and the organisers'."""
    x, y = a.claim, b.claim
    if x.doc != y.doc or x.concept is None or x.concept != y.concept or not speaker_differs(a, b):
        return False
    return x.unit == y.unit or (x.kind is Kind.COUNT and noun(a, b).level != "unlike")


def one_story(a: View, b: View) -> bool:
    """Whether two articles of the same days say most of what they say alike, of the same parties: one will have it wrong."""
    if a.claim.doc == b.claim.doc or days_apart(a, b) > 3:
        return False
    parties = (a.payer == b.payer and bool(a.payer)) or (a.payee == b.payee and bool(a.payee))
    return parties and payer(a, b).level in ("same", NEUTRAL) and len(a.words & b.words) >= 0.5 * min(len(a.words), len(b.words))


def could_run(v: View) -> bool:
    """Whether the amount may be a running total: neither set by a decision nor of a stated period."""
    if v.added or v.when.period:
        return False
    return v.running or v.claim.status in (Status.DELIVERED, Status.OTHER)


def run_together(a: View, b: View) -> bool:
    """Whether two claims may be one running total at two moments."""
    return (a.running or b.running) and could_run(a) and could_run(b)


def _ratio(a: float, b: float) -> float:
    a, b = abs(a), abs(b)
    if not a or not b:
        return 1.0 if a == b else math.inf
    return max(a, b) / min(a, b)


def slipped(a: View, b: View) -> str | None:
    """The one slip of the pen that would make the amounts as written the same, if any: currency, scale, tenfold (a
    point lost), nought (or noughts lost) or digits."""
    x, y = a.claim, b.claim
    if x.kind is Kind.MONEY and x.unit != y.unit:
        alike = x.amount == y.amount or (touch(a.own, b.own) and _ratio(a.amount, b.amount) <= 1.05)
        return "currency" if alike else None
    if scrambled(a.digits) != scrambled(b.digits):
        return None
    if noun(a, b).level == "unlike":
        return None
    ratio = _ratio(a.amount, b.amount)
    if a.digits == b.digits:
        if any(abs(ratio / factor - 1) < 1e-9 for factor in (1000, 1_000_000)):
            return "scale" if _scaled(x) or _scaled(y) else None
        if len(a.digits) > 1 and any(abs(ratio / factor - 1) < 1e-9 for factor in (10, 100)):
            if x.doc == y.doc and (ratio < 50 or len(a.digits) < 3):
                return None  # a tenth of it is mostly a part
            return "tenfold" if ratio < 50 and _written(x.quote) == _written(y.quote) else "nought"
        return None
    size = max(len(a.digits), len(b.digits))
    left, right = a.digits.ljust(size, "0"), b.digits.ljust(size, "0")  # 10.4 and 14.0 are one swap apart
    first, second = _written(x.quote), _written(y.quote)
    if not first or not second:
        return None  # words are not misread digit by digit
    if sorted(first) != sorted(second) and not (_scaled(x) and _scaled(y)):
        return None  # 180 and 81
    return "digits" if size > 1 and sorted(left) == sorted(right) and ratio < 10 and a.amount * b.amount > 0 else None


def _scaled(claim: Claim) -> bool:
    """Whether the amount is written with a word for its scale, which may be mistaken: 3 million and not 3 000 000."""
    written = _written(claim.quote).rstrip("0")
    return not written or Decimal(_written(claim.quote)) != claim.amount


@lru_cache(maxsize=100_000)
def scrambled(digits: str) -> str:
    """The digits as they stay when some are swapped, or a scale or currency is mistaken."""
    return "".join(sorted(digits.replace("0", "")))


def _written(quote: str) -> str:
    """The digits of an amount as they are written, without points and commas, and without those of a name: 24 F-16 jets."""
    found = _NUMBER.search(quote)
    return "".join(ch for ch in found[0] if ch.isdigit()) if found else ""


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Dice's coefficient of two sets of words."""
    return 2 * len(a & b) / (len(a) + len(b))


COMPARISONS: dict[str, Comparison] = {
    "kind": kind,
    "payer": payer,
    "payee": payee,
    "programme": programme,
    "status": status,
    "time": time,
    "printed": printed,
    "noun": noun,
    "measure": measure,
    "about": about,
    "concept": concept,
    "sentence": sentence,
    "topics": topics,
    "names": names,
    "places": places,
    "story": story,
    "scope": scope,
    "speaker": speaker,
    "place": place,
    "amount": amount,
    "company": company,
}


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Bits for each level of each comparison, and the `prior` of two claims that could be compared."""
    found: dict[str, dict[str, float]] = knowledge.read("weights.yaml")
    return found


@lru_cache(maxsize=10_000)
def ancestors(key: str) -> frozenset[str]:
    """The broader concepts that a concept falls under."""
    known, found, at = concepts(), set(), key
    while (parent := known.get(at, {}).get("parent")) and parent not in found:
        found.add(at := parent)
    return frozenset(found)


def levels(a: View, b: View) -> dict[str, str]:
    """The level of every comparison of two claims."""
    return {slot: compare(a, b).level for slot, compare in COMPARISONS.items()}


NEEDS: dict[str, int] = {
    **{
        slot: GIVEN[slot]
        for slot in ("payer", "payee", "programme", "speaker", "about", "places", "topics", "names", "story", "company")
    },
    "printed": GIVEN["published"],
    "sentence": GIVEN["words"],
    "scope": GIVEN["scopes"],
    "time": TIME,
    "noun": COUNTED,
    "concept": CONCEPT,
}
"""What both claims must state for a comparison to tell anything, or for those of EITHER one of the two."""
EITHER = NEEDS["programme"] | NEEDS["time"]
BETWEEN_ARTICLES = ("printed", "sentence", "topics", "names", "places", "speaker", "company")
"""Comparisons that tell nothing of two claims of one article; `place` tells nothing of two claims of two."""


@lru_cache(maxsize=20_000)
def _plan(known: int, one_article: bool) -> tuple[float, tuple[tuple[Comparison, dict[str, float], float], ...]]:
    """The prior, and each comparison that can tell something with its weights and the most that those after it can still add;
    the telling ones first.

    Args:
        known: the slots that are stated, one bit each.
    """
    table = weights()
    silent = {slot for slot, bit in NEEDS.items() if not known & bit} | {*(BETWEEN_ARTICLES if one_article else ("place",))}
    reach = {slot: [0.0, *table.get(slot, {}).values()] for slot in COMPARISONS if slot not in silent}
    order = sorted(reach, key=lambda slot: min(reach[slot]) - max(reach[slot]))
    rest, plan = 0.0, []
    for slot in reversed(order):
        bits = table.get(slot, {})
        plan.append((COMPARISONS[slot], bits, rest))
        rest += max(0.0, *bits.values()) if bits else 0.0
    return table["prior"]["all"], tuple(reversed(plan))


def score(a: View, b: View, enough: float = -math.inf) -> float:
    """Bits of evidence that two claims measure one thing; above zero means rather yes than no.

    Args:
        enough: stop as soon as the score cannot come above this; what is returned is then an upper bound.
    """
    total, plan = _plan((a.given & b.given) | ((a.given | b.given) & EITHER), a.claim.doc == b.claim.doc)
    for compare, bits, rest in plan:
        total += bits.get(compare(a, b)[0], 0.0)
        if total + rest <= enough:
            return total + rest
    return total


def waterfall(a: View, b: View) -> tuple[Step, ...]:
    """What spoke for and against, strongest first, with its weight in bits."""
    table, steps = weights(), []
    for slot, compare in COMPARISONS.items():
        level, say = compare(a, b)
        if level != NEUTRAL:
            steps.append(Step(slot=slot, rule=level, text=say(), weight=table.get(slot, {}).get(level, 0.0)))
    steps.sort(key=lambda step: (-abs(step.weight or 0), step.slot))
    return (*steps, Step(slot="prior", rule="all", text="How seldom two amounts are one thing.", weight=table["prior"]["all"]))
