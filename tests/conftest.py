"""Fixtures that tests of several parts share."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A change is not to fail for what another day's random search finds; at a desk the search stays random.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def bridge_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base about one bridge whose cost five papers give, one of them with a slip; not to be changed."""
    from factbase.model import Claim, Document, Reconciliation
    from factbase.store import Store

    content = json.loads((HERE / "report" / "bridge.json").read_text(encoding="utf-8"))
    claims = [Claim(**row) for row in content["claims"]]
    documents = [Document(**row) for row in content["documents"]]
    path = tmp_path_factory.mktemp("bridge") / "bridge.db"
    with Store.open(path) as store:
        store.ingest([(d, [c for c in claims if c.doc == d.name], []) for d in documents])
        store.conclude(Reconciliation(**content["reconciliation"]))
    return path


@pytest.fixture(scope="session")
def articles_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base made by the program itself from the five articles in tests/articles; not to be changed."""
    import factbase

    path = tmp_path_factory.mktemp("articles") / "articles.db"
    result = factbase.run([HERE / "articles"], path)
    assert result.documents == 5
    return path


@pytest.fixture
def bridge(bridge_db: Path) -> Iterator[factbase.api.Base]:  # noqa: F821
    """The same base, open."""
    import factbase

    with factbase.open(bridge_db) as base:
        yield base
