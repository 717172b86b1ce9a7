"""Texts that are hard on a reader, each of about the size asked for: noise, lists without end, an article as long as a book.

python pathological.py NAME SIZE LANG SECONDS      reads one and prints how many claims it found; ends with an error
                                                   where that takes more processor time, or more memory than MEMORY
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable, Iterator
from itertools import islice

MEMORY = 6 << 30
"""Bytes of address space, most of which the libraries reserve: what grows with the square of a long text needs more."""

_GIVEN = ("Karin", "Omar", "Lena", "Tomas", "Aisha", "Boris", "Ines", "Pieter")
_BODIES = ("the Ministry of Finance", "the World Bank", "Kenya", "Norway", "the Harbour Fund", "the Delta Council", "Brannock")
_SYLLABLES = ("ba", "dor", "gen", "ki", "lo", "mur", "na", "pel", "ris", "ta", "vo", "wen")


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_GIVEN)} {''.join(chance.choices(_SYLLABLES, k=3)).title()}"


def _money(chance: random.Random) -> str:
    return f"{chance.choice('€$£')}{chance.randint(2, 990)}{chance.choice((' million', ' billion', ',000'))}"


def _sentences(chance: random.Random) -> Iterator[str]:
    while True:
        body, other = chance.sample(_BODIES, 2)
        yield from (
            f"{body[0].upper()}{body[1:]} will give {_money(chance)} to {other} for schools by {chance.randint(2025, 2031)}.",
            f"{_person(chance)} said that {chance.randint(20, 9000)} people had left the valley since March.",
            "The road through the hills is closed, and nobody knows when it will open again.",
            f"“We spent {_money(chance)} on pumps,” {_person(chance)} of {body} told reporters on {chance.randint(1, 28)} May.",
            f"About {chance.randint(3, 90)}% of the homes were damaged, according to {other}.",
            f"Of that sum {_money(chance)} comes from {body} and {_money(chance)} from {other}.\n",
        )


def _book(size: int) -> str:
    return " ".join(islice(_sentences(random.Random(1)), size // 75))


def _names(size: int) -> str:
    chance = random.Random(2)
    return f"The fund pays €5 million to {', '.join(_person(chance) for _ in range(size // 16))} and Kenya."


def _quoted(size: int) -> str:
    chance = random.Random(3)
    return " ".join(f'"{_person(chance)} gave {_money(chance)}"' for _ in range(size // 35))


TEXTS: dict[str, Callable[[int], str]] = {
    "a book": _book,
    "a book without a full stop": lambda n: _book(n).replace(".", ",").replace("\n", ""),
    "amounts in one sentence": lambda n: f"Norway gives {' and '.join(f'{i + 2} dollars' for i in range(n // 16))}.",
    "amounts with names in one line": lambda n: ", ".join(f"€{i + 2} million for {_BODIES[i % 7]}" for i in range(n // 33)),
    "a table in one line": lambda n: "| 5 | €3m " * (n // 10),
    "lines": lambda n: "".join(f"Kenya gave €{i + 1} million\n" for i in range(n // 24)),
    "names": _names,
    "quotations": _quoted,
    "one long quotation": lambda n: f"“{_book(n).replace('“', '').replace('”', '')}”",
    "nested quotes": lambda n: f"{'“' * (n // 4)}He gave €5 million{'”' * (n // 4)}{'‘' * (n // 4)}",
    "nested brackets": lambda n: f"{'(€5 million ' * (n // 14)}{')' * (n // 14)}",
    "brackets": lambda n: f"{'(' * (n // 2)}5{')' * (n // 2)}",
    "bodies of bodies": lambda n: "Ministry of " * (n // 12),
    "capitals": lambda n: "Aa " * (n // 3),
    "countries": lambda n: "Kenya and " * (n // 10),
    "said": lambda n: "he said that " * (n // 13),
    "digits": lambda n: "1234567890" * (n // 10),
    "groups of digits": lambda n: "1,234." * (n // 6),
    "bare numbers": lambda n: "5 " * (n // 2),
    "number words": lambda n: "twenty hundred " * (n // 15),
    "percentages": lambda n: "5% " * (n // 3),
    "dates": lambda n: "3 May 2021 " * (n // 11),
    "months": lambda n: "May " * (n // 4),
    "fractions": lambda n: "1/" * (n // 2),
    "signs": lambda n: "€" * n,
    "amounts without a space": lambda n: "€5," * (n // 3),
    "right-to-left marks": lambda n: "\u200f€5" * (n // 3),
    "combining characters": lambda n: "5\u0301" * (n // 2),
    "spaces that do not break": lambda n: "5\u00a0" * (n // 2),
    "spaces": lambda n: f"€5 million{' ' * n}to Kenya.",
    "line breaks": lambda n: "€5 million" + " \n" * (n // 2) + "to Kenya.",
    "full stops": lambda n: "." * n,
    "hyphens": lambda n: "a-" * (n // 2),
    "quotation marks": lambda n: "\"'" * (n // 2),
    "tabs": lambda n: f"€5 million{chr(9) * n}to Kenya.",
    "quotations that do not close": lambda n: "'a " * (n // 3),
    "apostrophes": lambda n: f"It is 'a{chr(39)}b" + "'a" * (n // 2),
    "headlines": lambda n: "Kenya Gives Norway €5 Million\n" * (n // 30) + "aa ba ca\n" * 20,
    "bullets": lambda n: "- Kenya: €5m\n-Norway: €6m\n" * (n // 27),
    "entities and soft hyphens": lambda n: "&amp; mil­lion " * (n // 15),
    "a long word behind of": lambda n: f"Lenders of {'a' * n} said it cost €5 million.",
    "an address": lambda n: f"http://example.org/{'c/' * (n // 2)}",
}


def main() -> None:
    from factbase.extract.claims import extract
    from factbase.model import Document

    name, size, lang, seconds = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    claims, _ = extract(Document(name="hard.txt", text=TEXTS[name](size), lang=lang))
    print(len(claims))


if __name__ == "__main__":
    main()
