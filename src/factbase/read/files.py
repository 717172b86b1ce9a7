"""Which files the user's paths name."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from factbase.model import Problem

FORMATS = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "table",
}
ARTICLES = (
    ".pdf",
    ".docx",
    ".doc",
    ".odt",
    ".rtf",
    ".eml",
    ".mht",
    ".mhtml",
    ".epub",
    ".json",
    ".xml",
    ".xlsx",
    ".xls",
    ".ods",
    ".tsv",
)
"""Endings of formats not read here that articles and tables often come in: passing over one is no small thing."""
SAVE = "save such files as text or as web pages"
_ABOUT = ("readme", "license", "licence", "changelog")


def walk(paths: Iterable[str | Path]) -> Iterator[Path | Problem]:
    """The files to read, in order of name within a folder, each once; `-` is standard input.

    In a folder hidden files, files about it (README) and files of other formats are passed over, the last with a note that
    counts them, or a warning where articles often come in that format; links that lead out of it are not followed.
    """
    seen: set[str] = set()
    for given in paths:
        path = Path(given)
        if str(given) == "-":
            yield Path("-")
        elif path.is_dir():
            seen.add(os.path.realpath(path))
            yield from _folder(path, path.resolve(), seen)
        elif not path.exists():
            message = "there is no such file or folder"
            yield Problem(severity="error", code="read.file", message=message, source=str(path))
        elif path.suffix.lower() not in FORMATS:
            message = f"not read: {path.suffix or 'a name without ending'} is no format known here ({', '.join(FORMATS)})"
            message += f": {SAVE}" if path.suffix.lower() in ARTICLES else ""
            yield Problem(severity="error", code="read.format", message=message, source=str(path))
        elif (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            yield path


def _folder(folder: Path, root: Path, seen: set[str]) -> Iterator[Path | Problem]:
    others: Counter[str] = Counter()
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror or error}"
        yield Problem(severity="error", code="read.file", message=message, source=str(folder))
        return
    if not any(not path.name.startswith(".") for path in entries):
        yield Problem(severity="warning", code="read.empty", message="there is nothing in this folder", source=str(folder))
    for path in entries:
        if path.name.startswith("."):
            continue
        real = os.path.realpath(path)
        if path.is_symlink() and not Path(real).is_relative_to(root):
            message = "not followed: the link leads out of the folder; name its target to have it read"
            yield Problem(severity="warning", code="read.link", message=message, source=str(path))
        elif real in seen:
            continue
        elif path.is_dir():
            seen.add(real)
            yield from _folder(path, root, seen)
        elif path.stem.lower().startswith(_ABOUT):
            continue
        elif path.suffix.lower() in FORMATS:
            seen.add(real)
            yield path
        else:
            others[path.suffix.lower() or "no ending"] += 1
    for severity, endings in (("warning", others.keys() & set(ARTICLES)), ("note", others.keys() - set(ARTICLES))):
        if endings:
            kinds = ", ".join(f"{others[suffix]} {suffix}" for suffix in sorted(endings))
            message = f"passed over in this folder, being of other formats: {kinds}"
            message += f"; {SAVE}" if severity == "warning" else ""
            yield Problem.model_validate({"severity": severity, "code": "read.format", "message": message, "source": str(folder)})
