"""A sentence as read for who does what in it: its verbs, and the actors in their places."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from factbase.extract.text.article import Token
from factbase.extract.text.phrases import Hit

_CLAUSE = 26  # words within which a verb can govern
_BOUNDARY_COST = 9  # words that a clause boundary is worth in choosing the governing verb
_AHEAD_COST = 6  # words that it costs what a preposition governs to belong to a verb behind it
_AGENT_COST = 8  # words that it costs an agent to belong to a verb that is not passive
_BEHIND_VERB = frozenset(("to", "for", "from", "by", "in"))
_FAR = 6  # clause boundaries that nobody counts beyond
_WEAK = {
    "say": 10,
    "flow": 5,
    "depart": 5,
    "arrive": 5,
    "destine": 3,
    "request": 2,
}  # words by which verbs of these classes yield to others


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a known class: index of its first and last word, its voice, and whether it is an infinitive ("to help")."""

    kind: str
    first: int
    last: int
    passive: bool
    infinitive: bool = False


@dataclass(slots=True)
class Actor:
    """One who is named, or meant by a role noun or pronoun, at one place.

    Attributes:
        id, kind, form: as of the name it is or stands for; `form` is `role` or `pronoun` where it only stands for one.
        start, end: offsets in the article; `first`, `last`: token indexes in the sentence.
        marker: the preposition's kind (`to`, `from`, ...); `poss` before a noun; `object` or `subject` without one.
        outer: the preposition that its own hangs on ("*for* schools in Peru").
        noun: class of the noun that it belongs to ("the Danish *contribution*", "*aid* to Peru"), if any.
        group: index of the first actor that it is coordinated with ("Peru and Chile"), or its own.
        verb: index of its governing verb in the sentence, if any.
        roles: (role, rule) pairs that verb and noun give it.
        idle: whether the clause of its verb speaks of no amount, nor of aid or the like, so that its roles may be of no money.
        land: the land by which a `role` calls a body ("the *Dutch* company"), if any.
        acts: whether it names a person, who may act for another body than that of his office.
    """

    id: str
    kind: str
    form: str
    start: int
    end: int
    first: int
    last: int
    marker: str = ""
    outer: str = ""
    noun: str = ""
    group: int = 0
    verb: int | None = None
    boundaries: int = 0
    roles: list[tuple[str, str]] = field(default_factory=list)
    idle: bool = False
    land: str = ""
    acts: bool = False


@dataclass(slots=True)
class Scene:
    """A sentence as read: its tokens, where each starts, the clause of each, its verbs, nouns and actors.

    `continues` says whether it goes on about the amount before; `subjects`, for a verb without a subject of its own, whose it
    takes: the name before "which", or that of the verb before; `governed`, for one whose clause opens with a preposition
    ("to whom Peru gave"), the place that this name has. `passed_on` says that one of its actors asks or gets for others;
    `sums` are the last tokens of its amounts of money; `drawn` are the funds from which someone who is named gives.
    """

    index: int
    tokens: list[Token]
    starts: list[int]
    clauses: list[int]
    parents: list[int]
    verbs: list[Verb]
    nouns: list[Hit]
    actors: list[Actor]
    continues: bool = False
    passed_on: bool = False
    sums: frozenset[int] = frozenset()
    drawn: set[str] = field(default_factory=set)
    subjects: dict[int, Actor] = field(default_factory=dict)
    governed: dict[int, str] = field(default_factory=dict)

    def crossed(self, a: int, b: int) -> int:
        """Clause boundaries between two token indexes: 0 in one clause, 1 between a clause and the one it hangs on."""
        x, y = self.clauses[a], self.clauses[b]
        steps = 0
        while x != y and steps < _FAR:  # a clause hangs on one of a lower number
            if x > y:
                x = self.parents[x]
            else:
                y = self.parents[y]
            steps += 1
        return steps

    def token_at(self, offset: int) -> int:
        """Index of the token at or before an offset."""
        return (bisect_right(self.starts, offset) or 1) - 1

    def governing(self, first: int, last: int, marker: str = "", verb_last: bool = True) -> int | None:
        """Index in `verbs` of the verb that governs the words: the nearest, each clause boundary making it farther.

        What a preposition (`marker`) governs belongs to a verb before it, and no infinitive governs what stands before it, unless
        the language puts verbs last (`verb_last`); "by" looks for a passive.
        """
        best: tuple[int, int] | None = None
        ahead = marker in _BEHIND_VERB and not verb_last
        for i, verb in enumerate(self.verbs):
            near, far = verb.first, verb.last
            distance = min(
                near - last if near > last else first - near if first > near else 0,
                far - last if far > last else first - far if first > far else 0,
            )
            if distance > _CLAUSE:
                continue
            cost = distance + _WEAK.get(verb.kind, 0)
            if near > last and (ahead or (verb.infinitive and not verb_last)):
                cost += _AHEAD_COST
            if marker == "by" and not verb.passive:
                cost += _AGENT_COST
            if best is not None and cost >= best[0]:
                continue
            cost += _BOUNDARY_COST * min(self.crossed(near, first), self.crossed(far, last))
            if best is None or cost < best[0]:
                best = cost, i
        return best[1] if best else None
