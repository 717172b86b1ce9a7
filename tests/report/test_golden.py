"""Reports as a reader gets them, held against files that a person has looked at.

After a wanted change: FACTBASE_GOLDEN=write pytest tests/report/test_golden.py, then look at the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from factbase.api import Base
from factbase.report import charts, export, html, jsonld, markdown, text
from factbase.report.dossier import COMPARED

GOLDEN = Path(__file__).parent / "golden"


def _report(base: Base) -> str:
    report = export.conflict_report(base, "What the bridge costs", made="2025-04-01")
    return report_without_digest(markdown.write(report), report.method.knowledge)


def report_without_digest(page: str, digest: str) -> str:
    """The page without what changes with every knowledge file."""
    return page.replace(digest[:16], "KNOWLEDGE")


def _jsonld(base: Base) -> str:
    import json

    return json.dumps(jsonld.write(base.dossiers()), ensure_ascii=False, indent=1) + "\n"


WRITERS: dict[str, Callable[[Base], str]] = {
    "conflicts.md": _report,
    "show.txt": lambda base: text.write(base.show(base.conflicts[0].id), 100),
    "figures.csv": lambda base: export.text(base, "figures", export.Format.CSV),
    "claims.csv": lambda base: export.text(base, "claims", export.Format.CSV),
    "figures.md": lambda base: export.text(base, "figures", export.Format.MD),
    "claims.jsonl": lambda base: export.text(base, "claims", export.Format.JSONL),
    "graph.jsonld": _jsonld,
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_report_is_what_was_looked_at(name: str, bridge: Base) -> None:
    path = GOLDEN / name
    written = WRITERS[name](bridge)
    if os.environ.get("FACTBASE_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="")
    assert written == path.read_bytes().decode()


class _Page(HTMLParser):
    """What a test asks of a page: its elements, and whether they are closed in order."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


@pytest.fixture(scope="module")
def page(bridge_db: Path) -> str:
    import factbase

    with factbase.open(bridge_db) as base:
        return html.write(export.conflict_report(base, "What the bridge costs", made="2025-04-01"))


def test_the_page_needs_no_network_and_runs_nothing(page: str) -> None:
    parsed = _Page(page)
    tags = {tag for tag, _ in parsed.found}
    assert not tags & {"script", "link", "img", "iframe", "object"}
    assert "url(" not in page
    assert "@import" not in page
    assert not [a for _, attrs in parsed.found for a in attrs if a.startswith("on")]
    assert not parsed.open


def test_without_the_libraries_that_draw_the_page_has_pictures_of_characters(
    bridge_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import factbase

    monkeypatch.setattr(charts, "drawn", lambda: False)
    with factbase.open(bridge_db) as base:
        page = html.write(export.conflict_report(base, "What the bridge costs", made="2025-04-01"))
    assert not _Page(page).open
    assert "<svg" not in page
    assert re.search(r"<pre role=\"img\"[^>]*>1 Harbour Post +├─+●", page)


def test_the_page_explains_what_show_explains(page: str, bridge: Base) -> None:
    dossier = bridge.show(bridge.conflicts[0].id)
    text_of = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())

    def told(words: str) -> bool:
        return " ".join(words.split()) in text_of

    for witness in dossier.witnesses:
        assert {step.slot for step in witness.steps} >= {"amount", "interval"}
        assert all(told(f"{step.slot} : {step.text}") for step in witness.steps)
    for relation in dossier.relations[:COMPARED]:
        assert told(relation.text)
        assert relation.steps
        assert all(told(f"{step.slot}: {step.text}") for step in relation.steps)
    assert dossier.steps
    assert all(told(step.text) for step in dossier.steps)


def test_words_of_an_article_are_never_markup(page: str) -> None:
    assert "&lt;b&gt;too dear&lt;/b&gt; &amp; too late" in page
    assert "<b>too dear" not in page


def test_the_page_is_accessible(page: str) -> None:
    parsed = _Page(page)
    levels = [int(tag[1]) for tag, _ in parsed.found if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert dict(parsed.found)["html"]["lang"] == "en"
    assert {attrs["lang"] for tag, attrs in parsed.found if tag == "blockquote"} == {"en", "nl"}
    pictures = [attrs for tag, attrs in parsed.found if tag == "svg"]
    assert pictures
    assert all("Coast Daily" in str(attrs["aria-label"]) for attrs in pictures)
    ids = [attrs["id"] for _, attrs in parsed.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    referred = {str(attrs["aria-labelledby"]) for _, attrs in parsed.found if "aria-labelledby" in attrs}
    assert referred <= set(ids)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_has_contrast_in_light_dark_and_print(page: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text on its ground."""
    import re

    themes = re.findall(r":root \{(.*?)\}", page, flags=re.S)
    assert len(themes) == 3
    for theme in themes:
        colours = {
            n: v if len(v) == 7 else "#" + "".join(2 * c for c in v[1:]) for n, v in re.findall(r"--([a-z]+): (#\w+)", theme)
        }
        for ground in ("paper", "card", "note"):
            for ink in ("ink", "muted", "odd", "fits", "link"):
                a, b = sorted((_luminance(colours[ground]), _luminance(colours[ink])))
                assert (b + 0.05) / (a + 0.05) >= 4.5, f"{ink} on {ground}"
        a, b = sorted((_luminance(colours["quote"]), _luminance(colours["ink"])))
        assert (b + 0.05) / (a + 0.05) >= 4.5


def test_a_report_with_no_room_says_what_it_leaves_out(bridge: Base) -> None:
    report = export.conflict_report(bridge, limit=0)
    assert report.left_out == 1
    assert report.conflicts == ()
    assert "1 more conflict" in html.write(report)


def test_the_picture_follows_the_theme(page: str) -> None:
    picture = page[page.index("<svg") : page.index("</svg>")]
    assert "var(--odd)" in picture
    assert "var(--fits)" in picture
    assert "var(--band)" in picture
