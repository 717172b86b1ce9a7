"""The state of every amount of an article, decided by the features that bear on it."""

from __future__ import annotations

from functools import reduce

from factbase.extract.status.cues import Cues
from factbase.extract.status.evidence import Points
from factbase.extract.status.explanation import explanation
from factbase.extract.status.features import features
from factbase.extract.status.hypothesis import hypothesis
from factbase.extract.status.places import Places
from factbase.extract.status.reading import Reading, Repeats, is_of_goods, kind_of
from factbase.extract.status.sharing import Sharing
from factbase.extract.status.weights import STATES, Weights, plus, weights
from factbase.extract.text.article import Article, Mention
from factbase.model import Problem, Status


def component(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `status` and `conditional` of the mentions, with a step that names the strongest cues."""
    reader = Reader(article, mentions, weights())
    for reading in reader.read():
        reader.conclude(reading)
    return []


class Reader:
    """Reads what bears on each mention of an article, and decides its state by the weights given."""

    def __init__(self, article: Article, mentions: list[Mention], table: Weights) -> None:
        self._article, self._table = article, table
        self._cues = Cues(article, mentions)
        self._places = Places(article, self._cues)
        self._totals: dict[int, Points] = {}

    def read(self) -> list[Reading]:
        """The features of every mention, those that it shares with others among them."""
        seen = [
            (mention, index, self._places.around(index, mention))
            for index, mentions in self._cues.mentions.items()
            for mention in mentions
        ]
        goods = frozenset(mention.unit for mention, _, cues in seen if is_of_goods(cues))
        readings = []
        for mention, index, cues in seen:
            own, kind = features(cues, mention), kind_of(mention, goods)
            readings.append(Reading(mention, kind, index, cues, own, self._table.evidence(kind, own)))
        Sharing(self._article, self._cues, self._table).share(readings)
        return readings

    def state(self, reading: Reading) -> Status:
        """The state with the most points, all places together where the article gives the figure: one figure has one state.

        A round number may be that of another thing, and counts less elsewhere.
        """
        own = self._points(reading)
        scores = list(own)
        for repeats in reading.repeats:
            for at, points in enumerate(self._total(repeats)):
                scores[at] += repeats.share * (points - own[at])
        return STATES[scores.index(max(scores))]

    def _total(self, repeats: Repeats) -> Points:
        """The points of all places of a figure, worked out once."""
        total = self._totals.get(id(repeats))
        if total is None:
            total = self._totals[id(repeats)] = reduce(plus, map(self._points, repeats.readings))
        return total

    def _points(self, reading: Reading) -> Points:
        return self._table.score(reading.kind, reading.evidence)

    def conclude(self, reading: Reading) -> None:
        """Fill the slots of a reading's mention, and say what spoke for them."""
        mention, text = reading.mention, self._article.text
        mention.status = self.state(reading)
        if unreal := hypothesis(reading, self._cues.of(reading.index).sentence.at(mention.start), text):
            mention.conditional = True
            mention.steps.append(unreal)
        mention.steps.append(explanation(reading, mention.status, self._table, text))
