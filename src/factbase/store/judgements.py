"""What people decided: an append-only log with time and author, which travels as JSONL."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import get_args

from sqlalchemy import Connection, select

from factbase.model import Judgement, content_id
from factbase.store.errors import JudgementError, NotThereError, StoreError
from factbase.store.sql import CLAIM, CONFLICT, CONFLICT_CLAIM, JUDGEMENT, JUDGEMENT_SUBJECT, PAIR, put

_KINDS = get_args(Judgement.model_fields["kind"].annotation)


def made(kind: str, subjects: Sequence[str], by: str, note: str = "", at: str | None = None) -> Judgement:
    """A judgement with its id.

    Raises:
        StoreError: where nobody made it, its time is none, or its number of subjects is not that of its kind.
    """
    if not by.strip():
        raise StoreError("a judgement needs its author; give --by NAME")
    at = at or dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    try:
        when = dt.datetime.fromisoformat(at)
    except ValueError as error:
        raise StoreError(f"{at!r} is no ISO 8601 time") from error
    if when.tzinfo is None:
        raise StoreError(f"{at!r} has no time zone; write for example {at}+00:00")
    at = when.astimezone(dt.UTC).isoformat(timespec="microseconds")
    least = 2 if kind in ("same", "different", "merge", "split") else 1
    if len(set(subjects)) < least:
        raise StoreError(f"`{kind}` needs {'two things' if least == 2 else 'something'} to judge")
    values = (kind, *subjects, by, at, note)
    return Judgement(id=content_id("judgement", *values), kind=kind, subjects=tuple(subjects), by=by, at=at, note=note)  # type: ignore[arg-type]


def checked(connection: Connection, kind: str, subjects: Sequence[str]) -> tuple[str, ...]:
    """The subjects, seen to be in the base. A conflict stands for its claims: they outlive it, so the judgement names them too,
    first the one that most pairs share.

    Raises:
        NotThereError: for an id that the base does not hold.
        StoreError: where the kind is none, or for things that it cannot be about.
    """
    if kind not in _KINDS:
        raise StoreError(f"{kind!r} is no judgement; choose one of {', '.join(_KINDS)}")
    if kind in ("merge", "split"):
        return tuple(subjects)
    if kind == "undo":
        _undoable(connection, subjects)
        return tuple(subjects)
    claims = [s for s in subjects if connection.execute(select(CLAIM.c.id).where(CLAIM.c.id == s)).scalar() is not None]
    others = [s for s in subjects if s not in claims]
    for subject in others:
        if connection.execute(select(CONFLICT.c.id).where(CONFLICT.c.id == subject)).scalar() is None:
            raise NotThereError(f"no claim or conflict {subject}; `factbase conflicts` and `factbase claims` list them")
    if kind in ("accept", "error"):
        if not claims:
            raise StoreError(f"`{kind}` is about a claim; name one of the conflict's")
        _within(connection, claims, others)
        return (*claims, *others)
    for conflict in others:
        claims += [claim for claim in _by_share(connection, conflict) if claim not in claims]
    return (*claims, *others)


def _undoable(connection: Connection, judgements: Iterable[str]) -> None:
    """Hold judgements to be there, and none of them to take another back.

    Raises:
        NotThereError, StoreError: where one is not, or does.
    """
    for judgement in judgements:
        kind = connection.execute(select(JUDGEMENT.c.kind).where(JUDGEMENT.c.id == judgement)).scalar()
        if kind is None:
            raise NotThereError(f"no judgement {judgement}; `factbase judge list` shows them")
        if kind == "undo":
            raise StoreError(f"{judgement} itself takes a judgement back; judge again instead")


def _within(connection: Connection, claims: Iterable[str], conflicts: Iterable[str]) -> None:
    """Hold claims to be of each of the conflicts.

    Raises:
        StoreError: where one is not.
    """
    for conflict in conflicts:
        found = connection.execute(select(CONFLICT_CLAIM.c.claim).where(CONFLICT_CLAIM.c.conflict == conflict)).scalars()
        members = set(found)
        if strange := [claim for claim in claims if claim not in members]:
            raise StoreError(f"claim {strange[0]} is not in conflict {conflict}; its claims are {', '.join(sorted(members))}")


def _by_share(connection: Connection, conflict: str) -> list[str]:
    count: dict[str, int] = defaultdict(int)
    for a, b in connection.execute(select(PAIR.c.a, PAIR.c.b).where(PAIR.c.conflict == conflict)):
        count[a] += 1
        count[b] += 1
    return sorted(count, key=lambda claim: (-count[claim], claim))


def add(connection: Connection, judgements: Iterable[Judgement]) -> int:
    """Append those that the log does not hold, and return how many."""
    given = list({j.id: j for j in judgements}.values())
    there = set(connection.execute(select(JUDGEMENT.c.id)).scalars())
    new = [j for j in given if j.id not in there]
    put(connection, JUDGEMENT, [{"id": j.id, "kind": j.kind, "by": j.by, "at": j.at, "note": j.note} for j in new])
    subjects = [{"judgement": j.id, "position": n, "subject": s} for j in new for n, s in enumerate(j.subjects)]
    put(connection, JUDGEMENT_SUBJECT, subjects)
    return len(new)


def log(connection: Connection) -> list[Judgement]:
    """All that was ever judged, also what was taken back, by time."""
    subjects: dict[str, list[str]] = defaultdict(list)
    query = select(JUDGEMENT_SUBJECT.c.judgement, JUDGEMENT_SUBJECT.c.subject).order_by(
        JUDGEMENT_SUBJECT.c.judgement, JUDGEMENT_SUBJECT.c.position
    )
    for judgement, subject in connection.execute(query):
        subjects[judgement].append(subject)
    found = connection.execute(select(JUDGEMENT)).mappings()
    every = [
        Judgement(id=r["id"], kind=r["kind"], subjects=tuple(subjects[r["id"]]), by=r["by"], at=r["at"], note=r["note"])
        for r in found
    ]
    return sorted(every, key=lambda j: (j.at, j.id))


def in_force(every: Iterable[Judgement]) -> list[Judgement]:
    """Those that were not taken back, without the takings-back."""
    every = list(every)
    undone = {subject for j in every if j.kind == "undo" for subject in j.subjects}
    return [j for j in every if j.kind != "undo" and j.id not in undone]


def from_lines(lines: Iterable[str], source: str) -> list[Judgement]:
    """Judgements from JSONL.

    Raises:
        JudgementError: for a line that holds none, or one whose id is not that of its content, with its number.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = Judgement.model_validate(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise JudgementError(
                f"{source}:{number}: is no judgement ({str(error).splitlines()[0]}); nothing was imported"
            ) from error
        again = made(given.kind, given.subjects, given.by, given.note, given.at)
        if again.id != given.id:
            raise JudgementError(f"{source}:{number}: was changed after it was made (id {given.id}); nothing was imported")
        found.append(given)
    return found
