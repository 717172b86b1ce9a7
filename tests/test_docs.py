"""Documentation that is true: generated pages are up to date, links lead somewhere, and every command runs."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
OWN = ("index.md", "tutorial.md", "intervals.md", "verdicts.md", "cli.md", "python.md", "columns.md")
PAGES = sorted([*(DOCS / name for name in OWN), *(DOCS / "how-to").glob("*.md")])

_spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
assert _spec
assert _spec.loader
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)


@pytest.mark.parametrize("name", tool.PAGES)
def test_a_generated_page_is_what_the_program_says(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == tool.PAGES[name](), "run tools/docs.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_the_site_lists_every_page() -> None:
    listed = set(re.findall(r": ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), flags=re.M))
    assert {str(p.relative_to(DOCS)) for p in PAGES} <= listed
    assert all((DOCS / name).exists() for name in listed)


def commands(page: Path) -> list[tuple[str, int]]:
    """The commands of a page with the exit code that it says they end with."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [(line, int(m[1]) if (m := re.search(r"  # exits with (\d+)$", line)) else 0) for line in lines]


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: p.stem)
def test_every_command_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "tests" / "articles", tmp_path / "articles")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, module in (
        ("factbase", "factbase"),
        ("pytest", "pytest -p factbase.pytest_plugin"),
        ("datasette", "datasette"),
        ("python", ""),
    ):
        call = f'exec "{sys.executable}" ' + (f"-m {module} " if module else "") + '"$@"'
        (tools / name).write_text(f"#!/bin/sh\n{call}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("FACTBASE_")},
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "FACTBASE_USER": "Ada",
    }
    script = ["set -o pipefail"]
    for number, (command, code) in enumerate(commands(page)):
        shown = command.replace("'", "'\\''")
        told = f"echo 'command {number}: {shown}: exited with '$got >&2"
        script += [command, f"got=$?; [ $got = {code} ] || {{ {told}; exit 99; }}"]
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-2000:]


@pytest.mark.slow
def test_the_site_builds(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="the site needs mkdocs-material")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "tutorial" / "index.html").exists()
