"""Knowledge files: YAML that an analyst can read and extend.

Shipped files lie in `data/` (inside the wheel as `factbase/data`) and in `factbase/lang/<code>/`. A user's own folders, given
with `--knowledge`, in `factbase.toml` or in FACTBASE_KNOWLEDGE, hold files of the same names; what they say is added to ours
and wins where both speak of one key.

What a file holds is parsed once and kept in the user's cache folder, as parsing is most of what a short run would do; a folder
that cannot be written or read only costs that time again. FACTBASE_CACHE names another folder, and none where it is empty.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import marshal
import os
import re
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from factbase.inflection import MARK, Inflection, InflectionError

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent.parent / "data"
_user_folders: tuple[Path, ...] = tuple(Path(p) for p in os.environ.get("FACTBASE_KNOWLEDGE", "").split(os.pathsep) if p)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as of 1.2: only true and false are booleans, as the words "on" and "no" of a language are words; a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping.

        Raises:
            ConstructorError: where a key stands twice, as what one of the two says would be lost.
        """
        lines: dict[str, int] = {}
        for key, _ in node.value:
            if (word := str(key.value)) in lines:
                told = f"{word!r} stands twice, first in line {lines[word] + 1}"
                raise yaml.constructor.ConstructorError(None, None, told, key.start_mark)
            lines[word] = key.start_mark.line
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


_Loader.yaml_implicit_resolvers = {
    letter: [row for row in rows if row[0] != "tag:yaml.org,2002:bool"]
    for letter, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|false|False)$"), list("tTfF"))


_DIGEST = 32  # bytes of a SHA-256
_WAY = b"YAML 1.2 booleans, keys once, verbs inflected\0"
"""How files are parsed. Another way of parsing needs another name, so that nothing of the old way is read from the cache."""
_VERBS = "verbs.yaml"  # of a language's folder: how its verbs are inflected


class KnowledgeError(ValueError):
    """A knowledge file cannot be read; the message names file and line."""


def use_folders(folders: Iterable[Path]) -> None:
    """Add a user's knowledge folders for this process, later ones winning. Call before anything is extracted.

    Raises:
        KnowledgeError: where there is no such folder, or one of its files could not be read or would not be understood: better
            no run than one in which every article fails, or in which a misspelt file says nothing.
    """
    chosen, before = tuple(folders), _user_folders
    _take(chosen)
    try:
        for folder in chosen:
            if not folder.is_dir():
                raise KnowledgeError(f"{folder}: no such knowledge folder")
            paths = (*folder.rglob("*.yaml"), *folder.rglob("*.yml"))
            # Verbs first: by them the lemmas of the others are spelt out.
            for path in sorted(paths, key=lambda path: (path.name != _VERBS, path)):
                _check(path, path.relative_to(folder).as_posix())
    except KnowledgeError:
        _take(before)
        raise


def _take(folders: tuple[Path, ...]) -> None:
    """Make these the user's folders; nothing read before holds any longer."""
    global _user_folders
    _user_folders = folders
    for kept in (read, digest, _inflection, _rules):
        kept.cache_clear()


def user_folders() -> tuple[Path, ...]:
    """The user's knowledge folders in force."""
    return _user_folders


def places(name: str) -> Iterator[Path]:
    """Every file of this name, shipped first. `lang/nl/verbs.yaml` is looked for in the package, others in `data/`."""
    base = _PACKAGE if name.startswith("lang/") else _SHIPPED
    for folder in (base, *_user_folders):
        if (path := folder / name).is_file():
            yield path


@lru_cache(maxsize=256)
def read(name: str) -> Any:
    """The merged content of all files of this name: dicts are merged key by key, lists are concatenated.

    Lemmas that a file of a language marks, or a list that stands under a language's code, are replaced by the forms that they
    stand for (`inflection`).

    Raises:
        KnowledgeError: where no file has this name or one is no YAML.
    """
    merged: Any = None
    for path in places(name):
        content = _content(path, _verbs_of(name))
        merged = content if merged is None else _merge(merged, content, path)
    if merged is None:
        raise KnowledgeError(f"no knowledge file {name}")
    return merged


