"""Programmes whose names say what they are: "Harbour Renewal Fund", "Operation Interflex", "the PURL scheme", "Metro 3"."""

from __future__ import annotations

import re

from factbase.extract.names.name import Name
from factbase.extract.programmes.letters import LETTERS, fits
from factbase.extract.programmes.notes import QUOTED, Notes, capital
from factbase.normalise.folding import fold

_WITHIN = re.compile(r"(?<![.!?:] )(?<!^)\b[^\W\d_a-z]\w+ $")
_JOINED = re.compile(r"(?<=[a-z€$£\d] )(?:[A-Z][\w'’-]+ ){1,5}(?:and|on|en|&|op) $")
_VERSION = re.compile(r" \d(?:\.\d)?(?=[ -])")
_SPELLED = re.compile(r"(?: [a-zà-ÿ][\w-]*){1,8} \(([A-Z][\w+-]{1,9})\)")
_SHORT_BODY = re.compile(r" \(([A-Z][\w+-]{1,9})\)")
_SHORT = re.compile(r" \([A-Z][\w+-]{1,9}\)(?= )")
"""A short form in brackets, as it stands before a plain head: "the Survival and Recovery (SURE) program"."""


def named_by_head(notes: Notes) -> None:
    """ "Harbour Renewal Fund", "Kustfonds": names with a head noun, and the known programmes."""
    for name in notes.names:
        if name.id in notes.known:
            notes.add(name.start, name.end, notes.known[name.id], "known", name.id)
            continue
        if name.kind not in ("programme", "organisation") or notes.is_body(name) or notes.ends_body(name.start):
            continue
        if (short := _SHORT_BODY.match(notes.text, name.end)) and fold(short[1]) in notes.bodies:
            continue  # "the UN Food Program (WFP)"
        if name.text.partition("-")[0] in notes.words.no_names:
            continue  # "het AI-programma"
        if name.form == "part" and not notes.kind_of(name.text) and not name.text.isupper():
            continue  # "Brainport" may be the region and not the fund named after it
        kind = notes.kind_of(name.id) or _lettered(notes, name)
        first, _, rest = name.text.partition(" ")
        proper = rest and (kind is None or notes.opens_sentence(name.start) or (" " not in rest and not rest.istitle()))
        compound = notes.kind_of(first) if proper else None
        if compound and capital(rest, 0) and fold(first) not in notes.words.prefixes:
            notes.add(name.end - len(rest), name.end, compound, "named", rest)  # "Groeifondsprogramma Arvalta"
            continue
        if kind:
            notes.add(name.start, name.end, kind, "head", notes.in_english(_most_used(notes, name)))


def _most_used(notes: Notes, name: Name) -> str:
    """Of a name and its short form in brackets, the one that the article goes on to use."""
    texts = [n.text for n in notes.names if n.id == name.id]
    short = [text for text in texts if " " not in text and text != name.id and notes.kind_of(text)]
    return short[0] if 2 * len(short) >= len(texts) and short else name.id


def _lettered(notes: Notes, name: Name) -> str | None:
    """The kind of a name of plain words that letters in brackets make one: "the Joint Response Plan (JRP)"."""
    words = fold(name.id).split()
    letters = LETTERS.search(notes.text, name.end, name.end + 14) if name.kind == "programme" and len(words) > 2 else None
    if letters is None or letters.start() != name.end + 2 or not fits(letters[1], words):
        return None
    return notes.words.heads.get(words[-1])


