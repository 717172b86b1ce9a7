"""Where the cues of a sentence stand to an amount in it: in its own words, near it, in its clause, or in another's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from factbase.extract.status.cue import MUTE, TENSES, Cue, strong
from factbase.extract.status.cues import Cues
from factbase.extract.status.features import VERBS
from factbase.extract.status.lexicon import TOKEN
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.clauses import Clause, Sentence
from factbase.extract.text.words import maker

_REACH = 600  # characters to either side of an amount in which its sentence is looked at
_NEAR = 5  # words between an amount and a cue that is near it
_AFTER = 3  # words after an amount in which it may be the size of something: "a 2 billion euro fund"
_HANGS = 2  # clauses that may lie between an amount's clause and the verb that it hangs on
_ABOUT = 2  # words between an amount and a clause that is about it
_AIMS = frozenset({*VERBS, "request", "promise", "cost", "raise", "volume"})  # what money can be for: "to build", "to repay"
_GOVERN = frozenset({"request", "promise", "reserve"})  # what the clause of an amount may be the content of: "NATO asks that"
_PREDICATES = frozenset({*VERBS, *TENSES, "transfer.done", "go.done", "trade.done", "request", "promise", "commit"})
_VERBS = frozenset({*VERBS, "go.done", "trade.done", "come", "raise"} - {"reserve"})  # what a part may do, and its whole does not
_ADVERBS = 3  # words behind "and" among which the verb of the second half stands: "and last week promised"
_OF = 20  # characters between a part and its whole
_WORDS_OF = 3  # words there: "of the", "of its own"
_LAST = re.compile(r"(\w+) $")
_BRACKETS = re.compile(r"\([^()]*\)\s*")
_STOPS = frozenset(";:")
_cue = maker(Cue)


@dataclass(slots=True)
class _View:
    """A sentence as seen from one amount in it.

    Attributes:
        index: which sentence it is.
        here: the place of the amount's own clause in the sentence.
        bare: whether that clause has no cue of its own, so that it may hang on a verb of another.
    """

    sentence: Sentence
    mention: Mention
    index: int
    here: int
    bare: bool = True

    @property
    def own(self) -> Clause:
        """The clause that the amount stands in."""
        return self.sentence.clauses[self.here]

    def between(self, cue: Cue) -> tuple[int, int]:
        """The stretch between the amount and a cue."""
        return min(self.mention.end, cue.end), max(self.mention.start, cue.start)


class Places:
    """Says of each cue of a sentence where it stands to an amount."""

    def __init__(self, article: Article, cues: Cues) -> None:
        self._text, self._cues = article.text, cues
        self._lexicon, self._words = cues.lexicon, cues.lexicon.words
        self._mentions = [m.start for mentions in cues.mentions.values() for m in mentions]
        self._ends = [m.end for mentions in cues.mentions.values() for m in mentions]

    def around(self, index: int, mention: Mention) -> list[Cue]:
        """The cues of a sentence as they bear on a mention in it, each with its place."""
        sentence, cues, starts = self._cues.of(index)
        # Beyond this reach a sentence is no sentence, and every amount in it need not look at every word of it.
        cues = cues[bisect_left(starts, mention.start - _REACH) : bisect_left(starts, mention.end + _REACH)]
        view = _View(sentence, mention, index, sentence.place(mention.start))
        view.bare = self._is_bare(view, cues)
        parts = self._predicates(view, cues)
        aims = _aims(view, cues)
        others, part = [*self._qualifying(view, cues), *self._of_others(view, cues)], self._is_part(view)
        out = []
        for cue in cues:
            place = "aside" if cue.start in aims and cue.name in _AIMS else self._place(cue, view)
            if part and cue.clause == view.here + 1 and strong(cue):
                # "38 of the 120 buses that it ordered have arrived"
                place = "near" if cue.name in _VERBS and not self._describes(cue, view) else "aside"
            if place and cue not in others:
                goes = cue.name == "go.now" and cue.clause == view.here and " " not in self._text[cue.start : cue.end]
                intends = cue.name == "want" or goes
                name = "future" if intends and self._to_do(sentence.clauses[cue.clause], mention) else cue.name
                clause = cue.clause
                if parts and clause == view.here and not parts[0] <= cue.start < parts[1]:
                    place, clause = "sentence", -1
                out.append(_cue((name, cue.start, cue.end, place, clause)))
        if mention.unit in self._lexicon.posts and not any(cue.name == "posts" and cue.place == "unit" for cue in out):
            out.append(_cue(("posts", mention.start, mention.end, "unit", view.here)))  # "and Arvo at least 900"
        return out

    def _of_others(self, view: _View, cues: Sequence[Cue]) -> list[Cue]:
        """The verbs of an amount's clause that tell of another amount.

        Of the part whose whole it is ("a third of the 3 billion has been paid"), or of the one behind a verb to whose subject it
        belongs ("the 3 billion fund has spent 1 billion").
        """
        own, mention = view.own, view.mention
        if not (verbs := [cue for cue in cues if 0 <= cue.clause - view.here <= 1 and cue.name in _VERBS]):
            return []
        if self._is_whole(view):
            return verbs
        verbs = [cue for cue in verbs if cue.clause == view.here]
        has = next((t for t in TOKEN.finditer(self._text, mention.end, own.end) if t[0].lower() in self._lexicon.having), None)
        if has is None or any(cue.start < mention.start for cue in verbs):
            return []
        other = next((m for m in self._cues.mentions[view.index] if m.start > has.end()), None)
        if other is None or other.start >= own.end or (other.kind, other.unit) != (mention.kind, mention.unit):
            return []
        between = map(str.lower, TOKEN.findall(self._text, mention.end, other.start))
        return verbs if self._words.coordinators.isdisjoint(between) else []

    def _qualifying(self, view: _View, cues: Sequence[Cue]) -> list[Cue]:
        """The words that only say which amount another of the sentence is."""
        rest = [m for m in self._cues.mentions[view.index] if m is not view.mention]
        return [cue for cue in cues if any(self._qualifies(cue, other) for other in rest)] if rest else []

    def _qualifies(self, cue: Cue, other: Mention) -> bool:
        """Whether a cue only says which amount another is: "of the *promised* 3 million", "of the 3 million *pledged*"."""
        if cue.end + 1 == other.start:
            return self._determined(cue.start)
        return cue.start == other.end + 1 and " " not in self._text[cue.start : cue.end] and self._determined(other.start)

    def _determined(self, at: int) -> bool:
        """Whether a determiner stands right before an offset: "the", "those"."""
        word = _LAST.search(self._text, max(0, at - _OF), at)
        return word is not None and word[1].lower() in self._words.determiners

    def _is_whole(self, view: _View) -> bool:
        """Whether a part of an amount is told before it or behind: "a third of the 3 billion", "Of the 3 billion 1 is left"."""
        mention = view.mention
        at = bisect_left(self._mentions, mention.start) - 1
        start = max(view.sentence.start, self._ends[at] if at >= 0 else 0)
        if mention.start - start > _OF:
            return False
        words = [word.lower() for word in TOKEN.findall(self._text, start, mention.start)]
        return 1 < len(words) <= _WORDS_OF and words[0] in self._words.of and "," not in words

    def _is_part(self, view: _View) -> bool:
        """Whether the whole of which an amount is told stands right behind it, with a clause about it: "38 of the 120 that"."""
        behind = next((m for m in self._cues.mentions[view.index] if m.start > view.mention.start), None)
        if behind is None or behind.start - view.mention.end > _OF or behind.start >= view.own.end:
            return False
        words = [word.lower() for word in TOKEN.findall(self._text, view.mention.end, behind.start)]
        clauses = view.sentence.clauses
        about = view.here + 1 < len(clauses) and clauses[view.here + 1].kind == "sub"
        return about and 1 < len(words) <= _WORDS_OF and words[0] in self._words.of

    def _predicates(self, view: _View, cues: Sequence[Cue]) -> tuple[int, int] | None:
        """The stretch of a clause in which the amount's own verb stands, where the clause has two; None where it has one.

        "Paid 2 billion last year *and expects to pay* 3 billion".
        """
        own, mention = view.own, view.mention
        verbs = {cue.start for cue in cues if cue.clause == view.here and cue.name in _PREDICATES}
        if not verbs or bisect_left(self._mentions, own.end) - bisect_left(self._mentions, own.start) < 2:
            return None
        cuts = []
        tokens = list(TOKEN.finditer(self._text, own.start, own.end))
        for at, token in enumerate(tokens):
            if token[0] not in self._words.coordinators:
                continue
            verb = next((t.start() for t in tokens[at + 1 : at + 1 + _ADVERBS] if t.start() in verbs), None)
            if verb is None or self._parted(token.end(), verb):
                continue
            if self._parted(own.start, token.start()) and self._parted(token.end(), own.end):
                cuts.append(token.start())
        if not cuts:
            return None
        at = bisect_left(cuts, mention.start)
        return (cuts[at - 1] if at else own.start), (cuts[at] if at < len(cuts) else own.end)

    def _is_bare(self, view: _View, cues: Sequence[Cue]) -> bool:
        """Whether an amount's clause tells nothing of it.

        "A quarter of the 4 billion that the agency sought": the verb before such a clause is another figure's.
        """
        if any(cue.clause == view.here and cue.name not in MUTE for cue in cues):
            return False
        return not any(strong(cue) and self._describes(cue, view) for cue in cues)

    def _place(self, cue: Cue, view: _View) -> str:
        """Where a cue stands; empty where it does not bear on the amount."""
        if view.mention.start <= cue.start < view.mention.end:
            return "unit"
        if cue.name == "vessel":
            return "near" if self._holds(cue, view) else ""
        if cue.clause != view.here:
            return self._outside(cue, view)
        left, right = view.between(cue)
        near = self._text.count(" ", left, right) <= _NEAR and not self._parted(left, right)
        return "near" if near else "clause"

    def _holds(self, cue: Cue, view: _View) -> bool:
        """Whether an amount is the size of a fund, pool or pot right behind it."""
        left, right = view.between(cue)
        if cue.start < view.mention.end or _BRACKETS.sub("", self._text[left:right]).count(" ") > _AFTER:
            return False
        between = map(str.lower, TOKEN.findall(self._text, view.mention.end, cue.start))
        return self._words.prepositions.isdisjoint(between)

    def _outside(self, cue: Cue, view: _View) -> str:
        """The place of a cue in another clause of the sentence."""
        here, own, there, clause = view.here, view.own, cue.clause, view.sentence.clauses[cue.clause]
        if own.opener in self._words.complementizers and there == here - 1 and cue.name in _GOVERN:
            return "governs"
        if clause.kind == "free":
            # "2 billion is what the state will spend"
            return "clause"
        if clause.kind == "sub" and cue.start > view.mention.end:
            return "near" if self._describes(cue, view) else "aside"
        if not view.bare or clause.kind != "main" or own.kind != "main" or abs(there - here) > _HANGS:
            return "sentence"
        # "…spends around 2% of output, or just over 22 billion": the clause hangs on another.
        if there > here and self._parted(clause.start, clause.end):
            return "aside"  # "The fund, worth 3 billion, has spent 2 billion"
        free = there == here - 1 or not self._parted(*view.between(cue))
        return "clause" if free else "sentence"

    def _describes(self, cue: Cue, view: _View) -> bool:
        """Whether a cue stands in a clause that tells of the amount right before it: "the 3 million that the town sought"."""
        clause, mention = view.sentence.clauses[cue.clause], view.mention
        if clause.kind != "sub" or cue.clause != view.here + 1 or cue.start <= mention.end:
            return False
        gap = self._text[mention.end : clause.start]
        return gap.count(" ") <= _ABOUT and _STOPS.isdisjoint(gap)

    def _to_do(self, clause: Clause, mention: Mention) -> bool:
        """Whether a clause ends in an infinitive: "wil 3 miljoen besparen" and "gaat 3 miljoen geven" are plans."""
        words = TOKEN.findall(self._text, max(mention.end, clause.start), clause.end)
        last = next((w for w in reversed(words) if w[0].isalpha()), "")
        return bool(last) and last.endswith(self._lexicon.infinitive_endings)

    def _parted(self, left: int, right: int) -> bool:
        """Whether an amount begins between two places."""
        return bisect_left(self._mentions, left) < bisect_left(self._mentions, right)


def _aims(view: _View, cues: Sequence[Cue]) -> frozenset[int]:
    """Where verbs stand that tell what the money is for or what somebody is asked, behind one that tells its state.

    "Asks for 2 million to help", "2 million is needed to help", "asks them to give 2 million".
    """
    mention = view.mention
    told = any(cue.clause == view.here and cue.start < mention.start and strong(cue) for cue in cues)
    behind = min((cue.end for cue in cues if cue.name == "request"), default=mention.end + _REACH)
    behind = min(behind, mention.end) if told else behind
    return frozenset(cue.end + 1 for cue in cues if cue.name == "infinitive" and cue.start >= behind)
