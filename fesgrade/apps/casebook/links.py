"""The ways from a state of the casebook to the pages where it can be taken further."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from fesgrade.apps.parts.html import hint, items, join, tag
from fesgrade.apps.rating.state import State, query_of
from fesgrade.apps.supervisory.link import write
from fesgrade.apps.supervisory.state import ABOVE, BLANK_KIND, BLANK_WORK, NONE, cells
from fesgrade.apps.supervisory.state import State as SupervisoryState
from fesgrade.casebook.replay import Replay
from fesgrade.standards import Catalog
from fesgrade.supervisory.coverage import QUARTER


def links_html(replay: Replay, catalog: Catalog) -> Markup:
    """Return the ways to the pages where each kind of work can be taken further, with its levels as they stand."""
    ways = []
    for work in replay.decision.works:
        result = replay.results.get(work.id)
        if result is None:
            continue
        standard = catalog.standards[result.standard]
        codes = dict(zip((f.id for f in standard.factors), replay.levels(work.id), strict=True))
        state = State(standard.id, result.kind_of_work).with_levels(standard, codes)
        query = urlencode(query_of(state, standard))
        pages = [("evaluate", query, "Evaluate"), ("what_if", query, "What if")]
        if work.role == "supervision":
            pages.insert(0, ("supervisory", supervisory_query(replay, catalog), "Supervisory"))
        links = (tag("a", name, href=f"{slug}.ipynb?{query}") for slug, query, name in pages)
        ways.append((f"{work.name}, {' '.join(replay.levels(work.id))}: ", Markup(", ").join(links)))
    count = int(replay.values.get("situations") or 0)
    which = (
        f"Which {count} special situations are met is not said here: the Supervisory page marks the first of the list, "
        "and you say there which they are."
    )
    return join(tag("h2", "Open this state in"), items("ul.fg-open-links", ways), count > 0 and hint(which))


def supervisory_query(replay: Replay, catalog: Catalog) -> str:
    """Return the query that opens the supervisory work, and the other work beside it, on the Supervisory page."""
    works = {work.name: work for work in replay.decision.works}
    supervision = next(work for work in works.values() if work.role == "supervision")
    directed = replay.decision.with_role("directed")
    base = replay.values["base"].removeprefix("GS-")
    name = directed.name if directed and replay.values["base"] == replay.values[f"grade.{directed.id}"] else ""
    kinds = []
    for kind in replay.mixed.kinds:
        work = works[kind.name]
        result = replay.results.get(work.id)
        row = {"name": kind.name, "share": f"{kind.share:g}", "grade": kind.grade.removeprefix("GS-")}
        if work is supervision:
            row["grade"] = ABOVE
        elif result:
            row |= {"grade": result.standard, "levels": " ".join(replay.levels(work.id))}
        kinds.append(row)
    directed_rows = ({"name": name or "Work at the base grade", "grade": base, "share": str(QUARTER)},) if base else ()
    state = SupervisoryState(
        standard=supervision.standard,
        time=next(f"{kind.share:g}" for kind in replay.mixed.kinds if works[kind.name] is supervision),
        authority="yes",
        exclusions=(NONE,),
        levels={code.rpartition("-")[0]: code for code in replay.levels(supervision.id) if not code.startswith("5-")},
        work=cells(directed_rows, BLANK_WORK),
        situations=tuple(str(number) for number in range(1, int(replay.values["situations"] or 0) + 1)),
        kinds=cells(kinds, BLANK_KIND),
    )
    return urlencode(write(state, catalog))
