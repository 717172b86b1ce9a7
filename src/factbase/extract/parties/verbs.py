"""The clauses of a sentence and its verbs of known classes, with their voice."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import compress, count

from factbase.extract.parties.grammar import BREAKS, CLOSING, OPENING, OPENS_AMOUNT, QUOTES, Grammar, currency_words
from factbase.extract.parties.scene import Verb
from factbase.extract.text.article import Token
from factbase.extract.text.phrases import Hit

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(19|20)\d\d$")
_AGENT_REACH = 7  # words behind a participle in which its agent may follow
_ENDED = (",", ",,")  # how clauses open that a comma before a verb ends; the latter with a preposition


def verbs(
    hits: Sequence[Hit],
    tokens: Sequence[Token],
    clauses: Sequence[int],
    words: Grammar,
    inside: Set[int],
    begins: Set[int],
    ends: Set[int],
) -> list[Verb]:
    """The verbs of a sentence in order; a word that may be a noun counts as a verb right after a name or a group.

    `inside` are the tokens that belong to names, `begins` the first ones of names and groups, `ends` the last ones of those that
    are no adjectives.
    """
    found: list[Verb] = []
    for longest in hits:
        hit = _without_preposition(longest, tokens, clauses, words)
        if hit is None or hit.first in inside or clauses[hit.first] != clauses[hit.last]:
            continue
        if _is_noun(hit, tokens, words, begins, ends) or _is_money(hit, tokens, words):
            continue
        if _is_adjective(hit, tokens, words, begins):
            continue
        if found and found[-1].first == hit.first:
            continue
        infinitive = hit.first > 0 and tokens[hit.first - 1].lower in words.infinitive | words.purpose
        passive = not infinitive and _passive(hit, tokens, clauses, words, begins)  # "the state is *to put* 5 million into Peru"
        found.append(Verb(hit.key, hit.first, hit.last, passive, infinitive))
    _taken_as_getting(found, tokens, clauses, words)
    helping = [v.first == v.last and tokens[v.first].lower in words.auxiliaries for v in found]
    if True not in helping:
        return found
    main: dict[int, int] = {}
    for v, helps in zip(found, helping, strict=True):
        if not helps and words.unfinite.search(tokens[v.first].lower):
            main[clauses[v.first]] = v.first
    return [v for v, helps in zip(found, helping, strict=True) if not helps or main.get(clauses[v.first], -1) < v.first]


def _taken_as_getting(found: list[Verb], tokens: Sequence[Token], clauses: Sequence[int], words: Grammar) -> None:
    """Make one verb of getting of a participle beside a form of "krijgen": "heeft 5 miljoen *toegezegd gekregen*"."""
    getting = {clauses[v.first]: v for v in found if v.first == v.last and tokens[v.first].lower in words.getters}
    if not getting:
        return
    for i, verb in enumerate(found):
        gets = getting.get(clauses[verb.first])
        if gets is not None and gets is not verb and words.participle(tokens[verb.first].lower):
            found[i] = Verb(gets.kind, verb.first, verb.last, False)


def _without_preposition(hit: Hit, tokens: Sequence[Token], clauses: Sequence[int], words: Grammar) -> Hit | None:
    """A verb without the last word where that is no part of it but of another clause, or a preposition.

    "stort 5 miljoen *in het fonds*", "leent Peru 5 miljoen; de rest komt *uit* ...", "betaalt Chili 5 miljoen *uit Brussel*".
    """
    if hit.first == hit.last or hit.last + 1 >= len(tokens):
        return hit
    after, apart = tokens[hit.last + 1], hit.last - hit.first > 1
    limits = apart and after.lower in words.purpose and tokens[hit.last].lower in words.limiting  # "and *up to* 5 million"
    governs = limits or (
        tokens[hit.last].lower in words.particles
        and (_YEAR.match(after.text) is not None or (after.lower in words.determiners and apart))
    )
    name = after.text[:1].isupper() and not _DIGIT.search(after.text)  # "of *R154 billion*" is none
    names = apart and name and tokens[hit.last].lower in words.markers
    if not governs and not (names and not words.participle(tokens[hit.first].lower)) and clauses[hit.first] == clauses[hit.last]:
        return hit
    shorter = [
        (size, key)
        for key, rest, size, _, plain in words.verbs.starting(tokens[hit.first].lower)
        if plain and [t.lower for t in tokens[hit.first + 1 : hit.first + size]] == rest
    ]
    if not shorter:
        return None
    size, key = max(shorter)
    if key == "say":  # "puts 5 million *into Peru*"
        key = hit.key
    return Hit(key, hit.start, tokens[hit.first + size - 1].end, hit.first, hit.first + size - 1, size)


def _is_noun(hit: Hit, tokens: Sequence[Token], words: Grammar, begins: Set[int], ends: Set[int]) -> bool:
    """Whether a word that can be verb or noun is a noun here."""
    word = tokens[hit.first].lower
    if hit.first != hit.last:
        return False
    before = tokens[hit.first - 1].lower if hit.first else ""
    if before in words.articles and not words.participle(word):  # "the plans"
        return True
    if not words.nouns.starting(word):
        return False
    if before.endswith(("'s", "’s")) and tokens[hit.first - 1].text[:1].isupper():
        return True  # "Acme's *fine* comes to 5 million"
    if hit.first - 1 in ends and hit.last + 2 < len(tokens) and words.markers.get(tokens[hit.last + 1].lower) == "of":
        return True  # a headline's "Mali *pledges* of 5 million"
    pronoun = before in words.pronouns and not tokens[hit.first - 1].text.isupper()  # "us", but not "US"
    if before in words.auxiliaries or pronoun or before == "to":
        return False
    following = tokens[hit.last + 1].text if hit.last + 1 < len(tokens) else ""
    if (
        (OPENS_AMOUNT.match(following) or (hit.key == "cost" and (hit.last + 1 in begins or following in words.articles)))
        and before
        and before not in words.determiners
        and before not in words.markers
        and tokens[hit.first - 1].text.isalpha()
        and not words.adjective.search(before)
    ):
        return False  # "the strikes cost 5 million", "the strike cost *the maker* 5 million"
    named = following[:1].isupper()
    if named and (before in words.roles or before in words.bodies):  # "watchdog fines Meta"
        return False
    if (
        before
        and before not in words.determiners
        and before not in words.markers
        and not tokens[hit.first - 1].text[:1].isdigit()
    ):
        inflected = bool(words.finite) and word.endswith(words.finite)  # "is fighting *claims* of 5 million"
        for i in range(hit.first - 2, max(-1, hit.first - words.aux_reach) if not inflected else hit.first, -1):
            if tokens[i].text in ",;:.()":
                break
            if tokens[i].lower in words.auxiliaries and tokens[i].lower not in words.have:
                return False
    if hit.first - 1 not in ends:
        return True
    # "Norway doubles Sudan *aid* to 40 million": a bare form behind a name is a verb only with an object
    bare = bool(words.finite) and not word.endswith(words.finite) and bool(words.verbs.starting(word + words.finite))
    after = tokens[hit.last + 1].lower if hit.last + 1 < len(tokens) else "."
    if bare and after.endswith(words.finite) and words.verbs.starting(after):
        return True  # "the Peru *appeal* raises 5 million"
    return bare and (after in words.markers or after in words.auxiliaries or (not after[:1].isalnum() and after not in "$€£¥₹"))


def _is_adjective(hit: Hit, tokens: Sequence[Token], words: Grammar, begins: Set[int]) -> bool:
    """Whether a participle only says which: "the *affected* cities", "*getroffen* gezinnen"."""
    if hit.first != hit.last or hit.first + 1 >= len(tokens) or not words.participle(tokens[hit.first].lower):
        return False
    before, after = tokens[hit.first - 1].lower if hit.first else "", tokens[hit.first + 1]
    if not after.text.islower() or after.lower in words.function:
        return False
    if before in words.articles:
        return True
    # "beloofd" may go with "gezinnen" as its object, but who is harmed is no object of a participle
    opens = not before or before in words.markers or words.subject_may_follow or bool(words.verbs.starting(before))
    return hit.key == "harm" and hit.first + 1 in begins and opens and before not in words.have | words.be


def _is_money(hit: Hit, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a word is a currency behind an amount: "12 trillion *won*"."""
    if not hit.first or tokens[hit.first].lower not in currency_words(words.lang):
        return False
    before = tokens[hit.first - 1]
    return before.text[:1].isdigit() or before.lower in words.scales


