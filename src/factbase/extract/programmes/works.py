"""Works, as programmes of an article on building them: "West Quay Link", "de spoortunnel Noordboog"."""

from __future__ import annotations

from factbase.extract.names.lexicon import lexicon
from factbase.extract.names.name import Name
from factbase.extract.programmes.notes import Notes
from factbase.normalise.folding import fold

_BUILT = 2  # words on building in an article on a work
_LONG = 10  # letters of a compound that names a work


def built(notes: Notes) -> None:
    """ "West Quay Link", "de spoortunnel Noordboog", "Norrboken, a railway": works of which it tells that they are built."""
    building = notes.words.building.finditer(notes.article)
    if sum(1 for _ in zip(building, range(_BUILT), strict=False)) < _BUILT:
        return
    towns = frozenset(lexicon(notes.article.lang).towns.values())
    called: dict[str, str] = {}
    for at, name in enumerate(notes.names):
        if name.kind not in ("organisation", "programme", "place") or name.id in notes.known or notes.is_body(name):
            continue
        if not _work(notes, name, towns):
            continue
        called.setdefault(name.id, name.id)
        after = notes.names[at + 1] if at + 1 < len(notes.names) else None
        before = notes.names[at - 1] if at else None
        for other, gap in (
            (after, notes.folded[name.end : after.start] if after else ""),
            (before, notes.folded[before.end : name.start] if before else ""),
        ):
            named = other is not None and other.kind in ("organisation", "programme") and other.id not in notes.known
            if other and named and gap[:1] == "," and notes.words.also_called.fullmatch(gap):
                called[other.id] = called[name.id]  # "Norrlinjen, the North Line,"
    for name in notes.names:
        if name.id in called and (name.form != "part" or name.kind != "place"):
            notes.add(name.start, name.end, "project", "work", called[name.id])


def _work(notes: Notes, name: Name, towns: frozenset[str]) -> bool:
    """Whether a name is one of a work by its own last word, or by the plain noun right before or behind it."""
    words = fold(name.text).split()
    if len(words) > 1 and (words[-1] in notes.words.work_heads or " ".join(words[-2:]) in notes.words.work_heads):
        return True
    if len(words) == 1 and words[0].endswith(notes.words.work_endings or ("\0",)) and len(words[0]) > _LONG:
        return True
    if name.kind == "place" and name.id in towns:
        return False
    before = notes.words.work_before.search(notes.folded[max(0, name.start - 40) : name.start])
    return before is not None or notes.words.work_behind.match(notes.folded, name.end) is not None
