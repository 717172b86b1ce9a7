"""One value for a figure: what its witnesses allow together, and among that what the weightiest of them say.

Where the intervals of all witnesses meet, the value lies in their meet; where they do not, in the meet of the heaviest group
that has one (interval intersection after Marzullo, Maintaining the Time in a Distributed System, 1983, with weights).

What a witness weighs follows the literature on truth discovery (Li and others, A Survey on Truth Discovery, SIGKDD Explorations
2016). A few articles on one figure tell too little about their outlets to learn trust from, as `truth` does from tables, so that
a claim weighs by how near its source stands to the fact: the payer's own statement before a report before a repetition. Who
repeats another is no second witness (Dong, Berti-Equille and Srivastava, Integrating Conflicting Data: The Role of Source
Dependence, PVLDB 2009): that is seen here from copied passages, and from whom a claim names as its speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from factbase import knowledge
from factbase.model import ACTS_FOR, Claim, Hedge, Interval, Step
from factbase.normalise.intervals import brief, rounded, through
from factbase.reconcile.views.names import countries, is_state
from factbase.reconcile.views.words import fold


class Standing(StrEnum):
    """How near a claim's source stands to the fact."""

    OWN = "own statement"
    REPORT = "report"
    REPETITION = "repetition"


WEIGHT = {Standing.OWN: 3.0, Standing.REPORT: 1.0, Standing.REPETITION: 0.25}
"""One payer's own statement outweighs two reports that differ from it, and not three that agree."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """What each claim of a figure counts for.

    Attributes:
        weights: by claim id; the claims of one witness together weigh what the nearest of them does.
        standing: by claim id.
        witness: by claim id, the independent witness that it belongs to.
    """

    weights: dict[str, float]
    standing: dict[str, Standing]
    witness: dict[str, str]

    @property
    def witnesses(self) -> int:
        """How many independent witnesses there are."""
        return len(set(self.witness.values()))

    def step(self) -> Step:
        """The sentence for the analyst."""
        count = Counter(self.standing.values())
        said = ", ".join(f"{count[s]} {s}{'s' * (count[s] > 1)}" for s in Standing if count[s])
        text = f"{said}; {self.witnesses} independent witness{'es' * (self.witnesses > 1)}."
        return Step(slot="value", rule="weight of witnesses", text=text)


def testimony(claims: Sequence[Claim], copied: Mapping[str, str]) -> Testimony:
    """Who bears witness to a figure, and with what weight.

    Claims are one witness where their articles are copies, where one names the other's outlet as its speaker, and where both
    quote one speaker on one day.

    Args:
        copied: for each document the first of those that it shares its passages with.
    """
    outlets: dict[str, list[str]] = defaultdict(list)
    for c in claims:
        if c.publisher:
            outlets[fold(c.publisher)].append(copied.get(c.doc, c.doc))
    first: dict[object, str] = {}
    same: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := same.get(name, name)) != name:
            name = above
        return name

    def unite(a: str, b: str) -> None:
        x, y = sorted((root(a), root(b)))
        if x != y:
            same[y] = x

    standing = {}
    for c in sorted(claims, key=lambda c: c.id):
        home, speaker = copied.get(c.doc, c.doc), fold(c.speaker or "")
        quoted = sorted({other for other in outlets.get(speaker, ()) if other != home}) if speaker else []
        standing[c.id] = Standing.REPETITION if quoted else Standing.OWN if speaker and _own(c, speaker) else Standing.REPORT
        for other in quoted[:1]:
            unite(home, other)
        if speaker and c.published and not quoted:
            unite(home, first.setdefault((speaker, c.published), home))
    witness = {c.id: root(copied.get(c.doc, c.doc)) for c in claims}
    nearest: dict[str, float] = defaultdict(float)
    total: dict[str, float] = defaultdict(float)
    for i, who in witness.items():
        nearest[who] = max(nearest[who], WEIGHT[standing[i]])
        total[who] += WEIGHT[standing[i]]
    weights = {i: nearest[who] * WEIGHT[standing[i]] / total[who] for i, who in witness.items()}
    return Testimony(weights, standing, witness)


def _own(claim: Claim, speaker: str) -> bool:
    """Whether who pays says so himself: by name, or for a state its government, one of its ministries or one of its ministers."""
    if speaker in set(map(fold, claim.payer)) or _acting_for().get(speaker) in claim.payer:
        return True
    acting = {step.rule.removeprefix(ACTS_FOR) for step in claim.steps if step.rule.startswith(ACTS_FOR)}
    if not acting.isdisjoint(claim.payer) or _in_office(claim):
        return True
    if countries(claim.speaker or "").isdisjoint(claim.payer):
        return False
    bodies = _bodies("en") | _bodies(claim.lang or "en")
    return any(f" {body} " in f" {speaker} " for body in bodies)


@lru_cache(maxsize=1)
def _acting_for() -> dict[str, str]:
    """For whom the people of the knowledge files act, by any of their names."""
    found: dict[str, str] = {}
    for name, row in knowledge.read("people.yaml").items():
        for term in (name, *(row or {}).get("aliases", ())):
            found[fold(term)] = str((row or {}).get("country") or (row or {}).get("body") or "")
    return found


OFFICE = 60
"""How far before a name, in characters, its office stands."""


def _in_office(claim: Claim) -> bool:
    """Whether the sentence names the speaker with an office of the state that pays: "minister Ada Smit", "the Danish premier"."""
    text, name = claim.sentence or "", claim.speaker or ""
    at = text.find(name) if name else -1
    at = text.find(name.split()[-1]) if at < 0 and name else at
    if at <= 0 or not any(map(is_state, claim.payer)):
        return False
    before = text[max(0, at - OFFICE) : at]
    if not any(fold(word).endswith(_leaders(claim.lang or "en")) for word in before.split()[-6:]):
        return False
    home = countries(before)
    return bool(home & set(claim.payer)) or (not home and len(claim.payer) == 1)


@lru_cache(maxsize=8)
def _leaders(lang: str) -> tuple[str, ...]:
    """What a language calls those who speak for a state; compounds end in it."""
    if lang not in knowledge.languages():
        return ()
    return tuple(fold(str(word)) for word in knowledge.read(f"lang/{lang}/names.yaml").get("leaders", ()) if " " not in str(word))


@lru_cache(maxsize=8)
def _bodies(lang: str) -> frozenset[str]:
    """What a language calls a state's government and its ministries."""
    if lang not in knowledge.languages():
        return frozenset()
    words = knowledge.read(f"lang/{lang}/names.yaml")
    return frozenset(fold(str(word)) for word in (*words.get("government", ()), *words.get("ministry", ())))


