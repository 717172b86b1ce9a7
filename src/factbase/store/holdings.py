"""What a base holds, read: articles, claims, what they come to, and what people decided."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator
from typing import Any

from sqlalchemy import func, select

from factbase.model import (
    Claim,
    Conflict,
    Copy,
    Document,
    Figure,
    IndexEntry,
    Judgement,
    Problem,
    Relation,
    Series,
    SumCheck,
    content_id,
)
from factbase.store import blocks, conclusions, history, ingest, judgements, provenance, rows, search, sketches
from factbase.store.brief import Briefs, briefs
from factbase.store.database import Database
from factbase.store.errors import NotThereError
from factbase.store.history import Version
from factbase.store.search import Hit
from factbase.store.sql import BASE, CLAIM, CLAIM_PARTY, CONFLICT, DOCUMENT, FIGURE, PROBLEM, SERIES_CLAIM, chunks


class Holdings:
    """What an open base holds; every method reads it as it is at one moment, and none changes it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # --- articles and claims

    def documents(self, names: Collection[str] | None = None) -> list[Document]:
        """The articles (of these names), by name."""
        query = select(DOCUMENT).where(DOCUMENT.c.form == "article")
        with self.database.read() as connection:
            if names is None:
                found = [rows.document_of(row) for row in connection.execute(query).mappings()]
            else:
                found = []
                for chunk in chunks(sorted(names)):
                    ids = [content_id("document", name) for name in chunk]
                    found += [rows.document_of(row) for row in connection.execute(query.where(DOCUMENT.c.id.in_(ids))).mappings()]
        return sorted(found, key=lambda document: document.name)

    def tables(self) -> list[str]:
        """The names of the tables of claims."""
        with self.database.read() as connection:
            found = connection.execute(select(DOCUMENT.c.name).where(DOCUMENT.c.form == "table").order_by(DOCUMENT.c.name))
            return list(found.scalars())

    def history(self, doc: str) -> list[Version]:
        """The former versions of an article with their claims as they were, latest first.

        Raises:
            NotThereError: where the base never held such an article.
        """
        with self.database.read() as connection:
            found = history.versions(connection, doc)
            names = content_id("document", doc), ingest.table_id(doc)
            if not found and not connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.id.in_(names))).first():
                raise NotThereError(f"{self.database.name}: never held an article {doc!r}; see `factbase documents`")
            return found

    def claims(self, docs: Collection[str] | None = None, ids: Collection[str] | None = None, tabled: bool = True) -> list[Claim]:
        """The claims (of these articles, or with these ids; with those of tables or without), in order of article and place."""
        if ids is not None:
            with self.database.read() as connection:
                found = [
                    claim for chunk in chunks(sorted(set(ids))) for claim in ingest.claims(connection, CLAIM.c.id.in_(chunk))
                ]
            found = [claim for claim in found if docs is None or claim.doc in docs]
            return sorted(found, key=lambda claim: (claim.doc, claim.start, claim.end, claim.id))
        return list(self.each_claim(docs, tabled))

    def each_claim(self, docs: Collection[str] | None = None, tabled: bool = True) -> Generator[Claim, None, None]:
        """Like `claims`, one after the other, for bases that do not fit into memory."""
        with self.database.read() as connection:
            if docs is None:
                yield from ingest.claims(connection, *(() if tabled else (CLAIM.c.subject.is_(None),)))
            else:
                for chunk in chunks(sorted(set(docs))):
                    yield from ingest.claims(
                        connection, CLAIM.c.doc.in_(chunk), *(() if tabled else (CLAIM.c.subject.is_(None),))
                    )

    def claims_paid_by(self, payers: Collection[str]) -> list[Claim]:
        """The claims, those of tables aside, with one of these payers, in order of article and place."""
        with self.database.read() as connection:
            paid = select(CLAIM_PARTY.c.claim).where(CLAIM_PARTY.c.role == "payer", CLAIM_PARTY.c.name.in_(sorted(payers)))
            return list(ingest.claims(connection, CLAIM.c.subject.is_(None), CLAIM.c.id.in_(paid)))

    def claim_counts(self) -> dict[str, int]:
        """How many claims each article (or source of a table) has, by its name."""
        with self.database.read() as connection:
            found = connection.execute(select(CLAIM.c.doc, func.count()).group_by(CLAIM.c.doc))
            return {doc: int(count) for doc, count in found}

    def briefs(self) -> Briefs:
        """What questions look at in every figure, series and claim."""
        with self.database.read() as connection:
            return briefs(connection)

    def pending(self) -> frozenset[str]:
        """Ids of the claims that wait to be reconciled: new, changed, or left behind by a claim that went."""
        with self.database.read() as connection:
            return frozenset(connection.execute(select(CLAIM.c.id).where(CLAIM.c.pending)).scalars())

    def pending_docs(self) -> frozenset[str]:
        """The articles (or sources of tables) of these claims."""
        with self.database.read() as connection:
            return frozenset(connection.execute(select(CLAIM.c.doc).where(CLAIM.c.pending).distinct()).scalars())

    def problems(self) -> list[Problem]:
        """All that the user must know of, by source and place."""
        with self.database.read() as connection:
            found = [rows.problem_of(row) for row in connection.execute(select(PROBLEM)).mappings()]
        return sorted(found, key=lambda p: (p.source or "", p.position or "", p.code, p.message, p.severity))

    def search(self, query: str, kind: str = "claim", limit: int = 50) -> list[Hit]:
        """Claims (by quote, sentence, measure, programme, subject) or figures (by label, measure, subject) that hold every word
        of the query, best first. Case, accents and punctuation do not count, and the last word may be a beginning."""
        with self.database.read() as connection:
            return search.search(connection, query, kind, limit)

    # --- what they come to

    def series(self, only: Collection[str] | None = None) -> list[Series]:
        """What is measured (of these ids), by id."""
        with self.database.read() as connection:
            if only is None:
                return conclusions.series(connection)
            return [found for chunk in chunks(sorted(only)) for found in conclusions.series(connection, chunk)]

    def series_of(self, claims: Collection[str]) -> list[Series]:
        """What is measured by any of these claims, by id."""
        with self.database.read() as connection:
            ids: set[str] = set()
            for chunk in chunks(sorted(set(claims))):
                ids |= set(connection.execute(select(SERIES_CLAIM.c.series).where(SERIES_CLAIM.c.claim.in_(chunk))).scalars())
        return self.series(ids)

    def figures(self, only: Collection[str] | None = None) -> list[Figure]:
        """What the claims come to (of these ids), by label, date and id."""
        with self.database.read() as connection:
            if only is None:
                found = conclusions.figures(connection)
            else:
                found = [figure for chunk in chunks(sorted(only)) for figure in conclusions.figures(connection, chunk)]
        return sorted(found, key=lambda figure: (figure.label, figure.date or "", figure.id))

    def conflicts(self, of: Collection[str] | None = None) -> list[Conflict]:
        """Which claims cannot all be right (of these figures, which are few), widest gap first."""
        with self.database.read() as connection:
            return conclusions.conflicts(connection, of)

    def relations(self, of: Collection[str] | None = None) -> list[Relation]:
        """The verdicts on two claims (one of them of these ids), by their ids."""
        with self.database.read() as connection:
            return conclusions.relations(connection, of)

    def sums(self) -> list[SumCheck]:
        """Parts against totals, by the total's id."""
        with self.database.read() as connection:
            return conclusions.sums(connection)

    def copies(self) -> list[Copy]:
        """Articles that restate one text, by name."""
        with self.database.read() as connection:
            return conclusions.copies(connection)

    def counts(self) -> dict[str, int]:
        """How many figures and conflicts there are, without reading them."""
        with self.database.read() as connection:
            counted = {"figures": FIGURE, "conflicts": CONFLICT}
            return {k: int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for k, t in counted.items()}

    def memberships(self) -> dict[str, tuple[str | None, str | None]]:
        """For every claim that was concluded upon, its series and its figure."""
        with self.database.read() as connection:
            return conclusions.memberships(connection)

    def named(self, start: str) -> list[str]:
        """Ids of the figures whose own id, or that of their conflict or of one of their claims, begins so."""
        with self.database.read() as connection:
            return conclusions.named(connection, start)

    def note(self, key: str) -> str:
        """What was noted with the last conclusions; empty where nothing was."""
        with self.database.read() as connection:
            return connection.execute(select(BASE.c.value).where(BASE.c.key == key)).scalar() or ""

    def block_index(self) -> tuple[dict[str, IndexEntry], set[str]]:
        """The index of blocks by claim, as it was last concluded, and the claims among them that the base no longer has."""
        with self.database.read() as connection:
            return blocks.held(connection)

    def sketches(self, method: str) -> dict[str, frozenset[int] | None]:
        """The sketch of every article by name, by which copies are found; None where its present version has none yet."""
        with self.database.read() as connection:
            return sketches.held(connection, method)

    def provenance(self, figure: str) -> dict[str, Any]:
        """How a figure came to be, as PROV-JSON: articles with their hashes, claims with their rates, program, knowledge and
        judgements.

        Raises:
            NotThereError: where the base holds no such figure.
        """
        with self.database.read() as connection:
            found = provenance.of_figure(connection, figure)
            if found is None:
                raise NotThereError(f"{self.database.name}: holds no figure {figure}; `factbase figures` lists them")
            return found

    # --- what people decided

    def judgements(self) -> list[Judgement]:
        """The judgements in force, by time: those that were not taken back."""
        return judgements.in_force(self.judgement_log())

    def judgement_log(self) -> list[Judgement]:
        """All that was ever judged, also what was taken back and the taking back, by time."""
        with self.database.read() as connection:
            return judgements.log(connection)

    def export_judgements(self) -> str:
        """The whole log as JSONL, in an order that does not depend on the base, so that a team can keep it in version control."""
        lines = [json.dumps(j.model_dump(), sort_keys=True) for j in self.judgement_log()]
        return "".join(f"{line}\n" for line in lines)