def _passive(hit: Hit, tokens: Sequence[Token], clauses: Sequence[int], words: Grammar, begins: Set[int]) -> bool:
    """Whether the verb is a participle after a form of "be" (or, in Dutch, anywhere with "worden" in its clause)."""
    if not any(words.participle(tokens[i].lower) for i in {hit.first, hit.last}):
        return False
    if _heads_amount(hit, tokens, clauses, words) or _has_agent(hit, tokens, words, begins):
        return True
    clause = clauses[hit.first]
    near = range(hit.first - 1, max(-1, hit.first - 7), -1)
    for i in near:
        word = tokens[i].lower
        if clauses[i] != clause:
            break
        if word in words.be and not _owns(i, tokens, words):
            return True
        if word in words.have or word in words.modals:  # "Acme is the best bidder and *would put* in 5 million"
            return False
    following = tokens[hit.last + 1].lower if hit.last + 1 < len(tokens) else ""
    if words.markers.get(following) == "by":
        return True
    if following in words.be and not _owns(hit.last + 1, tokens, words):  # "die gegeven werd"
        return True
    if following in words.have:
        return False
    for i in range(hit.first - 7, max(-1, hit.first - 22), -1):
        word = tokens[i].lower
        if clauses[i] != clause:
            break
        if word in words.have:
            return False
        if word in words.be and not _owns(i, tokens, words):
            return True
    if hit.first == 0 or tokens[hit.first - 1].text in ",":  # "Promised to Jordan were six tanks"
        return any(
            tokens[i].lower in words.be and clauses[i] == clause for i in range(hit.last + 1, min(hit.last + 7, len(tokens)))
        )
    return False


