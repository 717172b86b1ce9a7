"""Concluding upon what is new in a base: only the blocks that it touches are reconciled, which gives what a run over everything
gives. Where the program, its knowledge or the names that people told apart have changed since, everything is."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from factbase.model import Claim, Copy, IndexEntry, Judgement, Reconciliation, content_id
from factbase.reconcile import reconcile, reconcile_indexed, told, update_index
from factbase.reconcile.copies import METHOD, copies, sketch
from factbase.reconcile.index import Update
from factbase.settings import Settings

if TYPE_CHECKING:
    from factbase.store import Store

Progress = Callable[[int, int | None, str], None]
"""Called with what is done, of how much if that is known, and what is being done."""

NAMES = "names"
"""The note in a base of which names were taken for one, and which told apart, when it was last concluded: claims of other
blocks than those of a new claim may hang on that."""
BLOCKS = "blocks"
"""The note of how the index of blocks was made, and of the claims that people had joined and parted."""


def conclude(store: Store, settings: Settings, progress: Progress | None = None, everything: bool = False) -> Reconciliation:
    """Reconcile what is new in a base and what it touches, and keep the conclusions.

    Args:
        everything: reconcile all claims afresh.

    Returns:
        the conclusions that were drawn now.
    """
    tell = progress or (lambda done, total, what: None)
    judgements = store.judgements()
    tell(0, None, "looking for copies")
    pairs = copies(_sketches(store))
    before = {(pair.a, pair.b) for pair in store.copies()}
    changed = before ^ {(pair.a, pair.b) for pair in pairs}
    pending = store.pending()
    if not (everything or pending or changed or judgements):
        return reconcile((), pairs, (), settings)  # nothing is new
    method = content_id(store.method(), *settings.reconciled)
    noted = json.loads(store.note(BLOCKS) or "{}")
    names = _names(judgements)
    notes = {NAMES: names, BLOCKS: _note(method, judgements)}
    entries, gone = store.block_index()
    if everything or noted.get("method") != method or names != store.note(NAMES) or 2 * len(pending) > len(entries):
        return _all(store, settings, tell, pairs, judgements, notes)
    work = _Touched(store, settings, judgements, entries)
    update = work.update(gone, noted)
    judged = {subject for judgement in judgements for subject in judgement.subjects}
    judged |= {claim for conflict in store.conflicts() if conflict.id in judged for claim in conflict.claims} if judged else set()
    known = work.blocks(update, judged, {doc for pair in changed for doc in pair})
    ids = {claim for block in known for claim in block}
    stated = work.claims({work.entries[claim].doc for claim in ids})
    tell(0, len(ids), "reconciling")
    touched = [claim for claim in stated if claim.id in ids]
    found = reconcile(touched, pairs, judgements, settings, stated, processes(settings), known)
    tell(len(ids), len(ids), "reconciling")
    if ids or changed or pending or gone:
        store.conclude(found, ids | pending, notes, update.entries, update.gone)
    return found


def _all(
    store: Store,
    settings: Settings,
    tell: Progress,
    pairs: Sequence[Copy],
    judgements: Sequence[Judgement],
    notes: Mapping[str, str],
) -> Reconciliation:
    """Reconcile everything, and make the index of blocks anew."""
    kept = store.claims(tabled=False)
    claims = [claim for claim in kept if claim.kind in settings.reconciled]
    tell(0, len(claims), "reconciling")
    found, entries = reconcile_indexed(claims, pairs, judgements, settings, processes(settings))
    tell(len(claims), len(claims), "reconciling")
    store.conclude(found, [claim.id for claim in kept], notes, entries)
    return found


class _Touched:
    """What a change of a base touches.

    Attributes:
        entries: the index of blocks by claim; `update` brings it up to date.
    """

    def __init__(self, store: Store, settings: Settings, judgements: Sequence[Judgement], entries: dict[str, IndexEntry]) -> None:
        self.store, self.settings, self.judgements, self.entries = store, settings, judgements, entries

    def claims(self, docs: Collection[str]) -> list[Claim]:
        """The claims of some articles that figures are made of."""
        found = self.store.each_claim(docs, tabled=False)
        return [claim for claim in found if claim.kind in self.settings.reconciled]

    def update(self, gone: Collection[str], noted: Mapping[str, list[list[str]]]) -> Update:
        """Bring the index up to date.

        Args:
            gone: claims that are no longer there. noted: the pairs that people had joined and parted when it was made.
        """
        docs = self.store.pending_docs()
        fresh = self.claims(docs)
        stated = {claim.id for claim in fresh}
        left = {*gone, *(i for i, entry in self.entries.items() if entry.doc in docs and i not in stated)}
        before = frozenset(map(frozenset, noted["joined"])), frozenset(map(frozenset, noted["parted"]))
        update = update_index(self.entries, left, fresh, self.claims, self.judgements, before, processes(self.settings))
        for claim in left:
            del self.entries[claim]
        self.entries |= {entry.claim: entry for entry in update.entries}
        return update

    def blocks(self, update: Update, judged: Collection[str], recopied: Collection[str]) -> list[list[str]]:
        """The blocks to reconcile: those that the update touched, and those that people or copies have a say in."""
        more = {entry.block for entry in self.entries.values() if entry.claim in judged or entry.doc in recopied}
        more -= {self.entries[block[0]].block for block in update.touched}
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.block in more:
                found[entry.block].append(entry.claim)
        return [*update.touched, *found.values()]


def processes(settings: Settings) -> int:
    """The processes to work in."""
    return settings.jobs or os.cpu_count() or 1


def _sketches(store: Store) -> dict[str, frozenset[int]]:
    """The sketch of every article; those that have none yet are sketched, and that is kept."""
    held = store.sketches(METHOD)
    new = store.documents([name for name, found in held.items() if found is None])
    made = {document: sketch(document.text) for document in new}
    store.keep_sketches(METHOD, made)
    return {name: found for name, found in held.items() if found is not None} | {d.name: found for d, found in made.items()}


def _names(judgements: Iterable[Judgement]) -> str:
    decided = [judgement.id for judgement in judgements if judgement.kind in ("merge", "split")]
    return content_id(*decided) if decided else ""


def _note(method: str, judgements: Iterable[Judgement]) -> str:
    joined, parted = (sorted(map(sorted, pairs)) for pairs in told(judgements))
    return json.dumps({"method": method, "joined": joined, "parted": parted})
