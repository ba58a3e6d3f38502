"""What a user installs: the sdist, and the wheel made from it in an environment with what it requires and no more."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.packaging

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
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the sdist, and the wheel from it.

    The tools are those of this environment: that what the build requires is enough was shown when it was installed.
    """
    out = tmp_path_factory.mktemp("dist")
    build: list[str | Path] = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


def files_of(*folders: str) -> set[str]:
    """Return the files of folders of the checkout, less what Python and the tests leave there."""
    found = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    left = {"__pycache__", "screenshots", ".ipynb_checkpoints"}
    return {path.as_posix() for path in found if not left & set(path.parts)}


def test_the_archives_hold_every_file(archives: dict[str, Path]) -> None:
    with tarfile.open(archives["sdist"]) as sdist:
        in_sdist = {member.name.partition("/")[2] for member in sdist if member.isfile()}
    with zipfile.ZipFile(archives["wheel"]) as wheel:
        in_wheel = set(wheel.namelist())
    assert files_of("fesgrade", "data", "notebooks", "tests") | {"LICENSE", "README.md"} <= in_sdist
    package = files_of("fesgrade") | {f"fesgrade/{path}" for path in files_of("data", "notebooks")}
    assert package <= in_wheel
    # What Voila, nbconvert and Jupyter Server look for outside the package, and nothing else beside it
    outside = files_of("fesgrade/web/voila", "fesgrade/web/nbconvert")
    shared = {f"share/jupyter/{path.removeprefix('fesgrade/web/')}" for path in outside}
    beside = {path for path in in_wheel - package if ".dist-info/" not in path}
    configured = {"etc/jupyter/jupyter_server_config.d/fesgrade.json"}
    assert {path.partition(".data/data/")[2] for path in beside} == shared | configured


def requirements(
    name: str, extras: frozenset[str] = frozenset(), seen: dict[str, Distribution] | None = None
) -> dict[str, Distribution]:
    """Return the packages that one requires here, directly or not."""
    seen = {} if seen is None else seen
    for line in distribution(name).requires or ():
        needed = Requirement(line)
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras or {""}):
            key = f"{needed.name.lower()}[{','.join(sorted(needed.extras))}]"
            if key not in seen:
                seen[key] = distribution(needed.name)
                requirements(needed.name, frozenset(needed.extras), seen)
    return seen


def share(package: Distribution, env: Path, site: Path) -> None:
    """Link a package of the running environment into another one."""
    home = Path(str(package.locate_file("")))
    for path in package.files or ():
        outside = path.parts[0] == ".."
        if path.parts[0] == "__pycache__" or (outside and "bin" in path.parts):
            continue
        source = home / (path if outside else path.parts[0])
        target = env / source.resolve().relative_to(sys.prefix) if outside else site / path.parts[0]
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(source)


@pytest.fixture(scope="module")
def python(archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a clean environment that shares with this one what the wheel requires, and no more."""
    env = tmp_path_factory.mktemp("env")
    venv.create(env)
    (site,) = env.glob("lib/python*/site-packages")
    for package in requirements("fesgrade").values():
        share(package, env, site)
    python = env / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", archives["wheel"]], check=True, cwd=env)
    subprocess.run([*pip, "check"], check=True, cwd=env)
    return python


def test_the_wheel_in_a_clean_environment_loads_every_table_and_serves_the_pages(python: Path, tmp_path: Path) -> None:
    done = subprocess.run([python, "-c", LOAD], check=True, capture_output=True, text=True, cwd=tmp_path)
    loaded = json.loads(done.stdout)
    assert loaded["file"].startswith(str(python.parent.parent))
    assert loaded["levels"] == {"aageg": 45, "fes-primary": 45, "gs-0201": 45, "gs-0203": 45, "gssg": 33}
    assert loaded["cases"]["hr-assistant-military"] == 1185
    assert loaded["cases"]["hr-officer"] == 2435

    command: list[str | Path] = [python.with_name("fesgrade"), "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().split(" is at ")[1].split()[0]
            for slug, words in (("index", "Grade a federal position"), ("evaluate", "that the work fully meets")):
                with urllib.request.urlopen(f"{address}voila/render/{slug}.ipynb", timeout=120) as answer:
                    html = answer.read().decode()
                assert words in html
                assert "<svg role=" in html
            with urllib.request.urlopen(f"{address}voila/templates/fesgrade/static/vega.js", timeout=120) as answer:
                assert b"embed" in answer.read()
        finally:
            server.terminate()
