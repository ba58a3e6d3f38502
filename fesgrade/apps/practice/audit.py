"""The exercise with a pre-filled profile: typical levels filled in once factor 1 is chosen, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets

from fesgrade.apps.parts.html import esc, signed, table
from fesgrade.classroom.anchoring import Audit, Prefill, columns, prefills
from fesgrade.standards import PRIMARY, Catalog
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard

#: What became of a factor: how it is told, and the style of its row.
OUTCOMES = {
    "fits": "fits, and left",
    "found": "found and put right",
    "missed": "missed",
    "still wrong": "changed, still wrong",
    "spoiled": "was right, and changed",
}


class Profile:
    """The control that fills in a profile; ``chosen`` is called with it. Show ``widgets``."""

    def __init__(self, tables: Catalog, chosen: Callable[[], None]) -> None:
        self.tables = tables
        self.kind = ""
        self.filled: tuple[Prefill, ...] = ()
        self.choose = ipywidgets.Dropdown(options=[("Choose a level of factor 1…", -1)])
        self.note = Region(role="status", label="Pre-filled profile")
        self._chosen = chosen
        self.choose.observe(guard(lambda _: self._pick()), "value")
        self.widgets = box(
            Region(INTRODUCTION),
            labelled(
                self.choose,
                "Factor 1 as you rate it, and the column that fills in the rest",
                "Rate knowledge first; the other eight factors are then filled in for you.",
            ),
            self.note,
            Region(examples_html(tables)),
            name="fg-card fg-stack",
        )

    @property
    def profile(self) -> Prefill | None:
        """The profile that was filled in, ``None`` before a level of factor 1 is chosen."""
        return self.filled[self.choose.value] if self.choose.value >= 0 else None

    def offer(self, kind: str) -> None:
        """Offer the profiles of a kind of work; the one filled in before is taken back."""
        self.kind = kind
        levels = self.tables.standards[PRIMARY].by_factor["1"].levels
        self.filled = tuple(one for level in levels for one in prefills(self.tables, kind, level.code))
        self.choose.value = -1
        self.choose.options = [("Choose a level of factor 1…", -1)] + [
            (f"{one.levels[0]}, rest typical of GS-{one.grade}", at) for at, one in enumerate(self.filled)
        ]
        self.note.html = ""

    def _pick(self) -> None:
        one = self.profile
        self.note.html = "" if one is None else filled_html(one)
        self._chosen()


INTRODUCTION = (
    "<h2>Audit a pre-filled profile</h2><p>Some tools ask for factor 1 and fill in the others from the Handbook's "
    "typical levels. What is filled in tends to stay: that is anchoring. Choose factor 1, then read the case and "
    "change on the sheet whatever does not fit.</p>"
)


def filled_html(one: Prefill) -> str:
    """Say what was filled in, from where, and which choices the tool made without saying so."""
    several = "; ".join(f"factor {factor}: {' or '.join(codes)}" for factor, codes in one.alternatives)
    silent = f" Where the table prints more than one level it took the lower ({esc(several)})." if several else ""
    return (
        f'<p class="fg-alert">Filled in from the typical levels of GS-{one.grade}, {esc(one.kind_of_work)} work: '
        f"{esc(' '.join(one.levels))}. They come to {esc(one.total)} points, {esc(one.converts_to)}.{silent} "
        f'<span class="fg-source">{esc(one.source)}</span></p>'
    )


def examples_html(tables: Catalog) -> str:
    """Return the columns of typical levels, with the combinations that do not convert to their own grade."""
    found = columns(tables)
    astray = [(column, one) for column in found for one in column.astray]
    rows = [
        (f"{column.kind_of_work.capitalize()}, GS-{column.grade}", column.combinations,
         f"{column.low:,} to {column.high:,}" if column.high > column.low else f"{column.low:,}", len(column.astray),
         column.source)
        for column in found
    ]  # fmt: skip
    heads = ("Column", "Combinations", "Points", "Not this grade", "Source")
    named = [
        (" ".join(one.levels), f"{column.kind_of_work.capitalize()}, GS-{column.grade}", one.total, f"GS-{one.grade}")
        for column, one in astray
    ]
    where = ", ".join(dict.fromkeys(f"GS-{c.grade} {c.kind_of_work} work" for c, _ in astray))
    every = sum(column.combinations for column in found)
    return (
        f"<p>The tables of typical levels are examples only, never a rule. Of the {esc(every)} ways to read their "
        f"{len(found)} columns, {len(astray)} do not even come to the grade they stand under ({esc(where)}). "
        '<span class="fg-source">Handbook p. 14-17</span></p>'
        f"<details><summary>The columns, and the combinations that come to another grade</summary>"
        f"{table(heads, rows, 'Columns of typical levels')}"
        f"{table(('Levels', 'Column', 'Points', 'Converts to'), named, 'Combinations that come to another grade')}"
        "</details>"
    )


def waiting_html(filled: Prefill | None, chosen: Mapping[str, str]) -> str:
    """Return what stands as the result before the audit is committed."""
    if filled is None:
        return (
            '<p class="fg-grade fg-grade-open">–</p><p class="fg-total"><b>Nothing filled in yet</b></p>'
            '<p class="fg-missing">Choose a level of factor 1 above.</p>'
        )
    changed = [code for code in filled.levels if chosen.get(code.partition("-")[0]) != code]
    which = f"Changed: factor {', '.join(code.partition('-')[0] for code in changed)}." if changed else ""
    return (
        f'<p class="fg-grade fg-grade-open">{len(changed)} of {len(filled.levels)}</p><p class="fg-total">'
        '<b>factors changed</b> <span class="fg-range">What is right is told when you commit.</span></p>'
        f'<p class="fg-missing">{which} Commit when the rest fits the case.</p>'
    )


def outcome_html(found: Audit) -> str:
    """Return the result of an audit: what you made of the profile, and what was left in it costs."""
    wrong = [one for one in found.factors if one.prefilled != one.right]
    caught = len(found.outcomes("found"))
    faults = "fault found" if len(wrong) == 1 else "faults found"
    return (
        f'<p class="fg-grade">{caught} of {len(wrong)}</p><p class="fg-total"><b>{faults}</b> '
        f'<span class="fg-range">right: '
        f"{esc(found.right_total)} points, {esc(found.right_grade)}</span></p>"
        f'<p class="fg-missing">{_cost(found)}</p>'
    )


def _cost(found: Audit) -> str:
    left = len(found.outcomes("missed"))
    trusted = f"Left as filled in it would be {esc(found.prefilled_total)} points, {esc(found.prefilled_grade)}."
    yours = f"Yours comes to {esc(found.total)} points, {esc(found.grade)}."
    if found.prefilled_total == found.right_total and not any(one.prefilled != one.right for one in found.factors):
        return f"The profile fits this case as it was filled in. {yours}"
    if not left:
        return f"{trusted} {yours} <b>Anchoring cost you nothing.</b>"
    turned = (
        f"which alone makes it {esc(found.grade_anchored)} instead of {esc(found.right_grade)}"
        if found.grade_anchored != found.right_grade
        else f"and the grade would still be {esc(found.right_grade)}"
    )
    levels = "level" if left == 1 else "levels"
    return (
        f"{trusted} {yours} <b>What anchoring cost you:</b> {left} wrong {levels} left in place, "
        f"{signed(found.anchored)} points, {turned}."
    )


def audit_html(found: Audit) -> str:
    """Return what became of each factor, with the fact that decides those that were filled in wrong."""
    rows = [
        (f"{one.factor} {one.name}", one.prefilled.code, one.given.code, one.right.code, OUTCOMES[one.outcome],
         signed(one.points) if one.points else "0")
        for one in found.factors
    ]  # fmt: skip
    heads = ("Factor", "Filled in", "Yours", "Right", "What became of it", "Points off")
    lessons = "".join(
        f'<section class="fg-lesson fg-lesson-{"right" if one.outcome == "found" else "far"}"><h3>'
        f'<span class="fg-badge">{esc(one.factor)}</span><span class="fg-name">{esc(one.name)}</span> '
        f'<span class="fg-verdict">'
        f"{esc(OUTCOMES[one.outcome].capitalize())}</span></h3><p>Filled in {esc(one.prefilled.code)}, yours "
        f"{esc(one.given.code)}, right <b>{esc(one.right.code)}</b>.</p>"
        f"<p><b>What decides it:</b> “{esc(one.fact)}”.</p>"
        + (f"<p><b>Why not higher:</b> {esc(one.why_not_higher)}</p>" if one.why_not_higher else "")
        + "</section>"
        for one in found.factors
        if one.outcome != "fits"
    )
    whole = table(heads, rows, "The profile against the case")
    return f'<h2>What did not fit</h2>{whole}<div class="fg-lessons">{lessons}</div>'