def _heads_amount(hit: Hit, tokens: Sequence[Token], clauses: Sequence[int], words: Grammar) -> bool:
    """Whether a participle without a helping verb stands right before an amount: "Peru *fined* 5 million", "Chile *given* $3".

    "Peru *ordered to pay* 5 million" is one, too.
    """
    apart = any(tokens[i].lower not in words.auxiliaries for i in range(hit.first + 1, hit.last))  # "ordered *Peru* to pay"
    if apart or hit.last + 1 >= len(tokens) or (hit.first != hit.last and hit.key not in words.never_of_money):
        return False
    if hit.key not in words.never_of_money and tokens[hit.first].lower not in words.never_finite:
        return False
    before = tokens[hit.first - 1].lower if hit.first else ""
    counted = tokens[hit.last + 1].text.isdigit() and hit.last + 2 < len(tokens) and _is_plain(tokens[hit.last + 2], words)
    if words.subject_may_follow and any(
        token.lower in words.have and of == clauses[hit.first]
        for token, of in zip(tokens[: hit.first], clauses[: hit.first], strict=True)
    ):
        return False  # "de rechter *heeft* Peru veroordeeld tot 5 miljoen"
    return bool(OPENS_AMOUNT.match(tokens[hit.last + 1].text)) and not counted and before not in words.have


def _is_plain(token: Token, words: Grammar) -> bool:
    """Whether a word behind a number is what is counted: "the watchdog fined 27 *firms*", not "Peru fined 27 *million*"."""
    return token.text.islower() and token.lower not in words.scales and token.lower not in currency_words(words.lang)


def _has_agent(hit: Hit, tokens: Sequence[Token], words: Grammar, begins: Set[int]) -> bool:
    """Whether an agent follows on the amount behind a participle: "farmers *promised* 5 million *by* Peru"."""
    after = hit.last + 1
    if hit.first != hit.last or after >= len(tokens) or not OPENS_AMOUNT.match(tokens[after].text):
        return False
    before = tokens[hit.first - 1].lower if hit.first else ""
    for i in range(after, min(after + _AGENT_REACH, len(tokens) - 1)):
        word = tokens[i].lower
        if words.markers.get(word) == "by":
            behind = i + 2 if tokens[i + 1].lower in words.articles else i + 1
            return behind in begins and before not in words.have
        if tokens[i].text in ",;:" or word in words.boundaries:
            return False
    return False


