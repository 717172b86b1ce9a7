"""What reconciliation concludes, series, figures, conflicts and the rest: putting them in by difference, and getting them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Select, Table, bindparam, delete, select, update

from factbase.model import Conflict, Copy, Figure, Reconciliation, Relation, Series, SumCheck, content_id
from factbase.store import rows
from factbase.store.rows import Row
from factbase.store.sql import (
    CLAIM,
    CONFLICT,
    CONFLICT_CLAIM,
    COPY,
    DIAGNOSIS,
    DOCUMENT,
    FIGURE,
    FIGURE_CLAIM,
    JUDGEMENT_SUBJECT,
    PAIR,
    PROBLEM,
    RELATION,
    SERIES,
    SERIES_CLAIM,
    SERIES_PARTY,
    SUM,
    SUM_PART,
    chunks,
    put,
)


@dataclass
class _Entry:
    """One conclusion as rows: its own, and those of the tables below it."""

    row: Row
    below: dict[Table, list[Row]] = field(default_factory=dict)
    claims: frozenset[str] = frozenset()


# --- in -----------------------------------------------------------------------------------------


def conclude(
    connection: Connection, reconciliation: Reconciliation, scope: Collection[str] | None, activity: int, now: str
) -> None:
    """See `Store.conclude`."""
    if scope is not None:
        for chunk in chunks(scope):
            connection.execute(update(CLAIM).where(CLAIM.c.id.in_(chunk)).values(pending=True))
    scoped = scope is not None

    held = _held(connection, SERIES, "series", SERIES_CLAIM, scoped, [x.id for x in reconciliation.series])
    kept_series = _kept_ids(connection, held, SERIES_CLAIM, "series", {s.id: frozenset(s.claims) for s in reconciliation.series})
    series = {}
    for value in reconciliation.series:
        value = value.model_copy(update={"id": kept_series.get(value.id, value.id)})
        below = {
            SERIES_PARTY: rows.party_rows(value.id, "series", value),
            SERIES_CLAIM: rows.member_rows(value.id, "series", value.claims),
        }
        series[value.id] = _Entry(rows.series_row(value), below)
    gone_series = _settle(connection, SERIES, held, series)

    held = _held(connection, FIGURE, "figure", FIGURE_CLAIM, scoped, [x.id for x in reconciliation.figures])
    kept_figures = _kept_ids(
        connection, held, FIGURE_CLAIM, "figure", {f.id: frozenset(f.claims) for f in reconciliation.figures}
    )
    figures = {}
    for figure in reconciliation.figures:
        ids = {"id": kept_figures.get(figure.id, figure.id), "series": kept_series.get(figure.series, figure.series)}
        figure = figure.model_copy(update=ids)
        row = {**rows.figure_row(figure), "concluded": now, "activity": activity}
        figures[figure.id] = _Entry(row, {FIGURE_CLAIM: rows.member_rows(figure.id, "figure", figure.claims)})
    gone_figures = _settle(connection, FIGURE, held, figures)

    held = _held(connection, CONFLICT, "conflict", CONFLICT_CLAIM, scoped, [x.id for x in reconciliation.conflicts])
    kept = _kept_ids(connection, held, CONFLICT_CLAIM, "conflict", {c.id: frozenset(c.claims) for c in reconciliation.conflicts})
    conflicts = {}
    for conflict in reconciliation.conflicts:
        ids = {"id": kept.get(conflict.id, conflict.id), "figure": kept_figures.get(conflict.figure, conflict.figure)}
        conflict = conflict.model_copy(update=ids)
        conflicts[conflict.id] = _Entry(
            rows.conflict_row(conflict),
            {
                CONFLICT_CLAIM: rows.member_rows(conflict.id, "conflict", conflict.claims),
                PAIR: rows.pair_rows(conflict.id, conflict),
                DIAGNOSIS: rows.diagnosis_rows(conflict.id, conflict),
            },
        )
    _remove(connection, CONFLICT, _settle(connection, CONFLICT, held, conflicts))
    _remove(connection, FIGURE, gone_figures)
    _remove(connection, SERIES, gone_series)

    checks = {}
    for check in reconciliation.sums:
        row = rows.sum_row(check)
        checks[row["id"]] = _Entry(row, {SUM_PART: rows.member_rows(row["id"], "sum", check.parts)})
    held = _held(connection, SUM, "sum", SUM_PART, scoped, checks)
    _remove(connection, SUM, _settle(connection, SUM, held, checks))

    _relate(connection, reconciliation.relations, scoped)
    _copy(connection, reconciliation.copies)
    if not scoped:
        connection.execute(delete(PROBLEM).where(PROBLEM.c.stage == "conclude"))
    found = {row["id"]: row for row in (rows.problem_row(problem, "conclude") for problem in reconciliation.problems)}
    there = set(connection.execute(select(PROBLEM.c.id).where(PROBLEM.c.stage == "conclude")).scalars())
    put(connection, PROBLEM, [row for key, row in found.items() if key not in there])
    connection.execute(update(CLAIM).where(CLAIM.c.pending).values(pending=False))


def _held(
    connection: Connection, table: Table, column: str, members: Table, scoped: bool, new: Collection[str]
) -> dict[str, str]:
    """Ids and digests of what is there: what is in scope, and what is concluded now (a sum may reach beyond the scope)."""
    query = select(table.c.id, table.c.digest)
    if not scoped:
        return _pairs(connection, query)
    inside = select(members.c[column]).join(CLAIM, CLAIM.c.id == members.c.claim).where(CLAIM.c.pending)
    held = _pairs(connection, query.where(table.c.id.in_(inside)))
    for chunk in chunks(new):
        held |= _pairs(connection, query.where(table.c.id.in_(chunk)))
    return held


def _kept_ids(
    connection: Connection, held: Mapping[str, str], members: Table, column: str, new: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    """For new ids the former ones of the same claims, so that judgements stay attached where ids are made otherwise."""
    strange, gone = [key for key in new if key not in held], [key for key in held if key not in new]
    if not strange or not gone:
        return {}
    former: dict[frozenset[str], list[str]] = defaultdict(list)
    for chunk in chunks(gone):
        claims = _grouped(connection, select(members.c[column], members.c.claim).where(members.c[column].in_(chunk)))
        for key in chunk:
            former[frozenset(claims.get(key, ()))].append(key)
    return {key: found[0] for key in strange if new[key] and len(found := former.get(new[key], [])) == 1}


def _settle(connection: Connection, table: Table, held: Mapping[str, str], new: Mapping[str, _Entry]) -> list[str]:
    """Insert what is new, update what says something else, and return the ids of what is gone."""
    fresh = [entry for key, entry in new.items() if key not in held]
    other = [key for key, entry in new.items() if key in held and held[key] != entry.row["digest"]]
    put(connection, table, [entry.row for entry in fresh])
    if other:
        connection.execute(update(table).where(table.c.id == bindparam("key")), [{**new[key].row, "key": key} for key in other])
    below = {child for entry in (*fresh, *(new[key] for key in other)) for child in entry.below}
    for child in sorted(below, key=lambda t: t.name):
        owner = next(iter(child.primary_key.columns))
        for chunk in chunks(other):
            connection.execute(delete(child).where(owner.in_(chunk)))
        put(connection, child, [row for entry in (*fresh, *(new[key] for key in other)) for row in entry.below.get(child, ())])
    return [key for key in held if key not in new]


def _remove(connection: Connection, table: Table, ids: Collection[str]) -> None:
    for chunk in chunks(ids):
        connection.execute(delete(table).where(table.c.id.in_(chunk)))


def _relate(connection: Connection, relations: Iterable[Relation], scoped: bool) -> None:
    query = select(RELATION.c.a, RELATION.c.b, RELATION.c.digest)
    if scoped:
        waiting = select(CLAIM.c.id).where(CLAIM.c.pending)
        query = query.where(RELATION.c.a.in_(waiting) | RELATION.c.b.in_(waiting))
    held = {(a, b): digest for a, b, digest in connection.execute(query)}
    new = {(relation.a, relation.b): rows.relation_row(relation) for relation in relations}
    if scoped:
        for chunk in chunks({a for a, _ in new}):
            there = select(RELATION.c.a, RELATION.c.b, RELATION.c.digest).where(RELATION.c.a.in_(chunk))
            held |= {(a, b): digest for a, b, digest in connection.execute(there) if (a, b) in new}
    gone = [key for key, digest in held.items() if key not in new or new[key]["digest"] != digest]
    if gone:
        where = (RELATION.c.a == bindparam("first")) & (RELATION.c.b == bindparam("second"))
        connection.execute(delete(RELATION).where(where), [{"first": a, "second": b} for a, b in gone])
    put(connection, RELATION, [row for key, row in new.items() if held.get(key) != row["digest"]])


def _copy(connection: Connection, copies: Iterable[Copy]) -> None:
    new = {(content_id("document", c.a), content_id("document", c.b)): c.share for c in copies}
    held = {(a, b): share for a, b, share in connection.execute(select(COPY))}
    gone = [key for key in held if held[key] != new.get(key)]
    if gone:
        where = (COPY.c.a == bindparam("first")) & (COPY.c.b == bindparam("second"))
        connection.execute(delete(COPY).where(where), [{"first": a, "second": b} for a, b in gone])
    put(connection, COPY, [{"a": a, "b": b, "share": share} for (a, b), share in new.items() if held.get((a, b)) != share])


# --- out ----------------------------------------------------------------------------------------


def named(connection: Connection, start: str) -> list[str]:
    """See `Store.named`."""
    found: set[str] = set()
    for column, figure in (
        (FIGURE.c.id, FIGURE.c.id),
        (CONFLICT.c.id, CONFLICT.c.figure),
        (FIGURE_CLAIM.c.claim, FIGURE_CLAIM.c.figure),
    ):
        # between two ends, so that an index serves
        found |= set(connection.execute(select(figure).where(column >= start, column < start + LAST)).scalars())
    return sorted(found) or _settled(connection, start)


def _settled(connection: Connection, start: str) -> list[str]:
    """The figures of the claims of a conflict that people judged, by the beginning of its id."""
    asked, claim = JUDGEMENT_SUBJECT.alias(), JUDGEMENT_SUBJECT.alias()
    query = (
        select(FIGURE_CLAIM.c.figure)
        .join(claim, claim.c.subject == FIGURE_CLAIM.c.claim)
        .join(asked, asked.c.judgement == claim.c.judgement)
        .where(asked.c.subject >= start, asked.c.subject < start + LAST)
        .distinct()
    )
    return sorted(connection.execute(query).scalars())


LAST = "\uffff"
"""Sorts after whatever an id goes on with."""


def series(connection: Connection, only: Collection[str] | None = None) -> list[Series]:
    """See `Store.series`."""
    claims = _members(connection, SERIES_CLAIM, "series", only)
    parties: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    query = select(SERIES_PARTY).order_by(SERIES_PARTY.c.series, SERIES_PARTY.c.role, SERIES_PARTY.c.position)
    for key, role, _, name in connection.execute(_only(query, SERIES_PARTY.c.series, only)):
        parties[key][role] = (*parties[key].get(role, ()), name)
    found = connection.execute(_only(select(SERIES).order_by(SERIES.c.id), SERIES.c.id, only)).mappings()
    return [rows.series_of(row, parties.get(row["id"], {}), claims.get(row["id"], ())) for row in found]


def figures(connection: Connection, only: Collection[str] | None = None) -> list[Figure]:
    """See `Store.figures`."""
    claims = _members(connection, FIGURE_CLAIM, "figure", only)
    found = connection.execute(_only(select(FIGURE), FIGURE.c.id, only)).mappings()
    return [rows.figure_of(row, claims.get(row["id"], ())) for row in found]


def conflicts(connection: Connection, of: Collection[str] | None = None) -> list[Conflict]:
    """See `Store.conflicts`."""
    query = _only(select(CONFLICT).order_by(CONFLICT.c.gap.desc(), CONFLICT.c.id), CONFLICT.c.figure, of)
    found = connection.execute(query).mappings().all()
    only = None if of is None else [row["id"] for row in found]
    claims = _members(connection, CONFLICT_CLAIM, "conflict", only)
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    ends = select(PAIR.c.conflict, PAIR.c.a, PAIR.c.b).order_by(PAIR.c.conflict, PAIR.c.position)
    for key, a, b in connection.execute(_only(ends, PAIR.c.conflict, only)):
        pairs[key].append((a, b))
    diagnosis = defaultdict(list)
    slips = select(DIAGNOSIS).order_by(DIAGNOSIS.c.conflict, DIAGNOSIS.c.position)
    for row in connection.execute(_only(slips, DIAGNOSIS.c.conflict, only)).mappings():
        diagnosis[row["conflict"]].append(rows.diagnosis_of(row))
    return [
        Conflict(
            id=row["id"],
            figure=row["figure"],
            claims=claims.get(row["id"], ()),
            pairs=tuple(pairs.get(row["id"], ())),
            gap=row["gap"],
            reason=row["reason"],
            diagnosis=tuple(diagnosis.get(row["id"], ())),
        )
        for row in found
    ]


def relations(connection: Connection, of: Collection[str] | None = None) -> list[Relation]:
    """See `Store.relations`."""
    query = select(RELATION).order_by(RELATION.c.a, RELATION.c.b)
    if of is None:
        return [rows.relation_of(row) for row in connection.execute(query).mappings()]
    found: dict[tuple[str, str], Relation] = {}
    for chunk in chunks(sorted(of)):
        for end in (RELATION.c.a, RELATION.c.b):
            for row in connection.execute(query.where(end.in_(chunk))).mappings():
                found[row["a"], row["b"]] = rows.relation_of(row)
    return [found[pair] for pair in sorted(found)]


def sums(connection: Connection) -> list[SumCheck]:
    """See `Store.sums`."""
    parts = _members(connection, SUM_PART, "sum")
    return [
        rows.sum_of(row, parts.get(row["id"], ()))
        for row in connection.execute(select(SUM).order_by(SUM.c.total, SUM.c.id)).mappings()
    ]


def copies(connection: Connection) -> list[Copy]:
    """See `Store.copies`."""
    first, second = DOCUMENT.alias(), DOCUMENT.alias()
    query = (
        select(first.c.name, second.c.name, COPY.c.share)
        .join(first, first.c.id == COPY.c.a)
        .join(second, second.c.id == COPY.c.b)
    )
    found = [Copy(a=a, b=b, share=share) for a, b, share in connection.execute(query)]
    return sorted(found, key=lambda copy: (copy.a, copy.b))


def memberships(connection: Connection) -> dict[str, tuple[str | None, str | None]]:
    """See `Store.memberships`."""
    in_series = _pairs(connection, select(SERIES_CLAIM.c.claim, SERIES_CLAIM.c.series))
    in_figure = _pairs(connection, select(FIGURE_CLAIM.c.claim, FIGURE_CLAIM.c.figure))
    return {claim: (in_series.get(claim), in_figure.get(claim)) for claim in in_series.keys() | in_figure.keys()}


def _members(
    connection: Connection, members: Table, column: str, only: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    query = select(members.c[column], members.c.claim).order_by(members.c[column], members.c.position)
    return {key: tuple(claims) for key, claims in _grouped(connection, _only(query, members.c[column], only)).items()}


def _only(query: Select[Any], column: ColumnElement[str], only: Collection[str] | None) -> Select[Any]:
    """The query for some values of a column, a few, or for all of them."""
    return query if only is None else query.where(column.in_(sorted(only)))


def _pairs(connection: Connection, query: Executable) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _grouped(connection: Connection, query: Executable) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        found[row[0]].append(row[1])
    return found