def fuse(claims: Sequence[Claim], weights: dict[str, float]) -> tuple[Decimal, Interval, str, tuple[Step, ...]]:
    """The reconciled value, its interval, its unit, and how it came about. Never a value that no witness allows.

    Args:
        claims: those of one figure, not empty.
        weights: how much each claim counts, by id; copies of one witness share theirs.
    """
    mixed = any(c.unit != claims[0].unit for c in claims)
    unit = _unit(claims, weights) if mixed else claims[0].unit
    rates = _rates(claims, unit) if mixed else None
    held = [(*found, weights.get(c.id, 1.0), c) for c in claims if (found := _in(c, unit, rates))]
    best = _heaviest([(i, w) for i, _, w, _ in held])
    inside = [(a, w, c) for i, a, w, c in held if i.meets(best)]
    # The writer who was most exact knows best: among equals the one with the most digits and no hedge, before what is converted.
    inside.sort(key=lambda x: (x[0], x[2].id))
    exact = [x for x in inside if x[2].hedge is Hedge.EXACT and best.contains(x[0])] or [x for x in inside if best.contains(x[0])]
    exact = [x for x in exact if x[2].unit == unit] or exact
    value = (
        _median([(a, w * len(c.amount.normalize().as_tuple().digits)) for a, w, c in exact])
        if exact
        else _nearest(best, inside[0][0])
    )
    allowed = f"{_end(best.low)} to {_end(best.high)} {unit}"
    text = f"{len(inside)} of {len(claims)} claims allow {allowed}; the weightiest among them is {brief(value)}."
    return value, best, unit, (Step(slot="value", rule="interval meet, weighted median", text=text),)