def _owns(i: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a form of "be" is a possessive here, as Dutch "zijn" can be: before a plain word that is no participle."""
    if words.pronouns.get(tokens[i].lower) != "own" or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    return after.text.islower() and after.lower not in words.function and not words.participle(after.lower)


def _opens_none(tokens: Sequence[Token], at: int, words: Grammar) -> bool:
    """Whether a word that may open a clause is an adverb or a preposition here: "*so* far", "*since* 2022"."""
    return (tokens[at].lower, tokens[min(at + 1, len(tokens) - 1)].lower) in words.unbounding or (
        tokens[at].lower in words.markers and at + 1 < len(tokens) and _YEAR.match(tokens[at + 1].text) is not None
    )


def _has_verb(tokens: Sequence[Token], of: Sequence[int], words: Grammar) -> bool:
    """Whether the clause of the last token numbered so far has a finite verb."""
    for i in range(len(of) - 1, -1, -1):
        if of[i] != of[-1]:
            return False
        word = tokens[i].lower
        noun = i and tokens[i - 1].lower in words.articles
        if word in words.auxiliaries or (words.verbs.starting(word) and not words.participle(word) and not noun):
            return True
    return False


def governed(tokens: Sequence[Token], at: int, words: Grammar) -> tuple[str, bool] | None:
    """The kind of the preposition before the relative pronoun by which a clause opens, and whether it says how many of them.

    ", *to whom* Peru gave 5 million", ", *waaraan* Peru 5 miljoen gaf", ", *each of whom* was given 5 million"; None where no
    clause opens so.
    """
    part = at + 2 < len(tokens) and (tokens[at].lower in words.each or tokens[at].lower in words.partitives)
    if part:
        at += 1
    if at < len(tokens) and tokens[at].lower in words.governing:
        return words.governing[tokens[at].lower], part
    if at + 1 >= len(tokens) or tokens[at + 1].lower not in words.governed:
        return None
    kind = words.markers.get(tokens[at].lower)
    return (kind, part) if kind is not None else None


def clauses(tokens: Sequence[Token], lower: Sequence[str], words: Grammar) -> tuple[list[int], list[int]]:
    """The clause of each token, and the clause that each clause hangs on (itself for the first).

    Brackets, quotation marks and clauses that open after a comma with "which" or "die" close again and give way to the clause
    around them; a semicolon, a colon or a dash begins a new clause that hangs on the one before.
    """
    parents: list[int] = [0]
    of: list[int] = []
    stack: list[tuple[int, str]] = [(0, "")]
    dependent = bool(lower) and lower[0] in words.subordinators
    bounds = set(compress(count(), map(words.bounds, lower)))
    turns = sorted(bounds | {i - 1 for i in bounds if i})  # no other token ends or begins a clause
    for i in turns:
        token = tokens[i]
        of += [stack[-1][0]] * (i - len(of))
        text, after = token.text, tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if text in OPENING or (text in QUOTES and stack[-1][1] != text):
            parents.append(stack[-1][0])
            stack.append((len(parents) - 1, OPENING.get(text, text)))
            of.append(stack[-1][0])
            continue
        of.append(stack[-1][0])
        if text in CLOSING and any(sign == text for _, sign in stack):
            while stack.pop()[1] != text:
                pass
            stack = stack or [(0, "")]
        elif text in BREAKS:
            parents.append(stack[-1][0])
            stack = [*[s for s in stack if s[1] not in ("", *_ENDED)], (len(parents) - 1, "")]
        elif text == "," and dependent:  # "Sinds ..., trekken"; "When ..., the bank"
            dependent = False
            parents.append(stack[-1][0])
            stack = [(len(parents) - 1, "")]
        elif text == "," and stack[-1][1] in _ENDED and (after in words.auxiliaries or words.verbs.starting(after)):
            if stack[-1][1] == "," or _has_verb(tokens, of, words):  # ", to whom Peru, *with Chile,* gave" goes on
                stack.pop()
        elif text == "," and governed(tokens, i + 1, words):  # ", *to whom* Peru gave"
            parents.append(stack[-1][0])
            stack.append((len(parents) - 1, "," if after in words.governing else ",,"))
        elif (
            after in words.boundaries
            and not _opens_none(tokens, i + 1, words)
            and not (after in words.conjunctions and i + 2 < len(tokens) and tokens[i + 2].lower in words.or_so)
            and text not in OPENING
            and words.markers.get(token.lower, "source") == "source"  # "Peru said *that* Chile gave"
            and not (token.lower in words.have and i + 2 < len(tokens) and words.participle(tokens[i + 2].lower))
        ):
            parents.append(stack[-1][0])
            stack.append((len(parents) - 1, ","))
    of += [stack[-1][0]] * (len(tokens) - len(of))
    return of, parents
