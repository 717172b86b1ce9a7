"""The verdict on two claims of one series: why they differ, or that they cannot both be right."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from factbase import edtf
from factbase.model import Claim, Hedge, Interval, Kind, Relation
from factbase.reconcile import compare
from factbase.reconcile.comparisons import articles, parties, things, times
from factbase.reconcile.comparisons.amounts import PLAIN
from factbase.reconcile.comparisons.slips import OWN_RATE, slipped, telling_slip
from factbase.reconcile.views import View
from factbase.reconcile.views.amounts import common, digits, meets, same_figures
from factbase.reconcile.views.company import HEADLINE
from factbase.reconcile.views.concepts import growing_concepts, shifting_concepts, toll_concepts
from factbase.reconcile.views.cues import changed
from factbase.reconcile.views.worth import beside, bracketed

CLASHES = ("conflict", "corrected")
"""Verdicts on two claims that cannot both be right; of the latter, one article says which was wrong."""
EXPLAINED = ("time", "revised", "status", "scope")
"""Verdicts on two claims that differ and can both be right."""
AGREEING = ("agree", "rounding", "hedge", "currency")
AGED_KINDS = ("time", "revised", "different")
NEAR = dt.timedelta(days=2)
"""Two totals of a growing series as of days this close are expected to agree."""
RISE = 2.5
"""The most that a count is expected to rise by from one day to the next."""
YEAR = dt.timedelta(days=366)
COUNTED = dt.timedelta(days=180)
"""How long after an event what it did is still being counted."""
AGED = 45
"""Days after which a planned or reckoned amount may have changed; four times as many where both give it for one time."""
WEEK = 7
"""Days within which articles tell one state of things."""
THOUSANDS = 1000
"""Counts below this go up one by one from article to article, so that they may well come to the same digits: 123, 132."""
FAINT, FAINTEST = 1.5, -0.5
"""Bits below which two claims printed long apart are rather two things than one that is given falsely; where a slip tells them
apart, that in itself speaks for one thing."""
SCRAMBLED = 4
"""Digits from which two that changed places are rather a slip of the pen than chance: 14.86 and 14.68, 7,478 and 7,874."""
ROUNDING = Decimal("0.05")
"""The most that a writer who rounds to fewer digits moves an amount by."""
CLOSE = Decimal("0.02")
"""Amounts this close are one amount that was cut off, converted or rounded in two ways."""


def judge(
    a: View, b: View, followed: frozenset[str] = frozenset(), steps: bool = True, grows: bool = False, ages: bool = True
) -> Relation:
    """The verdict on two claims that measure one thing.

    Args:
        followed: ids of claims whose article follows a running total through one day, giving several values of it.
        grows: whether their series is a running total, so that a later claim may well be higher.
        steps: whether to say what spoke for and against their being one thing.
        ages: whether days between the two printings may by themselves have changed the thing; not where one repeats the other.
    """
    a, b = sorted((a, b), key=lambda v: v.id)
    kind, text, gap = verdict(a, b, followed, grows, ages)
    return Relation(a=a.id, b=b.id, kind=kind, text=text, gap=gap, steps=compare.waterfall(a, b) if steps else ())


def verdict(
    a: View, b: View, followed: frozenset[str] = frozenset(), grows: bool = False, ages: bool = True
) -> tuple[str, str, float | None]:
    """Kind, sentence and gap of two claims of one series."""
    x, y = a.claim, b.claim
    if _repeated(x, y):
        return "agree", f"Both say {x.quote}.", 0.0
    both = common(x, y)
    if both is None:
        return "different", f"{said(x)} and {said(y)} cannot be compared: no exchange rate is known.", None
    left, right, m, n, unit = both
    gap = distance(left, right) or float(abs(m - n) / (max(abs(m), abs(n)) or 1))
    other_end = _other_end(x, y)
    if other_end:
        gap = max(gap, *(float(abs(i - j) / (max(abs(i), abs(j)) or 1)) for i, j in zip(_ends(x), _ends(y), strict=True)))
    same_number = same_figures(x, y)
    slip = slipped(a, b)
    plain = slip in PLAIN and Hedge.RANGE not in (x.hedge, y.hedge)
    if meets(left, right) and not (same_number or other_end or plain):
        return (*_agreement(a, b), 0.0)
    if _assumed(x, y) and meets(left, right) and not other_end:
        return "currency", f"{said(x)} and {said(y)} may be one amount: one of them is of no known day, and so is its rate.", 0.0
    if _two_rates(a, b):
        text = f"{said(x)} and {said(y)} give the worth of one sum in other money, each at the rate of its own time."
        return "currency", text, gap
    if beside(x, y) and not same_number and abs(m - n) <= CLOSE * max(abs(m), abs(n)):
        return "currency", f"{said(x)} and {said(y)} are one amount, converted at a rate of its own.{_rates(x, y)}", gap
    apart = same_number or slip == "digits" or _either_side(x, y) or other_end or _precise(a, b)
    close = not apart and abs(m - n) <= CLOSE * max(abs(m), abs(n))
    if close or rounded(x, y) or rounded(y, x) or _cut(x, y) or _turned(a, b):
        return "rounding", f"{said(x)} and {said(y)} are one amount, one of them rounded.", gap
    scrambled = slip == "digits" and min(len(a.digits), len(b.digits)) >= SCRAMBLED
    reasons = (
        _by_sentence(a, b),
        _by_status(a, b),
        None if scrambled else _by_scope(a, b),
        None if scrambled and x.kind is Kind.MONEY and not grows else _by_time(a, b, followed, grows),
    )
    if slip is not None and x.doc == y.doc and a.heading != b.heading:
        reasons = (None,) * 4  # a heading means what its text says, however it puts it
    for found in (*reasons, _by_change(a, b, grows, ages), _by_place(a, b)):
        if found:
            return (*found, gap)
    may_change = ages and not scrambled and not _behind(a, b)
    long_apart = may_change and x.doc != y.doc and times.days_apart(a, b) > AGED and x.subject is None
    if long_apart and compare.score(a, b) < (FAINTEST if slip else FAINT):
        return "different", f"{said(x)} and {said(y)} were printed long apart, and little joins them.", gap
    return "conflict", f"{said(x)} against {said(y)}: {_apart(x, y, gap)}{_in(unit, x, y)}.{_rates(x, y)}", gap


def _rates(x: Claim, y: Claim) -> str:
    """The rate that two sums in one sentence imply, against the official ones of the time that the writer may have used."""
    if not beside(x, y) or not x.amount or not y.amount or x.conversion is None or y.conversion is None:
        return ""
    first, second = sorted((x, y), key=lambda c: (c.start, c.id))
    assert first.conversion is not None
    assert second.conversion is not None
    low, high = second.conversion.rate_low / first.conversion.rate_high, second.conversion.rate_high / first.conversion.rate_low
    official = f"{low:.4g}" if f"{low:.4g}" == f"{high:.4g}" else f"{low:.4g} to {high:.4g}"
    return (
        f" They imply {second.amount / first.amount:.4g} {second.unit} for one {first.unit}; "
        f"the official rate of the time is {official} ({_sources(first, second)})."
    )


def _sources(*claims: Claim) -> str:
    names = sorted({c.conversion.rate_source for c in claims if c.conversion and c.conversion.rate_source != "identity"})
    return ", ".join(names) or "identity"


def distance(a: Interval, b: Interval) -> float:
    """The gap between the nearest ends of two intervals as a share of the larger end; 0 where they meet."""
    if a.meets(b):
        return 0.0
    low, high = sorted((a, b), key=lambda i: i.low if i.low is not None else Decimal("-Infinity"))
    assert low.high is not None
    assert high.low is not None
    return float((high.low - low.high) / (max(abs(high.low), abs(low.high)) or 1))


def _repeated(x: Claim, y: Claim) -> bool:
    """Whether two claims say the very same, as most of a figure do, so that nothing else need be asked."""
    same = x.amount == y.amount and x.unit == y.unit and x.hedge is y.hedge
    return same and x.amount_high == y.amount_high and x.low == y.low and x.high == y.high


def _agreement(a: View, b: View) -> tuple[str, str]:
    x, y = a.claim, b.claim
    if x.kind is Kind.MONEY and x.unit != y.unit:
        return "currency", f"{said(x)} and {said(y)} are one amount at the rate of the time.{_rates(x, y)}"
    if x.amount == y.amount and x.hedge is y.hedge and x.amount_high == y.amount_high:
        return "agree", f"Both say {x.quote}."
    if x.hedge is not y.hedge or Hedge.EXACT not in (x.hedge, y.hedge):
        return "hedge", f"{said(x)} and {said(y)} allow one value."
    return "rounding", f"{said(x)} and {said(y)} are one amount, rounded differently."


def rounded(coarse: Claim, fine: Claim) -> bool:
    """Whether `coarse` is what a writer makes of `fine` who rounds to as many digits as `coarse` has."""
    if coarse.unit != fine.unit or coarse.hedge not in (Hedge.EXACT, Hedge.ABOUT) or not coarse.amount or not fine.amount:
        return False
    if coarse.kind is Kind.PERCENT or coarse.amount_high is not None or fine.amount_high is not None:
        return False
    c, f = coarse.amount.normalize(), fine.amount.normalize()
    if len(c.as_tuple().digits) >= len(f.as_tuple().digits) or abs(c - f) > ROUNDING * max(abs(c), abs(f)):
        return False
    step = Decimal(1).scaleb(int(c.as_tuple().exponent))
    return abs(c - f) <= step / 2


def _precise(a: View, b: View) -> bool:
    """Whether two amounts are given with equal exactness, so that neither is a rounding of the other: 902 and 920."""
    x, y = a.claim, b.claim
    exact = x.hedge is Hedge.EXACT and y.hedge is Hedge.EXACT and x.amount_high is None and y.amount_high is None
    return exact and x.unit == y.unit and x.kind is not Kind.PERCENT and len(a.digits) == len(b.digits) > 1 and not _words(x, y)


def _other_end(x: Claim, y: Claim) -> bool:
    """Whether two ranges start alike and end differently, or the other way round: 2 to 4 billion, and 2 to 4.5 billion."""
    if x.amount_high is None or y.amount_high is None or x.unit != y.unit:
        return False
    ends = list(zip(_ends(x), _ends(y), strict=True))
    apart = [abs(m - n) > ROUNDING * max(abs(m), abs(n)) for m, n in ends]
    return any(apart) and any(m == n for m, n in ends)


def _ends(claim: Claim) -> tuple[Decimal, Decimal]:
    """The ends of a range; of one amount, that amount twice."""
    return claim.amount, claim.amount if claim.amount_high is None else claim.amount_high


def _either_side(x: Claim, y: Claim) -> bool:
    """Whether one amount is given as not reached on one side and as passed on the other: nearly 300, and over 300."""
    above = (Hedge.OVER, Hedge.AT_LEAST)
    sides = (x.hedge is Hedge.UNDER and y.hedge in above) or (y.hedge is Hedge.UNDER and x.hedge in above)
    return sides and x.amount == y.amount and x.unit == y.unit


def _apart(x: Claim, y: Claim, gap: float) -> str:
    """How far two claims that clash are from each other; where that is next to nothing, what sets them apart all the same."""
    if gap >= 0.005:
        return f"{gap:.0%} apart"
    if _either_side(x, y):
        under = x if x.hedge is Hedge.UNDER else y
        return f"the bounds exclude each other: the one stays below {under.quote}, the other does not"
    return f"{gap:.2%} apart" if gap >= 0.0001 else "less than 0.01% apart"


def _two_rates(a: View, b: View) -> bool:
    """Whether two sums that differ stand beside one and the same sum in other money, as its worth at the rates of two days."""
    if a.claim.unit != b.claim.unit or a.worth is None or b.worth is None or a.worth != b.worth or a.worth[1] == a.claim.unit:
        return False
    return all(
        v.base is not None and v.worth is not None and v.base[0] / OWN_RATE <= v.worth[0] <= v.base[1] * OWN_RATE for v in (a, b)
    )


def _assumed(x: Claim, y: Claim) -> bool:
    """Whether the rate that two sums in different money are compared at is of no known day."""
    return x.unit != y.unit and any(c.conversion is not None and c.conversion.assumed for c in (x, y))


def _words(*claims: Claim) -> bool:
    """Whether some amount is written in words, as round numbers are."""
    return any(not any(ch.isdigit() for ch in c.quote) for c in claims)


def _cut(x: Claim, y: Claim) -> bool:
    """Whether one article gives an amount in full and elsewhere, as in its headline, with the last digits cut off."""
    if x.doc != y.doc or x.unit != y.unit or x.kind is Kind.PERCENT or not x.amount or not y.amount:
        return False
    full, brief = sorted((x, y), key=lambda c: -len(c.amount.normalize().as_tuple().digits))
    f, b = full.amount.normalize(), brief.amount.normalize()
    if len(b.as_tuple().digits) >= len(f.as_tuple().digits) or x.amount_high is not None or y.amount_high is not None:
        return False
    return 0 <= f - b < Decimal(1).scaleb(int(b.as_tuple().exponent)) and f - b <= ROUNDING * f


def _turned(a: View, b: View) -> bool:
    """Whether a round sum, given with a hedge, is what a writer makes of a sum in other money."""
    for rough, other in ((a, b), (b, a)):
        if rough.claim.hedge is Hedge.ABOUT and rough.claim.unit != other.claim.unit and len(rough.digits) <= 2:
            found = common(rough.claim, other.claim)
            if found is not None and abs(found[2] - found[3]) <= ROUNDING * max(abs(found[2]), abs(found[3])):
                return True
    return False


def _by_sentence(a: View, b: View) -> tuple[str, str] | None:
    """Whether one sentence says that the one amount became the other."""
    x, y = sorted((a.claim, b.claim), key=lambda c: c.start)
    if x.doc != y.doc or x.context is None or x.context != y.context or x.unit != y.unit or not changed(x, y):
        return None
    kind = "revised" if times.planned_money(a) and times.planned_money(b) else "time"
    return kind, f"One sentence sets {said(x)} and {said(y)} against each other as before and after."


def _by_status(a: View, b: View) -> tuple[str, str] | None:
    if times.status(a, b).level == "unlike" and not _plainly_slipped(a, b):
        return "status", f"{said(a.claim)} is {a.claim.status}, {said(b.claim)} is {b.claim.status}."
    return None


def _by_change(a: View, b: View, grows: bool, ages: bool) -> tuple[str, str] | None:
    """Whether the later of two statements answers the earlier: corrects it, or gives what was decided or reckoned since."""
    beside_it = a.claim.doc == b.claim.doc
    first, last = in_time(a, b)
    days = 0 if beside_it else times.days_apart(a, b)
    if "corrected" in last.changes and (days or beside_it):
        return "corrected", f"{said(last.claim)} corrects {said(first.claim)}."
    if grows or slipped(a, b):
        return None
    if "revised" in last.changes and days:
        return "revised", f"{said(last.claim)} says that it has changed since {said(first.claim)}."
    if (why := answered(a, b)) is not None:
        return why
    one_time = a.when.stated and (a.when.start, a.when.end) == (b.when.start, b.when.end)
    if _behind(a, b):
        return None
    if ages and AGED < days < 10_000 and not (one_time and days < 4 * AGED):
        kind = "revised" if times.planned_money(a) and times.planned_money(b) else "time"
        return kind, f"{said(last.claim)} was printed {days} days after {said(first.claim)}: it may have changed in between."
    return None


def answered(a: View, b: View) -> tuple[str, str] | None:
    """Whether two articles themselves say why their amounts differ: the one was turned down, or the difference is given."""
    if a.claim.doc == b.claim.doc:
        return None
    if a.refused != b.refused:
        refused, other = (a, b) if a.refused else (b, a)
        return "scope", f"{said(refused.claim)} was turned down, {said(other.claim)} need not have been."
    return _stated_step(a, b)


def _stated_step(a: View, b: View) -> tuple[str, str] | None:
    """Whether an article of the two gives the difference as an amount of its own: 30.5 before, 1.3 on top, 31.8 now.

    Numbers that any article gives tell nothing (`company.telling`), nor does a difference as large as one of the two.
    """
    first, last = in_time(a, b)
    x, y = first.claim, last.claim
    step = abs(x.amount - y.amount)
    if x.kind is not Kind.MONEY or x.unit != y.unit or step in (x.amount, y.amount) or len(digits(step)) < 2:
        return None  # a round difference is met by chance
    text = f"{said(x)} and {said(y)} are {step:,f} {x.unit} apart, which the"
    if (*last.stated[:2], step) in last.company:
        return "revised", f"{text} later article gives: it tells of the change."
    if (*first.stated[:2], step) in first.company:
        return "scope", f"{text} earlier article gives: one of them leaves it out."
    return None


def _behind(a: View, b: View) -> bool:
    """Whether both tell of one time that lay behind when the first of them was printed, so that it no longer changes."""
    first, _ = in_time(a, b)
    one_time = a.when.stated and b.when.stated and (a.when.start, a.when.end) == (b.when.start, b.when.end)
    return bool(one_time and first.published is not None and a.when.end is not None and a.when.end < first.published)


def in_time(a: View, b: View) -> tuple[View, View]:
    """Two claims as they were stated: by the printing of their articles, or by their places in one."""
    x, y = sorted((a, b), key=lambda v: (v.published or dt.date.min, v.claim.start if a.claim.doc == b.claim.doc else 0, v.id))
    return x, y


def _by_place(a: View, b: View) -> tuple[str, str] | None:
    """Whether one article gives two amounts by itself, which are then two things: no other source, no headline over a text."""
    x, y = a.claim, b.claim
    if x.doc != y.doc or x.subject is not None:
        return None
    if beside(x, y):
        if bracketed(x, y):
            return None
        return "different", f"{said(x)} and {said(y)} stand side by side, and neither gives the other's worth."
    if slipped(a, b) or parties.speaker_differs(a, b):
        return None
    heads = sum(c.context is not None and c.context[0] <= HEADLINE for c in (x, y))
    if heads == 1:
        return None
    return "different", f"{said(x)} and {said(y)} stand in one article, which does not set one against the other."


def _next_day(a: View, b: View) -> bool:
    """Whether a count rose somewhat from one day to the next, as tolls do."""
    first, last = (a, b) if (a.when.end or dt.date.min) < (b.when.end or dt.date.min) else (b, a)
    rise = last.amount / first.amount if first.amount else 0.0
    days = max(1, _days_apart(a, b))
    return a.claim.kind is Kind.COUNT and a.when.end != b.when.end and a.published != b.published and 1 < rise <= RISE**days


def _plainly_slipped(a: View, b: View) -> bool:
    """Whether one slip accounts for the difference, so that what else differs a little need not."""
    slip = slipped(a, b)
    reach = 400 if min(len(a.digits), len(b.digits)) > 2 else 31
    near = _days_apart(a, b) <= reach or (a.claim.doc != b.claim.doc and times.days_apart(a, b) <= WEEK)
    swapped = slip == "digits" and near and (a.claim.kind is Kind.MONEY or _settled_count(a, b) or _one_weeks_count(a, b))
    return swapped or slip in ("scale", "currency", "tenfold") or (slip == "nought" and len(a.digits) > 2)


def _settled_count(a: View, b: View) -> bool:
    """Whether two counts of some digits are of what was decided once, as grants are, so that the second is no later total."""
    concepts = {a.claim.concept, b.claim.concept}
    return min(len(a.digits), len(b.digits)) > 2 and None not in concepts and concepts.isdisjoint(growing_concepts())


def _one_weeks_count(a: View, b: View) -> bool:
    """Whether two articles of one week count the same by the thousands, to three digits: it hardly grows to the same digits."""
    many = min(len(a.digits), len(b.digits)) > 2 and min(a.amount, b.amount) >= THOUSANDS
    return many and a.claim.doc != b.claim.doc and times.days_apart(a, b) <= WEEK


def _days_apart(a: View, b: View) -> int:
    x, y = a.when.end, b.when.end
    return abs((x - y).days) if x and y else 0


def _by_scope(a: View, b: View) -> tuple[str, str] | None:
    feared = [v for v in (a, b) if v.feared]
    if len(feared) == 1 and a.claim.kind is Kind.COUNT:
        counted = b if feared[0] is a else a
        return "scope", f"{said(feared[0].claim)} is what it may come to, {said(counted.claim)} what was counted."
    found = things.scope(a, b)
    return ("scope", found.text) if found.level == "unlike" and slipped(a, b) != "scale" else None


def _by_time(a: View, b: View, followed: frozenset[str], grows: bool) -> tuple[str, str] | None:
    x, y = a.when, b.when
    if x.period and y.period:
        one_news = a.claim.doc != b.claim.doc and times.days_apart(a, b) <= WEEK and telling_slip(a, b)
        if (x.start, x.end) != (y.start, y.end) and not one_news:
            return "time", f"{said(a.claim)} is for {a.claim.date}, {said(b.claim)} for {b.claim.date}."
        return None
    if x.period != y.period:
        period, moment = (a, b) if x.period else (b, a)
        start, end, day = period.when.start, period.when.end, moment.when.end
        told_apart = a.claim.doc == b.claim.doc and day is not None and end is not None and day > end
        if _plainly_slipped(a, b) and not told_apart:
            return None
        if told_apart or (start and end and day and not start - YEAR <= day <= end + YEAR):
            return "time", f"{said(period.claim)} is for {period.claim.date}, {said(moment.claim)} is of another time."
        return None
    slip = slipped(a, b)
    if a.added != b.added and (grows or a.running or b.running) and not _plainly_slipped(a, b):
        more, whole = (a, b) if a.added else (b, a)
        return "scope", f"{said(more.claim)} is what came on top or comes by the year, {said(whole.claim)} a total."
    if x.cumulative != y.cumulative and not slip and not articles.contested(a, b):
        since, single = (a, b) if x.cumulative else (b, a)
        if not single.running and (both := common(single.claim, since.claim)) is not None and both[2] < both[3]:
            return "scope", f"{said(since.claim)} is counted from {since.when.start}; {said(single.claim)} may be a part of it."
    shifting = a.claim.concept in shifting_concepts() and a.claim.concept == b.claim.concept
    if shifting and x.end and y.end and x.end != y.end and not slip:
        first, last = (a, b) if x.end < y.end else (b, a)
        return "time", f"{said(first.claim)} before, {said(last.claim)} later: such a number goes up and down."
    if _final(a, b):
        return None
    if not (grows or times.run_together(a, b)) or x.end is None or y.end is None or _plainly_slipped(a, b):
        return None
    if x.cumulative and y.cumulative and x.start and y.start and abs((x.start - y.start).days) > 45:
        return "time", f"{said(a.claim)} and {said(b.claim)} are counted from different days."
    if abs(x.end - y.end) <= NEAR and not _next_day(a, b) and (a.id in followed or b.id in followed) and not slip:
        return "time", f"{said(a.claim)} and {said(b.claim)} are a running total at two hours of one day."
    if _undated(a, b) or _undated(b, a):
        return "time", f"{said(a.claim)} and {said(b.claim)} are a running total in one month; of one the day is not known."
    return _later(a, b, x.end, y.end) or _later(a, b, _as_of(a), _as_of(b))


def _final(a: View, b: View) -> bool:
    """Whether both were printed so long after a day that one of them is of that what happened then is counted to the end."""
    if a.claim.concept not in toll_concepts() or a.claim.concept != b.claim.concept or not a.published or not b.published:
        return False
    days = [day for v in (a, b) if v.claim.date and (day := edtf.parse(v.claim.date).latest)]
    return bool(days) and min(a.published, b.published) - max(days) > COUNTED


def _undated(a: View, b: View) -> bool:
    """Whether the day of the one is known so roughly that the other's lies within it."""
    rough = not a.when.stated and a.published_from != a.published
    return bool(rough and a.published_from and a.published and b.when.end and a.published_from <= b.when.end <= a.published)


