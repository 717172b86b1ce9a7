"""Measures: percentages, durations, distances and other units behind a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from factbase import knowledge
from factbase.extract.amounts.lexer import NUMBER, WORD, Phrases, Tokens
from factbase.model import Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measurement: its canonical name and kind; `attached` where it must touch the digits; `case` its exact letters."""

    name: str
    kind: Kind
    attached: bool = False
    case: str | None = None


POINT = "point"
"""The unit of points: of an index, of a score, of percent where percentage points stand before."""


class Measures:
    """The measures of one language."""

    def __init__(self, lang: str) -> None:
        data = knowledge.read(f"lang/{lang}/units.yaml")
        self.points: tuple[str, ...] = tuple(data["measures"][POINT]["forms"])
        forms: dict[str, list[Measure]] = {}
        for form in data["percent"]:
            forms.setdefault(form.lower(), []).append(Measure("%", Kind.PERCENT))
        for name, row in data["measures"].items():
            kind = Kind(row["kind"])
            for form in row["forms"]:
                forms.setdefault(form.lower(), []).append(Measure(name, kind))
            for form in row.get("cased", []):
                forms.setdefault(form.lower(), []).insert(0, Measure(name, kind, case=form))
            for form in row.get("attached", []):
                case = form if form.isalpha() else None
                forms.setdefault(form.lower(), []).append(Measure(name, kind, attached=True, case=case))
        self._phrases: Phrases[list[Measure]] = Phrases(forms.items())
        self._per_not = frozenset(data["per_not"])
        self._per, self._each = set(data["per"]), {form: name for name, forms in data["each"].items() for form in forms}
        self._opening = tuple(data["opening"]) or ("\0",)
        self.weights, self.percentages = frozenset(data["weights"]), tuple(data["percentages"])
        self.folds = tuple(data["fold"])
        self.age_before: Phrases[bool] = Phrases((phrase, True) for phrase in data["age_before"])

    def after(self, tokens: Tokens, i: int) -> tuple[int, Measure] | None:
        """(end, measure) of the unit at token i."""
        found = self._phrases.at(tokens, i)
        if found is None:
            return None
        end, options = found
        raw = tokens.text[tokens.start[i] : tokens.end[end - 1]]
        if tokens.touches(end) and tokens.kind[end] == NUMBER and tokens.kind[end - 1] == WORD and raw.isupper():
            return None  # "500 A100s"
        joined = tokens.kind[end - 1] == WORD and tokens.touches(end) and (tokens.kind[end] == WORD or tokens.norm[end] == "-")
        for measure in options:
            if measure.case is not None and raw != measure.case:
                continue
            if measure.attached and (joined or not (tokens.touches(i) or (measure.case and measure.case.isupper()))):
                continue
            return end, measure
        return None

    def opens(self, word: str) -> bool:
        """Whether a measure's name opens a compound: "kilometerzone"."""
        return word.startswith(self._opening) and not self._phrases.starts(word)

    def before(self, tokens: Tokens, i: int) -> Measure | None:
        """The measure whose words end before token i."""
        found = self._phrases.before(tokens, i)
        return found[1][0] if found is not None else None

    def per(self, tokens: Tokens, i: int) -> tuple[int, str] | None:
        """(end, what) of a rate at token i: "per barrel", "a month"; what is of one name in every language."""
        if tokens.norm[i] not in self._per or tokens.kind[i + 1] != WORD:
            return None
        if tokens.norm[i + 2] in self._per_not:
            return None
        unit = self.after(tokens, i + 1)
        if unit is not None and unit[1].kind is not Kind.PERCENT and not unit[1].attached:
            return unit[0], unit[1].name
        what = self._each.get(tokens.norm[i + 1])
        if what is None and tokens.norm[i] != "per":
            return None
        return i + 2, what or tokens.norm[i + 1]


@lru_cache(maxsize=16)
def measures(lang: str) -> Measures:
    """The measures of a language."""
    return Measures(lang)