def _end(value: Decimal | None) -> str:
    return "any" if value is None else brief(value)


def _unit(claims: Sequence[Claim], weights: dict[str, float]) -> str:
    """What a figure is told in: the unit that most articles state first, since what stands behind in brackets was converted.

    Where none has more than half of the weight, it is the base currency, if an article counts in that.
    """
    first: dict[str, Claim] = {}
    for c in sorted(claims, key=lambda c: (c.start, c.id)):
        first.setdefault(c.doc, c)
    stated: defaultdict[str, float] = defaultdict(float)
    for c in first.values():
        stated[c.unit] += weights.get(c.id, 1.0)
    most = min(stated, key=lambda unit: (-round(stated[unit], 9), unit))
    if claims[0].kind != "money" or stated[most] * 2 > sum(stated.values()):
        return most
    return min((c.conversion.unit for c in claims if c.conversion and c.conversion.unit in stated), default=most)


def _rates(claims: Sequence[Claim], unit: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """(lowest, usual, highest) units of the base for one of a currency, by the rates of the claims that are stated in it."""
    held = [c.conversion for c in claims if c.unit == unit and c.conversion]
    if not held:
        return None
    usual = sorted(h.rate for h in held)[len(held) // 2]
    return 1 / max(h.rate_high for h in held), 1 / usual, 1 / min(h.rate_low for h in held)


def _in(claim: Claim, unit: str, rates: tuple[Decimal, Decimal, Decimal] | None) -> tuple[Interval, Decimal] | None:
    """A claim's interval and amount in a unit; money of another currency by way of the base."""
    if claim.unit == unit or claim.kind != "money":
        return claim.interval, claim.amount
    if claim.conversion is None:
        return None
    held = claim.conversion
    if held.unit == unit:
        return held.interval, held.amount
    if rates is None:
        return None
    low, usual, high = rates
    return through(held.interval, low, high), rounded(held.amount / usual)


def _heaviest(held: Sequence[tuple[Interval, float]]) -> Interval:
    """The stretch that intervals of the greatest weight share; of equal ones the narrowest, then the lowest."""
    first = held[0][0]
    if all(i.low == first.low and i.high == first.high for i, _ in held):
        return first
    lows = sorted({i.low for i, _ in held if i.low is not None})
    best: tuple[float, Decimal, Interval] | None = None
    for point in lows or [Decimal(0)]:
        over = [(i, w) for i, w in held if i.contains(point)]
        if not over:
            continue
        shared = over[0][0]
        for i, _ in over[1:]:
            shared = shared.meet(i) or shared
        width = shared.high - shared.low if shared.high is not None and shared.low is not None else Decimal("Infinity")
        weight = round(sum(w for _, w in over), 9)
        if best is None or (weight, -width) > (best[0], -best[1]):
            best = weight, width, shared
    return best[2] if best else held[0][0]


def _median(values: Sequence[tuple[Decimal, float]]) -> Decimal:
    total, run = sum(w for _, w in values), 0.0
    for value, weight in sorted(values):
        run += weight
        if run * 2 >= total:
            return value
    return values[-1][0]


def _nearest(interval: Interval, value: Decimal) -> Decimal:
    if interval.low is not None and value < interval.low:
        return interval.low
    if interval.high is not None and value > interval.high:
        return interval.high
    return value
