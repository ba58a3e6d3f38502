"""A saved notebook on paper: every widget as it was last, in the place of what a script would show.

``jupyter nbconvert --to html --template=fesgrade-paper mine.ipynb``; ``--to webpdf`` makes a PDF of the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup
from nbconvert.preprocessors import Preprocessor
from nbformat import from_dict

from fesgrade.widgets.html import join, tag
from fesgrade.widgets.picture import drawn
from fesgrade.widgets.still import with_picture

VIEW, STATE = "application/vnd.jupyter.widget-view+json", "application/vnd.jupyter.widget-state+json"
#: Controls without a value to keep.
MUTE = ("ButtonModel", "FileUploadModel", "LayoutModel", "PlayModel")
#: Stock widgets whose value is HTML, the author's own.
WRITTEN = ("HTMLModel", "HTMLMathModel")

States = Mapping[str, Mapping[str, Any]]


class LastState(Preprocessor):
    """Puts in the place of each widget what the saved notebook holds of it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook without widgets that need a script."""
        saved = nb.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [each for output in cell.outputs for each in _outputs(output, saved)]
        return nb, resources


def _outputs(output: Any, saved: States) -> Iterator[Any]:
    view = output.get("data", {}).get(VIEW)
    if view is None:
        yield output
        return
    entry = saved.get(view["model_id"], {})
    if entry.get("model_name") == "OutputModel":
        for inner in entry["state"].get("outputs", ()):
            yield from _outputs(from_dict(inner), saved)
        return
    del output.data[VIEW]
    if html := html_of(view["model_id"], saved):  # else what stood there at first
        output.data["text/html"] = str(html)
    yield output


def html_of(model: str, saved: States, *, only_words: bool = False) -> Markup:
    """Return what a widget showed last; ``saved`` has the state of every widget by its id.

    With ``only_words`` controls are left out, as they are for a widget of ours that is made of them.
    """
    entry = saved.get(model.removeprefix("IPY_MODEL_"))
    if entry is None or entry["model_name"] in MUTE:
        return Markup()
    state = entry["state"]
    if "children" in state:
        only_words |= "fg-alone" in state.get("_dom_classes", ())
        return join(html_of(child, saved, only_words=only_words) for child in state["children"])
    if entry["model_name"] in WRITTEN:
        return Markup(state.get("value", ""))
    for name, made in _KINDS.items():
        if name in state:
            return made(state) if name == "html" or not only_words else Markup()
    return Markup()


def _picture(state: Mapping[str, Any]) -> Markup:
    drawing = state.get("svg") or drawn(state["spec"], state.get("rows", ()), state.get("params", {}))
    return Markup(with_picture(drawing, state.get("description", ""), state.get("still", "")))


def _choice(state: Mapping[str, Any]) -> Markup:
    """Return the label of what is chosen of a list."""
    at = state.get("index")
    places = at if isinstance(at, list | tuple) else [at]
    return _said(state, ", ".join(state["_options_labels"][at] for at in places if at is not None))


def _value(state: Mapping[str, Any]) -> Markup:
    value = state["value"]
    return _said(state, {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or ""))


def _said(state: Mapping[str, Any], value: str) -> Markup:
    label = state.get("description", "")
    return tag("p", label and f"{label}: ", tag("b", value)) if value else Markup()


#: What a widget shows, by the trait that it is known by; JupyterLab saves no trait that is as it was at first.
_KINDS: Mapping[str, Callable[[Mapping[str, Any]], Markup]] = {
    "spec": _picture,
    "still": lambda state: Markup(state["still"]),
    "html": lambda state: Markup(state["html"]),
    "_options_labels": _choice,
    "value": _value,
}
