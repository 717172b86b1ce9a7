"""The pages of docs/ that are made from the program: help of commands, docstrings, columns and pictures.

tools/docs.py            write them
tools/docs.py --check    say which differ, and exit with 1
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

DOCS = Path(__file__).resolve().parent.parent / "docs"


def cli() -> str:
    """Every command's help, as the program prints it at 100 columns."""
    os.environ |= {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}
    from typer.main import get_command
    from typer.testing import CliRunner

    from factbase.cli import app
    from factbase.cli.exits import EXIT_CODES

    def help_of(*words: str) -> str:
        shown = CliRunner().invoke(app, [*words, "--help"], prog_name="factbase", terminal_width=100)
        return "\n".join(line.rstrip() for line in shown.stdout.strip("\n").splitlines())

    lines = ["# Command line", "", "Generated from `--help`; a test fails when the two differ.", "", "## Exit codes", ""]
    lines += ["| code | meaning |", "| ---: | --- |", *(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())]
    lines += ["", "## factbase", "", "```text", help_of(), "```"]
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        lines += ["", f"## factbase {name}", "", "```text", help_of(name), "```"]
        for sub, inner in getattr(command, "commands", {}).items():
            if not inner.hidden:
                lines += ["", f"### factbase {name} {sub}", "", "```text", help_of(name, sub), "```"]
            else:
                lines += ["", f"### factbase {name} {sub.upper()}", "", "```text", help_of(name, sub), "```"]
    return "\n".join(lines) + "\n"


def python() -> str:
    """The public names of the Python API with their docstrings."""
    import factbase
    import factbase.api
    import factbase.check
    import factbase.query
    import factbase.table
    import factbase.testing

    pages: list[tuple[ModuleType, tuple[str, ...]]] = [
        (factbase, ("open", "run")),
        (factbase.api, ("extract", "Base")),
        (factbase.query, ("Index.ask", "Answer")),
        (factbase.table, ("Table",)),
        (factbase.check, ("Base", "Finding", "Outcome")),
        (factbase.testing, ("money", "amount", "Found")),
    ]
    lines = ["# Python", "", "Generated from docstrings. What the values hold (Claim, Figure, Conflict) is in `factbase.model`."]
    for module, names in pages:
        lines += ["", f"## {module.__name__}", "", *_doc(module)]
        for name in names:
            thing = module
            for part in name.split("."):
                thing = getattr(thing, part)
            lines += _entry(name, thing)
    return "\n".join(lines) + "\n"


def _entry(name: str, thing: object) -> Iterator[str]:
    yield from ["", f"### `{name}`", ""]
    if inspect.isclass(thing):
        yield from _doc(thing)
        for key, member in vars(thing).items():
            value = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
            if not key.startswith("_") and inspect.isfunction(value) and value.__doc__:
                signature = "" if isinstance(member, property) else _signature(value)
                yield from ["", f"#### `{name}.{key}{signature}`", "", *_doc(value)]
    else:
        yield from ["```python", f"{name}{_signature(thing)}", "```", "", *_doc(thing)]


def _signature(thing: object) -> str:
    text = str(inspect.signature(thing))  # type: ignore[arg-type]
    return re.sub(r"\bself, |\bself\b|\bcls, ", "", text).replace("'", "")


def _doc(thing: object) -> list[str]:
    """A docstring as Markdown: indented code becomes a block, `Args:` and the like become lists."""
    out: list[str] = []
    section = code = False
    for line in (inspect.getdoc(thing) or "").splitlines():
        if re.fullmatch(r"(Args|Attributes|Raises|Returns):", line):
            out += [f"**{line}**", ""]
            section = True
        elif section and line.startswith("    ") and not line.startswith("     "):
            name, _, text = line.strip().partition(": ")
            out.append(f"- `{name}`: {text}" if text else f"- {name}")
        elif section and line.startswith("     "):
            out[-1] += " " + line.strip()
        elif line.startswith("    ") != code and not section and line:
            code = not code
            if not code and not out[-1]:
                out.pop()
            out += ["```python", line[4:]] if code else ["```", "", line]
        else:
            out.append(line[4:] if code else line)
    return [*out, "```"] if code else out


def columns() -> str:
    """The columns of exports."""
    from factbase.report.columns import markdown

    return markdown()


def _interval(low: str | None, high: str | None) -> object:
    from factbase.model import Interval

    return Interval(low=None if low is None else Decimal(low), high=None if high is None else Decimal(high))


def _picture(lines: list[tuple[str, str | None, str | None, str | None, str]], low: str, high: str, value: str) -> str:
    from factbase.report import charts

    drawn = [
        charts.Line(label, _interval(a, b), None if mark is None else Decimal(mark), role)  # type: ignore[arg-type]
        for label, a, b, mark, role in lines
    ]
    return charts.standalone(charts.forest(drawn, _interval(low, high), Decimal(value), "EUR"))  # type: ignore[arg-type]


def wordings() -> str:
    """What four wordings allow."""
    return _picture(
        [
            ("“8.7 billion euros”", "8.65e9", "8.75e9", "8.7e9", "fits"),
            ("“nearly 8.7 billion euros”", "8.526e9", "8.7e9", "8.7e9", "fits"),
            ("“about 8.7 billion euros”", "8.5e9", "8.9e9", "8.7e9", "fits"),
            ("“at least 8.6 billion euros”", "8.6e9", None, "8.6e9", "fits"),
        ],
        "8.65e9",
        "8.7e9",
        "8.7e9",
    )


def currencies() -> str:
    """An amount in euros and the same in dollars."""
    return _picture(
        [
            ("“640 million euros”", "635e6", "645e6", "640e6", "fits"),
            ("“about $690 million”, at the rates of that month", "605.4e6", "707.3e6", "639.1e6", "fits"),
        ],
        "635e6",
        "645e6",
        "640e6",
    )


def conflict() -> str:
    """Four that agree and one that does not."""
    return _picture(
        [
            ("Harbour Post, nearly EUR 640m", "627.2e6", "640e6", "640e6", "fits"),
            ("De Haven, about EUR 640m", "608e6", "672e6", "640e6", "fits"),
            ("Island Times, about USD 690m", "605.4e6", "707.3e6", "639.1e6", "fits"),
            ("Coast Daily, EUR 460m", "455e6", "465e6", "460e6", "odd"),
        ],
        "627.2e6",
        "640e6",
        "639.1e6",
    )


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli,
    "python.md": python,
    "columns.md": columns,
    "pictures/wordings.svg": wordings,
    "pictures/currencies.svg": currencies,
    "pictures/conflict.svg": conflict,
}


def main() -> int:
    """Write the pages, or check them."""
    stale = []
    for name, make in PAGES.items():
        path = DOCS / name
        text = make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/{name} {'differs: run tools/docs.py' if '--check' in sys.argv else 'written'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
