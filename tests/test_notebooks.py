"""A page's notebook is prose, one import and one call, and runs; those that teach run from top to bottom."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from fesgrade.apps.parts.pages import PAGES
from fesgrade.server import notebooks_dir
from tests.web.addresses import fetched

NOTEBOOKS = sorted(notebooks_dir().glob("*.ipynb"))


def test_every_notebook_is_a_page_and_every_page_a_notebook() -> None:
    assert {path.stem for path in NOTEBOOKS} == {"index", *(page.slug for page in PAGES)}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_prose_one_import_and_one_call(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    body = ast.parse("\n".join(cell.source for cell in code)).body
    assert [type(statement) for statement in body] == [ast.ImportFrom, ast.Expr]


#: The notebooks for authors and instructors.
TEACHING = sorted((notebooks_dir() / "learn").glob("*.ipynb"))


@pytest.mark.parametrize("path", TEACHING, ids=lambda path: path.stem)
def test_a_notebook_that_teaches_is_short_cells_with_their_outputs(path: Path) -> None:
    assert {path.stem for path in TEACHING} == {"kit", "lesson"}
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("# ")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert sum(bool(line) for line in cell.source.splitlines()) <= 12, cell.source
            assert cell.outputs, f"saved without its output: {cell.source}"
            assert not any("error" in output.output_type for output in cell.outputs)
    shown = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", ()))
    results = ["fg-shown"] if path.stem == "kit" else []
    for kind in (*results, "data:image/svg+xml", "application/vnd.jupyter.widget-view+json", "dataframe"):
        assert kind in shown
    assert "/tmp" not in path.read_text(encoding="utf-8") and "http" not in shown.replace("http://www.w3.org", "")


@pytest.mark.kernel
@pytest.mark.parametrize("path", TEACHING, ids=lambda path: path.stem)
def test_a_notebook_that_teaches_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    before = [len(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    assert [len(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"] == before


HEAVY = ("pandas", "altair", "vl_convert", "numpy", "yaml", "docx")


def test_all_pages_together_import_nothing_heavy() -> None:
    """A visitor is a kernel: no pandas, no Altair, no vl-convert where a page can do without."""
    cells = [cell for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    code = "\n".join(
        [*(cell.source for cell in cells), f"import sys; print('heavy:', {set(HEAVY)} & set(sys.modules))"]
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy: set()"


@pytest.mark.kernel
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_shows_something_and_its_kernel_stays_light(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOILA_PREHEAT", "1")  # as on our pages: the first paint is shown too
    notebook = nbformat.read(path, as_version=4)
    source = f"import sys; print('heavy:', [name for name in {HEAVY} if name in sys.modules])"
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    *cells, loaded = (cell for cell in notebook.cells if cell.cell_type == "code")
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs
    assert all(output.output_type == "display_data" for output in outputs), outputs
    html = "".join(output.data.get("text/html", "") for output in outputs)
    assert not fetched(html)
    assert loaded.outputs[0].text.strip() == "heavy: []"
