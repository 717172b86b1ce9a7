"""Make data/countries.yaml: CLDR's names of all states in every language of ours, joined with what was reviewed by hand.

    python tools/countries.py > data/countries.yaml

CLDR (through Babel) knows no adjectives, but its currency names hold them ("Oekraïense hryvnia", "Danish Krone"); `--check`
prints the adjectives found there that the reviewed table lacks, to look at.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

REVIEWED = Path(__file__).with_name("countries.reviewed.txt")
LANGUAGES = ("en", "nl")
# Codes that CLDR lists and that no article means as a party.
PSEUDO = {"EZ", "QO", "UN", "XA", "XB", "ZZ"}
EMPTY = {"AC", "AQ", "BV", "CC", "CP", "CQ", "DG", "EA", "GS", "HM", "IC", "IO", "TA", "TF", "UM"}


def forms(cell: str, lang: str) -> list[str]:
    """The forms of one table cell; `en|nl` gives each language its own."""
    sides = cell.split("|")
    side = sides[-1] if lang == "nl" else sides[0]
    return [form for part in side.split(",") if (form := part.strip())]


def inflected(adjective: str) -> list[str]:
    """A Dutch adjective with its inflected form: Deens, Deense; Chinees, Chinese; Indiaas, Indiase."""
    if adjective.endswith(("ees", "aas")):
        return [adjective, adjective[:-2] + "se"]
    return [adjective, adjective + "e"]


def names(code: str, lang: str) -> list[str]:
    """CLDR's name of a territory, with plain spellings of its signs."""
    name = Locale(lang).territories[code]
    plain = re.sub(r" \(.*\)| SAR .*", "", name).replace("’", "'")
    found = [plain]
    if "&" in plain:
        found.append(plain.replace("&", "and"))
    if plain.startswith("St. "):
        found += [plain.replace("St. ", "Saint "), plain.replace("St. ", "St ")]
    return found if not plain.startswith("Congo - ") else []


Row = tuple[str, str, str]


def reviewed() -> tuple[dict[str, list[str]], list[tuple[str, str, str, list[str]]], list[Row], list[Row]]:
    """The table, the additions, the removals and the usual names of the reviewed file."""
    table: dict[str, list[str]] = {}
    more: list[tuple[str, str, str, list[str]]] = []
    less: list[tuple[str, str, str]] = []
    usual: list[tuple[str, str, str]] = []
    for line in REVIEWED.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.lstrip("+-! ").split(";")]
        if line.startswith("+"):
            for cell in cells[1:]:
                key, _, values = cell.partition(":")
                lang, slot = key.split()
                more.append((cells[0], lang, slot, forms(values, lang)))
        elif line.startswith("!"):
            usual += [(cells[0], *(part.strip() for part in cell.split(":"))) for cell in cells[1:]]  # type: ignore[misc]
        elif line.startswith("-"):
            less += [(cells[0], *cell.split()) for cell in cells[1:]]  # type: ignore[misc]
        else:
            table[cells[0]] = [*cells[1:], *[""] * (6 - len(cells))]
    return table, more, less, usual


def build() -> dict[str, Any]:
    """The whole file: code -> language -> name, adjective, people, capital, seat."""
    table, more, less, usual = reviewed()
    out: dict[str, Any] = {}
    for code in sorted(c for c in Locale("en").territories if len(c) == 2 and c not in PSEUDO | EMPTY):
        out[code] = {lang: {"name": names(code, lang)} for lang in LANGUAGES}
        capital, en_adjective, en_people, nl_adjective, nl_people = table.get(code, [""] * 5)
        out[code]["en"] |= {"adjective": forms(en_adjective, "en"), "people": forms(en_people, "en")}
        adjectives = [form for adjective in forms(nl_adjective, "nl") for form in inflected(adjective)]
        out[code]["nl"] |= {"adjective": adjectives, "people": forms(nl_people, "nl")}
        for lang in LANGUAGES:
            out[code][lang]["capital"] = forms(capital, lang)
    for code, lang, slot, values in more:
        have = out[code][lang].setdefault(slot, [])
        have += [value for value in values if value not in have]
    for code, lang, name in usual:
        out[code][lang]["name"] = [name, *(other for other in out[code][lang]["name"] if other != name)]
    for code, lang, slot in less:
        out[code][lang].pop(slot, None)
    return {c: {lang: {k: v for k, v in row.items() if v} for lang, row in langs.items()} for c, langs in out.items()}


def check(countries: dict[str, Any]) -> None:
    """Print what CLDR's currency names call a country and the table does not."""
    for lang in LANGUAGES:
        for currency, name in sorted(Locale(lang).currencies.items()):
            row = countries.get(currency[:2])
            words = name.split()
            if row and len(words) > 1 and words[0] not in row[lang].get("adjective", []) + row[lang]["name"]:
                print(lang, currency, name, row[lang].get("adjective"), file=sys.stderr)


if __name__ == "__main__":
    made = build()
    check(made) if "--check" in sys.argv else None
    print("# Made by tools/countries.py from CLDR and tools/countries.reviewed.txt: change those, or add")
    print("# a file of this name to a knowledge folder of your own. The first name is shown; a `seat` stands for its state.")
    for code, languages in made.items():
        print(f"{code!r}:" if code == "NO" else f"{code}:")
        for lang, row in languages.items():
            flow = yaml.safe_dump(row, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**6)
            print(f"  {lang}: {flow}", end="")
