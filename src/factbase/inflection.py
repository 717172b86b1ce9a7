"""Forms of verbs from their lemma, by the rules and the table of a language (`lang/*/verbs.yaml`).

In a list of words a lemma with `~` behind it stands for every form of that verb, wherever it is in a phrase: `give~` for "give",
"gives", "gave", "given" and "giving", "make~ .. available" for "made .. available" and four more. With a name behind the mark it
stands for the forms of that name alone (`give~past`: "gave", "given").

In a language whose verbs part, `+` stands behind the particle (`uit+trekken~`: "trok .. uit", "uitgetrokken", "uit te trekken"),
and what stands before a lemma is its object, which changes place like the particle does ("ter beschikking stellen~": "stelde ..
ter beschikking"); `..` between the two leaves room for other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any

MARK = "~"
"""What stands behind a lemma."""
_MARKED = re.compile(rf"\w{MARK}")
_JOINT = "+"
_GAP = ".."
_EITHER = "|"  # between two forms that are both right: "learned|learnt"
_ALL = "all"  # the set of forms that a bare mark means

_Change = tuple[re.Pattern[str], str]


class InflectionError(ValueError):
    """A lemma cannot be inflected, or a language does not say well how; the message tells what is wrong."""


class Inflection:
    """The verbs of one language.

    Args:
        words: what `lang/*/verbs.yaml` holds: `rules` (by form: `of` which other form it is made, else of the lemma, and the
            changes of which the first that fits is made), `sets` (of forms, by name), `irregular` (by lemma the forms that
            `parts` lists, or its forms by name), `prefixes` (a verb with one has the forms of the irregular verb behind it, whose
            participle loses what is `dropped`) and, where verbs part, `separated` (by form the order of form, object, particle).

    Raises:
        InflectionError: where a row of the table has not as many forms as `parts`, a set names no form, or a rule is no pattern.
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._rules = {str(form): (rule.get("of"), _changes(form, rule["change"])) for form, rule in words["rules"].items()}
        self._sets = {str(name): tuple(map(str, forms)) for name, forms in words["sets"].items()}
        if unknown := {form for forms in self._sets.values() for form in forms} - self._rules.keys():
            raise InflectionError(f"sets: no form is called {', '.join(sorted(unknown))}; known are {', '.join(self._rules)}")
        parts = [str(part) for part in words["parts"]]
        self._irregular = {str(lemma): _row(lemma, row, parts) for lemma, row in words["irregular"].items()}
        self._prefixes = sorted(map(str, words.get("prefixes", ())), key=len, reverse=True)
        self._dropped = str(words.get("dropped", ""))
        self._separated = {str(form): tuple(map(str, orders)) for form, orders in words.get("separated", {}).items()}
        self._verb = lru_cache(maxsize=4096)(self._inflected)

    def phrases(self, entry: str) -> list[str]:
        """Every phrase that an entry of a list stands for, without doubles; itself where nothing in it is marked.

        Raises:
            InflectionError: where a mark names a set of forms that the language does not have.
        """
        if not _is_marked(entry):
            return [entry]
        words = entry.split(" ")
        at = next(i for i, word in enumerate(words) if _is_marked(word))
        if self._separated and (at or _JOINT in words[at]):
            return _once(self._placed(words, at))
        return _once(map(" ".join, product(*(self._forms(word) if _is_marked(word) else (word,) for word in words))))

    def _placed(self, words: Sequence[str], at: int) -> Iterator[str]:
        """The phrases of a verb that parts from its particle or from its object; `at` is the lemma's place."""
        lemma, _, name = words[at].partition(MARK)
        particle, _, verb = lemma.rpartition(_JOINT)
        thing, behind = " ".join(words[:at]), words[at + 1 :]
        for kind, form in self._named(lemma if lemma in self._irregular else verb, name):
            for order in self._separated.get(kind, ()):
                yield _closed([*order.format(form=form, object=thing, particle=particle).split(), *behind])

    def _forms(self, word: str) -> list[str]:
        """The forms that a marked word stands for."""
        lemma, _, name = word.partition(MARK)
        return [form for _, form in self._named(lemma, name)]

    def _named(self, lemma: str, name: str) -> Iterator[tuple[str, str]]:
        """The forms of a set, each behind what it is called; one of two spellings comes after the other."""
        if (kinds := self._sets.get(name or _ALL)) is None:
            raise InflectionError(f"{lemma}{MARK}{name}: no forms are called {name!r}; known are {', '.join(self._sets)}")
        forms = self._verb(lemma)
        for kind in kinds:
            for form in forms[kind].split(_EITHER):
                yield kind, form

    def _inflected(self, lemma: str) -> dict[str, str]:
        """Every form of a verb, by what it is called: those of the table, the others by rule."""
        forms = dict(self._irregular.get(lemma, ()))
        if not forms and (prefix := self._prefix(lemma)):
            return {kind: self._prefixed(prefix, kind, form) for kind, form in self._verb(lemma[len(prefix) :]).items()}
        verb = lemma.rpartition(_JOINT)[2]  # a row of the table may stand for one particle alone: "toe+zeggen"
        for kind, (of, changes) in self._rules.items():
            if kind not in forms:
                forms[kind] = _EITHER.join(_changed(base, changes) for base in (forms[of] if of else verb).split(_EITHER))
        return forms

    def _prefix(self, lemma: str) -> str:
        """The prefix before an irregular verb; empty where there is none."""
        return next((p for p in self._prefixes if lemma.startswith(p) and lemma[len(p) :] in self._irregular), "")

    def _prefixed(self, prefix: str, kind: str, forms: str) -> str:
        """A form of an irregular verb behind a prefix: "ver" and "gekocht" are "verkocht"."""
        dropped = self._dropped if kind == "participle" else ""
        return _EITHER.join(prefix + form.removeprefix(dropped) for form in forms.split(_EITHER))


def _changes(form: str, changes: Iterable[Sequence[object]]) -> list[_Change]:
    """The changes of a rule, each a pattern and what it is replaced by."""
    try:
        return [(re.compile(str(pattern)), str(new)) for pattern, new in changes]
    except (re.error, ValueError) as error:
        raise InflectionError(f"rules of {form}: expected pairs of a pattern and what replaces it: {error}") from error


def _row(lemma: str, row: Mapping[str, object] | Sequence[object], parts: Sequence[str]) -> dict[str, str]:
    """The forms of an irregular verb, by what they are called."""
    if isinstance(row, Mapping):
        return {str(kind): str(form) for kind, form in row.items()}
    if len(row) != len(parts):
        raise InflectionError(f"{lemma}: expected {len(parts)} forms ({', '.join(parts)}), not {len(row)}")
    return dict(zip(parts, map(str, row), strict=True))


def _changed(base: str, changes: Iterable[_Change]) -> str:
    """A form after the first change that fits it; as it is where none does."""
    for pattern, new in changes:
        changed, made = pattern.subn(new, base, count=1)
        if made:
            return changed
    return base


def _is_marked(text: str) -> bool:
    """Whether a word is a lemma, or a phrase has one; the mark may also be a sign of its own ("about": "~")."""
    return MARK in text and _MARKED.search(text) is not None


def _closed(words: Iterable[str]) -> str:
    """A phrase without gaps at its edges or beside each other, which a verb without object or without particle would have."""
    kept: list[str] = []
    for word in words:
        if word != _GAP or (kept and kept[-1] != _GAP):
            kept.append(word)
    return " ".join(kept[:-1] if kept[-1] == _GAP else kept)


def _once(phrases: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(phrases))
