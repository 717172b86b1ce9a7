"""The forms in which a language writes times, compiled from `lang/<code>/dates.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.text.patterns import any_of
from factbase.extract.text.words import remembered
from factbase.extract.times.events import Event, events
from factbase.extract.times.value import MEANINGS, Groups, Reference

WORD = re.compile(r"([^\W\d_]+|\d+|[^\w\s])")
_SEPARATOR = r"(?:[ \t\u00a0]+|-)"
_PUNCTUATION = frozenset(",-/.–—'’")
_YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)"
_NAMED = re.compile(r"\(\?P<\w+>")
_MOVE = 4  # words between shares and what they did
_CLASS = re.compile(r"([^<>]*)<([^<>]+)>([^<>]*)")


@dataclass(frozen=True, slots=True)
class _Form:
    meaning: str
    written: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a text first needs it: most texts need few forms."""
        return _compiled(self.written)


@lru_cache(maxsize=1024)
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


class Grammar:
    """The forms of one language, compiled, with the words that can begin them.

    Raises:
        KnowledgeError: for a form whose meaning or class is unknown.
    """

    def __init__(self, lang: str) -> None:
        data: dict[str, Any] = knowledge.read(f"lang/{lang}/dates.yaml")
        self.lang = lang
        self.capitalised = bool(data.get("capitalised"))
        self.articles = frozenset(data.get("articles") or ())
        self.future = frozenset(data.get("future") or ())
        self.year_nouns = tuple(data.get("year_nouns") or ())
        self.year_relations = dict(data.get("year_relations") or {})
        self.values: dict[str, dict[str, Any]] = {}
        self._classes: dict[str, tuple[str, frozenset[str]]] = {}
        self._build_classes(data)
        self.forms: dict[str, list[_Form]] = {}
        for meaning, forms in data["expressions"].items():
            if meaning not in MEANINGS:
                raise knowledge.KnowledgeError(f"lang/{lang}/dates.yaml: no such meaning: {meaning}")
            for form in forms:
                self._add_form(meaning, str(form))
        self.parts = {tuple(WORD.findall(p)): part for part, phrases in data["parts"].items() for p in phrases}
        self.relations = {tuple(WORD.findall(p)): role for role, phrases in data["relations"].items() for p in phrases}
        self.joins = {tuple(WORD.findall(p)): kind for kind, phrases in data["joins"].items() for p in phrases}
        self.of = frozenset(str(w).split()[0] for w in data["of"])
        self.when = tuple(str(w) for w in data["when"])
        self.contrasts = frozenset(str(w) for w in data["contrasts"])
        self.accounts, self.no_accounts = _stems(data["accounts"]), _stems(data["no_accounts"])
        conversions = _alternatives(data["conversions"])
        self.conversions = re.compile(rf"(?:^|[,(])\s*{conversions}[^.;:\d]{{0,20}}$", re.IGNORECASE)
        self.forecasts = _stems(data["forecasts"])
        self.surveys = _stems(data["surveys"])
        self.running = frozenset(str(w) for w in data["running"])
        self.standing = re.compile(rf"(?<!\w){_alternatives(data['standing'])}", re.IGNORECASE)
        self.changes = re.compile(rf"(?<!\w){_alternatives(data['changes'])}(?P<between>\W*(?:\w+\W+){{0,2}})$", re.IGNORECASE)
        self.change_nouns = frozenset(str(w) for w in data["change_nouns"])
        self.change_bases = frozenset(str(w) for w in data["change_bases"])
        self.superlatives = re.compile(rf"(?<!\w){_alternatives(data['superlatives'])}", re.IGNORECASE)
        self.onward = frozenset(str(w) for w in data["onward"])
        self.years = tuple(f" {w}" for w in data["units"]["year"])
        self.prices = frozenset(str(w) for w in data["prices"])
        self.price_levels = re.compile(rf"(?<!\w){_alternatives(data['price_levels'])}\W*$", re.IGNORECASE)
        self.auxiliaries = frozenset(str(w) for w in data["auxiliaries"])
        self.trading = _clause_of(data["trading"])
        self.standings = _stems(data["standings"])
        self.origins = frozenset(str(w) for w in data["origins"])
        self.levels = re.compile(rf"(?<!\w){_alternatives(data['levels'])}\W*$", re.IGNORECASE)
        self.past = frozenset(str(w) for w in data["past_tense"])
        self.present = frozenset(str(w) for w in data["present"])
        self.longest = max(map(len, (*self.parts, *self.relations)))
        self.leads = frozenset(phrase[-1] for phrase in (*self.parts, *self.relations))
        self.since = frozenset(p[0] for p, role in self.relations.items() if role == "since" and len(p) == 1)
        self.triggers: frozenset[str] = frozenset()
        self.events: dict[str, list[Event]] = {}
        for event in events():
            for name in event.names.get(lang, ()):
                self.events.setdefault(WORD.findall(name.lower())[0], []).append(event)
        self.triggers = frozenset(self.forms) | frozenset(self.events)
        self._any_form: dict[str, re.Pattern[str]] = {}
        self.begins = remembered(lambda word: word[0].isdigit() or word in self.triggers)

    def any_form(self, word: str) -> re.Pattern[str] | None:
        """All the forms that a word can begin, as one: most numbers are no times, and one look spares one at each form."""
        if (known := self._any_form.get(word)) is None and (forms := self.forms.get(word)):
            # Compiled when the word is first met: a text holds few of them.
            known = re.compile("|".join(f"(?:{_NAMED.sub('(?:', form.written)})" for form in forms), re.IGNORECASE)
            self._any_form[word] = known
        return known

    def _build_classes(self, data: dict[str, Any]) -> None:
        def words(name: str, table: dict[Any, list[str]], convert: Callable[[Any], Any] = lambda x: x) -> None:
            members = {str(w).lower(): convert(key) for key, forms in table.items() for w in forms}
            self.values[name] = members
            self._classes[name] = (_alternatives(members, dotted=name in ("month", "weekday")), _firsts(members))

        weekdays = {key: list(forms) for key, forms in data["weekdays"].items()}
        if data.get("compound_dayparts"):
            weekdays = {key: [*forms, *(forms[0] + part for part in data["dayparts"])] for key, forms in weekdays.items()}
        words("month", data["months"])
        words("monthname", {number: forms[:1] for number, forms in data["months"].items()})
        words("weekday", weekdays)
        words("weekdayname", {n: [f for f in forms if len(f) > 4] for n, forms in weekdays.items()})
        words("season", {{"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[k]: v for k, v in data["seasons"].items()})
        words("unit", data["units"])
        words("unit1", {unit: forms[:1] for unit, forms in data["units"].items()})
        words("shift", data["shifts"])
        words("past", {-1: data["past"]})
        words("next", {1: data["next"]})
        words("backref", {0: data["back_references"]})
        for name, key in (("n", "numbers"), ("ordinal", "ordinals"), ("now", "now")):
            words(name, {value: [w for w, v in data[key].items() if v == value] for value in data[key].values()})
        words("daypart", {0: data["dayparts"]})
        words("of", {0: data["of"]})
        words("yearword", {0: data["year_words"]})
        words("schoolyear", {0: data["school_years"]})
        words("art", {0: data.get("articles") or ["-"]})
        suffixes = "|".join(data["day_suffixes"])
        digits = frozenset({"#"})
        shift, of, year = self._classes["shift"], self._classes["of"][0], self._classes["yearword"][0]
        self._classes["n"] = (rf"(?:{self._classes['n'][0]}|\d{{1,3}}(?![\d.,]\d))", self._classes["n"][1] | digits)
        self._classes["day"] = (rf"(?:0?[1-9]|[12]\d|3[01])(?:{suffixes})?(?!\w|[.,:]\d)", digits)
        self._classes["year4"] = (_YEAR, digits)
        self._classes["year2"] = (r"\d\d(?!\d|[.,]\d)", digits)
        self._classes["year"] = (
            rf"(?:(?:{of})\s+)?(?:{_YEAR}|(?P<yearshift>{shift[0]})[\s-]+(?:{year}))",
            digits | shift[1] | self._classes["of"][1],
        )
        self._classes["clock"] = (r"(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?(?!\w|[.,:]\d)", digits)
        self._classes["q"] = (r"[1-4](?!\d)", digits)
        self._classes["h"] = (r"[12](?!\d)", digits)
        self._classes["iso"] = (r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w-])", digits)
        day, month = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
        numeric = "|".join(rf"{day}{s}{month}{s}(?:19|20)\d\d" for s in map(re.escape, data["numeric_separators"]))
        self._classes["numeric"] = (rf"(?:{numeric})(?!\w)", digits)

    def _add_form(self, meaning: str, form: str) -> None:
        firsts: set[str] = set()
        pattern, seen, open_ = "", False, True
        previous_sign = False
        for element in form.split():
            optional = element.endswith("?")
            body, first = self._element(element.removesuffix("?"), pattern)
            if "_fixed_" in body:
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
        compiled = _Form(meaning, pattern + r"(?!\w)")
        for word in firsts:
            self.forms.setdefault(word, []).append(compiled)

    def _element(self, element: str, before: str) -> tuple[str, frozenset[str] | set[str]]:
        if (found := _CLASS.fullmatch(element)) is not None:
            prefix, name, suffix = found.groups()
            name, _, fixed = name.partition("=")
            if fixed:
                # A value that the form itself gives, without words of its own: <week=-1>.
                return f"(?P<{name}_fixed_{fixed.replace('-', 'm')}>)", set()
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
        for name, text in found.groupdict().items():
            if text is None:
                continue
            if "_fixed_" in name:
                key, _, fixed = name.partition("_fixed_")
                out[key] = fixed if fixed.isalpha() else int(fixed.replace("m", "-"))
            elif name in ("month", "monthname", "weekday", "weekdayname"):
                if self.capitalised and not text[0].isupper():
                    return None
                out[name.removesuffix("name")] = self.values[name][text.lower().rstrip(".")]
            elif name == "day":
                out["day"] = int(re.match(r"\d+", text)[0])  # type: ignore[index]
            elif name in ("year4", "year4b", "year2", "q", "h"):
                out[name] = int(text)
            elif name == "year":
                shift = found.groupdict().get("yearshift")
                if shift is None:
                    out["year"] = int(text[-4:])
                elif ref is not None:
                    out["year"] = ref.year + self.values["shift"][" ".join(shift.lower().split())]
                else:
                    out["year_unknown"] = True
            elif name in ("iso", "yearshift", "clock"):
                out[name] = text
            elif name == "numeric":
                day, month, year = map(int, re.split(r"[-./]", text))
                out |= {"day": day, "month": month, "year": year}
            elif name in self.values:
                key = " ".join(text.lower().split())
                value = int(key) if key.isdigit() else self.values[name].get(key)
                out[{"past": "shift", "next": "shift", "unit1": "unit"}.get(name, name)] = value
        if "year4" in out and "year" not in out:
            out["year"] = out["year4"]
        return out


def _alternatives(words: Iterable[str], dotted: bool = False) -> str:
    # A short form may end in a point, as in "Feb. 6".
    short = (f"{word}." for word in words if len(word) <= 5) if dotted else ()
    return any_of((*map(str.lower, words), *map(str.lower, short)), space=r"\s+") + r"(?!\w)"


def _clause_of(data: dict[str, Any]) -> re.Pattern[str]:
    """A thing and what it did, in either order, with some words between."""
    things, moves = (rf"(?<!\w){_alternatives(data[key])}" for key in ("things", "moves"))
    between = rf"(?:\W+\w+){{0,{_MOVE}}}?\W+"
    return re.compile(f"{things}{between}{moves}|{moves}{between}{things}", re.IGNORECASE)


def _stems(words: Iterable[str]) -> re.Pattern[str]:
    """Words that begin or, after a hyphen, hold one of the stems given."""
    return re.compile(r"(?<!\w)" + any_of(map(str.lower, words)), re.IGNORECASE)


def _firsts(words: Any) -> frozenset[str]:
    return frozenset(found[0] for w in words if (found := WORD.findall(w)))


@lru_cache(maxsize=32)
def grammar(lang: str) -> Grammar:
    """The grammar of a language, compiled once."""
    return Grammar(lang)
