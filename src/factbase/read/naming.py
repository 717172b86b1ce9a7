"""Names for articles: each has one of its own in a base, the same from run to run, and keeps the date that the user gave it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from factbase.model import Document, Origin, Problem
from factbase.read.article import Raw, finish
from factbase.settings import NO_DATE


class Names:
    """The names of one run's articles.

    Args:
        held: the articles that the base holds, by name.
    """

    def __init__(self, held: Mapping[str, Origin]) -> None:
        self._held = held
        self._by_file = {os.path.realpath(origin.path): name for name, origin in held.items() if origin.path}
        self._given: dict[str, str] = {}

    def document(self, raw: Raw, published: str | None) -> Iterator[Document | Problem]:
        """The article under a name of its own, with what was wrong with it. The very same article twice in one run is read
        once; of two articles of one name the one that the base does not hold yet, or the later, becomes `NAME~2`.

        Args:
            published: EDTF date of articles that give none themselves, `none` to forget what was given before.
        """
        named_by_file = raw.position is None
        wanted = self._by_file.get(os.path.realpath(raw.source), raw.name) if named_by_file else raw.name
        if not re.fullmatch(rf"{re.escape(raw.name)}(?:~\d+)?", wanted):
            wanted = raw.name  # the file was a link then
        origin = self._held.get(wanted)
        dated = origin.dated if origin and published is None else published
        document, problems = finish(replace(raw, name=wanted), None if dated == NO_DATE else dated)
        if document is not None:
            other = named_by_file and origin is not None and origin.digest != document.digest and _another(origin, raw.source)
            yield from self._own(document, raw, bool(other))
        yield from problems

    def _own(self, document: Document, raw: Raw, held_by_another: bool) -> Iterator[Document | Problem]:
        name, digest = document.name, document.digest
        if self._given.get(name) == digest:
            yield raw.problem("read.twice", f"{name!r} was read before in this run, word for word: read once", "note")
            return
        if held_by_another or name in self._given:
            free = (f"{raw.name}~{n}" for n in count(2))
            document = document.model_copy(update={"name": next(n for n in free if not self._is_taken(n, raw.source))})
            where = self._held[name].path if held_by_another else None
            told = f"another article is named {name!r} too{f' ({where})' if where else ''}"
            yield raw.problem("read.name", f"{told}: this one is kept as {document.name!r}")
        self._given[document.name] = digest
        yield document

    def _is_taken(self, name: str, source: str) -> bool:
        """Whether a name is that of another article of this run, or of one that the base has from another file."""
        return name in self._given or (name in self._held and _another(self._held[name], source))


def _another(origin: Origin, source: str) -> bool:
    """Whether an article of a base comes from another file than this one: a file that is no longer there was moved here."""
    if not origin.path or not Path(origin.path).exists():
        return False
    return os.path.realpath(origin.path) != os.path.realpath(source)
