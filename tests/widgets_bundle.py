"""Makes what the pages' front end takes from Jupyter, from the recipe in ``.ci/widgets``: ``make widgets``.

It needs Node and the npm registry, so its result is kept in the repository and nobody else needs them;
``tests/web/test_front.py`` says when it is out of date.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECIPE = ROOT / ".ci" / "widgets"
VENDOR = ROOT / "fesgrade" / "web" / "front" / "vendor"
OPTIONS = (
    "--bundle", "--minify", "--format=esm", "--target=es2022", "--loader:.svg=dataurl", "--legal-comments=none",
    '--define:process.env.NODE_ENV="production"', "--alias:sanitize-html=./sanitize-html.js",
)  # fmt: skip


#: anywidget gives a widget up for good that a busy machine has not started within two seconds; here it has a minute.
ANYWIDGET = Path("node_modules", "anywidget", "dist", "index.js")
IMPATIENT, PATIENT = "AbortSignal.timeout(2e3)", "AbortSignal.timeout(6e4)"


def made_from() -> str:
    """Return the first line of the bundle: what stands for the recipe."""
    digest = hashlib.sha256(" ".join([*OPTIONS, PATIENT]).encode())
    for name in ("package-lock.json", "entry.js", "amd.js", "sanitize-html.js"):
        digest.update((RECIPE / name).read_bytes())
    return f"// Made by `make widgets` from .ci/widgets, {digest.hexdigest()[:12]}; licenses in licenses.txt"


def main() -> None:
    """Install the locked packages in a folder that goes away, bundle them, and gather their licenses."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "widgets")
        shutil.copytree(RECIPE, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
        text = (folder / ANYWIDGET).read_text(encoding="utf-8")
        assert text.count(IMPATIENT) == 1, "anywidget has changed"
        (folder / ANYWIDGET).write_text(text.replace(IMPATIENT, PATIENT), encoding="utf-8")
        command = [
            "node_modules/.bin/esbuild",
            "entry.js",
            *OPTIONS,
            "--outfile=out/widgets.js",
            "--metafile=meta.json",
        ]
        subprocess.run([*command, f"--banner:js={made_from()}"], cwd=folder, check=True)
        VENDOR.mkdir(exist_ok=True)
        for name in ("widgets.js", "widgets.css"):
            shutil.copy(folder / "out" / name, VENDOR / name)
        bundled = json.loads((folder / "meta.json").read_text())["inputs"]
        (VENDOR / "licenses.txt").write_text(_licenses(folder, bundled), encoding="utf-8")


def _licenses(folder: Path, bundled: list[str]) -> str:
    packages = set()
    for path in bundled:
        parts = Path(path).parts
        if "node_modules" in parts:
            at = len(parts) - parts[::-1].index("node_modules")
            packages.add(Path(*parts[: at + (2 if parts[at].startswith("@") else 1)]))
    texts = []
    for package in sorted(packages):
        about = json.loads((folder / package / "package.json").read_text())
        found = sorted(
            path for path in (folder / package).iterdir() if path.name.lower().startswith(("licen", "copying"))
        )
        text = found[0].read_text(encoding="utf-8").strip() if found else f"{about['license']} ({about['repository']})"
        texts.append(f"{about['name']} {about['version']}: {about['license']}\n\n{text}\n")
    return ("\n" + "-" * 80 + "\n").join(texts)


if __name__ == "__main__":
    main()
