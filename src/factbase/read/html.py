"""A saved web page: the article by trafilatura, what the page says about itself by its metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from factbase import edtf
from factbase.extract.times.publication import publication
from factbase.model import Problem
from factbase.read.article import Raw

_PUBLISHED = (
    "article:published_time", "datepublished", "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.created", "pubdate",
    "publish-date", "publication_date", "sailthru.date", "parsely-pub-date", "og:published_time", "dcterms.date", "dc.date",
    "date",
)  # fmt: skip
_DEPTH = 6  # levels of JSON-LD that are looked through
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
ENOUGH = 20
"""Words that tell an article's language by themselves: what a page declares is often that of its frame."""
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
"""What browsers write into a page that they save."""


def article(page: str, name: str, source: str) -> Raw:
    """The page's main text with its title, publisher, language and date of publication."""
    from trafilatura import bare_extraction

    problems: list[Problem] = []
    try:
        # the extensive search would make a date out of a copyright line
        dates = {"original_date": True, "extensive_search": False}
        found: Any = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dates)
    except (ValueError, TypeError, RecursionError, etree.LxmlError, AttributeError) as error:
        message = f"the page cannot be taken apart: {error}"
        problems.append(Problem(severity="error", code="read.html", message=message, source=source))
        found = None
    text = str(found.text or "") if found is not None else ""
    tree = _tree(page)
    published = _published(tree)
    if published is None and tree is not None:
        on_page, how = publication(_visible(tree), _language(tree))
        published = on_page if how == "dateline" else None
    if published is None and found is not None and found.date:
        published = str(found.date)
    return Raw(
        name=name,
        text=text,
        source=source,
        lang=_language(tree) if len(text.split()) < ENOUGH else None,
        published=published,
        published_from="metadata",
        publisher=str(found.sitename) if found is not None and found.sitename else None,
        title=str(found.title) if found is not None and found.title else None,
        url=str(found.url) if found is not None and found.url else saved[1] if (saved := _SAVED.search(page[:2000])) else None,
        problems=problems,
    )


def _tree(page: str) -> Any:
    try:
        return lxml_html.document_fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, etree.LxmlError):
        return None


def _visible(tree: Any) -> str:
    """The words on the page, a line for each block, furniture and all."""
    parts = [" ".join(t.split()) for t in tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")]
    return "\n".join(part for part in parts if part)


def _published(tree: Any) -> str | None:
    """The day of publication as the page declares it to machines; a day of change is another thing."""
    said = () if tree is None else chain(_in_scripts(tree), _in_meta(tree), _in_times(tree))
    return next((day for value in said if (day := _as_day(value))), None)


def _in_scripts(tree: Any) -> Iterator[Any]:
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _issued(json.loads(block), 0)
        except (ValueError, RecursionError):
            continue


def _in_meta(tree: Any) -> Iterator[Any]:
    meta: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            if key := tag.get(attribute):
                meta.setdefault(key.strip().lower(), tag.get("content"))
    return map(meta.get, _PUBLISHED)


def _in_times(tree: Any) -> Iterator[Any]:
    return (tag.get("datetime") for tag in tree.xpath("//time[@itemprop='datePublished' or @pubdate]"))


def _issued(value: Any, depth: int) -> Iterator[Any]:
    """`datePublished` anywhere in JSON-LD, the outermost first."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        yield value.get("datePublished")
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _issued(item, depth + 1)


def _as_day(value: Any) -> str | None:
    found = _DAY.match(value.strip()) if isinstance(value, str) else None
    return found[0] if found and edtf.valid(found[0]) else None


def _language(tree: Any) -> str | None:
    """What the page declares, where it is one of ours."""
    from factbase.read.language import supported

    declared = tree.get("lang") if tree is not None else None
    return supported(declared) if declared else None
