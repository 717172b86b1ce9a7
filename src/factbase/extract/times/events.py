"""Well-known events that texts date figures by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from factbase import edtf, knowledge


@dataclass(frozen=True, slots=True)
class Event:
    """A well-known event that texts date things by, from `data/events.yaml`.

    Attributes:
        date: when it began, EDTF.
        names: for each language, words by which texts call it ("invasion"), in lower case.
        near: words of which one must stand in the article for a name to mean this event.
    """

    key: str
    date: str
    names: dict[str, tuple[str, ...]]
    near: tuple[str, ...]


@lru_cache(maxsize=1)
def events() -> tuple[Event, ...]:
    """Every known event.

    Raises:
        KnowledgeError: for one without date or names, or with a date that is none.
    """
    out = []
    for key, entry in knowledge.read("events.yaml").items():
        date = str(entry.get("date"))
        if not edtf.valid(date) or not entry.get("names"):
            raise knowledge.KnowledgeError(f"events.yaml: {key} needs an EDTF date and names")
        names = {lang: tuple(str(n).lower() for n in forms) for lang, forms in entry["names"].items()}
        out.append(Event(key, date, names, tuple(str(n).lower() for n in entry.get("near") or ())))
    return tuple(out)
