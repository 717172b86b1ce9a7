"""Speakers: to whom the text attributes a figure, through reported speech.

An attribution is found in the figure's own sentence ("... , the minister said", "volgens de Wereldbank ..."), in the quotation it
stands in, in a sentence that reports the one before ("Dat meldt het ministerie"), or it is carried on where a sentence plainly
continues an attributed one.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from factbase.extract.speakers.attribution import Attribution
from factbase.extract.speakers.attributions import Attributions, spoken
from factbase.extract.speakers.quotations import quotations
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.marks import BULLET
from factbase.model import ACTS_FOR, Kind, Problem, Step
from factbase.normalise.bodies import of_money
from factbase.normalise.entities import label

_BESIDE = 14
"""Characters before a figure in which it is denied."""
_ITEMS = 24
"""Sentences that a list has at most."""
_HEAD = 4
"""Sentences at the head of an article that tell whose report it is about."""
_LEADS = 40
"""Characters from an attribution to the figure that it leads to."""
_STOP = re.compile(r"[,;:.\n]")
_REPORT = 40
"""Characters beside an attribution in which the report stands that it is of."""
_BULLET = re.compile(rf"[ \t]*(?:{BULLET}|\d{{1,2}}\.)[ \t]")
_NEAR = 3
"""Sentences before one in which who speaks right behind it spoke last."""
_LED = 5
"""Sentences before a quotation, in its paragraph, that may name whom it quotes."""
_OWN_FIGURE = ("according", "group")
"""Rules whose words stand beside the figure that they attribute: "according to the bank"."""
_NOT_CARRIED = ("group", "by", "subject")
"""Rules whose attribution ends with its sentence: "residents said", "fined 9 million by the watchdog"."""


def component(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Give each mention its speaker, with the words that say so."""
    if not mentions:
        return []
    finder = Attributions(article, mentions)
    sentences = article.sentences
    for index in range(len(sentences)):
        finder.of(index)
    quotes = quotations(article.text)
    for mention in mentions:
        index = article.sentence_at(mention.start)
        near = _own(finder, mention, index, quotes, mentions) or _quoted(finder, mention, quotes)
        later = None if near and not near[0].weak else _next(finder, mention, index, mentions)
        chosen = later if later and later[0].back else near or later or _listed(finder, index)
        chosen = chosen or _carried(finder, index) or _enclosed(finder, index) or _reported(finder, index)
        if chosen and chosen[0].rule == "later":
            chosen = _named_later(finder, index)
        if chosen:
            one, rule = chosen
            mention.speaker = of_money(one.speaker) if mention.kind is Kind.MONEY else one.speaker
            text = f"{one.speaker} is said to state it ({' '.join(article.text[one.start : one.end].split())})."
            mention.steps.append(Step(slot="speaker", rule=f"speaker.{rule}", text=text, start=one.start, end=one.end))
            if one.speaker in finder.cast.acting_for:
                state = finder.cast.acting_for[one.speaker]
                text = f"{one.speaker} holds an office of {label(state)}, as the article says or the knowledge files do."
                mention.steps.append(Step(slot="speaker", rule=f"{ACTS_FOR}{state}", text=text, start=one.start, end=one.end))
    return []


def _own(
    finder: Attributions, mention: Mention, index: int, quotes: list[tuple[int, int]], mentions: list[Mention]
) -> tuple[Attribution, str] | None:
    """The attribution nearest to the mention in its own sentence."""
    within = _quote(mention, quotes)
    own = [
        a
        for a in finder.of(index)
        if (not a.back or a.start > mention.end)
        and not (within and within[0] < a.start < within[1])
        and not (a.rule == "group" and a.start - mention.end == 1)  # "900 officers promised before the election"
        and not (a.start > mention.end and _opposed(finder, mention, a))
    ]
    if not own:
        return None
    text = finder.text

    def parted(a: Attribution) -> bool:
        between = text[min(a.end, mention.end) : max(a.start, mention.start)]
        found = finder.words.parted.search(between)
        return found is not None and between.count("(", 0, found.start()) <= between.count(")", 0, found.start())

    own = [a for a in own if not (a.weak and parted(a) and _has_figure(a, mention, mentions))]
    if not own:
        return None
    begins, last = finder.article.sentences[index][0], max((a.end for a in own if not a.weak), default=0)

    def leads(a: Attribution) -> bool:
        return _parts(a, mention, begins, mentions)

    def weak(a: Attribution) -> bool:
        return a.weak and not (last <= a.start and leads(a))

    said = any(not weak(a) and not parted(a) for a in own)
    nearest = min(
        own, key=lambda a: (a.speaker == "", said and weak(a), parted(a), max(a.start - mention.end, mention.start - a.end))
    )
    nearest = next((a for a in own if _reports(finder, a, nearest, mention) and not (nearest.weak and leads(nearest))), nearest)
    if nearest.start > mention.end and _is_anothers(finder, nearest, mentions):
        before = next((a for a in reversed(own) if a.end <= mention.start and not a.weak), None)
        if before is None and finder.unnamed_before(index, mention.start):
            return None
        nearest = before or nearest
    return nearest, nearest.rule


