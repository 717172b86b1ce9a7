"""Input that is hard on a reader takes time in proportion to its length and raises nothing.

The long ones are so long that a reader which compares every word or amount with every other would not end in the time given;
`benchmarks/growth.py` measures the growth.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pathological import TEXTS

from factbase.extract.claims import extract
from factbase.model import Document

LIMIT = 120
"""Seconds of processor time, some five times what the slowest takes: a machine that is busy with other things fails no test."""
ABOUT = 100_000
"""Characters: with amounts everywhere, thousands to tens of thousands of them."""
LONGER = (("amounts in one sentence", 200_000), ("a book", 1_000_000))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_nothing_is_raised_and_every_quote_is_in_the_text(name: str, lang: str) -> None:
    text = TEXTS[name](3000)
    claims, _ = extract(Document(name="hard.txt", text=text, lang=lang))
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert len({c.id for c in claims}) == len(claims)


@pytest.mark.parametrize(
    "number", ["9" * 30, "9" * 400, "9" * 29 + ".5", "1e400", "1e-400", "0." + "0" * 30 + "1", "9" * 25 + " million"]
)
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_number_of_any_length_is_read(number: str, lang: str) -> None:
    for unit in ("euros", "dollars and 50 cents", "people", "percent", "kg", ""):
        text = f"It held {number} {unit} and €4; 12 euros, {number} to {number} {unit}. Of the {number} 5 went."
        claims, problems = extract(Document(name="long.txt", text=text, lang=lang))
        assert not problems
        assert "€4" in {c.quote for c in claims}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "size"), [*((name, ABOUT) for name in TEXTS), *LONGER])
def test_what_is_long_is_read_in_time(name: str, size: int) -> None:
    here = Path(__file__).with_name("pathological.py")
    path = os.pathsep.join(filter(None, [str(Path(extract.__code__.co_filename).parents[2]), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, str(here), name, str(size), "en", str(LIMIT)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr or f"ended by signal {-done.returncode}, as at the limit of {LIMIT} s"
    assert int(done.stdout) >= (size // 200 if name in ("a book", "amounts in one sentence", "lines") else 0)
