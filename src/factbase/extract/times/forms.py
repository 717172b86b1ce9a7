"""The forms in which a language writes times: rows of words and classes, compiled from `lang/<code>/dates.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.text.patterns import any_of
from factbase.extract.times.meanings import MEANINGS, Groups
from factbase.extract.times.value import Reference

__all__ = ["WORD", "Forms", "alternatives"]

WORD = re.compile(r"([^\W\d_]+|\d+|[^\w\s])")
_SEPARATOR = r"(?:[ \t\u00a0]+|-)"
_PUNCTUATION = frozenset(",-/.–—'’")
_YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)"
_NAMED = re.compile(r"\(\?P<\w+>")
_CLASS = re.compile(r"([^<>]*)<([^<>]+)>([^<>]*)")
_FIXED = "_fixed_"  # in the name of a group: a value that the form itself gives
_DIGITS = frozenset({"#"})  # stands for any number as the first word of a form
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the month each begins in
_RENAMED = {"past": "shift", "next": "shift", "unit1": "unit", "monthname": "month", "weekdayname": "weekday"}
_NAMES = frozenset({"month", "monthname", "weekday", "weekdayname"})  # classes that need a capital where a language has it


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a time: the meaning it carries, and its pattern."""

    meaning: str
    written: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a text first needs it: most texts need few forms."""
        return _compiled(self.written)


@lru_cache(maxsize=1024)
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


class Forms:
    """The forms of one language, by the words that can begin them.

    Raises:
        KnowledgeError: for a form whose meaning or class is unknown.
    """

    def __init__(self, lang: str, data: dict[str, Any]) -> None:
        self.lang = lang
        self.capitalised = bool(data.get("capitalised"))
        self.values: dict[str, dict[str, Any]] = {}
        self._classes: dict[str, tuple[str, frozenset[str]]] = {}
        self._name_classes(data)
        self._number_classes(data)
        self.by_word: dict[str, list[Form]] = {}
        for meaning, forms in data["expressions"].items():
            if meaning not in MEANINGS:
                raise knowledge.KnowledgeError(f"lang/{lang}/dates.yaml: no such meaning: {meaning}")
            for form in forms:
                self._add(meaning, str(form))
        self._any: dict[str, re.Pattern[str]] = {}

    def any(self, word: str) -> re.Pattern[str] | None:
        """All the forms that a word can begin, as one: most numbers are no times, and one look spares one at each form."""
        if (known := self._any.get(word)) is None and (forms := self.by_word.get(word)):
            # Compiled when the word is first met: a text holds few of them.
            known = re.compile("|".join(f"(?:{_NAMED.sub('(?:', form.written)})" for form in forms), re.IGNORECASE)
            self._any[word] = known
        return known

    def _words(self, name: str, table: dict[Any, list[str]], convert: Callable[[Any], Any] = lambda x: x) -> None:
        """A class of words: for each value, the words that stand for it."""
        members = {str(w).lower(): convert(key) for key, forms in table.items() for w in forms}
        self.values[name] = members
        self._classes[name] = (alternatives(members, dotted=name in ("month", "weekday")), _firsts(members))

    def _name_classes(self, data: dict[str, Any]) -> None:
        """The classes whose members are words: months, weekdays, units, numbers, shifts."""
        weekdays = {key: list(forms) for key, forms in data["weekdays"].items()}
        if data.get("compound_dayparts"):
            weekdays = {key: [*forms, *(forms[0] + part for part in data["dayparts"])] for key, forms in weekdays.items()}
        self._words("month", data["months"])
        self._words("monthname", {number: forms[:1] for number, forms in data["months"].items()})
        self._words("weekday", weekdays)
        self._words("weekdayname", {n: [f for f in forms if len(f) > 4] for n, forms in weekdays.items()})
        self._words("season", {_SEASONS[season]: forms for season, forms in data["seasons"].items()})
        self._words("unit", data["units"])
        self._words("unit1", {unit: forms[:1] for unit, forms in data["units"].items()})
        self._words("shift", data["shifts"])
        self._words("past", {-1: data["past"]})
        self._words("next", {1: data["next"]})
        self._words("backref", {0: data["back_references"]})
        for name, key in (("n", "numbers"), ("ordinal", "ordinals"), ("now", "now")):
            self._words(name, {value: [w for w, v in data[key].items() if v == value] for value in data[key].values()})
        self._words("daypart", {0: data["dayparts"]})
        self._words("of", {0: data["of"]})
        self._words("yearword", {0: data["year_words"]})
        self._words("schoolyear", {0: data["school_years"]})
        self._words("art", {0: data.get("articles") or ["-"]})

    def _number_classes(self, data: dict[str, Any]) -> None:
        """The classes that are written in digits, or in digits and words."""
        classes = self._classes
        shift, of, year = classes["shift"], classes["of"], classes["yearword"][0]
        suffixes = "|".join(data["day_suffixes"])
        numeric = "|".join(rf"{_DAY}{s}{_MONTH}{s}(?:19|20)\d\d" for s in map(re.escape, data["numeric_separators"]))
        relative = rf"(?P<yearshift>{shift[0]})[\s-]+(?:{year})"
        classes["n"] = (rf"(?:{classes['n'][0]}|\d{{1,3}}(?![\d.,]\d))", classes["n"][1] | _DIGITS)
        classes["year"] = (rf"(?:(?:{of[0]})\s+)?(?:{_YEAR}|{relative})", _DIGITS | shift[1] | of[1])
        for name, pattern in (
            ("day", rf"{_DAY}(?:{suffixes})?(?!\w|[.,:]\d)"),
            ("year4", _YEAR),
            ("year2", r"\d\d(?!\d|[.,]\d)"),
            ("clock", r"(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?(?!\w|[.,:]\d)"),
            ("q", r"[1-4](?!\d)"),
            ("h", r"[12](?!\d)"),
            ("iso", r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w-])"),
            ("numeric", rf"(?:{numeric})(?!\w)"),
        ):
            classes[name] = (pattern, _DIGITS)

    def _add(self, meaning: str, form: str) -> None:
        """Compile a form, under each word that it can begin with."""
        firsts: set[str] = set()
        pattern, seen, open_ = "", False, True
        previous_sign = False
        for element in form.split():
            optional = element.endswith("?")
            body, first = self._element(element.removesuffix("?"), pattern)
            if _FIXED in body:
                pattern += body
                continue
            sign = element.removesuffix("?") in _PUNCTUATION
            if open_:
                firsts |= set() if sign else first
                open_ = optional
            if not seen:
                gap = r"\s*" if sign else rf"(?:{_SEPARATOR}|(?=\s*,))"
                pattern += f"(?:{body}{gap})?" if optional else body
                seen = not optional
            else:
                gap = r"\s*" if sign or previous_sign else rf"(?:{_SEPARATOR}|(?<=[,.])\s*)"
                pattern += f"(?:{gap}{body})?" if optional else gap + body
            previous_sign = sign
        for word in firsts:
            self.by_word.setdefault(word, []).append(Form(meaning, pattern + r"(?!\w)"))

    def _element(self, element: str, before: str) -> tuple[str, frozenset[str] | set[str]]:
        """One element of a form as a pattern, with the words that it can begin with."""
        if (found := _CLASS.fullmatch(element)) is not None:
            prefix, name, suffix = found.groups()
            name, _, fixed = name.partition("=")
            if fixed:
                # A value that the form itself gives, without words of its own: <week=-1>.
                return f"(?P<{name}{_FIXED}{fixed.replace('-', 'm')}>)", set()
            if name not in self._classes:
                raise knowledge.KnowledgeError(f"lang/{self.lang}/dates.yaml: no such class: <{name}>")
            body, first = self._classes[name]
            group = name if f"(?P<{name}>" not in before else f"{name}b"
            return f"{re.escape(prefix)}(?P<{group}>{body}){re.escape(suffix)}", {prefix.lower()} if prefix else first
        if element in _PUNCTUATION:
            return {"-": "[-–—]", "'": "['’]"}.get(element, re.escape(element)), set()
        options = element.split("|")
        return any_of(map(str.lower, options)) + r"(?!\w)", {o.lower() for o in options}

    def groups(self, found: re.Match[str], ref: Reference | None) -> Groups | None:
        """What a form's classes say, as values; None where a name lacks its capital."""
        out: Groups = {}
        written = found.groupdict()
        for name, text in written.items():
            if text is None:
                continue
            if _FIXED in name:
                key, _, fixed = name.partition(_FIXED)
                out[key] = fixed if fixed.isalpha() else int(fixed.replace("m", "-"))
            elif name in _NAMES and self.capitalised and not text[0].isupper():
                return None
            elif name == "year":
                out |= self._year(text, written.get("yearshift"), ref)
            elif name == "numeric":
                out |= dict(zip(("day", "month", "year"), map(int, re.split(r"[-./]", text)), strict=True))
            else:
                out[_RENAMED.get(name, name)] = self._value(name, text)
        if "year4" in out and "year" not in out:
            out["year"] = out["year4"]
        return out

    def _year(self, text: str, shift: str | None, ref: Reference | None) -> Groups:
        """The year that "2024" or "last year" is."""
        if shift is None:
            return {"year": int(text[-4:])}
        if ref is None:
            return {"year_unknown": True}
        return {"year": ref.year + self.values["shift"][" ".join(shift.lower().split())]}

    def _value(self, name: str, text: str) -> Any:
        """What the words of a class stand for."""
        if name in _NAMES:
            return self.values[name][text.lower().rstrip(".")]
        if name == "day":
            return int("".join(c for c in text[:2] if c.isdigit()))
        if name in ("year4", "year4b", "year2", "q", "h"):
            return int(text)
        if name not in self.values:
            return text  # "iso", "clock"
        key = " ".join(text.lower().split())
        return int(key) if key.isdigit() else self.values[name].get(key)


def alternatives(words: Iterable[str], dotted: bool = False) -> str:
    """A pattern for any of the words, whole; a short form may end in a point, as in "Feb. 6"."""
    words = list(words)
    short = (f"{word}." for word in words if len(word) <= 5) if dotted else ()
    return any_of((*map(str.lower, words), *map(str.lower, short)), space=r"\s+") + r"(?!\w)"


def _firsts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(found[0] for w in words if (found := WORD.findall(w)))