def _check(path: Path, name: str) -> None:
    """Look at a user's file before it is used.

    Raises:
        KnowledgeError: where nothing would read it, it is no YAML, or it does not have the form of the shipped file of its name.
    """
    shipped = (_PACKAGE if name.startswith("lang/") else _SHIPPED) / name
    if not shipped.is_file():
        known = [p.relative_to(_SHIPPED).as_posix() for p in _SHIPPED.glob("*.yaml")]
        known += [p.relative_to(_PACKAGE).as_posix() for p in _PACKAGE.glob("lang/*/*.yaml")]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0)
        raise KnowledgeError(f"{path}: no knowledge file is called {name}, so nothing would read this one; nearest is {near[0]}")
    theirs, ours = _content(path, _verbs_of(name)), _content(shipped)
    merged = _merge(ours, theirs, path)
    if PurePosixPath(name).match(f"lang/*/{_VERBS}"):
        try:
            Inflection(merged)
        except InflectionError as error:
            raise KnowledgeError(f"{path}: {error}") from error
    if isinstance(ours, dict) and isinstance(theirs, dict):
        _check_entries(ours, theirs, path)


_REGISTER = 20
"""Entries from which on a file of equal entries is a register, whose form new entries must have."""
_FIELDS = 12
"""Fields at most of a register's entries, all told."""


def _check_entries(ours: dict[Any, Any], theirs: dict[Any, Any], path: Path) -> None:
    """Hold new entries of a register (organisations, programmes, currencies) to the form that the shipped ones have."""
    entries = [entry for entry in ours.values() if isinstance(entry, dict)]
    forms: dict[str, set[bool]] = {}
    for entry in entries:
        for field, value in entry.items():
            forms.setdefault(str(field), set()).add(isinstance(value, list | dict))
    if len(entries) < max(len(ours), _REGISTER) or len(forms) > _FIELDS:
        return
    for key, entry in theirs.items():
        if entry is not None:
            _check_entry(entry, forms, f"{path}: {key}")


def _check_entry(entry: Any, forms: dict[str, set[bool]], place: str) -> None:
    """Hold one entry of a register to the fields that the shipped ones have, and each field to being a list or none as theirs."""
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{place}: expected fields, such as {{{', '.join(sorted(forms))}}}, not {_brief(entry)}")
    for field, value in entry.items():
        if str(field) not in forms:
            raise KnowledgeError(f"{place}: unknown field {field!r}; known are {', '.join(sorted(forms))}")
        if value is not None and isinstance(value, list | dict) not in forms[str(field)]:
            form = "a list, as in [one, two]" if True in forms[str(field)] else "one value"
            raise KnowledgeError(f"{place}: {field} must be {form}, not {_brief(value)}")


