"""The dateline by which an article opens: "PARIS (Reuters) -"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from factbase.extract.parties.grammar import Grammar
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Token

_OPENING = 3  # sentences, headlines among them, of which one may open with a dateline


def dateline(tokens: Sequence[Token]) -> int:
    """Offset where the sentence proper begins after "PARIS (Reuters) -"."""
    signs = [t for t in tokens[:16] if t.text in "-–—"]
    skip = 2 if len(tokens) > 2 and tokens[0].text == "date" and tokens[1].text[:1].isdigit() else 0
    if not signs or not tokens[skip].text.isupper() or len(tokens[skip].text) < 3:
        return tokens[skip].start if tokens else 0
    head = tokens[skip : tokens.index(signs[0])]
    plain = [t for t in head if t.text.isalpha()]
    return signs[0].end if sum(t.text.isupper() or "(" in [h.text for h in head] for t in plain) >= len(plain) - 1 else 0


def town(read: Sequence[Scene], words: Grammar) -> Actor | None:
    """The town of an article's dateline, which local news need not name again: "DELFT - *De gemeente* geeft 5 miljoen"."""
    for one in read[:_OPENING]:
        tokens = one.tokens
        if tokens and dateline(tokens) > tokens[0].start:
            head = [*takewhile(lambda token: token.text.isupper() and token.text.isalpha(), tokens)]
            name = " ".join(token.text.capitalize() for token in head)
            if head and name not in words.countries:
                return Actor(name, "place", "name", head[0].start, head[-1].end, 0, len(head) - 1)
    return None
