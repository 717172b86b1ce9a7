"""The layers that docs/architecture.md draws, held against the imports of the code."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "factbase"
GROUND = {"model", "edtf", "knowledge", "settings", "lang", "acyclic", "plural", "inflection"}
MAY_IMPORT = {
    "model": {"edtf"},
    "edtf": set(),
    "inflection": set(),
    "knowledge": {"inflection"},
    "settings": {"model"},
    "read": GROUND | {"extract", "normalise"},  # read takes the dateline and number grammars of extract
    "extract": GROUND | {"normalise"},
    "normalise": GROUND,
    "reconcile": GROUND | {"normalise"},
    "store": GROUND | {"normalise"},
}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("factbase."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("factbase.")}
    return found


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_lies_under_it(layer: str) -> None:
    place = SOURCE / layer
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    for path in files:
        beyond = _imports(path) - MAY_IMPORT[layer] - {layer}
        assert not beyond, f"{path.relative_to(SOURCE)} imports {sorted(beyond)}"