def _has_figure(a: Attribution, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether an attribution has led to a figure before the mention: "unions *demand* 7 percent; 3 percent is on offer"."""
    return any(a.end <= m.start and m.end <= mention.start for m in mentions)


def _parts(a: Attribution, mention: Mention, start: int, mentions: list[Mention]) -> bool:
    """Whether an attribution stands between a figure before it in the sentence and the mention right behind it: "Kyiv says that
    40 died, Moscow *puts* the toll at 5"."""
    return (
        a.end <= mention.start
        and any(start <= m.start and m.end <= a.start for m in mentions)
        and not any(a.end <= m.start < mention.start for m in mentions)
    )


def _is_anothers(finder: Attributions, a: Attribution, mentions: list[Mention]) -> bool:
    """Whether an attribution leads to a figure right behind it, which is then the one that it attributes: "according to Arvo 3
    million euros, *according to Bolvo* 5 million"."""
    behind = next((m for m in mentions if m.start >= a.end), None)
    return behind is not None and behind.start - a.end <= _LEADS and not _STOP.search(finder.text, a.end, behind.start)


def _reports(finder: Attributions, a: Attribution, nearest: Attribution, mention: Mention) -> bool:
    """Whether what somebody is said to state is itself reported: "Maas said that the builder had conceded 9 million"."""
    if a.weak or not a.speaker or a.rule != "verb" or not a.end <= nearest.start < nearest.end <= mention.start:
        return False
    return finder.words.that.match(finder.folded, a.end) is not None


def _opposed(finder: Attributions, mention: Mention, a: Attribution) -> bool:
    """Whether an attribution stands behind what another holds against the figure; not where that corrects it: "not 75 but 77"."""
    if finder.words.countered.search(finder.folded, mention.end, a.start) is not None:
        return True  # "40 million, not 60 million as the mayor claims"
    if finder.words.opposed.search(finder.folded, mention.end, a.start) is None:
        return False
    return finder.words.denied.search(finder.folded, max(0, mention.start - _BESIDE), mention.start) is None


def _quote(mention: Mention, quotes: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The quotation that a mention stands in."""
    at = bisect_right(quotes, (mention.start, mention.start)) - 1
    return quotes[at] if at >= 0 and mention.start < quotes[at][1] else None


def _quoted(finder: Attributions, mention: Mention, quotes: list[tuple[int, int]]) -> tuple[Attribution, str] | None:
    """The attribution beside the quotation that the mention stands in."""
    span = _quote(mention, quotes)
    if span is None:
        return None
    article = finder.article
    at = bisect_right(quotes, span) - 1
    while at > 0 and _goes_on_quoted(finder.text, quotes[at - 1], quotes[at]):
        at -= 1
    span = (quotes[at][0], span[1])
    first, last = article.sentence_at(span[0]), article.sentence_at(max(span[0], span[1] - 1))
    near = first > 0 and _paragraph(finder, first - 1, first)
    behind = last + 1 < len(article.sentences) and _paragraph(finder, last, last + 1)
    beside = (last + 1, first - 1)
    if near and not behind:
        further = first > 1 and _paragraph(finder, first - 2, first - 1)
        beside = (first - 1, first - 2) if further else (first - 1, last + 1)
    for index in (last, first, *beside):
        if 0 <= index < len(article.sentences):
            if index > last and near and not behind and (opening := _opens_quotation(finder, first)):
                return opening
            for one in finder.of(index):
                if not span[0] < one.start < span[1]:
                    return one, "quotation"
    return _opens_quotation(finder, first)


def _opens_quotation(finder: Attributions, first: int) -> tuple[Attribution, str] | None:
    """The person whom the sentences of its paragraph before a quotation are about, or quote."""
    for index in range(first - 1, max(-1, first - 1 - _LED), -1):
        if not _paragraph(finder, index, index + 1):
            return None
        if person := finder.subject(index):
            return person, "quotation"
        if said := [a for a in spoken(finder.of(index)) if a.sort == "person"]:
            return said[-1], "quotation"  # who was quoted before in the paragraph
    return None


def _goes_on_quoted(text: str, before: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether a paragraph that opens in a quotation mark goes on with the one before it, which did not close its own."""
    between = text[before[1] : span[0]]
    return not between.strip() and "\n" in between and text[before[1] - 1] not in "\"”“'’»"


def _paragraph(finder: Attributions, a: int, b: int) -> bool:
    """Whether two neighbouring sentences stand in one paragraph."""
    sentences = finder.article.sentences
    return "\n" not in finder.text[sentences[a][1] : sentences[b][0]]


def _goes_on(finder: Attributions, index: int) -> bool:
    """Whether the sentence behind one stands in its paragraph, or opens with words that go on with it: "In all, ..."."""
    behind = finder.article.sentences[index + 1][0]
    return _paragraph(finder, index, index + 1) or finder.words.goes_on.match(finder.folded, behind) is not None


def _next(finder: Attributions, mention: Mention, index: int, mentions: list[Mention]) -> tuple[Attribution, str] | None:
    """A later sentence's attribution, where it reports this one.

    "Dat meldt het ministerie" reports the paragraph before it; the second sentence of a lead often tells whose news the first is,
    unless it attributes a figure of its own.
    """
    for later in range(index + 1, min(index + 4, len(finder.article.sentences))):
        following = finder.of(later)
        if not _paragraph(finder, later - 1, later) and (later > index + 1 or index == 0):
            # "Dat meldt het ministerie", at the head of a paragraph, speaks of the whole one before it
            return (following[0], "back") if following and following[0].back else None
        if following and following[0].back and all(_paragraph(finder, at, at + 1) for at in range(index, later - 1)):
            return following[0], "back"
        if following:
            opens = index == 0 or not _paragraph(finder, index - 1, index)
            lead = later == index + 1 and index <= 3 and opens and not following[0].weak and _paragraph(finder, index, later)
            lead = lead and following[0].rule not in _OWN_FIGURE and not _another(finder, mention, later, mentions)
            return (following[0], "lead") if lead else None
    return None


def _another(finder: Attributions, mention: Mention, index: int, mentions: list[Mention]) -> bool:
    """Whether a sentence has a figure of the same kind as a mention of another."""
    start, end = finder.article.sentences[index]
    return any(m.kind is mention.kind and start <= m.start < end for m in mentions)


def _listed(finder: Attributions, index: int) -> tuple[Attribution, str] | None:
    """The attribution of the sentence that opens a list, for its items: "He reported that:" before lines with a bullet."""
    sentences, text = finder.article.sentences, finder.text
    for at in range(index, max(-1, index - _ITEMS), -1):
        start, end = sentences[at]
        if text[start:end].rstrip().endswith(":"):
            said = spoken(finder.of(at)) if at < index else []
            return (said[-1], "list") if said else None
        line = text.rfind("\n", 0, start) + 1
        if not _BULLET.match(text, line):
            return None
    return None


def _carried(finder: Attributions, index: int) -> tuple[Attribution, str] | None:
    """The attribution of the sentences before, where this one goes on without a speaker or subject of its own."""
    start = finder.article.sentences[index][0]
    for before in range(index - 1, max(-1, index - 4), -1):
        own = finder.of(before)
        if own:
            if own[-1].rule in _NOT_CARRIED:
                return None
            near = index - before <= 2 and all(_goes_on(finder, at) for at in range(before, index))
            subject = finder.opens_with_another(start, own[-1].speaker)
            return (own[-1], "continued") if (near or finder.only_speaker) and not subject else None
    return None


def _enclosed(finder: Attributions, index: int) -> tuple[Attribution, str] | None:
    """The speaker of a sentence who spoke last before it and speaks on right behind it, in its paragraph: "..., he added"."""
    sentences = finder.article.sentences
    if index + 1 == len(sentences) or not _paragraph(finder, index, index + 1):
        return None
    behind = spoken(finder.of(index + 1))
    if not behind or finder.opens_with_another(sentences[index][0], behind[0].speaker):
        return None
    before = next((said for at in range(index - 1, max(-1, index - 1 - _NEAR), -1) if (said := spoken(finder.of(at)))), None)
    return (before[-1], "enclosed") if before and before[-1].speaker == behind[0].speaker else None


def _reported(finder: Attributions, index: int) -> tuple[Attribution, str] | None:
    """The body whose report the article is about, where a sentence says of nobody else that he does or says something."""
    reporter = _reporter(finder)
    if reporter is None or finder.of(index) or finder.opens_with_another(finder.article.sentences[index][0], reporter.speaker):
        return None
    return reporter, "report"


def _named_later(finder: Attributions, index: int) -> tuple[Attribution, str] | None:
    """Whom the sentences behind a headline name as the speaker that it calls by a plain noun: "..., says minister"."""
    for later in range(index + 1, min(index + 4, len(finder.article.sentences))):
        if said := spoken(finder.of(later)):
            return said[0], "headline"
    return None


def _reporter(finder: Attributions) -> Attribution | None:
    """Whose report, study or figures the article is about, as its opening says."""
    for index in range(min(_HEAD, len(finder.article.sentences))):
        start, end = finder.article.sentences[index]
        said = [a for a in spoken(finder.of(index)) if a.sort == "body"]
        left, right = (max(start, said[0].start - _REPORT), min(end, said[0].end + _REPORT)) if said else (0, 0)
        if said and finder.words.report.search(finder.folded, left, right):
            return said[0]
    return None
