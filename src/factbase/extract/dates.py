"""Which time each figure holds for: the expressions of time around it, and which of them is its own."""

from __future__ import annotations

from factbase import knowledge
from factbase.extract.article import Article, Mention
from factbase.extract.publication import publication
from factbase.extract.timevalue import Reference
from factbase.extract.timex import Finder, Timex
from factbase.model import Problem, Step

__all__ = ["dates", "publication"]


def dates(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `date` of the mentions."""
    lang = article.lang if article.lang in knowledge.languages() else "en"
    finder = Finder(article.text, lang, Reference.of(article.document.published))
    for mention in mentions:
        sentence = article.sentence_at(mention.start)
        times = [t for t in _times(article, finder, sentence) if t.end <= mention.start or t.start >= mention.end]
        own = (t for t in times if t.value and t.relation in ("since", "for", "at") and t.coarse > 2)
        if (chosen := next(own, None)) is not None:
            mention.date = chosen.value
            text = f"“{article.text[chosen.start : chosen.end]}” gives the time"
            mention.steps.append(Step(slot="date", rule=chosen.meaning, text=text, start=chosen.start, end=chosen.end))
    return []


def _times(article: Article, finder: Finder, sentence: int) -> list[Timex]:
    cache: dict[int, list[Timex]] = article.shared.setdefault("times", {})
    if sentence not in cache:
        start, end = article.sentences[sentence]
        cache[sentence] = finder.find(start, end)
    return cache[sentence]
