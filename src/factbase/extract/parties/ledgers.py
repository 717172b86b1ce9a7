"""Lists of names with an amount each ("Chile: 5 million"), below words that say whether those named give or get.

A row is a name at the head of a line, of a sentence or of what a semicolon ends, with a sign behind it. Two rows that follow on
each other are a ledger. What is said before the first one tells the role of all: who gives or gets there in the place of those
listed ("who has pledged what", "these *towns* get"), the opposite role of one who is named there ("Peru has given to:"), or a
word for such a list ("the main pledges", "the recipients").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from factbase.extract.parties.candidate import ROLES
from factbase.extract.parties.flow import listing
from factbase.extract.parties.grammar import OPENS_AMOUNT, Grammar, frames
from factbase.extract.parties.rivals import behind_hedges
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind

_SIGNS = frozenset((":", "|", "-", "--", "–", "—"))  # behind which the whole row belongs to the name
_TIGHT = frozenset((",", "("))  # behind which the amount itself has to stand
_STOPS = frozenset(".;:?!|•")  # before which no row begins but right behind them
_LISTED = ("name", "capital", "group", "force", "seat", "part")  # forms of those who may head a row
_APART = 1  # sentences between two rows of a ledger that are none
_ABOVE = 3  # sentences above the first row that may say what the rows do


@dataclass(frozen=True, slots=True)
class Row:
    """A name of a list: the sentence it is in, and the tokens from its own first one to the next row's."""

    scene: Scene
    actor: Actor
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a ledger says of an amount: whose it is in which role, and the others of its sentence who have no part in it."""

    actor: Actor
    role: str
    others: tuple[Actor, ...]


def ledgers(article: Article, mentions: Sequence[Mention], read: Sequence[Scene], words: Grammar) -> dict[int, Entry]:
    """What the ledgers of an article say of its amounts, by the index of each."""
    found: dict[int, Entry] = {}
    by_row: dict[int, list[tuple[Row, list[int]]]] = {}
    for i, mention in enumerate(mentions):
        index = article.sentence_at(mention.start)
        if index not in by_row:
            by_row[index] = [(row, []) for row in _rows(read[index], words)]
        at = read[index].token_at(mention.start)
        for row, amounts in by_row[index]:
            if row.actor.last < at < row.end:
                amounts.append(i)
    for ledger in _runs([(row, amounts) for rows in by_row.values() for row, amounts in rows if amounts]):
        counts = all(mentions[i].kind is not Kind.MONEY for _, amounts in ledger for i in amounts)
        role = None if counts else _role(ledger[0][0], read, words)
        if role is None:
            continue
        for row, amounts in ledger:
            if _differs(row, role):
                continue
            if (role, _RULE) not in row.actor.roles:
                row.actor.roles.append((role, _RULE))
            inside = range(row.begin, row.end)
            others = tuple(a for a in row.scene.actors if a is not row.actor and a.first not in inside)
            found |= {i: Entry(row.actor, role, others) for i in amounts if mentions[i].kind is not Kind.PERCENT}
    for index in by_row:
        found |= _entries(read[index], mentions, words)
    return found


def _bracketed(scene: Scene, words: Grammar) -> tuple[list[Actor], str]:
    """Names in a row with their amounts in brackets, before the verb that they are the subject of, and the role that it gives.

    "Chile (5 million) and Peru (6 million) *have pledged* aid".
    """
    for i, first in enumerate(scene.actors):
        row = [first] if first.marker in _BARE and _bracket(scene, first) else []
        for actor in scene.actors[i + 1 :] if row else ():
            between = scene.tokens[_bracket(scene, row[-1]) + 1 : actor.first]
            joined = between and all(t.text == "," or t.lower in words.conjunctions or t.lower in words.articles for t in between)
            if not joined or not _bracket(scene, actor):
                break
            row.append(actor)
        verb = next((v for v in scene.verbs if row and v.first > _bracket(scene, row[-1])), None)
        if len(row) > 1 and verb is not None and not scene.crossed(verb.first, first.first):
            role = frames().get(("verb", verb.kind, "passive" if verb.passive else "active", "subject"))
            return (row, role) if role is not None else ([], "")
    return [], ""


_BARE = ("subject", "bare")


def _bracket(scene: Scene, actor: Actor) -> int:
    """The token that closes the bracket with an amount right behind an actor; 0 where there is none."""
    tokens, at = scene.tokens, actor.last + 1
    if at >= len(tokens) or tokens[at].text != "(":
        return 0
    closing = next((i for i in range(at + 1, min(len(tokens), at + _BRACKETED)) if tokens[i].text == ")"), 0)
    return closing if any(OPENS_AMOUNT.match(token.text) for token in tokens[at + 1 : closing]) else 0


_BRACKETED = 10  # words that a bracket with an amount may hold


def _entries(scene: Scene, mentions: Sequence[Mention], words: Grammar) -> dict[int, Entry]:
    """What names in a row with their amounts in brackets tell of these."""
    row, role = _bracketed(scene, words)
    found: dict[int, Entry] = {}
    for actor in row:
        end = scene.tokens[_bracket(scene, actor)].end
        others = tuple(one for one in row if one is not actor)
        actor.roles = [(role, _RULE)]
        found |= {i: Entry(actor, role, others) for i, one in enumerate(mentions) if actor.end <= one.start < end}
    return found


_RULE = "parallel verb"  # the rule by which one has the role of others


def _rows(scene: Scene, words: Grammar) -> list[Row]:
    """The rows that a sentence holds."""
    heads: list[tuple[int, Actor]] = []
    for actor in scene.actors:
        begin = _begin(scene, actor, words)
        if begin is None:
            continue
        follows = bool(heads) and _goes_on(scene, heads[-1][1], begin, words)
        if follows or _opens(scene, begin) or (not heads and scene.tokens[begin - 1].lower in words.introducing):
            heads.append((begin, actor))
    ends = [*(begin for begin, _ in heads), len(scene.tokens)][1:]
    return [Row(scene, actor, begin, end) for (begin, actor), end in zip(heads, ends, strict=False)]


def _begin(scene: Scene, actor: Actor, words: Grammar) -> int | None:
    """The token at which the row of an actor begins; None where it heads none."""
    tokens, begin = scene.tokens, actor.first
    if actor.form not in _LISTED or not _signed(scene, actor, words):
        return None
    while begin and ((word := tokens[begin - 1].lower) in words.determiners - words.be or words.role_of(word)):
        begin -= 1
    return begin


def _opens(scene: Scene, begin: int) -> bool:
    """Whether a row may begin at a token: at the head of a line or a sentence, a bullet or a number before it or not."""
    before = scene.tokens[:begin]
    return not before or before[-1].text in _STOPS or not any(token.text[0].isalpha() for token in before)


def _goes_on(scene: Scene, last: Actor, begin: int, words: Grammar) -> bool:
    """Whether a row begins at a token behind another one's amount: "Chile (5 million), *Peru (6 million)* and ..."."""
    between, before = scene.tokens[last.last + 1 : begin], scene.tokens[begin - 1]
    joined = before.text == "," or before.lower in words.conjunctions
    told = any(last.last < verb.first < begin for verb in scene.verbs)
    return joined and not told and any(OPENS_AMOUNT.match(token.text) for token in between)


