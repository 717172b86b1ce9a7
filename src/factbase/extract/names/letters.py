"""Letters that stand for a name, and the brackets that they stand in."""

from __future__ import annotations

import re

from factbase.normalise.folding import fold

BRACKET = re.compile(r"\s\(\s*[\"'“‘]?([^\W\d_][\w&+.-]{1,11})[\"'”’]?\s*[),;]")


def initials_fit(abbreviation: str, full: str) -> bool:
    """Whether the letters of an abbreviation occur in order in the words, beginning with an initial."""
    letters, at = fold(re.sub(r"[^\w]", "", abbreviation)), 0
    target = fold(full)
    if not letters or not any(word.startswith(letters[0]) for word in re.split(r"[\s-]+", target)):
        return False
    for letter in letters:
        at = target.find(letter, at) + 1
        if not at:
            return False
    return True
