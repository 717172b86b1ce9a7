"""What the words around an amount make of it: a need, a price, a revenue, another's money, and so none of a programme's."""

from __future__ import annotations

import re

from factbase.extract.names.finder import names
from factbase.extract.programmes.words import Words
from factbase.extract.text.article import Article, Mention

__all__ = ["Matters"]

_AROUND = 45  # characters beside an amount whose words say what it is
_DEFINITE = 8  # characters before a count in which its article stands
_SIGN = re.compile(r"[,;:]")


class Matters:
    """Reads the words around the amounts of one article."""

    def __init__(self, article: Article, words: Words) -> None:
        self.article, self.folded, self.words = article, article.folded, words

    def around(self, mention: Mention) -> tuple[str, str]:
        """The words beside an amount within its sentence, as far as the next sign."""
        start, end = self.article.sentences[self.article.sentence_at(mention.start)]
        left, right = max(start, mention.start - _AROUND), min(end, mention.end + _AROUND)
        return _SIGN.split(self.folded[left : mention.start])[-1], _SIGN.split(self.folded[mention.end : right])[0]

    def beyond(self, mention: Mention) -> bool:
        """Whether an amount is that of a state's budget, or the price of use, whatever programme its sentence names."""
        return any(map(self.words.beyond.search, self.around(mention)))

    def another(self, mention: Mention, topic: str, programmes: bool) -> bool:
        """Whether an amount is a need, a price, a revenue, and no money of a programme.

        Args:
            topic: the programme that the article is about; "" where it is about none.
            programmes: whether the sentence names programmes itself.
        """
        start, end = self.article.sentences[self.article.sentence_at(mention.start)]
        if self.words.aside.match(self.folded, start, end):
            return True
        then = self.words.formerly.match(self.folded, start, end)
        if then and not programmes and self._by_another(start, mention.start, then.end(), end, topic):
            return True  # "A year ago the bank had lent it 40 million"
        if self.words.beside.search(self.folded[max(start, mention.start - _AROUND) : mention.start]):
            return True  # "on top of the 10 million of last week"
        before, after = self.around(mention)
        other = self.words.no_money
        return bool(other.search(before) or other.search(after) or self.words.elsewhere.search(after)) or self.beyond(mention)

    def another_fund(self, mention: Mention) -> bool:
        """Whether words before an amount tell of a fund or plan that is not the topic: "wants a research fund of 3 billion"."""
        return self.words.another.search(self.around(mention)[0]) is not None

    def partners(self, mention: Mention) -> bool:
        """Whether a count is a known set of those who take part: "the province and the 21 municipalities"."""
        if not self.words.partners.search(self.folded, mention.start, mention.end):
            return False
        return self.words.definite.search(self.folded[max(0, mention.start - _DEFINITE) : mention.start]) is not None

    def _by_another(self, start: int, until: int, at: int, end: int, topic: str) -> bool:
        """Whether a sentence on earlier times names somebody who acts, and no pronoun of its topic or word that points back."""
        near = min(end, at + _AROUND)
        if self.words.pronoun.match(self.folded, at, near) or self.words.back.search(self.folded, at, near):
            return False
        acting = (n for n in names(self.article) if start <= n.start < until and n.form != "adjective")
        return any(n.kind in ("organisation", "person", "country") and n.id != topic for n in acting)
