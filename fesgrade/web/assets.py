"""What is made once and read by every page: the style sheet, the chart library, each picture as spec and drawing.

``python -m fesgrade.web.assets`` makes them; the build of a wheel does the same. They are not kept in the
repository. Making them takes Altair and vl-convert (150 MB of memory), so it never happens in a page's kernel:
a checkout that was never built starts another process for it.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fesgrade.files.output import write_whole

if TYPE_CHECKING:
    from markupsafe import Markup

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BUILT = HERE / "built"
#: One file for all pages and pictures, beside the style sheet, where the browser keeps it.
LIBRARY = HERE / "voila" / "templates" / "fesgrade" / "static" / "vega.js"
STYLE = LIBRARY.with_name("fesgrade.css")
#: The files of ``style/`` that make one style sheet, in this order: a later rule of the same weight wins.
STYLES = (
    "tokens", "page", "shell", "layout", "parts", "controls", "reader", "result",
    "supervisory", "classroom", "evidence", "casebook", "keep", "sheets", "what_if", "read",
)  # fmt: skip


class AssetsError(RuntimeError):
    """The pictures are missing and could not be made; the message is one plain sentence."""


def spec(name: str) -> dict[str, Any]:
    """Return the Vega-Lite spec of the picture ``name`` (a key of ``fesgrade.pictures.specs.CHARTS``).

    :raises AssetsError: when the pictures are not built and cannot be.
    """
    loaded: dict[str, Any] = json.loads(_text(BUILT / f"{name}.json"))
    return loaded


def svg(name: str, label: str) -> Markup:
    """Return the picture ``name`` in its first state as inline SVG that says ``label`` to a screen reader."""
    from markupsafe import Markup  # the build, which makes the drawings, does without

    drawing = Markup(_text(BUILT / f"{name}.svg"))
    return drawing.replace("<svg ", Markup('<svg role="img" aria-label="{}" ').format(label), 1)


def library() -> str:
    """Return the chart library, a JavaScript module that exports ``embed``."""
    return _text(LIBRARY)


def style() -> str:
    """Return the style sheet of the pages, joined from its files."""
    return "\n".join(map(style_file, STYLES))


def style_file(name: str) -> str:
    """Return one of the files that the style sheet is joined from."""
    return (HERE / "style" / f"{name}.css").read_text(encoding="utf-8")


def write_style() -> None:
    """Bring the style sheet that the pages link to in line with its files."""
    if not STYLE.is_file() or STYLE.read_text(encoding="utf-8") != style():
        _write(STYLE, style())


@cache
def _text(path: Path) -> str:
    if not path.is_file():
        ensure()
    if not path.is_file():
        raise AssetsError(f"There is no picture {path.stem}; see fesgrade.pictures.specs.CHARTS.")
    return path.read_text(encoding="utf-8")


def ensure() -> None:
    """Make the files in another process if they are missing, or older than the charts of a checkout.

    :raises AssetsError: when they cannot be made; files that are there stay as they are.
    """
    write_style()
    if fresh():
        return
    done = subprocess.run(
        [sys.executable, "-m", "fesgrade.web.assets"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        why = next((line for line in reversed(lines) if re.match(r"[\w.]*Error\b", line)), lines[-1]).strip()
        raise AssetsError(
            f"The pictures are missing or out of date and could not be made ({why}); "
            "install altair and vl-convert-python, then run: python -m fesgrade.web.assets"
        )


def fresh() -> bool:
    """Say whether the files are there and, in a checkout, made from the charts as they are now."""
    stamp = BUILT / "made-from"
    if not (stamp.is_file() and LIBRARY.is_file()):
        return False
    return not (ROOT / "pyproject.toml").is_file() or stamp.read_text(encoding="utf-8") == _inputs()


def _inputs() -> str:
    # Charts stand on most other modules, and their first rows on the tables; what shows pages is not among them.
    package = HERE.parent
    shows = {package / "apps", package / "widgets", package / "data", package / "notebooks"}
    modules = sorted(path for path in package.rglob("*.py") if not shows & set(path.parents))
    digest = hashlib.sha256()
    for path in [*modules, *sorted((ROOT / "data").rglob("*.csv"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build() -> None:
    """Make the style sheet, the chart library, and the spec and the drawing of every picture."""
    import vl_convert

    from fesgrade.pictures.specs import CHARTS

    write_style()
    made_from = _inputs()
    BUILT.mkdir(exist_ok=True)
    for old in BUILT.glob("*.*"):
        if old.stem not in CHARTS:
            old.unlink()
    _write(LIBRARY, vl_convert.javascript_bundle("export { vegaEmbed as embed };"))
    for name, chart in CHARTS.items():
        made = chart().to_dict()
        _write(BUILT / f"{name}.json", json.dumps(made, ensure_ascii=False, separators=(",", ":")))
        # A drawing has no container to fill; it is drawn at the width of a column and scales from there.
        drawn = vl_convert.vegalite_to_svg({**made, "width": 480} if made.get("width") == "container" else made)
        drawn = re.sub(r'(<svg [^>]*?) width="[^"]*" height="[^"]*"', r"\1", drawn, count=1)
        # The picture has one name and no parts for a screen reader; its table has them.
        _write(BUILT / f"{name}.svg", re.sub(r' (?:role|aria-\w+)="[^"]*"', "", drawn))
    _write(BUILT / "made-from", made_from)


def _write(path: Path, text: str) -> None:
    # A server that is running never reads half a file, and two that start at once do not disturb each other.
    write_whole(path, text.encode())


if __name__ == "__main__":
    build()
