"""Patterns made of the words of knowledge files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from factbase.normalise.folding import fold

_Trie = dict[str, Any]
"""Tries by letter; the empty letter says that a phrase ends here."""


def alternatives(phrases: Iterable[object]) -> str:
    """A pattern of any of these phrases, folded, the longest first; one that matches nothing where there are none."""
    return any_of(fold(str(phrase)) for phrase in phrases)


def any_of(phrases: Iterable[str], space: str = r"\ ") -> str:
    """A pattern of any of these phrases as they are, the longest first; `space` is the pattern of a space in them.

    What phrases begin with alike is written once, as in a trie: at each place of a text the pattern looks at each letter but
    once, however many phrases there are.
    """
    root: _Trie = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root, space) if root else r"(?!)"


def _pattern(node: _Trie, space: str) -> str:
    """A pattern of what goes on at a node, longer before shorter."""
    branches = [
        (space if letter == " " else re.escape(letter)) + _pattern(after, space) for letter, after in node.items() if letter
    ]
    if len(branches) < 2 and "" not in node:
        return "".join(branches)
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "") if branches else ""
