"""Charts of results for notebooks, in one file: plain Altair with data and colors of their own.

They are the pictures of the pages. Each can be layered, themed, set beside others and saved as SVG, PNG or HTML
(``chart.save("mine.svg")``; SVG and PNG need the extra ``charts``). ``description`` holds the alternative text, and
:func:`rows` returns what is drawn; each function says which frame has the same as a table.
:func:`html` returns any chart as an image for whatever takes HTML; :func:`offline` makes a notebook draw charts without
a network and keep them when it is saved.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import altair as alt
from markupsafe import Markup

from fesgrade import compare as comparing
from fesgrade import whatif
from fesgrade.chances import Distribution, Space
from fesgrade.pictures import rows as drawn
from fesgrade.pictures.several import several_rows, side_by_side_rows
from fesgrade.pictures.specs import position, several
from fesgrade.results import Result, as_result, given
from fesgrade.shown import picture_html
from fesgrade.sources import FaultsError, listed
from fesgrade.standards import Standard
from fesgrade.tables import load

__all__ = ["ChartError", "chances", "compare", "heat", "html", "ladder", "offline", "profile", "rows", "waterfall"]

#: How wide a chart is until ``.properties(width=…)`` says otherwise.
WIDTH = 520


class ChartError(FaultsError):
    """A chart that cannot be drawn.

    Attributes
    ----------
    faults : tuple of str
        Every fault, each a sentence.

    Examples
    --------
    >>> import fesgrade as fg
    >>> try:
    ...     fg.charts.ladder({})
    ... except fg.charts.ChartError as error:
    ...     print(error.faults[0])
    No result is given; give at least one, by its name.
    """


def ladder(result: Result | Mapping[str, Result]) -> alt.LayerChart:
    """Draw where a total lies among all grades; several results by their names show one position among others.

    Parameters
    ----------
    result : Evaluation, SupervisoryEvaluation, or a mapping from names to them
        What :func:`fesgrade.evaluate` or :func:`fesgrade.supervisory.evaluate` returned. Of several the first is
        emphasized; all must be graded on the same points scale.

    Returns
    -------
    altair.LayerChart
        Points from left to right. ``fesgrade.frames.grades`` is its table.

    Raises
    ------
    LevelsError
        For anything else than results.
    ChartError
        For results on different points scales, or none.

    Examples
    --------
    >>> import fesgrade as fg
    >>> chart = fg.charts.ladder(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> chart.description
    'All grade ranges on the points scale. The total of 2,435 lies in GS-11, 2,355 to 2,750.'
    """
    results = _named(result)
    first = next(iter(results.values()))
    standard = first.graded_by
    if len(results) == 1 and not isinstance(result, Mapping):
        grade = standard.grade_of(first.total)
        made = drawn.ladder_rows(standard.grades, standard.highest_total, first.total)
        where = f"The total of {first.total:,} lies in {grade.name}, {grade.points}."
        return _own(position.ladder(), made, f"All grade ranges on the points scale. {where}")
    if any(each.graded_by.grades != standard.grades for each in results.values()):
        raise ChartError(["The results are graded on different points scales; draw them apart."])
    said = "; ".join(f"{name} at {each.total:,}, {each.grade}" for name, each in results.items())
    made = several_rows(results, standard)
    return _own(several.several(made, len(results)), made, f"Positions among all grades: {said}.")


def profile(result: Result) -> alt.LayerChart:
    """Draw the levels of a position against those that are typical of the grades around it.

    Parameters
    ----------
    result : Evaluation or SupervisoryEvaluation
        Typical levels are printed for the four kinds of work only (Handbook p. 14-17); others have none.

    Returns
    -------
    altair.LayerChart
        Factors from top to bottom, levels from left to right. ``fesgrade.frames.credits`` and ``.typical`` are its
        tables.

    Raises
    ------
    LevelsError
        For anything else than a result.

    Examples
    --------
    >>> import fesgrade as fg
    >>> chart = fg.charts.profile(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> [row["level"] for row in fg.charts.rows(chart) if row["role"] == "position"]
    [7, 4, 3, 4, 3, 2, 2, 1, 1]
    """
    standard, levels = as_result(result).graded_by, result.levels
    grade = standard.grade_of(result.total).grade
    catalog = load()
    kind = result.kind_of_work
    printed = {} if standard.is_supervisory else catalog.typical(kind, standard)
    near = catalog.typical_neighbors(kind, grade, standard) if printed else ()
    typical = {each: printed[each].levels for each in near}
    made = drawn.profile_rows(standard.factors, levels, typical, grade)
    legend = drawn.profile_params({row["role"]: row["typical"] for row in made if row["typical"]})
    against = f" against levels typical of {listed([f'GS-{each}' for each in typical])}" if typical else ""
    chart = position.profile()
    return _own(chart, made, f"Levels of this position{against}: {' '.join(levels.values())}.", legend)


def heat(result: Result, rows: int | str, columns: int | str) -> alt.LayerChart:
    """Draw the grade over every pair of levels of two factors, the others held.

    Parameters
    ----------
    result : Evaluation or SupervisoryEvaluation
        The position; its own cell is framed. Grades of supervisory work are those of the points.
    rows, columns : int or str
        Two factors: ``1``, ``"4A"``.

    Returns
    -------
    altair.LayerChart
        ``fesgrade.frames.sweep(result, (rows, columns))`` is its table.

    Raises
    ------
    LevelsError
        For an unknown factor, the same one twice, or anything else than a result.

    Examples
    --------
    >>> import fesgrade as fg
    >>> chart = fg.charts.heat(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"), 1, 4)
    >>> len(fg.charts.rows(chart))
    54
    """
    found = whatif.grid(as_result(result).levels, result.graded_by, str(rows), str(columns))
    here = next(cell for line in found.cells for cell in line if cell.current)
    lowest, highest = found.cells[0][0].grade, found.cells[-1][-1].grade
    words = (
        f"The grade for each level of {found.rows.title} (rows) and {found.columns.title} (columns), from {lowest} to "
        f"{highest}. The position is at {here.row} and {here.column}: {here.grade}."
    )
    return _own(position.heat(found.rows.short_name, found.columns.short_name), drawn.heat_rows(found), words)


def chances(counted: Distribution | Space, grade: str | None = None) -> alt.LayerChart:
    """Draw the chance of each grade for unsure ratings, or the share of each among all sets of levels.

    Parameters
    ----------
    counted : Distribution or Space
        What :func:`fesgrade.chances.distribution` or :func:`fesgrade.chances.space` returned.
    grade : str, optional
        The grade to emphasize: ``"GS-11"``.

    Returns
    -------
    altair.LayerChart
        Grades from left to right; ``share`` goes from 0 to 1.

    Raises
    ------
    ChartError
        For anything else.

    Examples
    --------
    >>> import fesgrade as fg
    >>> levels = fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1").levels
    >>> unsure = fg.chances.distribution({**levels, "2": "2-3 or 2-4"}, "gs-0201")
    >>> fg.charts.chances(unsure).description
    'The chance of each grade: GS-10 50%, GS-11 50%.'
    """
    if isinstance(counted, Distribution):
        shares = {each.grade: each.chance for each in counted.grades}
    elif isinstance(counted, Space):
        shares = {each.grade: each.share for each in counted.grades}
    else:
        raise ChartError([f"{given(counted)}; give what fesgrade.chances.distribution returned."])
    made = drawn.grade_rows(shares, grade)
    said = ", ".join(f"{row['grade']} {row['words'].rstrip('%')}%" for row in made)
    return _own(position.grade_bars(), made, f"The chance of each grade: {said}.")


def waterfall(start: Result, end: Result, names: tuple[str, str] = ("First", "Second")) -> alt.LayerChart:
    """Draw the way from one total to another, factor by factor, and the lines between grades that it crosses.

    Parameters
    ----------
    start, end : Evaluation or SupervisoryEvaluation
        Two positions graded by the same standard.
    names : tuple of str
        What the two are called.

    Returns
    -------
    altair.LayerChart
        Points from left to right, factors from top to bottom.

    Raises
    ------
    LevelsError
        For anything else than results.
    ChartError
        For results graded by different standards.

    Examples
    --------
    >>> import fesgrade as fg
    >>> before = fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    >>> after = fg.evaluate({**before.levels, "1": "1-8"})
    >>> fg.charts.waterfall(before, after).description
    'From First, 2,435 points, GS-11, to Second, 2,735 points, GS-11: Knowledge, 1-7 to 1-8 (+300).'
    """
    standard = _shared({names[0]: start, names[1]: end})
    bars = comparing.waterfall(start.levels, end.levels, standard)
    made = drawn.waterfall_rows(
        bars=bars, factors=standard.factors, grades=standard.grades, start=names[0], end=names[1]
    )
    steps = [f"{row['label']} ({row['words']})" for row in made if row["kind"] in ("up", "down")]
    ends = [f"{name}, {bar.after:,} points, {bar.grade}" for name, bar in zip(names, (bars[0], bars[-1]), strict=True)]
    words = f"From {ends[0]}, to {ends[1]}: {'; '.join(steps) or 'nothing differs'}."
    return _own(position.waterfall(), made, words)


def compare(results: Mapping[str, Result]) -> alt.LayerChart:
    """Draw the levels of two to four positions side by side.

    Parameters
    ----------
    results : mapping from names to Evaluation or SupervisoryEvaluation
        Positions graded by the same standard.

    Returns
    -------
    altair.LayerChart
        Factors from top to bottom, levels from left to right. ``fesgrade.frames.credits`` has each one's table.

    Raises
    ------
    LevelsError
        For anything else than results.
    ChartError
        For results graded by different standards, none, or more than four.

    Examples
    --------
    >>> import fesgrade as fg
    >>> ours = fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    >>> theirs = fg.evaluate({**ours.levels, "1": "1-8"})
    >>> fg.charts.compare({"Ours": ours, "Theirs": theirs}).description
    'Levels side by side: Ours 1-7 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1; Theirs 1-8 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1.'
    """
    results = _named(results)
    standard = _shared(results)
    if len(results) > comparing.MOST_SCENARIOS:
        raise ChartError([f"{len(results)} results are given; compare at most {comparing.MOST_SCENARIOS}."])
    made = side_by_side_rows(results, standard)
    said = "; ".join(f"{name} {' '.join(each.levels.values())}" for name, each in results.items())
    return _own(several.side_by_side(made, list(results)), made, f"Levels side by side: {said}.")


def rows(chart: alt.LayerChart) -> list[dict[str, Any]]:
    """Return what a chart of this module draws, one dict a row, ready for ``pandas.DataFrame``.

    Parameters
    ----------
    chart : altair.LayerChart
        A chart that a function of this module returned.

    Returns
    -------
    list of dict
        The rows under the names that the chart's encodings use.

    Raises
    ------
    ChartError
        For a chart without rows of its own.

    Examples
    --------
    >>> import fesgrade as fg
    >>> chart = fg.charts.ladder(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> [row["name"] for row in fg.charts.rows(chart) if row["role"] == "this"]
    ['GS-11']
    """
    values = getattr(getattr(chart, "data", None), "values", None)
    if not isinstance(values, list):
        raise ChartError(["This chart has no rows of its own; give one that fesgrade.charts made."])
    return [dict(row) for row in values]


def html(chart: alt.TopLevelMixin) -> Markup:
    """Return a chart as an image that needs no script and no network, with its alternative text.

    For whatever takes HTML: the ``value`` of an ``ipywidgets.HTML``, a web page, an e-mail.

    Parameters
    ----------
    chart : altair chart
        Any chart of Altair; ``description`` becomes the alternative text.

    Returns
    -------
    Markup
        An ``img`` that holds the drawing. Markup is a ``str`` that templates do not escape again.

    Raises
    ------
    ChartError
        For anything else than a chart, or without vl-convert, which draws it: ``pip install "fesgrade[charts]"``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> chart = fg.charts.ladder(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> fg.charts.html(chart)[:31]
    Markup('<img src="data:image/svg+xml;ba')
    """
    if not isinstance(chart, alt.TopLevelMixin):
        raise ChartError([f"{given(chart)}; give a chart of Altair."])
    _require_drawing()
    return _image(chart.to_dict())


def offline() -> None:
    """Draw every Altair chart of this notebook without a network, as a picture that stays when it is saved.

    Altair's own way asks a server for its library and shows nothing in a notebook without a kernel. This is for the
    whole notebook, until ``altair.renderers.enable("default")``.

    Raises
    ------
    ChartError
        Without vl-convert, which draws the pictures: ``pip install "fesgrade[charts]"``.

    Examples
    --------
    >>> import altair, fesgrade as fg
    >>> fg.charts.offline()
    >>> altair.renderers.active
    'fesgrade'
    >>> _ = altair.renderers.enable("default")
    """
    _require_drawing()
    alt.renderers.register("fesgrade", _picture)
    alt.renderers.enable("fesgrade")


def _require_drawing() -> None:
    try:
        import vl_convert  # noqa: F401
    except ImportError:
        raise ChartError(['vl-convert is not installed; install it with: pip install "fesgrade[charts]".']) from None


def _picture(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    """Return a drawing as an output of its own, whatever stands beside it."""
    return {"text/plain": _words(spec), "text/html": _image(spec)}


def _image(spec: dict[str, Any]) -> Markup:
    import vl_convert

    svg = vl_convert.vegalite_to_svg(spec)
    return Markup(picture_html(f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}", _words(spec)))


def _words(spec: dict[str, Any]) -> str:
    return str(spec.get("description", "A chart"))


def _named(results: Result | Mapping[str, Result]) -> dict[str, Result]:
    if not isinstance(results, Mapping):
        return {"This position": as_result(results)}
    if not results:
        raise ChartError(["No result is given; give at least one, by its name."])
    return {str(name): as_result(result) for name, result in results.items()}


def _shared(results: Mapping[str, Result]) -> Standard:
    """Return the standard of results that were all graded by it."""
    standards = [result.graded_by for result in _named(results).values()]
    if any(standard.id != standards[0].id for standard in standards):
        names = listed(list(dict.fromkeys(standard.short_title for standard in standards)))
        raise ChartError([f"The results are graded by {names}; compare results of one standard."])
    return standards[0]


def _own(
    chart: alt.LayerChart, rows: drawn.Rows, words: str, legend: Mapping[str, Any] | None = None
) -> alt.LayerChart:
    """Return a picture of the pages with its own rows, plain colors and no settings for all charts around it.

    Settings (``config``) would keep it from being layered or set beside others, and names of params from standing twice
    on one page, so a ``legend`` is written out.
    """
    spec = chart.to_dict()
    for name in ("$schema", "config", "datasets", "params", "autosize", "padding"):
        spec.pop(name, None)
    del spec["data"]
    spec |= {"width": WIDTH, "description": words, "view": {"stroke": None}}
    made: alt.LayerChart = alt.LayerChart.from_dict(_plain(spec, legend or {}))
    made.data = alt.InlineData(values=rows)
    return made


def _plain(value: Any, legend: Mapping[str, Any]) -> Any:
    """Return a part of a spec with plain colors for the variables of the pages, and the legend for its params."""
    if isinstance(value, dict):
        if set(value) == {"expr"} and value["expr"] in legend:
            return legend[value["expr"]]
        return {key: _plain(each, legend) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, legend) for each in value]
    if isinstance(value, str):
        if value.startswith("var(--fg-"):
            return value.removesuffix(")").partition(", ")[2]
        name = value.partition("[")[0]
        if name in legend and value.startswith(f"{name}["):
            return json.dumps(legend[name], ensure_ascii=False) + value.removeprefix(name)
    return value