def prefixed(notes: Notes) -> None:
    """ "operatie Interflex", "Project Beethoven", "actie 'Samen Sterk'"."""
    states = {n.start for n in notes.names if n.kind in ("country", "person")}
    for found in notes.words.prefix.finditer(notes.article):
        at = found.end()
        quoted = QUOTED.match(notes.text, at)
        if quoted and capital(notes.text, quoted.start(1)):
            notes.add(found.start(), quoted.end(1), notes.words.prefixes[found[1]], "quoted", quoted[1])
        elif at in states and not capital(notes.text, found.start()):
            continue  # "the plan Ukraine asked for" names none
        elif _WITHIN.search(notes.text[max(0, found.start() - 24) : found.start()]) and capital(notes.text, found.start()):
            continue  # "the Cove Project North", a name that begins before
        elif capital(notes.text, at) and (run := notes.words.run.match(notes.text, at)):
            if letters := _initialled(notes, run):
                notes.spelled.add(run.start())
                kind, again = notes.words.prefixes[found[1]], rf"(?<![\w-]){re.escape(letters)}(?!\w)"
                notes.add_all(again, kind, "named", letters, re.IGNORECASE)
                continue
            opening = capital(notes.text, found.start()) or not notes.words.plain_heads.match(notes.folded, run.end())
            if opening and not any(p.start <= at < p.end for p in notes.found):
                notes.add(found.start(), run.end(), notes.words.prefixes[found[1]], "head")


def _initialled(notes: Notes, run: re.Match[str]) -> str | None:
    """The letters for a name that goes on in small words: the SUB of "de regeling Specifieke uitkering buurthuizen (SUB)"."""
    found = _SPELLED.match(notes.text, run.end())
    return found[1] if found and fits(found[1], fold(notes.text[run.start() : found.start(1) - 2]).split()) else None


def with_plain_head(notes: Notes) -> None:
    """ "the PURL scheme", "the Brainport deal": an unknown name right before a plain head, after an article."""
    for name in notes.names:
        if name.kind not in ("organisation", "place", "programme") or name.id in notes.known or name.form == "capital":
            continue
        version = _VERSION.match(notes.text, name.end) or _SHORT.match(notes.text, name.end)
        found = notes.words.plain_heads.match(notes.folded, version.end() if version else name.end)
        if not found or notes.is_body(name) or (" " in name.text and name.form == "part"):
            continue
        start = name.start
        if more := _JOINED.search(notes.text, max(0, name.start - 60), name.start):
            start = more.start()  # "the Crop Recycling and Reef Mending programme"
        ahead = notes.folded[max(0, start - 40) : start]
        definite = notes.words.definite_ahead if version else notes.words.definite
        sum_ = notes.words.definite_sum.search(ahead)  # "the €50 million Arvo scheme"
        if not definite.search(ahead) and not ahead.endswith("'s ") and not sum_:
            continue
        if start < name.start:
            called = notes.text[start : name.end]
            notes.add(start, found.end(1), notes.words.nouns.get(found[1], ("programme",))[0], "plain", f"{called} {found[1]}")
            continue
        kind = notes.words.nouns.get(found[1], ("programme",))[0]
        apposed = next((p for p in notes.found if p.how == "known" and _apposed(notes, p.end, name.start)), None)
        if apposed:
            notes.add(name.start, found.end(1), apposed.type, "known", apposed.id)
            continue
        called = name.id if name.form == "part" and name.text.isupper() else name.text
        called += version[0] if version and not version[0].endswith(")") else ""
        notes.add(name.start, found.end(1), kind, "plain", f"{called} {found[1]}")


def _apposed(notes: Notes, end: int, start: int) -> bool:
    """Whether a comma, an article and an owner part two places: "Pepfar, the American president's (Aids plan)"."""
    return 2 < start - end < 40 and notes.words.apposing.fullmatch(notes.folded, end, start) is not None


def numbered(notes: Notes) -> None:
    """ "Metro 3", "giro 4321", "Fund 126": a plain head and its number, under one label."""
    for found in notes.words.numbered.finditer(notes.article):
        kind, label = notes.words.labels[found[1]]
        how = "named" if kind == "project" else "head"
        if label[0].islower():  # a common word, which only a capital makes a name
            before = re.search(r"[^\W\d_]+ $", notes.text[max(0, found.start() - 30) : found.start()])
            if (
                not capital(notes.text, found.start())
                or notes.opens_sentence(found.start())
                or (before and before[0][0].isupper())
            ):
                continue
            label = notes.text[found.start(1) : found.end(1)]
        notes.add(*found.span(), kind, how, f"{label} {found[2]}")
