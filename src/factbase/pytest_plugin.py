"""Fixtures and markers for tests about figures. Nothing of factbase is imported before a test asks for it.

    pytest --factbase-db=aid.db                  # a base that is there
    pytest --factbase-articles=articles/         # or articles, from which one is built once and kept in pytest's cache

or in the ini file `factbase_db`, `factbase_articles`, `factbase_known_conflicts`.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from factbase.plural import count

if TYPE_CHECKING:
    from factbase.api import Base
    from factbase.model import Claim, Conflict, Figure
    from factbase.table import Table
    from factbase.testing import Found

_NO_NEW = "factbase_no_new_conflicts"
_KNOWN = "factbase_known_conflict"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the base is, or what to build it from."""
    group = parser.getgroup("factbase", "figures and their sources")
    group.addoption("--factbase-db", metavar="FILE|URL", help="the base that the tests ask")
    group.addoption("--factbase-articles", metavar="PATH", action="append", help="articles to build a base from, once")
    parser.addini("factbase_db", "the base that the tests ask")
    parser.addini("factbase_articles", "articles to build a base from, once", type="paths")
    parser.addini("factbase_known_conflicts", "ids of conflicts that are known, or their beginnings", type="linelist")


def pytest_configure(config: pytest.Config) -> None:
    """The markers."""
    config.addinivalue_line("markers", f"{_NO_NEW}: fail where the base holds an open conflict that is not known")
    config.addinivalue_line("markers", f"{_KNOWN}(*ids, reason=''): conflicts, by id or its beginning, that are accepted")


def _asked(config: pytest.Config) -> tuple[str | None, list[Path]]:
    """The base and the articles asked for; the command line goes before the ini file."""
    given = config.getoption("--factbase-articles")
    if (db := config.getoption("--factbase-db")) or given:
        return db, [Path(p) for p in given or ()]
    configured = config.getini("factbase_db")
    db = str(config.rootpath / configured) if configured and "://" not in configured else configured
    return db or None, list(config.getini("factbase_articles"))