def _as_of(v: View) -> dt.date:
    """The last day that a running total may be of: the dead of a disaster are those counted until the printing."""
    assert v.when.end is not None
    late = v.published is not None and not v.when.cumulative and v.published - v.when.end > NEAR
    return v.published if late and v.published is not None else v.when.end


def _later(a: View, b: View, x: dt.date, y: dt.date) -> tuple[str, str] | None:
    """Whether the running total of the later day is the higher one."""
    if abs(x - y) <= NEAR and not _next_day(a, b):
        return None
    first, last = (a, b) if x < y else (b, a)
    both = common(first.claim, last.claim)
    assert both is not None
    if both[1].low is None or both[0].high is None or both[1].low >= both[0].high:
        return "time", f"{said(last.claim)} is a later total of what was {said(first.claim)} before."
    return None


_HEDGES = {
    Hedge.EXACT: "",
    Hedge.ABOUT: "about ",
    Hedge.UNDER: "nearly ",
    Hedge.OVER: "over ",
    Hedge.AT_LEAST: "at least ",
    Hedge.AT_MOST: "at most ",
    Hedge.RANGE: "",
}


def said(claim: Claim) -> str:
    """The amount as an analyst would read it, with its article."""
    return f"{_HEDGES[claim.hedge]}{claim.quote} ({claim.publisher or claim.doc}{f', as of {claim.date}' if claim.date else ''})"


def _in(unit: str, x: Claim, y: Claim) -> str:
    return f" in {unit}" if x.kind is Kind.MONEY and x.unit != y.unit else ""
