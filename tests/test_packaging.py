"""What a user installs: wheel and sdist, each in an environment of its own, load every table and serve the pages."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOAD = """
import json
import fesgrade
from fesgrade.tables import load
tables = load()
levels = {name: sum(1 for _ in standard.levels()) for name, standard in tables.standards.items()}
cases = {name: fesgrade.evaluate(case.levels, case.standard).total for name, case in tables.cases.items()}
print(json.dumps({"file": fesgrade.__file__, "levels": levels, "cases": cases}))
"""


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """The sdist, and the wheel built from it."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", out, ROOT], check=True, capture_output=True)
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_an_archive_installed_in_a_clean_environment_loads_every_table_and_serves_the_pages(archives, kind, tmp_path):
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", archives[kind]], check=True, cwd=tmp_path)

    done = subprocess.run([python, "-c", LOAD], check=True, capture_output=True, text=True, cwd=tmp_path)
    loaded = json.loads(done.stdout)
    assert loaded["file"].startswith(str(tmp_path))
    assert loaded["levels"] == {"fes-primary": 45, "gs-0201": 45, "gs-0203": 45, "gssg": 33}
    assert loaded["cases"]["hr-assistant-military"] == 1185
    assert loaded["cases"]["hr-officer"] == 2435

    command = [python.with_name("fesgrade"), "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().split(" is at ")[1].split()[0]
            for slug, words in (("index", "Grade a federal position"), ("evaluate", "Evaluate a position")):
                with urllib.request.urlopen(f"{address}voila/render/{slug}.ipynb", timeout=120) as answer:
                    html = answer.read().decode()
                assert words in html
                assert "<svg role=" in html
            with urllib.request.urlopen(f"{address}voila/templates/fesgrade/static/vega.js", timeout=120) as answer:
                assert b"embed" in answer.read()
        finally:
            server.terminate()
