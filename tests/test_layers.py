"""Imports run one way, and what must stay light stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "fesgrade"
#: Lowest first; a module may import from lower rows only (and not from its own).
LAYERS = [
    ["sources"],
    ["standards", "jsonfile", "sheets"],
    ["evaluation"],
    ["whatif", "chances", "supervisory", "check", "titles"],
    ["mixed", "compare", "practice", "skills"],
    ["cases", "ratings", "anchoring", "statement", "frames"],
    ["batch", "forms"],
    ["charts"],
    ["apps"],
    ["server"],
    ["cli"],
    ["__main__"],
]
RANK = {module: rank for rank, modules in enumerate(LAYERS) for module in modules}
#: Modules that use the standard library only.
PURE = [
    "sources", "standards", "jsonfile", "evaluation", "whatif", "chances", "compare",
    "supervisory", "mixed", "practice", "skills", "cases",
    "anchoring", "titles",
]  # fmt: skip


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if "static" not in p.parts)


def layer(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            found += (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "fesgrade" else [node.module]
            )
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    name = layer(path)
    if name == "__init__":
        return
    assert name in RANK, f"{name} has no place in the layers; give it one"
    for imported in imports(path):
        parts = imported.split(".")
        if parts[0] != "fesgrade" or len(parts) == 1:
            continue
        other = parts[1]
        assert other == name == "apps" or RANK[other] < RANK[name], f"{name} imports {other}"


@pytest.mark.parametrize("name", [n for n in PURE if (PACKAGE / f"{n}.py").exists()])
def test_the_core_uses_the_standard_library_only(name):
    for imported in imports(PACKAGE / f"{name}.py"):
        top = imported.split(".")[0]
        assert top == "fesgrade" or top in sys.stdlib_module_names, f"{name} imports {imported}"


def test_only_the_apps_make_widgets():
    widgets = {"ipywidgets", "anywidget", "IPython", "traitlets"}
    for path in modules():
        if layer(path) not in ("apps", "server"):
            assert not widgets & {name.split(".")[0] for name in imports(path)}, path


def test_importing_fesgrade_pulls_in_nothing_heavy():
    heavy = ["pandas", "numpy", "altair", "ipywidgets", "anywidget", "voila", "vl_convert", "yaml"]
    code = f"import sys, fesgrade, fesgrade.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
