"""A name in an article: the value that names, programmes, speakers and parties share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

STATE_FORMS = frozenset({"government", "ministry", "leader", "force", "parliament", "capital", "seat"})
"""Forms of a country's name that mean those who act for it."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name in an article.

    Attributes:
        start, end, text: the words, without an article before them.
        id: ISO 3166 alpha-2 for a state and for whatever stands for it, `EU`, else the canonical name.
        kind: `country`, `organisation`, `person`, `programme`, `place` or `group`.
        form: how it is named: `name`, `adjective` (Dutch), `people` (the Dutch), `capital` (Kyiv as a government), `seat` (the
            Kremlin), `government`, `ministry`, `leader` (the minister), `force`, `parliament`, `part` (a surname or an
            abbreviation of a name given in full elsewhere).
        country: of a person: the state or body acted for, where the article or the knowledge files say so.
    """

    start: int
    end: int
    text: str
    id: str
    kind: str
    form: str = "name"
    country: str | None = None

    @property
    def party(self) -> str:
        """Who pays or receives when this name does: a person in office is the state or body behind it."""
        return self.country or self.id


Known = Callable[[int], "tuple[int, int, Name | None] | None"]
"""The known span that holds an offset; its name where it stands for a state."""
