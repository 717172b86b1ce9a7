"""Programmes by the words around a name: "the deal, known as ...", "the campaign 'Warm Winter'", "grants under the RBS"."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from factbase.extract.names.name import Name
from factbase.extract.programmes.notes import QUOTED, Notes, capital
from factbase.normalise.folding import fold

_NAMED_BY_NOUN = ("project", "programme", "initiative", "plan", "operation", "campaign", "deal")
"""Kinds whose plain noun beside a name says what it is; a fund or a law is as often another's."""
_CLOSES = re.compile(r"[\"'”’]?(?:[,.;:)]|$)")
_SMALL = re.compile(r"[^\W\d_]{8,}(?![\w-])")


def last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    """The last of some matches."""
    return next(iter(deque(found, maxlen=1)), None)


def quoted(notes: Notes) -> None:
    """ "the 'Build with Us' initiative", "the campaign 'Warm Winter'", "'One Heart,' a joint broadcast"."""
    for found in QUOTED.finditer(notes.text):
        if not capital(notes.text, found.start(1)) or found[1].count(" ") > 6:
            continue
        if len(words := found[1].split()) > 2 and notes.words.sentence_words.intersection(map(fold, words)):
            continue  # "We were ready to go," the fund said
        head = notes.kind_of(found[1])
        after = notes.words.after_quote.match(notes.folded, found.end())
        before = last(notes.words.noun.finditer(notes.folded, max(0, found.start() - 40), found.start()))
        if after:
            notes.add(found.start(1), found.end(1), notes.words.nouns[after[1]][0], "quoted")
        elif before and not notes.text[before.end() : found.start()].strip(" :,"):
            notes.add(found.start(1), found.end(1), notes.words.nouns[before[2]][0], "quoted")
        elif head and " " in found[1]:
            notes.add(found.start(1), found.end(1), head, "quoted")  # the 'Start and Grow Fund'


def called(notes: Notes) -> None:
    """ "the deal, known as Project Beethoven", "a campaign by the name of One Heart"."""
    for found in notes.words.named.finditer(notes.article):
        at = found.end()
        quoted = QUOTED.match(notes.text, at)
        span = quoted.span(1) if quoted else None
        if span is None and capital(notes.text, at) and (run := notes.words.run.match(notes.text, at)):
            span = run.span()
        if span is None and notes.words.suffixes and (small := _SMALL.match(notes.text, at)):
            if (compound := notes.kind_of(small[0])) and found[0].split()[0] in notes.words.called:
                notes.add(*small.span(), compound, "named", notes.in_english(small[0][0].upper() + small[0][1:]))
            continue
        if span is not None and quoted and not capital(notes.text, span[0]):
            before = notes.folded[max(0, found.start() - 30) : found.start()]
            if found[0].split()[0] in notes.words.called and notes.words.meant_for.search(before):
                notes.add(*span, "programme", "named", quoted[1][0].upper() + quoted[1][1:])
            continue
        if span is None or not capital(notes.text, span[0]):
            continue
        noun = last(notes.words.noun.finditer(notes.folded, max(0, found.start() - 45), found.start()))
        near = (
            noun is not None
            and not re.search(r"[.;:!?\n]", notes.text[noun.end() : found.start()])
            and found.start() - noun.end() < 25
        )
        kind = notes.kind_of(notes.text[span[0] : span[1]]) or (notes.words.nouns[noun[2]][0] if noun and near else None)
        if kind:
            definite = bool(noun and near and noun[1]) or bool(quoted and noun is None)
            notes.add(*span, kind, "topic" if definite else "named")


def called_behind(notes: Notes) -> None:
    """ "het plan, Groene Horizon genaamd", "the project, Northern Arc as it is called"."""
    if not notes.words.named_after.search(notes.folded):
        return
    for noun in notes.words.noun.finditer(notes.folded):
        at = noun.end()
        if notes.text[at : at + 2] != ", ":
            continue
        run = notes.words.run.match(notes.text, at + 2) if capital(notes.text, at + 2) else QUOTED.match(notes.text, at + 2)
        if run and (run.end() - at) < 90 and notes.words.named_after.match(notes.folded, run.end()):
            span = run.span(1) if run.re is QUOTED else run.span()
            notes.add(*span, notes.words.nouns[noun[2]][0], "topic" if noun[1] else "named")


