"""Where two claims stand: in one article or two, printed when, in which words, beside what."""

from __future__ import annotations

from factbase.model import Kind
from factbase.reconcile.comparisons.level import NEUTRAL, Level, neutral, overlap
from factbase.reconcile.comparisons.names import no_name_shared, one_name
from factbase.reconcile.comparisons.parties import payer, speaker_differs
from factbase.reconcile.comparisons.slips import may_convert, ratio_of, slipped
from factbase.reconcile.comparisons.things import noun
from factbase.reconcile.comparisons.times import MONTH, days_apart, days_between, run_together, time, two_times
from factbase.reconcile.views.amounts import same_figures, touch
from factbase.reconcile.views.company import leads, telling
from factbase.reconcile.views.cues import changed
from factbase.reconcile.views.view import View, spans


def printed(a: View, b: View) -> Level:
    """How far apart the two were printed."""
    if a.published is None or b.published is None:
        return neutral("One article is undated.")
    if a.claim.doc == b.claim.doc:
        return neutral("One article.")
    days = days_apart(a, b)
    if days <= 3 and no_name_shared(a, b):
        return Level("days", lambda: f"{_printed(days)}, of other things.")
    if days <= 3:
        both = spans(a, b)
        if both is not None and touch(both[0], both[1]) and ratio_of(both[2], both[3]) <= 1.05:
            return Level("days, equal", lambda: f"{_printed(days)}, the same amount.")
        if (slip := slipped(a, b)) is not None:
            return Level("days, slip", lambda: f"{_printed(days)}, the same amount but for a slip, {slip}.")
        return Level("days", lambda: f"{_printed(days)}.")
    if days > 45 and run_together(a, b):
        return Level(NEUTRAL, lambda: f"{_printed(days)}, as running totals may be.")
    if days > 45 and a.when.stated and (a.when.start, a.when.end) == (b.when.start, b.when.end):
        return Level(NEUTRAL, lambda: f"{_printed(days)}, on one stated time.")
    if days > 45 and (a.when.stated or b.when.stated) and days_between(a, b, MONTH) <= 45:
        return Level(NEUTRAL, lambda: f"{_printed(days)}, and one looks back on the time of the other.")
    level = "weeks" if days <= 45 else "year" if days <= 400 else "years"
    if level == "years" and slipped(a, b) is not None:
        return Level("years, slip", lambda: f"{_printed(days)}, and one a slip away from the other, as numbers may be by chance.")
    return Level(level, lambda: f"{_printed(days)}.")


def _printed(days: int) -> str:
    return f"Printed {days} day{'' if days == 1 else 's'} apart" if days else "Printed on one day"


def sentence(a: View, b: View) -> Level:
    """The words of the two sentences."""
    if not a.words or not b.words or a.claim.doc == b.claim.doc:
        return neutral("One article, or no sentence.")
    share = len(a.words & b.words) / min(len(a.words), len(b.words))
    tongue = "" if a.claim.lang == b.claim.lang else " across languages"
    level = "much" if share >= 0.5 else "some" if share >= 0.25 else "little" if share > 0.1 else "none"
    return Level(level + tongue, lambda: f"The sentences share {share:.0%} of their words.")


def topics(a: View, b: View) -> Level:
    """What the two sentences speak of, whatever their languages."""
    if not a.topics or not b.topics or a.claim.doc == b.claim.doc:
        return neutral("One article, or no known topic.")
    share = overlap(a.topics, b.topics)
    return Level(
        on_topic(share), lambda: f"The sentences share {share:.0%} of their topics: {', '.join(sorted(a.topics & b.topics))}."
    )


def on_topic(share: float) -> str:
    """The level of two sentences that share so much of their topics, by Dice's coefficient."""
    return "much" if share >= 0.6 else "some" if share >= 0.3 else "little" if share else "none"


