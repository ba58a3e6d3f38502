"""What the comparison of scenarios says, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from fesgrade.apps.parts.html import esc, signed
from fesgrade.apps.rating.position import Position, factor_words
from fesgrade.compare import Bar, Compared, Comparison, Scenario
from fesgrade.standards import Catalog

PRECEDENT = (
    "A decision is an example, never a precedent: positions are compared with standards, not with each other "
    "(5 U.S.C. 5107)."
)


def examples_html(tables: Catalog) -> str:
    """Return a button for each worked example."""
    officer, specialist = tables.cases["hr-officer"], tables.cases["hr-officer-subordinate"]
    assistant = tables.cases["hr-assistant-military"]
    buttons = (
        (
            "subordinate",
            f"Officer and staffing specialist, {officer.total:,} to {specialist.total:,}",
            specialist.source,
        ),
        ("assigned", f"Assigned GS-7 against decided {assistant.grade}", assistant.source),
    )
    return (
        '<p class="fg-bar-label">Worked examples:</p><ul class="fg-examples">'
        + "".join(
            f'<li><button type="button" class="fg-button" data-pick="{name}">{esc(label)}</button> '
            f'<span class="fg-source">{esc(source)}</span></li>'
            for name, label, source in buttons
        )
        + f'</ul><p class="fg-hint">{PRECEDENT}</p>'
    )


def comparison_html(found: Comparison | None, kept: int, now: Position) -> str:
    """Return the scenarios side by side; the first ``kept`` of them can be loaded and removed."""
    if found is None:
        return '<p class="fg-hint">Nothing to compare yet: rate a position and keep it, or open an example.</p>'
    heads = "".join(_head(at, scenario, at < kept) for at, scenario in enumerate(found.scenarios))
    rows = ""
    for row in found.rows:
        cells = "".join(
            f"<td>{_level(level, points, apart if at else None)}</td>"
            for at, (level, points, apart) in enumerate(zip(row.levels, row.points, row.apart, strict=True))
        )
        mark = ' <span class="fg-differs">differs</span>' if row.differs else ""
        dress = ' class="fg-row-differs"' if row.differs else ""
        rows += f'<tr{dress}><th scope="row">{esc(factor_words(now, row.factor))}{mark}</th>{cells}</tr>'
    totals = "".join(f"<td><b>{_total(scenario)}</b></td>" for scenario in found.scenarios)
    grades = "".join(f"<td><b>{esc(scenario.grade.name)}</b></td>" for scenario in found.scenarios)
    aparts = "".join(
        f"<td>{_apart(found.scenarios[0], scenario, apart) if at else '–'}</td>"
        for at, (scenario, apart) in enumerate(zip(found.scenarios, found.apart, strict=True))
    )
    feet = [("Total", totals), ("Grade", grades)]
    if len(found.scenarios) > 1:
        feet.append((f"Against {found.scenarios[0].name}", aparts))
    foot = "".join(f'<tr><th scope="row">{esc(name)}</th>{cells}</tr>' for name, cells in feet)
    return (
        '<div class="fg-scroll" tabindex="0" role="group" aria-label="Scenarios"><table class="fg-table fg-compare">'
        f'<caption>Side by side, with {esc(now.standard.short_title)}</caption><thead><tr><th scope="col">Factor</th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot></table></div>"
    )


def _head(at: int, scenario: Compared, kept: bool) -> str:
    name = esc(scenario.name)
    buttons = ""
    if kept:
        load = _button("load", at, "Load", f"{name} onto the sheet") if scenario.levels else ""
        buttons = f'<div class="fg-actions">{load}{_button("remove", at, "Remove", name)}</div>'
    return f'<th scope="col">{name}{buttons}</th>'


def _button(action: str, at: int, word: str, rest: str) -> str:
    return (
        f'<button type="button" class="fg-button fg-small" data-pick="{action}:{at}">{word}'
        f'<span class="fg-visually-hidden"> {rest}</span></button>'
    )


def _level(level: str, points: int | None, apart: int | None) -> str:
    if points is None:
        return '<span class="fg-source">not known</span>'
    far = f' <b class="fg-apart">{signed(apart)}</b>' if apart else ""
    return f'{esc(level)} <span class="fg-source">{esc(points)}</span>{far}'


def _total(scenario: Compared) -> str:
    return esc(scenario.grade.points) if scenario.total is None else esc(scenario.total)


def _apart(first: Compared, other: Compared, apart: int | None) -> str:
    if apart is None:
        return "not known"
    if first.total is None or other.total is None:
        return f"{signed(apart)} at least" if apart else "within the range"
    return signed(apart) if apart else "the same"


def no_way_html(kept: Sequence[Scenario], known: int, start: str | None, end: str | None) -> str:
    """Return why no way from one scenario to another is drawn."""
    grades = [scenario.name for scenario in kept if scenario.levels is None]
    if known > 1 and start != end:
        return f"<p>{esc(start)} and {esc(end)} have the same levels.</p>"
    if grades:
        return (
            f'<p class="fg-hint">Only the grade is known of {esc(", ".join(grades))}: the table says how far the other '
            "is from it in points; there is no way factor by factor.</p>"
        )
    if known > 1:
        return '<p class="fg-hint">Choose two different ones to see the way from one to the other.</p>'
    if not known:
        return ""
    return '<p class="fg-hint">Keep the rating, then change the sheet: the way from one to the other appears here.</p>'


def differs_html(bars: Sequence[Bar], start: str, end: str, now: Position) -> str:
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
    return f"<p><b>{esc(start)} to {esc(end)}:</b> {count}: {esc(each)}. That is {in_all}; {esc(grades)}.</p>"