def in_apposition(notes: Notes) -> None:
    """ "a new scheme, the OWE,", "set up a fund, Ravoti,": letters, or the name of what is new, in apposition to a plain head."""
    others = {n.start for n in notes.names if n.kind in ("country", "person") or notes.is_body(n)}
    for found in notes.words.apposed.finditer(notes.article):
        run = notes.words.run.match(notes.text, found.end())
        if (
            run
            and run.start() not in others
            and (run[0].isupper() or notes.words.some_ahead.search(notes.folded[max(0, found.start() - 40) : found.start()]))
            and re.match(r"[\"'”’]?[,.)]", notes.text[run.end() : run.end() + 2])
        ):
            notes.add(*run.span(), notes.words.nouns[found[1]][0], "named")


def behind_noun(notes: Notes) -> None:
    """ "its program Volta Nova", "het fonds Ravoti": a name right behind the plain noun that says what it is."""
    held = {n.start: n.end for n in notes.names if n.kind in ("country", "person", "place") or notes.is_body(n)}
    for noun in notes.words.noun_ahead.finditer(notes.article):
        at = noun.end()
        run = notes.words.run.match(notes.text, at) if capital(notes.text, at) else None
        if run is None or capital(notes.text, noun.start(1)) or held.get(at, 0) >= run.end():
            continue
        body = notes.folded[: at - 1].endswith(notes.words.bodies) or notes.names_body(run[0])  # "the pension fund Ravoti"
        if _CLOSES.match(notes.text, run.end()) and not body:
            notes.add(*run.span(), notes.words.nouns[noun[1]][0], "named")


def beside_noun(notes: Notes) -> None:
    """ "zorgakkoord AZWA", "PIXEurope, a programme for chips", "NanoIC, as the project is called"."""
    for name in notes.names:
        if name.kind not in ("organisation", "programme") or name.id in notes.known or notes.is_body(name):
            continue
        behind = notes.words.noun_behind.match(notes.folded, name.end)
        if behind and name.text.istitle() and notes.words.governing.search(notes.folded[max(0, name.start - 20) : name.start]):
            behind = None  # "a plan for Southside, a quarter ...", "a month after Idina, the aid plan ..."
        scheme = notes.words.scheme_before.search(notes.folded[max(0, name.start - 40) : name.start])
        capitals = " " not in name.text and (sum(letter.isupper() for letter in name.text) > 1 or scheme is not None)
        before = notes.words.noun_before.search(notes.folded[max(0, name.start - 40) : name.start]) if capitals else None
        noun = (behind[1] or behind[2]) if behind else before[1] if before else None
        if noun is None:
            continue
        kind = notes.words.nouns[noun][0] if noun in notes.words.nouns else notes.words.suffixes[noun]
        if kind in _NAMED_BY_NOUN:
            for again in notes.names:
                if again.id == name.id:
                    notes.add(again.start, again.end, kind, "named", name.id)


def _candidates(notes: Notes) -> dict[int, Name]:
    """Names that no list holds, by their start, which may turn out to be programmes."""
    return {
        n.start: n
        for n in notes.names
        if n.kind in ("organisation", "programme") and n.id not in notes.known and fold(n.id) not in notes.bodies
    }


def listed(notes: Notes) -> None:
    """ "For both schemes there is money: 9 million for RBS and 4 million for Oven"."""
    several = next(notes.words.several.finditer(notes.article), None)
    if several is None:
        return
    free = _candidates(notes)
    for several in notes.words.several.finditer(notes.article):
        start, end = notes.article.sentences[notes.article.sentence_at(several.start())]
        behind = [free[m.end()] for m in notes.words.listed.finditer(notes.folded, start, end) if m.end() in free]
        if len(behind) > 1:
            for name in behind:
                notes.add(name.start, name.end, notes.words.nouns[several[1]][0], "named", name.id)


def granted_under(notes: Notes) -> None:
    """ "grants under RBS", "subsidies onder de RBS": what money is given under, in letters or in a spelling of its own."""
    for start, name in _candidates(notes).items():
        if notes.names_body(name.id):
            continue
        coined = name.text.isupper() or sum(map(str.isupper, name.text.split()[0])) > 1 or name.text.count(" ") > 1
        if coined and len(name.text) > 2 and notes.words.scheme_of.search(notes.folded[max(0, start - 40) : start]):
            head = notes.words.plain_heads.match(notes.folded, name.end)
            called = f"{name.id} {head[1]}" if head else name.id  # "under RBS plan"
            for again in notes.names:
                if again.id == name.id:
                    notes.add(again.start, again.end, "programme", "named", called)