def _content(path: Path, verbs: Mapping[str, str] | None = None) -> Any:
    """What a file holds, its lemmas spelt out by the files that `verbs` names, if any.

    Raises:
        KnowledgeError: where it cannot be read or is no YAML; the message names the line.
    """
    try:
        raw = path.read_bytes()
        return _parsed(raw, verbs if verbs and MARK.encode() in raw else {})
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise KnowledgeError(f"{path}{place}: no YAML: {error.problem or error}") from error
    except (OSError, yaml.YAMLError, UnicodeDecodeError, InflectionError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


def _parsed(raw: bytes, verbs: Mapping[str, str]) -> Any:
    """What a YAML file holds, from the cache where it has been parsed before."""
    kept = _kept(b"".join(map(_rules, verbs.values())) + raw)
    content = _read_kept(kept) if kept is not None else None
    if content is None:
        content = yaml.load(raw.decode("utf-8"), Loader=_Loader)
        if verbs:
            content = _spelt_out(content, {lang: _inflection(path) for lang, path in verbs.items()})
        if kept is not None:
            _keep(kept, content)
    return content


def _verbs_of(name: str) -> dict[str, str]:
    """The files that inflect the verbs of a file's lists, by the language whose code a list is under; "" for its own."""
    path = PurePosixPath(name)
    if path.name == _VERBS:
        return {}
    own = path.match("lang/*/*.yaml")
    files = {"": path.with_name(_VERBS).as_posix()} if own else {lang: f"lang/{lang}/{_VERBS}" for lang in languages()}
    return {lang: verbs for lang, verbs in files.items() if any(True for _ in places(verbs))}


@lru_cache(maxsize=16)
def _inflection(verbs: str) -> Inflection:
    return Inflection(read(verbs))


@lru_cache(maxsize=16)
def _rules(verbs: str) -> bytes:
    """All that a language says of its verbs, as written: what is kept of a file that is spelt out holds as long as this does."""
    return b"\0".join(path.read_bytes() for path in places(verbs)) if verbs else b""


def _spelt_out(content: Any, verbs: Mapping[str, Inflection], lang: str = "") -> Any:
    """What a file holds, each lemma that its lists mark replaced by the forms it stands for in the language that they are in."""
    if isinstance(content, dict):
        return {key: _spelt_out(value, verbs, key if key in verbs else lang) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    spelt: list[Any] = []
    for entry in content:
        marked = isinstance(entry, str) and lang in verbs
        spelt += verbs[lang].phrases(entry) if marked else [_spelt_out(entry, verbs, lang)]
    return spelt


def _read_kept(kept: Path) -> Any:
    """What a file of the cache holds; None where there is none or it is damaged."""
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        written = kept.read_bytes()
        if hashlib.sha256(written[_DIGEST:]).digest() == written[:_DIGEST]:
            return marshal.loads(written[_DIGEST:])
    return None


def _keep(kept: Path, content: Any) -> None:
    """Write a file of the cache, whole or not at all; what Python does not marshal (a date) is parsed each time."""
    with contextlib.suppress(OSError, ValueError):
        parsed = marshal.dumps(content)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            beside = Path(folder, kept.name)
            beside.write_bytes(hashlib.sha256(parsed).digest() + parsed)
            beside.replace(kept)


def _kept(raw: bytes) -> Path | None:
    """The file of the cache for what is written, of this Python and this way of parsing; None without a cache.

    Args:
        raw: a YAML file, behind the rules by which its lemmas are spelt out.
    """
    folder = os.environ.get("FACTBASE_CACHE")
    if folder is None:
        own = {"win32": os.environ.get("LOCALAPPDATA"), "darwin": "~/Library/Caches"}
        folder = f"{own.get(sys.platform) or os.environ.get('XDG_CACHE_HOME') or '~/.cache'}/factbase"
    try:
        home = Path(folder).expanduser() if folder else None
    except RuntimeError:  # nobody's home
        return None
    return home and home / "knowledge" / f"{hashlib.sha256(_WAY + raw).hexdigest()}.{sys.implementation.cache_tag}"


def _merge(ours: Any, theirs: Any, path: Path) -> Any:
    if theirs is None:
        return ours
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {**ours, **{k: _merge(ours[k], v, path) if k in ours else v for k, v in theirs.items()}}
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *theirs]
    if type(ours) is not type(theirs) and isinstance(ours, dict | list):
        form = "a mapping (key: value)" if isinstance(ours, dict) else "a list (- value)"
        raise KnowledgeError(f"{path}: expected {form} as in the shipped file, not {_brief(theirs)}")
    return theirs


def _brief(value: Any) -> str:
    """A value of a file in a message."""
    return textwrap.shorten(repr(value), 60, placeholder=" …")


@lru_cache(maxsize=1)
def digest() -> str:
    """SHA-256 over every knowledge file in force, to trace a figure to the knowledge that made it."""
    total = hashlib.sha256()
    for folder in (_SHIPPED, _PACKAGE / "lang", *_user_folders):
        for path in sorted(folder.rglob("*.yaml")):
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have a folder."""
    return tuple(sorted(p.name for p in (_PACKAGE / "lang").iterdir() if p.is_dir() and not p.name.startswith("_")))
