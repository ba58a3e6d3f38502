"""What the comparison of scenarios says, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import Child, button, hidden, hint, items, join, source, table, tag
from fesgrade.apps.parts.words import caution
from fesgrade.apps.rating.position import Position, factor_words
from fesgrade.compare import Bar, Compared, Comparison, Scenario
from fesgrade.shares import signed
from fesgrade.standards import Catalog


def examples_html(tables: Catalog) -> Markup:
    """Return a button for each worked example."""
    officer, specialist = tables.cases["hr-officer"], tables.cases["hr-officer-subordinate"]
    assistant = tables.cases["hr-assistant-military"]
    subordinate = f"Officer and staffing specialist, {officer.total:,} to {specialist.total:,}"
    assigned = f"Assigned GS-7 against decided {assistant.grade}"
    buttons = (
        (button("subordinate", subordinate, small=False), " ", source(specialist.source)),
        (button("assigned", assigned, small=False), " ", source(assistant.source)),
    )
    return join(tag("p.fg-bar-label", "Worked examples:"), items("ul.fg-examples", buttons), hint(caution()))


def comparison_html(found: Comparison | None, kept: int, now: Position) -> Markup:
    """Return the scenarios side by side; the first ``kept`` of them can be loaded and removed."""
    if found is None:
        return hint("Nothing to compare yet: rate a position and keep it, or open an example.")
    first, *others = found.scenarios
    heads = [_head(at, scenario, at < kept) for at, scenario in enumerate(found.scenarios)]
    rows = []
    for row in found.rows:
        mark = row.differs and (" ", tag("span.fg-differs", "differs"))
        apart = [None, *row.apart[1:]]
        levels = map(_level, row.levels, row.points, apart)
        rows.append([(factor_words(now, row.factor), mark), *levels])
    foot: list[list[Child]] = [
        ["Total", *(tag("b", _total(scenario)) for scenario in found.scenarios)],
        ["Grade", *(tag("b", scenario.grade.name) for scenario in found.scenarios)],
    ]
    if others:
        aparts = (_apart(first, *pair) for pair in zip(others, found.apart[1:], strict=True))
        foot.append([f"Against {first.name}", "–", *aparts])
    caption = f"Side by side, with {now.standard.short_title}"
    return table(["Factor", *heads], rows, caption, label="Scenarios", kind="fg-compare", foot=foot)


def _head(at: int, scenario: Compared, kept: bool) -> Markup:
    name = scenario.name
    load = bool(scenario.levels) and button(f"load:{at}", ("Load", hidden(f" {name} onto the sheet")))
    remove = button(f"remove:{at}", ("Remove", hidden(f" {name}")))
    return join(name, kept and tag("div.fg-actions", load, remove))


def _level(level: str, points: int | None, apart: int | None) -> Markup:
    if points is None:
        return source("not known")
    return join(level, " ", source(f"{points:,}"), (" ", tag("b.fg-apart", signed(apart))) if apart else None)


def _total(scenario: Compared) -> str:
    return scenario.grade.points if scenario.total is None else f"{scenario.total:,}"


def _apart(first: Compared, other: Compared, apart: int | None) -> str:
    if apart is None:
        return "not known"
    if first.total is None or other.total is None:
        return f"{signed(apart)} at least" if apart else "within the range"
    return signed(apart) if apart else "the same"


def no_way_html(kept: Sequence[Scenario], known: int, start: str | None, end: str | None) -> Markup:
    """Return why no way from one scenario to another is drawn."""
    grades = [scenario.name for scenario in kept if scenario.levels is None]
    if known > 1 and start != end:
        return tag("p", f"{start} and {end} have the same levels.")
    if grades:
        return hint(
            f"Only the grade is known of {', '.join(grades)}: the table says how far the other is from it in points; "
            "there is no way factor by factor."
        )
    if known > 1:
        return hint("Choose two different ones to see the way from one to the other.")
    if not known:
        return Markup()
    return hint("Keep the rating, then change the sheet: the way from one to the other appears here.")


def differs_html(bars: Sequence[Bar], start: str, end: str, now: Position) -> Markup:
    """Return in a sentence what differs between two scenarios, and by how much."""
    changes = [bar.change for bar in bars if bar.change]
    each = "; ".join(
        f"{factor_words(now, change.factor)}, {change.start} to {change.end} ({signed(change.points)})"
        for change in changes
    )
    apart = bars[-1].after - bars[0].after
    count = "One factor differs" if len(changes) == 1 else f"{len(changes)} factors differ"
    grades = (
        f"both are {bars[0].grade}" if bars[0].grade == bars[-1].grade else f"{bars[0].grade} becomes {bars[-1].grade}"
    )
    in_all = f"{signed(apart)} points in all" if apart else "no points in all"
    return tag("p", tag("b", f"{start} to {end}:"), f" {count}: {each}. That is {in_all}; {grades}.")
