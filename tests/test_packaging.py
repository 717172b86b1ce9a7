"""What a user gets who installs the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_every_knowledge_file(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"factbase/data/{p.relative_to(ROOT / 'data').as_posix()}" for p in (ROOT / "data").rglob("*.yaml")}
    language = {f"factbase/{p.relative_to(ROOT / 'src/factbase').as_posix()}" for p in ROOT.glob("src/factbase/lang/**/*.yaml")}
    assert shipped | language <= held


@pytest.mark.slow
def test_the_installed_wheel_extracts_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    article = tmp_path / "note.txt"
    article.write_text("Norway will give 30 million kroner to Malawi, the government said on Friday.", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(site)!r}); from factbase.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "extract", str(article), "--format", "jsonl"],
        capture_output=True, text=True, cwd=tmp_path, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert '"unit": "NOK"' in done.stdout
