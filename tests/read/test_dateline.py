"""Dates of publication and agencies at the head of a page, from the example files of each language."""

from __future__ import annotations

from typing import Any

import pytest

from factbase import knowledge
from factbase.extract.times.publication import publication
from factbase.read.byline import agency

EXAMPLES = [(lang, case) for lang in ("en", "nl") for case in knowledge.read(f"lang/{lang}/examples/dateline.yaml")]


@pytest.mark.parametrize(("lang", "case"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else v["text"][:40])
def test_the_head_of_a_page_gives_its_date(lang: str, case: dict[str, Any]) -> None:
    date, _ = publication(case["text"], lang)
    assert date == (str(case["published"]) if case["published"] else None)
    if "agency" in case:
        assert agency(case["text"]) == case["agency"]


def test_a_long_line_without_a_break_takes_no_time() -> None:
    assert publication("A " * 500_000, "en") == (None, "")
    assert agency("AAA, " * 200_000) is None
