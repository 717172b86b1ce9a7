"""Programmes by their letters: "the rural bakery support scheme (RBS)", "de OWE-regeling", "de Lkb-plus"."""

from __future__ import annotations

import re

from factbase.extract.programmes.notes import Notes
from factbase.extract.programmes.programme import Programme
from factbase.normalise.folding import fold

LETTERS = re.compile(r"(?<= \()([^\W\d_][\w+-]{1,9})(?=\))")
_PHRASE = 110  # characters before letters in brackets in which the words are that they stand for
_PLAIN_WORDS = re.compile(r"(?: [a-zß-öø-ÿ-]+){0,4}")


def fits(letters: str, words: list[str]) -> bool:
    """Whether letters are the initials of the last words, in order, with words or parts of compounds between left out."""
    wanted = [c for c in fold(letters) if c.isalnum()]
    if len(wanted) < 2 or sum(c.isupper() for c in letters) == 0:
        return False
    for first in range(len(words) - 1, -1, -1):
        if words[first][0] == wanted[0]:
            rest, ok = " ".join(words[first:]), True
            at = 0
            for letter in wanted:
                at = rest.find(letter, at) + 1
                ok = ok and at > 0
            if ok:
                return True
    return False


def hyphened(notes: Notes) -> None:
    """ "de OWE-regeling", "ERC-beurzen": a name and a head in one word."""
    states = {n.text for n in notes.names if n.kind == "country"}
    for found in notes.words.hyphened.finditer(notes.folded):
        name = notes.text[found.start(1) : found.end(1)]
        if not name.isupper() or len(name) < 2 or name in states or name in notes.words.no_names:
            continue
        head = notes.words.endings.get(found[2])
        kind = notes.words.suffixes.get(found[2], "programme")
        if fold(name) in notes.bodies and (not head or notes.words.plain_heads.match(f" {found[2]}")):
            continue  # "het VN-programma", of which a body has many
        if fold(name) in notes.bodies:
            notes.add(*found.span(), kind, "head", f"{name} {head}")
            continue
        notes.add_all(rf"(?<![\w-]){re.escape(name)}(?:-\w+)?(?!\w)", kind, "head", name)


def enlarged(notes: Notes) -> None:
    """ "de Lkb-plus": a larger edition of a scheme, and the scheme itself."""
    if not any(f"-{word}" in notes.folded for word in notes.words.enlarged):
        return
    for letters in dict.fromkeys(m[1] for m in notes.words.plus.finditer(notes.text)):
        notes.add_all(rf"(?<![\w-]){re.escape(letters)}(?:-\w+)?(?![\w-])", "programme", "named")


def in_brackets(notes: Notes) -> None:
    """ "the rural bakery support scheme (RBS)": letters in brackets that name the words before, here and later on."""
    called = {n.start for n in notes.names if n.id != n.text}
    for found in LETTERS.finditer(notes.text):
        if notes.ends_body(found.start()):
            continue
        left = max(0, found.start() - _PHRASE, notes.text.rfind("\n", 0, found.start()) + 1)
        whole = next((p for p in notes.found if _spelled_out(notes, p, found)), None)
        spelled = notes.folded[whole.start : found.start()] if whole else ""
        if whole and found[1] not in notes.known and fits(found[1], re.findall(r"[\w'-]+", spelled)):
            notes.add_all(rf"(?<![\w-]){re.escape(found[1])}(?:-\w+)?(?!\w)", whole.type, whole.how, whole.id)
            continue
        phrase = notes.words.bracketed.search(notes.folded, left, found.start() - 1)
        head = notes.words.plain_heads.match(notes.folded, found.end() + 1)
        if phrase is None and head and found[1].isupper() and found.start() not in called:
            words = re.findall(r"[\w'-]+", notes.folded[left : found.start()])
            if fold(found[1]) not in notes.bodies and found[1] not in notes.known and fits(found[1], words):
                kind = notes.words.nouns.get(head[1], ("programme",))[0]
                notes.add(found.start(), head.end(1), kind, "named", f"{found[1]} {head[1]}")
            continue
        if phrase is None or found[1] in notes.known or fold(found[1]) in notes.bodies or found.start() in called:
            continue
        words = re.findall(r"[\w'-]+", notes.folded[left : found.start()])
        if not fits(found[1], words) or words[-1] in notes.words.body_heads:
            continue  # "the Reef Programme Administration (RPA)"
        noun = phrase[1]
        kind = notes.words.nouns[noun][0] if noun in notes.words.nouns else notes.words.suffixes[noun]
        notes.add_all(rf"(?<![\w-]){re.escape(found[1])}(?:-\w+)?(?!\w)", kind, "named")


def _spelled_out(notes: Notes, programme: Programme, letters: re.Match[str]) -> bool:
    """Whether letters in brackets stand behind a name, or a few plain words that still belong to it."""
    gap = notes.text[programme.end : max(programme.end, letters.start() - 2)]
    return programme.end <= letters.start() - 2 and _PLAIN_WORDS.fullmatch(gap) is not None


def in_small_letters(notes: Notes) -> None:
    """ "de woningbouwimpuls", of the Woningbouwimpuls: a compound that is a name in one place is one in another."""
    if not notes.words.suffixes:
        return
    for programme in {p.id: p for p in notes.found if p.how in ("head", "named") and " " not in p.id}.values():
        small = programme.id[0].lower() + programme.id[1:]
        if notes.kind_of(small) and small in notes.text:
            notes.add_all(rf"(?<![\w-]){re.escape(small)}(?![\w-])", programme.type, programme.how, programme.id)
