"""Reading: whatever the user names, as documents, claims and problems.

Files and folders of `.txt`, `.md`, `.html`, `.jsonl` and `.csv`, and `-` for standard input. A file that cannot be read is a
problem and the rest goes on; nothing is read from outside the folders named, and nothing from the network.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from factbase.model import Claim, Document, Origin, Problem
from factbase.read import files, html, jsonl, table, text
from factbase.read.article import Raw
from factbase.read.encoding import BinaryError, decode
from factbase.read.naming import Names
from factbase.read.table import Table
from factbase.settings import Settings

STDIN = "-"


def items(paths: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Document | Claim | Problem]:
    """Everything that the paths hold: articles as documents, tables and claim files as claims, and what was wrong.

    Two articles of one name are both kept, the second as `NAME~2`.
    """
    for item in things(paths, settings):
        if isinstance(item, Table):
            yield from table.claims(item)
        else:
            yield item


def things(
    paths: Iterable[str | Path], settings: Settings | None = None, held: Mapping[str, Origin] | None = None
) -> Iterator[Document | Claim | Table | Problem]:
    """As `items`, with tables as they are, by column: they may have millions of rows.

    Args:
        held: the articles of the base that is read into, by name: they keep their names and the dates that the user gave them.
    """
    settings = settings or Settings()
    names = Names(held or {})
    for found in files.walk(paths):
        if isinstance(found, Problem):
            yield found
            continue
        for item in _file(found, settings):
            if isinstance(item, Raw):
                yield from names.document(item, settings.published)
            else:
                yield item


def _file(path: Path, settings: Settings) -> Iterator[Raw | Claim | Table | Problem]:
    """The articles and claims of one file, by its format."""
    source, stem = printable(str(path)), printable(path.stem)
    kind = files.FORMATS.get(path.suffix.lower(), "text")
    try:
        if source == STDIN:
            yield from _stdin(settings)
        elif kind == "jsonl" and path.is_file():
            with path.open("rb") as stream:
                yield from _some(jsonl.lines(stream, stem, source, settings.max_bytes), source)
        else:
            if not path.is_file():
                nowhere = path.is_symlink() and not path.exists()
                wanted = "a file that can be read from beginning to end is needed"
                message = f"not read: {'the link leads nowhere' if nowhere else wanted}"
                yield Problem(severity="error", code="read.file", message=message, source=source)
                return
            limit = settings.max_table_bytes if kind == "table" else settings.max_bytes
            if (size := path.stat().st_size) > limit:
                message = f"not read: {size} bytes are more than the limit of {limit}; raise it in the settings"
                yield Problem(severity="error", code="read.size", message=message, source=source)
                return
            yield from _content(path.read_bytes(), kind, stem, source)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        yield Problem(severity="error", code="read.file", message=message, source=source)


def printable(name: str) -> str:
    """A file's name as text: bytes of it that are no UTF-8 are shown as lost, as no database takes them."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _some(found: Iterator[Raw | Claim | Problem], source: str) -> Iterator[Raw | Claim | Problem]:
    """The same, with a problem where there is nothing at all."""
    first = next(found, None)
    if first is None:
        yield Problem(severity="error", code="read.empty", message="the file is empty", source=source)
        return
    yield first
    yield from found


def _content(data: bytes, kind: str, stem: str, source: str) -> Iterator[Raw | Table | Problem]:
    if not data.strip():
        yield Problem(severity="error", code="read.empty", message="the file is empty", source=source)
        return
    try:
        content, problems = decode(data, source)
    except BinaryError as error:
        message = f"not read: this is no text ({error})"
        yield Problem(severity="error", code="read.binary", message=message, source=source)
        return
    yield from problems
    if kind == "html":
        yield html.article(content, stem, source)
    elif kind == "table":
        found, problems = table.read(content, stem, source)
        if found is not None:
            yield found
        yield from problems
    else:
        yield text.article(content, stem, source)


def _stdin(settings: Settings) -> Iterator[Raw | Claim | Table | Problem]:
    """Standard input, its format told by how it begins: JSON lines, a table, a page, else an article."""
    data = sys.stdin.buffer.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        message = f"not read: more than the limit of {settings.max_bytes} bytes (max_bytes)"
        yield Problem(severity="error", code="read.size", message=message, source=STDIN)
        return
    start = data.lstrip()[:2000].lower()
    if start.startswith(b"{"):
        yield from jsonl.lines(io.BytesIO(data), "stdin", STDIN, settings.max_bytes)
    elif start.startswith((b"source,", b"source;", b"source\t")):
        yield from _content(data, "table", "stdin", STDIN)
    else:
        page = start.startswith((b"<!doctype html", b"<html")) or b"<body" in start
        yield from _content(data, "html" if page else "text", "stdin", STDIN)
