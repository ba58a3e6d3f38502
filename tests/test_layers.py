"""The rules of the house: imports run one way, what must stay light stays light, everything is where its name says."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "fesgrade"
#: Rooms of the house, lowest first: a module may import from lower rows, and from its own room.
LAYERS = [
    ["sources", "shares", "shown", "finding_names", "remarks", "dates"],
    ["standards", "files", "classification"],
    ["standard_tables"],
    ["standard_folder"],
    ["tables", "levels"],
    ["unsure", "titles", "lines", "cells"],
    ["evaluation", "chances", "questions", "combinations"],
    ["progress", "whatif", "supervisory", "check"],
    ["ways", "borderline", "compare", "mixed", "classroom", "results"],
    ["frames"],
    ["documents", "casebook", "reading"],
    ["batch"],
    ["pictures"],
    ["charts"],
    ["web"],
    ["widgets"],
    ["apps"],
    ["early"],
    ["answers", "kernels", "scratch"],
    ["server"],
    ["hub", "terminal"],
    ["cli_score", "cli_read", "cli_guide"],
    ["cli"],
    ["__main__"],
]
#: The same inside ``apps/``; a page is whatever has no row here, and imports of another page its state or link only.
APPS = ["parts", "rating", "keep"]
#: Whatever else may stand in the root and in ``supervisory/`` uses the standard library only.
NOT_PURE = ["server", "hub", "answers", "kernels", "cli", "cli_score", "cli_read", "charts"]
#: The other rooms that do.
PURE = ["casebook", "classroom", "documents", "files", "check", "reading", "frames.columns", "frames.rules"]
#: Modules of these rooms with a library of their own, imported where it is used.
BRINGS = {
    "classroom.alpha": {"numpy", "krippendorff"},
    "documents.word": {"docx"},
    "files.encodings": {"charset_normalizer"},
    "files.xlsx": {"openpyxl"},
    "reading.pdf": {"pypdf"},
}
#: The most lines of a file; what is longer says why in its first line ("… in one file: …").
LONGEST = 400


def modules() -> list[str]:
    """Return every module of the package as a name below it: ``"apps.evaluate.page"``, ``"supervisory"``."""
    found = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in ("data", "notebooks")]
    names = [".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in found]
    return sorted(name.removesuffix(".__init__") for name in names if name != "__init__")


def file_of(name: str) -> Path:
    path = PACKAGE.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(file_of(name).read_text(encoding="utf-8"))


@cache
def imports(name: str) -> frozenset[str]:
    """Return what a module imports, anywhere in it: modules of fesgrade without that word, others with theirs."""
    return frozenset(_imports(tree_of(name), name))


def _imports(tree: ast.Module, name: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                assert alias.name != "fesgrade", f"{name} imports the whole package"
                yield f":{alias.name}"
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            assert node.module is not None
            if node.module.split(".")[0] != "fesgrade":
                yield f":{node.module}"
                continue
            for alias in node.names:
                whole = f"{node.module}.{alias.name}".removeprefix("fesgrade.")
                yield whole if whole in MODULES else whole.rpartition(".")[0]


MODULES = modules()
ROOMS = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}


def own(name: str) -> set[str]:
    """Return the modules of fesgrade that a module imports."""
    return {other for other in imports(name) if other and not other.startswith(":")}


def foreign(name: str) -> set[str]:
    """Return the top packages that a module imports besides fesgrade and the standard library."""
    tops = {other[1:].split(".")[0] for other in imports(name) if other.startswith(":")}
    return tops - sys.stdlib_module_names


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_one_way(name: str) -> None:
    room = name.split(".")[0]
    assert room in ROOMS, f"{room} has no place in the layers; give it one"
    for other in own(name) if name != "web.build_hook" else ():  # the build uses whatever makes something
        its = other.split(".")[0]
        assert its == room or ROOMS[its] < ROOMS[room], f"{name} imports {other}"


def test_no_module_imports_itself_in_a_circle() -> None:
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join([*way[way.index(name) :], name])
        if name not in done:
            for other in own(name):
                visit(other, (*way, name))
            done.add(name)

    for name in MODULES:
        visit(name, ())


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("apps.")])
def test_pages_stand_on_parts_and_not_on_each_other(name: str) -> None:
    part = name.split(".")[1]
    for other in own(name):
        its = other.split(".")[1:]
        if not other.startswith("apps.") or its[0] == part:
            continue
        if its[0] in APPS:
            assert part not in APPS or APPS.index(its[0]) < APPS.index(part), f"{name} imports {other}"
        else:
            assert part not in APPS, f"{name} imports the page {other}"
            assert its[1:] in (["state"], ["link"]), f"{name} imports {other}; of another page it may take state, link"


@pytest.mark.parametrize("name", MODULES)
def test_the_core_uses_the_standard_library_only(name: str) -> None:
    room = name.split(".")[0]
    root = file_of(name).parent == PACKAGE and name not in NOT_PURE
    if root or room == "supervisory" or any(name == pure or name.startswith(f"{pure}.") for pure in PURE):
        assert foreign(name) <= BRINGS.get(name, set())


def test_only_widgets_apps_and_their_records_know_widgets() -> None:
    widgets = {"ipywidgets", "anywidget", "IPython", "traitlets"}
    for name in MODULES:
        if name.split(".")[0] not in ("widgets", "apps", "early"):
            assert not widgets & foreign(name) or name == "server", name


#: Where what others have made becomes ``Markup``: builder, trait, drawings and style sheet of ours, printed statement.
MARKED = {
    "charts",
    "widgets.html",
    "widgets.base",
    "widgets.result",
    "widgets.still",
    "widgets.printed",
    "widgets.picture",
    "web.assets",
    "apps.parts.page",
    "apps.keep.part",
}


def test_html_is_built_with_tag_and_only_fixed_words_are_called_markup() -> None:
    for name in MODULES:
        for node in ast.walk(tree_of(name)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup":
                fixed = all(isinstance(value, ast.Constant) for value in node.args)
                assert fixed or name in MARKED, f"{name}, line {node.lineno}: use tag()"
            if isinstance(node, ast.JoinedStr) and name.startswith(("apps.", "widgets.")) and name not in MARKED:
                words = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
                assert not re.search(r"</?[a-z]+[ >]", words), f"{name}, line {node.lineno}: use tag()"


def test_altair_draws_in_one_folder_that_only_the_build_and_authors_open() -> None:
    drawing = [name for name in MODULES if "altair" in foreign(name)]
    assert drawing and all(name.startswith("pictures.specs") or name == "charts" for name in drawing)
    opening = [name for name in MODULES if any(other.startswith("pictures.specs") for other in own(name))]
    assert {name for name in opening if not name.startswith("pictures.specs")} == {"web.assets", "charts"}
    assert [name for name in MODULES if "charts" in own(name)] == []


def test_a_widget_stands_in_widgets_with_its_script_and_style_of_the_same_stem() -> None:
    for name in MODULES:
        for node in ast.walk(tree_of(name)):
            if not isinstance(node, ast.ClassDef):
                continue
            kept = {
                target.id: {each.value for each in ast.walk(line.value) if isinstance(each, ast.Constant)}
                for line in node.body
                if isinstance(line, ast.Assign)
                for target in line.targets
                if isinstance(target, ast.Name) and target.id in ("_esm", "_css")
            }
            stem = name.rpartition(".")[2]
            for trait, files in kept.items():
                assert name.startswith("widgets."), f"{name}.{node.name} is a widget outside widgets/"
                # Style() by itself is what a widget takes from the pages
                own = {f"{stem}.{trait[1:].replace('esm', 'js')}"}
                assert files == own or (trait == "_css" and not files), f"{name}.{node.name}: {files}"
    for path in (PACKAGE / "widgets").iterdir():
        if path.suffix in (".js", ".css"):
            assert path.with_suffix(".py").is_file(), f"{path.name} has no module"


def test_a_page_is_a_folder_with_its_page_in_front_or_one_file() -> None:
    for path in (PACKAGE / "apps").iterdir():
        if path.is_dir() and path.name not in (*APPS, "__pycache__"):
            assert (path / "page.py").is_file(), path


def test_no_file_is_long_without_a_reason_in_its_first_line() -> None:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in (".py", ".js", ".j2", ".css") or {"built", "data", "vendor"} & set(path.parts):
            continue
        if path.name in ("vega.js", "fesgrade.css"):  # made by the build
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= LONGEST or "in one file:" in lines[0], f"{path.name} has {len(lines)} lines"


def test_importing_fesgrade_pulls_in_nothing_heavy() -> None:
    heavy = ["pandas", "numpy", "altair", "ipywidgets", "anywidget", "voila", "vl_convert", "yaml"]
    code = f"import sys, fesgrade, fesgrade.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
