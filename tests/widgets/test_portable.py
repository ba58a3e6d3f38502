"""A widget's front end is one module that any notebook can show: JupyterLab, Notebook 7, VS Code, Colab, marimo.

The specification of such modules (anywidget.dev, "Anywidget Front-End Module") gives a module a ``model`` and an
``el``; whatever else it used would be there in some of them only.
"""

from __future__ import annotations

import pytest

from fesgrade.widgets.base import STATIC

MODULES = sorted(path.name for path in STATIC.glob("*.js") if path.name != "base.js")
#: What exists in one kind of notebook only, or asks another machine.
FOREIGN = (
    "http:", "https:", "//cdn", "require(", "Jupyter", "IPython", "jQuery", "acquireVsCodeApi", "google.colab", "voila",
    "jupyterapp", "importScripts", "XMLHttpRequest", "WebSocket", "fetch(", "process.", "window.parent",
)  # fmt: skip
#: Asked by widgets that do a little more on a page of ours; elsewhere it is nothing.
ON_OUR_PAGES = "document.body.dataset.voila"
#: What the specification gives of a model.
GIVEN = ("get", "set", "save_changes", "on", "off", "send")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_uses_only_what_every_notebook_has(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.strip().startswith("//"))
    code = code.replace(ON_OUR_PAGES, "")
    assert code.rstrip().endswith("export default { render };")
    assert not [line for line in code.splitlines() if line.startswith("import ")]
    assert not [word for word in FOREIGN if word in code]
    assert code.count("import(") == (2 if name == "picture.js" else 0)  # the library, from our page or our kernel
    for call in code.split("model.")[1:]:
        member = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in call).split()[0]
        assert member in GIVEN, f"model.{member}"
