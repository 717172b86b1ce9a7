"""Plain text and Markdown: the file is the article, with an optional block of front matter."""

from __future__ import annotations

import re
from typing import Any

import yaml

from factbase.model import Problem
from factbase.read.article import Raw

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.S)
_HEADER = re.compile(r"((?:[A-Za-z]+[ \t]*:[ \t]+[^\s][^\r\n]*\r?\n){2,})[ \t]*\r?\n")
_KNOWN = frozenset({"title", "date", "published", "publisher", "source", "lang", "language", "url", "author"})
"""What the lines of a header without hyphens may name: others could be a list of facts ("Killed: 60")."""
_LINE = re.compile(r"([A-Za-z]+)[ \t]*:[ \t]+([^\s\[{&*|>!%@`].*?)[ \t]*\r?$")
_HEADING = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)


def article(text: str, name: str, source: str) -> Raw:
    """A text file as an article. Front matter is YAML between two lines of three hyphens, with any of the keys `title`,
    `date` or `published`, `publisher` or `source`, `lang`, `url`; it is not part of the text. Lines that name two or more of
    these and an empty line behind them do without the hyphens."""
    found = _FRONT.match(text)
    head: dict[str, Any] = {}
    problems = []
    if found:
        try:
            block = yaml.load(found[1], Loader=yaml.BaseLoader)  # everything as the text it is
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            why = getattr(error, "problem", None) or type(error).__name__
            line = f"line {mark.line + 2 if mark else 1}"  # the first is the hyphens
            block, left = _plain(found[1])
            message, severity = f"its front matter is no YAML ({why}; put such values in quotes)", "warning"
            if block and not left:
                message, severity = f"{message}: read as lines of KEY: VALUE", "note"
            elif block:
                message = f"{message}: of it {', '.join(sorted(block))} could be read"
            else:
                message = f"{message} and was left out"
            problems.append(
                Problem.model_validate(
                    {"severity": severity, "code": "read.front", "message": message, "source": source, "position": line}
                )
            )
        head = {str(k).lower(): v for k, v in block.items()} if isinstance(block, dict) else {}
        text = text[found.end() :]
    elif header := _HEADER.match(text):
        lines, left = _plain(header[1])
        if not left and {key.lower() for key in lines} <= _KNOWN:
            head = {key.lower(): value for key, value in lines.items()}
            text = text[header.end() :]
    heading = _HEADING.match(text.lstrip())
    return Raw(
        name=name,
        text=text,
        source=source,
        lang=_words(head.get("lang") or head.get("language")),
        published=_words(head.get("published") or head.get("date")),
        published_from="front matter",
        publisher=_words(head.get("publisher") or head.get("source")),
        title=_words(head.get("title")) or (heading[1] if heading else None),
        url=_words(head.get("url")),
        problems=problems,
    )


def _plain(block: str) -> tuple[dict[str, Any], bool]:
    """Front matter that is no YAML, such as a title with a colon in it, line by line; and whether some lines held nothing."""
    lines = [line for line in block.splitlines() if line.strip()]
    pairs = [found.groups() for line in lines if (found := _LINE.match(line))]
    return {key: _unquoted(value) for key, value in pairs}, len(pairs) < len(lines)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
