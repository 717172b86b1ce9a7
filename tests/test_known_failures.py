"""Known failures are kept, with their reason, and counted: the files say how many of each kind there are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

FILES = sorted((Path(__file__).parent / "known_failures").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_failure_has_one_reason_and_is_counted(path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    counts = data.pop("counts")
    assert {kind: len(cases) for kind, cases in data.items()} == counts
    names = [name for cases in data.values() for name in cases]
    assert len(names) == len(set(names))
    assert all(str(reason).strip() for cases in data.values() for reason in cases.values())
