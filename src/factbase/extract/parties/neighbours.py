"""What the amounts around say of the parties of an amount: features of the second pass."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from factbase.extract.amounts.hedges import hedges
from factbase.extract.names.lexicon import known_language
from factbase.extract.parties.candidate import NOBODY, ROLES, Candidate, Related, Shares
from factbase.extract.parties.flow import flow_of
from factbase.extract.parties.grammar import grammar
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind

_APART = 32  # characters between an amount and what it is worth in other money
_BEHIND = 14  # characters behind an amount in which it may be called a part ("100 million *of that*")
_LIKELY = 0.3  # probability from which on a party of the amount before may be one of this amount
_SOME = 0.8  # amounts with a party (in probability) from which an article says whose its amounts are


def relate(
    article: Article,
    mentions: Sequence[Mention],
    table: Sequence[dict[str, Candidate]],
    first: Sequence[Shares],
) -> list[Related]:
    """Features of the second pass, by mention, role and candidate: what the first pass says of the amounts around.

    `first[i][role][id]` is the probability of the first pass. Candidates of a neighbour become candidates here, too.
    """
    links = [_link(article, mentions, i) if i else "" for i in range(len(mentions))]
    sides = [(flow_of(m.concept) == "none", m.kind is Kind.COUNT) for m in mentions]  # goods may go the other way than money
    of_its_kind = Counter(sides)
    total: dict[tuple[str, tuple[bool, bool]], dict[str, float]] = {(role, side): {} for role in ROLES for side in of_its_kind}
    same: dict[tuple[Kind, object, str], list[int]] = {}
    for i, m in enumerate(mentions):
        same.setdefault((m.kind, m.amount, m.unit), []).append(i)
        for role in ROLES:
            sums = total[role, sides[i]]
            for party, p in first[i][role].items():
                sums[party] = sums.get(party, 0.0) + p
    fined = [i for i, mention in enumerate(mentions) if flow_of(mention.concept) == "fine"]
    out: list[Related] = []
    for i, mention in enumerate(mentions):
        row, link = table[i], links[i]
        offender = _offender([first[j][_PAYER] for j in fined if j != i]) if i in fined else None
        if offender is not None and offender not in row:
            row[offender] = Candidate(offender, "")
        if link:
            payer, payee = (first[i - 1][role] for role in ROLES)
            for party, before in table[i - 1].items():
                if party not in row and (payer.get(party, 0.0) > _LIKELY or payee.get(party, 0.0) > _LIKELY):
                    row[party] = Candidate(party, before.kind, actor=before.actor)
        twins = [j for j in same[mention.kind, mention.amount, mention.unit][:8] if j != i]
        others = of_its_kind[sides[i]] - 1
        features: Related = {}
        for r, role in enumerate(ROLES):
            sums, mine = total[role, sides[i]], first[i][role]
            here = "told" if "told" in [candidate.told[r] for candidate in row.values()] else "untold"
            earlier, alike = first[i - 1][role] if link else {}, [first[j][role] for j in twins]
            empty = (sums.get(NOBODY, 0.0) - mine.get(NOBODY, 0.0)) / others if others else 1.0
            filled = others * (1.0 - empty)
            standing = "most filled" if empty < 0.5 else "few filled"
            if not link and not alike and filled < _SOME:
                of_role = dict.fromkeys(row, _NOTHING)
                if NOBODY in row:
                    of_role[NOBODY] = _nobody("", "", "", _level(empty) if others else "", here)
                features[role] = of_role
                continue
            of_role = features[role] = {}
            for party, candidate in row.items():
                before_it = _level(earlier.get(party, 0.0)) if link else ""
                elsewhere = _level(max([one.get(party, 0.0) for one in alike])) if alike else ""
                if party == NOBODY:
                    of_role[party] = _nobody(link, before_it, elsewhere, _level(empty) if others else "", here)
                    continue
                told, of_others = candidate.told[r], ""
                if filled >= _SOME:
                    of_others = f"{_level((sums.get(party, 0.0) - mine.get(party, 0.0)) / filled)}, {told or standing}"
                of_role[party] = _related(link, before_it, elsewhere, of_others, told or here)
        if offender is not None and all(candidate.told[0] != "told" for candidate in row.values()):
            features[_PAYER][offender] = features[_PAYER].get(offender, _NOTHING) | _OFFENDS
        out.append(features)
    return out


def _offender(others: Sequence[Mapping[str, float]]) -> str | None:
    """Who pays the other fines of an article, where one does: "the oldest, of 5 million, was for its shopping service"."""
    sums: Counter[str] = Counter()
    for one in others:
        sums.update({party: p for party, p in one.items() if party != NOBODY})
    party, most = max(sums.items(), key=lambda item: item[1], default=("", 0.0))
    return party if most >= _FINED and most >= _ALONE * sums.total() else None


_PAYER = ROLES[0]
_FINED = 0.6  # fines that one pays (in probability) from which on the others may be his
_ALONE = 0.5  # share of an article's fines from which on one pays them all
_OFFENDS = frozenset(("pays the other fines",))


_NOTHING: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def _related(link: str, before: str, elsewhere: str, others: str, here: str) -> frozenset[str]:
    """Features of the second pass of one candidate; what is empty says nothing. `here` is what the words here say of the role."""
    linked = (f"{link} before it {before}", f"{link} before it {before}, {here}") if link else ()
    return frozenset(
        filter(None, (*linked, elsewhere and f"same amount elsewhere {elsewhere}", others and f"of other amounts {others}"))
    )


@lru_cache(maxsize=4096)
def _nobody(link: str, before: str, elsewhere: str, others: str, here: str) -> frozenset[str]:
    """Features of the second pass of nobody."""
    empty = {f"other amounts {others}", f"other amounts {others}, {here}"} if others else set()
    return frozenset(f"nobody: {one}" for one in _related(link, before, elsewhere, "", here) | empty)


def _level(p: float) -> str:
    return _LEVELS[bisect_right(_EDGES, p)]


_EDGES = (0.08, 0.25, 0.5, 0.75)
_LEVELS = ("no", "hardly", "maybe", "likely", "yes")


def _link(article: Article, mentions: Sequence[Mention], i: int) -> str:
    """How an amount hangs on the one before.

    Its `conversion` in brackets, a `part` of it, next in a `row`, in the same `sentence`, or later.
    """
    before, here = mentions[i - 1], mentions[i]
    between = article.text[before.end : here.start]
    if len(between) <= _APART and before.kind is here.kind is Kind.MONEY:
        if "(" in between and ")" not in between:
            return "conversion"
        known = hedges(known_language(article.lang, "hedges"))
        if not known.converted.isdisjoint(between.lower().split()):
            return "conversion"  # "5 miljoen dollar, *omgerekend* 4,6 miljoen euro"
        if before.unit != here.unit and between[:1] == "," and between[1:].strip().lower() in known.phrases:
            return "conversion"  # "50 million yuan, *about* $7 million"
    index, earlier = article.sentence_at(here.start), article.sentence_at(before.start)
    if index - earlier <= 1 and before.kind is here.kind is Kind.MONEY:
        begin = before.end if index == earlier else article.sentences[index][0]
        if grammar(article.lang).portions.search(article.text[begin : here.end + _BEHIND]):
            return "part"
    if index == earlier:
        return "row" if before.kind is here.kind and len(between) <= 60 and not any(c in between for c in ".;:") else "sentence"
    if index - earlier > 2:
        return ""
    return "amount" if before.kind is here.kind else "other amount"


def conversions(article: Article, mentions: Sequence[Mention]) -> dict[int, int]:
    """The index of each conversion in brackets ("5 million euros ($5.4 million)") to that of the amount it converts."""
    found: dict[int, int] = {}
    for i in range(1, len(mentions)):
        if _link(article, mentions, i) == "conversion":
            found[i] = found.get(i - 1, i - 1)
    return found