@pytest.fixture(scope="session")
def factbase(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    """The base under test, open: a `factbase.api.Base`."""
    import factbase as library

    db, articles = _asked(request.config)
    if db is None and not articles:
        message = "no base to ask: give --factbase-db=FILE or --factbase-articles=FOLDER, or set them in the ini file"
        pytest.fail(message, pytrace=False)
    place = db if db is not None else str(_built(request.config, articles, tmp_path_factory))
    from factbase.store import StoreError

    try:
        base = library.open(place)
    except StoreError as error:
        pytest.fail(str(error), pytrace=False)
    with base:
        yield base


def _built(config: pytest.Config, articles: list[Path], scratch: pytest.TempPathFactory) -> Path:
    """The base of these articles in pytest's cache, named by their content, so that it is built once."""
    import os

    import factbase as library
    from factbase import knowledge

    total = hashlib.sha256(f"{library.__version__} {knowledge.digest()}".encode())
    files = sorted(f for p in articles for f in (p.rglob("*") if p.is_dir() else [p]) if f.is_file())
    for path in files:
        total.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    cache = getattr(config, "cache", None)
    folder: Path = cache.mkdir("factbase") if cache is not None else scratch.mktemp("factbase")
    base = folder / f"{total.hexdigest()[:16]}.db"
    if not base.exists():
        building = folder / f"{base.stem}.{os.getpid()}.building"
        try:
            result = library.run(articles, building)
        except BaseException:
            building.unlink(missing_ok=True)
            raise
        for problem in result.problems:
            if problem.severity == "error":
                warnings.warn(f"factbase: {problem}", stacklevel=2)
        building.replace(base)
    return base


@pytest.fixture(scope="session")
def claims(factbase: Base) -> Table[Claim]:
    """Every claim of the base."""
    return factbase.claims


@pytest.fixture(scope="session")
def figures(factbase: Base) -> Table[Figure]:
    """Every figure of the base."""
    return factbase.figures


@pytest.fixture(scope="session")
def conflicts(factbase: Base) -> Table[Conflict]:
    """Every open conflict of the base."""
    return factbase.conflicts


@pytest.fixture(scope="session")
def figure(factbase: Base) -> Callable[..., Found]:
    """A function from words (and the filters of `factbase query`) to the figure that they mean."""
    from factbase.query import Index, QueryError
    from factbase.report.words import figure_value
    from factbase.testing import Found

    known = [name for name in inspect.signature(Index.ask).parameters if name not in ("self", "text", "limit")]

    def find(text: str = "", **filters: Any) -> Found:
        __tracebackhide__ = True
        if wrong := [name for name in filters if name not in known]:
            pytest.fail(f"no filter {wrong[0]!r}; there are {', '.join(known)}")
        fault, answers = "", None
        try:
            answers = factbase.query(text, limit=4, **filters)
        except QueryError as error:
            fault = str(error)  # told below, where no traceback hangs on it
        if answers is None:
            pytest.fail(fault)
        if not answers:
            wanted = " ".join([text, *(f"{name}={value}" for name, value in filters.items())]).strip()
            held = len(factbase.figures)
            pytest.fail(f"no figure answers {wanted!r}; the base holds {held}: other words, or fewer filters")
        others = [a for a in answers[1:] if a.figure.series != answers[0].figure.series]
        told = tuple(f"{a.label}: {figure_value(a.figure, a.claims)} ({a.figure.id[:8]})" for a in others)
        return Found(factbase.dossiers([answers[0].figure])[0], text, told)

    return find


@pytest.fixture(autouse=True)
def _factbase_no_new_conflicts(request: pytest.FixtureRequest) -> None:
    """Fail a marked test where a conflict is open that nobody accepted."""
    if request.node.get_closest_marker(_NO_NEW) is None:
        return
    base: Base = request.getfixturevalue("factbase")
    known = [str(k) for k in request.config.getini("factbase_known_conflicts")]
    known += [str(i) for mark in request.node.iter_markers(_KNOWN) for i in mark.args]
    new = [c for c in base.conflicts if not any(c.id.startswith(k) for k in known)]
    if gone := [k for k in known if not any(c.id.startswith(k) for c in base.conflicts)]:
        warnings.warn(f"factbase: no open conflict begins with {', '.join(gone)}: no longer to be known", stacklevel=2)
    if new:
        lines = [f"{count(len(new), 'open conflict')} that nobody accepted:"]
        lines += [f"  {c.id}  {_told(c, base)}" for c in new]
        first = new[0].id
        lines.append(f"accept one with @pytest.mark.{_KNOWN}('{first}', reason='...'), or settle it: factbase judge {first}")
        pytest.fail("\n".join(lines), pytrace=False)


def _told(conflict: Conflict, base: Base) -> str:
    """Which figure a conflict is about, why it is one, and the slip that would mend it."""
    from factbase.report.words import as_of, label, reason

    (figure,) = base.store.figures([conflict.figure])
    said = [", ".join(filter(None, (label(figure), as_of(figure.date)))) + ":", reason(conflict, figure)]
    return " ".join([*said, *(slip.text for slip in conflict.diagnosis[:1])])


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """What to print where a figure is not what a test says: the sources and their words."""
    testing = sys.modules.get("factbase.testing")
    if testing is None or op not in ("==", "!="):
        return None
    if isinstance(right, testing.Found) and not isinstance(left, testing.Found):
        left, right = right, left
    if not isinstance(left, testing.Found):
        return None
    if isinstance(right, testing.Amount | testing.Found | str):
        return list(left.explain(right))
    what = f"{type(right).__name__} {right!r}"
    return [f"{left!r} cannot be compared with {what}; write money('8.7bn EUR') or amount('28 people'), or look at .value"]
