"""What a figure measures: the words that say so, and the concept behind them (`data/concepts.yaml`).

A concept is recognised by its words near the amount. Which of several concepts in one sentence is meant is a matter of
distance: a word in the amount's own noun phrase ("3 million euros in *military aid*") is nearest, a comma makes it farther,
another amount in between farther still; and of weight: what says little by itself ("people", "spending") yields to any other,
a field of work that money goes to ("transport") to what the money is ("cost"), and a verb ("gave", "asked for") to any noun.
"""

from __future__ import annotations

from collections.abc import Sequence

from factbase.extract.measures.aspects import describe
from factbase.extract.measures.concepts import ancestors, concepts, lexicon
from factbase.extract.measures.distance import Around, bodies, by_distance
from factbase.extract.text.article import Article, Mention, Token
from factbase.extract.text.phrases import Hit
from factbase.model import Kind, Problem, Step

_CARRY = 3  # sentences back that an amount without words of its own may take its concept from
_FAR = 12.0  # words, signs and other amounts counted in, from which a word hardly speaks of an amount
GUESSED = -0.9
"""Bits that a concept is right which is carried on from another amount, or told by a far word: about a third of them are."""
_GENERAL = 14  # words by which a general concept is pushed back behind others
_HEADED = frozenset({"count.head", "count.name"})  # rules by which a count has a noun of its own, which says what is counted
_FIELD = 26  # words by which money's field of work is pushed back behind what the money is, be that a general one


def measures(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Set `measure` and `concept` of each mention from the words around it. Needs the mentions' spans, kinds and units."""
    try:
        words, _ = lexicon(article.lang), lexicon(article.lang, "aspects")
    except KeyError as error:
        return [Problem(severity="error", code="measures.knowledge", message=f"concepts.yaml has no section {error}")]
    around = Around(article, mentions, bodies(article))
    found_in: dict[int, list[Hit]] = {}
    last: dict[Kind, tuple[int, Mention]] = {}
    for mention in around.amounts if article.sentences else ():
        index = article.sentence_at(mention.start)
        tokens = article.tokens(index)
        if index not in found_in:
            found_in[index] = [Hit(words.narrowed(hit, tokens), *hit[1:]) for hit in words.hits(tokens, article.words(index))]
        best = _nearest(mention, tokens, found_in[index], around)
        if best is not None:
            _set(article, mention, best, "nearest words")
        if mention.concept is None or concepts()[mention.concept].general:
            _carry(mention, index, last.get(mention.kind))
        if mention.concept is not None:
            last[mention.kind] = (index, mention)
    _repeat(around.amounts)
    describe(article, around.amounts, around)
    return []


def verb_measures(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Set `measure` and `concept` where a verb alone says them ("gave", "asked for"). Comes after the parties, who read verbs
    for themselves; what a verb says holds for its own amount: the next may have been asked for, and this one given."""
    around, verbs = Around(article, mentions), lexicon(article.lang, row="verbs")
    found_in: dict[int, list[Hit]] = {}
    told = []
    for mention in around.amounts if article.sentences else ():
        if mention.concept is not None:
            continue
        index = article.sentence_at(mention.start)
        tokens = article.tokens(index)
        if index not in found_in:
            found_in[index] = verbs.hits(tokens, article.words(index))
        if (best := _nearest(mention, tokens, found_in[index], around)) is not None:
            _set(article, mention, best, "nearest verb")
            told.append(mention)
    describe(article, told, around)
    return []


def _repeat(mentions: Sequence[Mention]) -> None:
    """Let an amount that is given again measure what it measures where more is said of it."""
    stated: dict[tuple[object, ...], Mention] = {}
    for mention in reversed(mentions):
        amount = mention.kind, mention.amount, mention.amount_high, mention.unit
        again = stated.get(amount)
        if again is not None and _gives_way(mention.concept, again.concept):
            _carry(mention, 0, (0, again))
        elif mention.concept is not None:
            stated[amount] = mention


def _gives_way(concept: str | None, other: str | None) -> bool:
    """Whether a concept says less than that of the same amount elsewhere: none, a broader one, or a general one."""
    if concept is None or concept in ancestors(other or "")[1:]:
        return True
    known = concepts()
    return known[concept].general and other is not None and not known[other].general


def _set(article: Article, mention: Mention, best: tuple[Hit, float], rule: str) -> None:
    hit, distance = best
    mention.concept = hit.key
    words = " ".join(article.text[hit.start : hit.end].split())
    text = f"“{words}” says that this measures {concepts()[hit.key].label}."
    weight = GUESSED if distance > _FAR else None
    mention.steps.append(Step(slot="concept", rule=rule, text=text, start=hit.start, end=hit.end, weight=weight))


def _carry(mention: Mention, index: int, before: tuple[int, Mention] | None) -> None:
    """An amount without telling words of its own goes on about what the last such amount measured."""
    if before is None or before[1].concept in (None, mention.concept):
        return
    at, earlier = before
    assert earlier.concept is not None
    same = (earlier.amount, earlier.amount_high, earlier.unit) == (mention.amount, mention.amount_high, mention.unit)
    kin = mention.kind is not Kind.COUNT or earlier.unit == mention.unit
    bare = mention.concept is None and kin
    narrower = mention.concept is not None and mention.concept in ancestors(earlier.concept)
    if same or (index - at <= _CARRY and (bare or narrower)):
        mention.concept = earlier.concept
        reason = "the same amount elsewhere" if same else "the amount before it"
        text = f"No nearer word says what is measured: {concepts()[earlier.concept].label}, like {reason}."
        where = {"start": earlier.start, "end": earlier.end}
        mention.steps.append(Step(slot="concept", rule="carried", text=text, weight=GUESSED, **where))


def _nearest(
    mention: Mention,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    around: Around,
) -> tuple[Hit, float] | None:
    """The concept whose words stand nearest in the sentence, general ones after all others, and how near."""
    known, best = concepts(), None
    hedged = [(step.start, step.end) for step in mention.steps if step.slot == "hedge"]
    headed = any(step.rule in _HEADED for step in mention.steps)
    near = list(by_distance(mention, tokens, hits, around))
    for hit, distance, inside in near:
        concept = known[hit.key]
        if concept.kinds and mention.kind.value not in concept.kinds:
            continue
        if any(start is not None and end is not None and start <= hit.start < end for start, end in hedged):
            continue  # "*more* than 90 percent" has not grown
        if around.named(hit) or around.counted(hit, mention):
            continue
        if mention.kind is Kind.MONEY and (around.agent(hit) or (concept.base and around.shared_out(hit))):
            continue
        if concept.purse and around.passed_through(hit, mention, tokens):
            hit, concept = hit._replace(key=concept.purse), known[concept.purse]
        if headed and not (inside or concept.kinds):
            continue  # "9 cooks fed the town from *ships*"
        if concept.things and any(within and known[own.key].people for own, _, within in near):
            continue  # "killed 28 *people* and damaged 300 homes"
        counted = inside and mention.kind is Kind.COUNT and not concept.people  # "342 businesses" are companies
        behind = _GENERAL if concept.general and not counted else 0
        if concept.field and mention.kind is Kind.MONEY:
            behind = _FIELD
        rank = distance + behind - min(hit.words, 3) - concept.depth - (3 if inside else 0)
        if best is None or rank < best[0]:
            best = rank, hit, distance
    return best[1:] if best else None