def place(a: View, b: View) -> Level:
    """Where the two stand: one sentence, one article, or two articles."""
    if a.claim.doc != b.claim.doc:
        return neutral("Two articles.")
    if a.claim.context and a.claim.context == b.claim.context:
        gap = max(a.claim.start, b.claim.start) - min(a.claim.end, b.claim.end)
        if a.claim.kind is Kind.MONEY and a.claim.unit != b.claim.unit and gap <= 40 and may_convert(a, b):
            return Level("conversion", lambda: "One amount beside another in other money.")
        if changed(a.claim, b.claim):
            return Level("changed", lambda: "One sentence says that the one amount became the other.")
        if contested(a, b):
            return Level("contested", lambda: "Two speakers give two amounts of one thing in one sentence.")
        if time(a, b).level == "other period":
            return Level("two periods", lambda: "One sentence gives the amounts of two periods.")
        return Level("one sentence", lambda: "Two amounts in one sentence.")
    both = spans(a, b)
    if both is None or not touch(both[0], both[1]) or same_figures(a.claim, b.claim):
        if a.heading != b.heading:
            return Level("heading", lambda: "A heading gives an amount that its text does not.")
        if two_times(a, b):
            return Level("one article, two times", lambda: "One article gives the amounts of two times.")
        if contested(a, b):
            return Level("contested", lambda: "Two speakers give two amounts of one thing in one article.")
        if speaker_differs(a, b):
            return Level("one article, two speakers", lambda: "Two speakers give two amounts in one article.")
        slip = slipped(a, b)
        if slip == "currency" and a.payer == b.payer and a.payee == b.payee and (a.payer or a.payee):
            return Level("one article, other money", lambda: "One number in two currencies in one article, of the same parties.")
        if slip:
            return Level("one article, slip", lambda: "Two amounts in one article that differ by a slip.")
        return Level("one article, unlike", lambda: "Two unlike amounts in one article, which mostly are two things.")
    return Level("one article", lambda: "The same amount twice in one article.")


def company(a: View, b: View) -> Level:
    """Whether the other article gives the amount elsewhere, for what is then likely the same thing, or which others both give."""
    if a.claim.doc == b.claim.doc or not a.company or not b.company:
        return neutral("One article, or nothing else is told in it.")
    x, y = a.stated, b.stated
    both_give = a.company & b.company
    shared = len(both_give - {x, y}) if both_give else 0
    if x == y or (both := spans(a, b)) is None or touch(both[0], both[1]):
        return Level("alike" if shared else NEUTRAL, lambda: f"The articles give {shared} other amounts alike.")
    if a.heading or b.heading or run_together(a, b):
        return neutral("One of the amounts stands in a heading alone, or both are of a running total.")
    if (x in b.company and telling(a.claim)) or (y in a.company and telling(b.claim)):
        slip = slipped(a, b)
        if slip in ("currency", "scale", "tenfold") and min(len(a.digits), len(b.digits)) > 1:
            return neutral("One article gives both amounts, but for a slip the same.")
        one_time = time(a, b).level == "same"
        level = "taken, slip" if slip else "taken, one time" if one_time else "taken" if shared < 2 else "taken, alike"
        return Level(level, lambda: "One of the amounts stands in the other article for itself.")
    if not (a.company - {x} and b.company - {y}):
        return neutral("Nothing else is told in one of the articles.")
    return Level(
        "free, alike" if shared else "free", lambda: f"Neither amount is in the other article; {shared} others are in both."
    )


def largest(a: View, b: View) -> Level:
    """Whether two articles of one story give the two as their largest amounts, which mostly are the whole of what it is about."""
    if not (a.largest and b.largest) or a.claim.doc == b.claim.doc or not a.story or not b.story:
        return neutral("One article, or not the largest amount on both sides.")
    if not one_name(a, b):
        return neutral("The articles are of two stories, or of one state, of which many things are reported.")
    return Level("one story", lambda: "Both are the largest amount of their articles, which are about one thing.")


def prominence(a: View, b: View) -> Level:
    """Whether both stand in the lead of their articles, or of their one article: its main figure."""
    if not (leads(a.claim) and leads(b.claim)):
        return neutral("Not both stand in the lead of an article.")
    if a.claim.doc == b.claim.doc:
        return Level("one lead", lambda: "Both stand in the lead of one article.")
    if a.story.isdisjoint(b.story):
        return neutral("The articles are of two stories.")
    return Level("two leads", lambda: "Both stand in the lead of an article, and the articles share what they are about.")


def one_story(a: View, b: View) -> bool:
    """Whether two articles of the same days say most of what they say alike, of the same parties: one will have it wrong."""
    if a.claim.doc == b.claim.doc or days_apart(a, b) > 3:
        return False
    parties = (a.payer == b.payer and bool(a.payer)) or (a.payee == b.payee and bool(a.payee))
    return parties and payer(a, b).level in ("same", NEUTRAL) and len(a.words & b.words) >= 0.5 * min(len(a.words), len(b.words))


def contested(a: View, b: View) -> bool:
    """Whether one article gives two amounts of one concept, each on the word of another: the police count and the organisers'."""
    x, y = a.claim, b.claim
    if x.doc != y.doc or x.concept is None or x.concept != y.concept or a.about != b.about or not speaker_differs(a, b):
        return False
    return x.unit == y.unit or (x.kind is Kind.COUNT and noun(a, b).level != "unlike")
