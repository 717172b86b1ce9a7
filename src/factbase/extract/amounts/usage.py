"""What the words around a number say of it: that it is a label, an hour, an age, an average, or nothing at all."""

from __future__ import annotations

from functools import lru_cache

from factbase import knowledge
from factbase.extract.amounts.lexer import Phrases


class Usage:
    """The words of one language that number is used with.

    Attributes:
        labels: words whose number is a name ("article 5"); `texting` what one does to a short code; `particles` of names.
        clock: words behind a time of day; `hours` those before it, and whether they say so whatever follows.
        averages: words of what may have a fraction; `denominators` before what a share is out of.
        negations: words before a coin that is none; `some` before a noun and "or two"; `equals` between the sides of a rate.
        another: words for one or more besides, which point back where no noun follows their number.
        verbs: number words that are verbs as well, with what follows them then.
        multi: what before a bare scale leaves open how many.
        one_after: words after which "one" is a pronoun; `joins` those for "and".
    """

    def __init__(self, lang: str) -> None:
        data = knowledge.read(f"lang/{lang}/numbers.yaml")
        self.labels, self.texting = frozenset(data["labels"]), frozenset(data["texting"])
        self.particles = frozenset(knowledge.read(f"lang/{lang}/names.yaml")["connectors"])
        hours = data["hours"]
        self.hours: Phrases[bool] = Phrases((words, words in hours["always"]) for words in (*hours["always"], *hours["alone"]))
        self.clock, self.clock_after = frozenset(data["clock"]), frozenset(data.get("clock_after", ()))
        self.ranking = frozenset(data["ranking"])
        self.through: Phrases[bool] = Phrases((words, True) for words in data["through"])
        self.averages, self.denominators = frozenset(data["averages"]), frozenset(data["denominators"])
        self.negations, self.equals = frozenset(data["negations"]), frozenset(data["equals"])
        self.verbs = {word: frozenset(follows) for word, follows in data["verbs"].items()}
        self.multi = frozenset(data["multi"])
        self.another = frozenset(data["another"])
        self.some = frozenset(data["articles"]) | self.another
        self.one_after, self.joins = frozenset(data["pronoun_one"]["after"]), frozenset(data["and"])


@lru_cache(maxsize=16)
def usage(lang: str) -> Usage:
    """The words of a language that numbers are used with."""
    return Usage(lang)
