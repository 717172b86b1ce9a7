"""Write data/currencies.yaml: symbols, names and places of every currency, from Babel's CLDR tables; review the difference."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol

LANGUAGES = ("en", "nl")
SKIP = {"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XUA", "XBA", "XBB", "XBC", "XBD", "XEU", "XFO", "XFU", "XRE", "XSU"}
OWN_SYMBOL = {  # symbols in use that CLDR keeps for one locale only
    "USD": ["$", "US$"], "EUR": ["€"], "GBP": ["£"], "JPY": ["¥", "JP¥"], "CNY": ["元", "CN¥"], "CRC": ["₡"], "GEL": ["₾"],
    "LAK": ["₭"], "RUB": ["₽"], "TRY": ["₺"], "UAH": ["₴"], "INR": ["₹"], "KRW": ["₩"], "ILS": ["₪"], "VND": ["₫"],
    "NGN": ["₦"], "PHP": ["₱"], "KZT": ["₸"], "PYG": ["₲"], "GHS": ["₵"], "MNT": ["₮"], "AZN": ["₼"], "AMD": ["֏"],
    "BDT": ["৳"], "THB": ["฿"], "KHR": ["៛"], "KGS": ["⃀"],
}  # fmt: skip


def places() -> dict[str, list[str]]:
    """Territories by the currency that is legal tender there today."""
    today, found = date.today(), {}
    for territory, rows in get_global("territory_currencies").items():
        for code, _start, end, tender in rows:
            if tender and (end is None or date(*end) > today) and len(territory) == 2:
                found.setdefault(code, []).append(territory)
    return found


def entry(code: str, territories: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if not territories and code != "XDR":  # the unit of account of the IMF is nobody's tender and in use
        row["old"] = True
    symbols = list(OWN_SYMBOL.get(code, []))
    for language in LANGUAGES:
        symbol = get_currency_symbol(code, language)
        if symbol != code and symbol not in symbols and not symbol.isalpha():
            symbols.append(symbol)
    if symbols:
        row["symbols"] = symbols
    for language in LANGUAGES:
        names: list[str] = []
        for count in (1, 2):
            name = get_currency_name(code, count, language)
            if name != code and name.lower() not in [n.lower() for n in names]:
                names.append(name)
        full = Locale.parse(language).currencies.get(code)
        if full and full.lower() not in [n.lower() for n in names]:
            names.append(full)
        names = [n for n in names if "(" not in n and "–" not in n]
        if names:
            row[language] = names
    if len(territories) == 1 or code not in ("USD", "EUR"):
        countries = {language: [Locale.parse(language).territories[t] for t in territories[:3]] for language in LANGUAGES}
        if territories:
            row["in"] = {k: sorted(set(v)) for k, v in countries.items()}
    if territories:
        row["countries"] = sorted(territories)
    return row


def main() -> None:
    territories = places()
    codes = sorted(set(Locale.parse("en").currencies) - SKIP)
    quote = lambda value: '"' + value.replace('"', '\\"') + '"'  # noqa: E731
    lines = [
        "# Every currency of ISO 4217, with its symbols, its names and where it is legal tender; `old` for those that are gone.",
        "# Made by tools/currencies.py from CLDR (Unicode licence). What CLDR lacks stands in lang/*/units.yaml.",
    ]
    for code in codes:
        row = entry(code, territories.get(code, []))
        parts = []
        for key, value in row.items():
            if isinstance(value, list):
                parts.append(f"{key}: [{', '.join(map(quote, value))}]")
            elif isinstance(value, dict):
                inner = ", ".join(f"{k}: [{', '.join(map(quote, v))}]" for k, v in value.items())
                parts.append(f"{key}: {{{inner}}}")
            else:
                parts.append(f"{key}: {str(value).lower()}")
        lines.append(f"{quote(code)}: {{{', '.join(parts)}}}")
    Path(sys.argv[1] if len(sys.argv) > 1 else "data/currencies.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