def _signed(scene: Scene, actor: Actor, words: Grammar) -> bool:
    """Whether the sign of a row, or the amount itself, stands right behind an actor."""
    tokens, at = scene.tokens, actor.last + 1
    if at < len(tokens) and tokens[at].text == ")":  # "the Refugee Agency (UNHCR): 5 million"
        at += 1
    if at + 1 >= len(tokens):
        return False
    if tokens[at].text in _SIGNS:
        return True
    first = next((i for i in range(at, len(tokens)) if words.counts(tokens[i].lower)), None)
    if first is None:
        return False
    hangs = behind_hedges(scene, first, words)
    if hangs > at and words.markers.get(tokens[hangs].lower) == "with":  # "Peru, *with* 5 million"
        hangs -= 1
    return hangs <= at and (tokens[at].text in _TIGHT or first == at)


def _runs(rows: Sequence[tuple[Row, list[int]]]) -> Iterator[list[tuple[Row, list[int]]]]:
    """Rows that follow on each other, of at least two parties."""
    run: list[tuple[Row, list[int]]] = []
    for row in (*rows, None):
        if row is None or (run and row[0].scene.index - run[-1][0].scene.index > _APART + 1):
            if len({one.actor.id for one, _ in run}) > 1:
                yield run
            run = []
        if row is not None:
            run.append(row)


def _role(first: Row, read: Sequence[Scene], words: Grammar) -> str | None:
    """The role of those listed from a first row on, by what stands before it in its sentence, above it and in the headline."""
    here = first.scene
    if first.begin and here.tokens[first.begin - 1].lower in words.introducing:
        return words.listing(here.tokens[: first.begin])  # "the donors *include* Peru (5 million)"
    above = [read[i] for i in range(here.index - 1, max(0, here.index - _ABOVE - 1), -1)]
    places = [(here, first.begin), *((one, len(one.tokens)) for one in (*above, read[0]) if one is not here)]
    return next((role for one, end in places if end and (role := _said(one, end, words))), None)


def _said(scene: Scene, end: int, words: Grammar) -> str | None:
    """The role of those listed by the words of a sentence up to a token."""
    told = [(a, role) for a in scene.actors if a.last < end for role, rule in a.roles if rule.split(" ")[1] in listing()]
    many = next((role for a, role in told if a.form == "group"), None)
    if many is not None:
        return many
    asked = _asked(scene, end, words, frames())
    if asked is not None:
        return asked
    if scene.tokens[end - 1].text == ":" and told:
        return ROLES[1 - ROLES.index(told[0][1])]
    return words.listing(scene.tokens[:end])


def _asked(scene: Scene, end: int, words: Grammar, table: Mapping[tuple[str, ...], str]) -> str | None:
    """The role of whom a sentence asks for: "*who* has pledged what", "aan *wie* het geld gaat"."""
    for i, token in enumerate(scene.tokens[:end]):
        if token.lower not in words.asking:
            continue
        marker = (words.markers.get(scene.tokens[i - 1].lower) if i else None) or "subject"
        for verb in scene.verbs:
            if i < verb.first < end and verb.kind in listing():
                return table.get(("verb", verb.kind, "passive" if verb.passive else "active", marker))
    return None


def _differs(row: Row, role: str) -> bool:
    """Whether a verb of the row itself gives whom it is about the other role: "Peru: has received 5 million"."""
    table = frames()
    for verb in row.scene.verbs:
        if row.actor.last < verb.first < row.end:
            told = table.get(("verb", verb.kind, "active", "subject"))
            if told is not None and told != role and not verb.passive:
                return True
    return False
