"""The Python API: the command line's words as functions and methods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from factbase.acyclic import acyclic
from factbase.model import Claim, Conflict, Document, Entity, Figure, Judgement, Problem, Relation, Series, content_id
from factbase.rows import claim_row, conflict_row, figure_row, membership, version_row
from factbase.settings import Settings
from factbase.table import Row, Table

if TYPE_CHECKING:
    from factbase.changes import Change
    from factbase.engine.local import RunResult
    from factbase.normalise.merging import Merge
    from factbase.query import Answer, Index
    from factbase.report.dossier import Dossier
    from factbase.store import Store
    from factbase.store.brief import Briefs
    from factbase.store.history import Version


def extract(text: str | Document, **about: Any) -> tuple[Table[Claim], list[Problem]]:
    """Every amount that a text states; see `factbase.extract`."""
    from factbase.extract.claims import extract as extract_claims

    if not isinstance(text, Document):
        about.setdefault("name", content_id("text", text))
        about.setdefault("lang", _language(text))
        text = Document(text=text, **about)
    claims, problems = extract_claims(text)
    return Table(claims, claim_row, "claims"), problems


def _language(text: str) -> str | None:
    from factbase.read.language import language

    return language(text)


def run(paths: str | Path | Iterable[str | Path], db: str | Path, settings: Settings | None = None) -> RunResult:
    """Read articles into a base and reconcile it; see `factbase.run`."""
    from factbase.engine.local import run as run_local

    listed = [paths] if isinstance(paths, str | Path) else paths
    return run_local([Path(p) for p in listed], str(db), settings or Settings())


def _with_lookalikes(stored: list[Relation], claims: Iterable[Claim], series: Iterable[Series]) -> list[Relation]:
    from factbase.reconcile.lookalikes import lookalikes

    there = {(r.a, r.b) for r in stored}
    return stored + [r for r in lookalikes({c.id: c for c in claims}, series) if (r.a, r.b) not in there]


class Base:
    """A base opened to be asked. Everything is read when first asked for and then kept; `reload` forgets it.

    Args:
        store: the open store; closed with the base.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, write: bool = False) -> Self:
        """Open a base by path or database URL.

        Args:
            create: make one where there is none.
            write: whether it will be changed; otherwise nothing is touched, and a base that may not be written will do.

        Raises:
            factbase.store.StoreError: where there is none, or it cannot be used.
        """
        from factbase.store import Store

        return cls(Store.open(path, create=create, read_only=not (create or write)))

    def __repr__(self) -> str:
        held = self.store.counts()
        return f"<base {self.store.database.name}: {held['figures']} figures, {held['conflicts']} open conflicts>"

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def reload(self) -> None:
        """Forget what was read, after the base has changed."""
        for name in [n for n in vars(self) if n.startswith("_all_")]:
            delattr(self, name)

    # --- what it holds ---

    @cached_property
    def _all_claims(self) -> dict[str, Claim]:
        return {c.id: c for c in self.store.claims()}

    @cached_property
    def _all_documents(self) -> dict[str, Document]:
        return {d.name: d for d in self.store.documents()}

    @cached_property
    def _all_figures(self) -> dict[str, Figure]:
        return {f.id: f for f in self.store.figures()}

    @cached_property
    def _all_series(self) -> dict[str, Series]:
        return {s.id: s for s in self.store.series()}

    @cached_property
    def _all_memberships(self) -> Callable[[str], dict[str, str | None]]:
        return membership(self.store.memberships())

    @cached_property
    def _all_briefs(self) -> Briefs:
        return self.store.briefs()

    @cached_property
    def _all_conflicts(self) -> dict[str, Conflict]:
        return {c.id: c for c in self.store.conflicts()}

    @property
    def claims(self) -> Table[Claim]:
        """Every claim, with `series` and `figure` in its row."""
        where = self._all_memberships
        return Table(self._all_claims.values(), lambda claim: claim_row(claim) | where(claim.id), "claims")

    def each_claim(self, article: str | None = None) -> Generator[tuple[Claim, Row], None, None]:
        """Every claim (of one article, or source of a table) with its row as in `claims`, one after the other, for bases that do
        not fit into memory."""
        where = self._all_memberships  # before the claims, as a base is read by one at a time
        with closing(self.store.each_claim(None if article is None else [article])) as claims:
            for claim in claims:
                yield claim, claim_row(claim) | where(claim.id)

    def search(self, words: str, limit: int = 50) -> Table[Claim]:
        """The claims of articles whose quote, sentence or slots hold all of these words, best first; the last word may be a
        beginning. Case, accents and punctuation do not count. The rows are those of `claims`."""
        hits = self.store.search(words, limit=limit)
        where, found = self._all_memberships, {c.id: c for c in self.store.claims(ids=[hit.id for hit in hits])}
        return Table([found[hit.id] for hit in hits], lambda claim: claim_row(claim) | where(claim.id), "claims")

    @property
    def figures(self) -> Table[Figure]:
        """Every figure: a series at one time."""
        return Table(self._all_figures.values(), figure_row, "figures")

    @property
    def conflicts(self) -> Table[Conflict]:
        """Every open conflict."""
        return Table(self._all_conflicts.values(), conflict_row, "conflicts")

    @property
    def series(self) -> Table[Series]:
        """Every measured thing."""
        return Table(self._all_series.values(), name="series")

    @property
    def documents(self) -> Table[Document]:
        """Every article."""
        return Table(self._all_documents.values(), name="documents")

    def history(self, article: str) -> Table[Version]:
        """The former versions of an article, also of one that was retracted, latest first.

        Raises:
            factbase.store.NotThereError: where the base never held such an article.
        """
        return Table(self.store.history(article), version_row, "versions")

    @property
    def problems(self) -> Table[Problem]:
        """What was wrong with the input, as recorded when it was read."""
        return Table(self.store.problems(), name="problems")

    # --- changing it ---

    def retract(self, *names: str, by: str | None = None, note: str | None = None) -> None:
        """Take articles out, with all that rests on them, and reconcile what is left. They stay in the history.

        Raises:
            factbase.store.NotThereError: where the base holds no such article.
        """
        for name in names:
            self.store.retract(name, by, note)
        self._conclude()

    def judge(self, kind: str, subjects: Iterable[str], by: str, note: str = "") -> Judgement:
        """Put a person's decision into the log and reconcile what it touches; see `factbase.store.Store.judge`.

        Raises:
            factbase.store.StoreError: where it cannot be made; the message says why.
        """
        made = self.store.judge(kind, list(subjects), by, note)
        self._conclude()
        return made

    def undo(self, judgement: str, by: str, note: str = "") -> Judgement:
        """Take a judgement back; both stay in the log.

        Raises:
            factbase.store.NotThereError: where there is no such judgement.
        """
        made = self.store.undo(judgement, by, note)
        self._conclude(everything=True)
        return made

    def import_judgements(self, lines: Iterable[str], source: str = "judgements") -> int:
        """Add the judgements of a JSONL export that the base lacks, reconcile, and return how many they were.

        Raises:
            factbase.store.StoreError: for a line that holds none or was changed; then nothing is imported.
        """
        count = self.store.import_judgements(lines, source)
        self._conclude(everything=True)
        return count

    @property
    def judgements(self) -> Table[Judgement]:
        """The judgements in force, by time."""
        return Table(self.store.judgements(), name="judgements")

    def entities(self) -> Table[Entity]:
        """The parties and programmes that the claims name, the most frequent first, with the names they go by."""
        from factbase.query import entities

        return Table(entities(self._all_briefs.claims.values()), name="entities")

    def merges(self) -> Table[Merge]:
        """Pairs of names that are one party or programme: what people decided, and what the names themselves propose."""
        from factbase.query import merges

        return Table(merges(self._all_briefs.claims.values(), self.store.judgements()), name="merges")

    def _conclude(self, everything: bool = False) -> None:
        from factbase.engine.concluding import conclude

        conclude(self.store, self.store.settings, everything=everything)
        self.reload()

    # --- asking it ---

    @cached_property
    def _all_index(self) -> Index:
        from factbase.query import Index

        with acyclic():
            return Index(self._all_briefs)

    def query(self, text: str = "", *, limit: int | None = None, **filters: Any) -> Table[Answer]:
        """The figures that words and filters mean, best first; the filters are those of `factbase.query.Index.ask`.

        Args:
            limit: at most so many; the table's `total` tells how many there are.

        Raises:
            factbase.query.QueryError: for a filter that cannot be understood.
        """
        from factbase.query import Answer, answer_row, best

        hits = self._all_index.ask(text, **filters)
        shown = hits[:limit]
        figures = {f.id: f for f in self.store.figures({id for hit in shown for id in hit.over_time})}
        series = {s.id: s for s in self.store.series({hit.series for hit in shown})}
        claims = {c.id: c for c in self.store.claims(ids={id for hit in shown for id in figures[hit.figure].claims})}
        answers = []
        for hit in shown:
            figure = figures[hit.figure]
            stated = tuple(claims[id] for id in figure.claims)
            over_time = tuple(figures[id] for id in hit.over_time)
            answers.append(Answer(figure, series.get(hit.series), hit.score, best(figure, stated), over_time, hit.missed, stated))
        return Table(answers, answer_row, "answers", len(hits))

    @cached_property
    def relations(self) -> list[Relation]:
        """Comparisons within each series, and of figures that look like one and are two."""
        claims = self.store.claims(tabled=False)  # rows of tables have no payer to be alike by
        return _with_lookalikes(list(self.store.relations()), claims, self._all_series.values())

    def changes(self, since: Base) -> Table[Change]:
        """What changed since another state of the base: figures that are new, gone, or not as they were."""
        from factbase.changes import change_row, changes

        return Table(changes(list(since.figures), list(self.figures)), change_row, "changes")

    def dossiers(self, figures: Iterable[Figure] | None = None) -> list[Dossier]:
        """Figures with their witnesses, comparisons and judgements; of all figures by default."""
        from factbase.report.dossier import gather

        return gather(
            self._all_figures.values() if figures is None else figures,
            claims=self._all_claims,
            documents=self._all_documents,
            series=self._all_series,
            conflicts=self._all_conflicts.values(),
            relations=self.relations,
            sums=list(self.store.sums()),
            copies=list(self.store.copies()),
            judgements=self.store.judgements(),
        )

    def show(self, id: str) -> Dossier:
        """The dossier of a figure, by its id or by the id of its conflict or of one of its claims; a beginning will do.

        Raises:
            factbase.query.QueryError: where no such thing is there, or several begin so.
        """
        from factbase.report.dossier import gather

        figure, judged, copies = self.find(id), self.store.judgements(), self.store.copies()
        conflicts = self.store.conflicts([figure.id])
        own = {*figure.claims, *(claim for conflict in conflicts for claim in conflict.claims)}
        relations = self.store.relations(own)
        if figure.subject is None:
            beside = {claim for series in self.store.series_of(own) for claim in series.claims}
            # what looks like one of them has a payer in common with it, or with another of its series that stands for it
            alike = self.store.claims_paid_by({payer for claim in self.store.claims(ids=own | beside) for payer in claim.payer})
            relations = _with_lookalikes(relations, alike, self.store.series_of([claim.id for claim in alike]))
        ends = {end for r in relations for end in (r.a, r.b) if r.a in own or r.b in own}
        claims = {c.id: c for c in self.store.claims(ids=own | ends)}
        names = {c.doc for c in claims.values()} | {name for copy in copies for name in (copy.a, copy.b)}
        (found,) = gather(
            [figure],
            claims=claims,
            documents={d.name: d for d in self.store.documents(names)},
            series={s.id: s for s in self.store.series([figure.series])},
            conflicts=conflicts,
            relations=relations,
            sums=self.store.sums(),
            copies=copies,
            judgements=judged,
        )
        return self.weighed(found)

    def weighed(self, dossier: Dossier, pairs: int | None = None) -> Dossier:
        """The dossier with what spoke for and against each of its pairs of claims (the first so many) stating one thing. That is
        worked out when it is asked for, as few pairs are ever looked at."""
        from factbase.reconcile import explained

        claims, judged = {w.claim.id: w.claim for w in dossier.witnesses}, self.store.judgements()
        asked, left = dossier.relations[:pairs], dossier.relations[len(dossier.relations[:pairs]) :]
        stated: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.store.claims({claims[end].doc for r in asked for end in (r.a, r.b)}, tabled=False):
            stated[claim.doc].append(claim)

        def told(r: Relation) -> Relation:
            a, b = claims[r.a], claims[r.b]
            return explained(r, a, b, judged, [claim for doc in {a.doc, b.doc} for claim in stated[doc]])

        return replace(dossier, relations=(*map(told, asked), *left))

    def find(self, id: str) -> Figure:
        """A figure by the beginning of its id, or of the id of its conflict or of one of its claims.

        Raises:
            factbase.query.QueryError: where no such thing is there, or several begin so.
        """
        from factbase.query import QueryError

        found = self.store.named(id)
        if len(found) != 1:
            what = "no figure, conflict or claim begins" if not found else f"{len(found)} figures have ids that begin"
            raise QueryError(f"{what} with {id!r}; `factbase figures` lists them")
        return self.store.figures(found)[0]
