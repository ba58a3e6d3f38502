"""The exercise with a pre-filled profile: typical levels filled in once factor 1 is chosen, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import Child, alert, folded, join, result_head, sourced, table, tag
from fesgrade.apps.practice.words import lesson
from fesgrade.classroom.anchoring import Audit, AuditedFactor, Prefill, columns, prefills
from fesgrade.shares import signed
from fesgrade.standards import PRIMARY, Catalog
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region

#: What became of a factor: how it is told, and the style of its row.
OUTCOMES = {
    "fits": "fits, and left",
    "found": "found and put right",
    "missed": "missed",
    "still wrong": "changed, still wrong",
    "spoiled": "was right, and changed",
}


class Profile:
    """The control that chooses a profile to fill in. Show ``widgets``; the page hears what is chosen."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.kind = ""
        self.filled: tuple[Prefill, ...] = ()
        self.choose = ipywidgets.Dropdown(options=[("Choose a level of factor 1…", -1)])
        self.note = Region(role="status", label="Pre-filled profile")
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

    def show(self, kind: str, chosen: int) -> None:
        """Offer the profiles of a kind of work, and say what was filled in with the one ``chosen``, if any."""
        if kind != self.kind:
            self.kind = kind
            levels = self.tables.standards[PRIMARY].by_factor["1"].levels
            self.filled = tuple(one for level in levels for one in prefills(self.tables, kind, level.code))
            self.choose.options = [("Choose a level of factor 1…", -1)] + [
                (f"{one.levels[0]}, rest typical of GS-{one.grade}", at) for at, one in enumerate(self.filled)
            ]
        self.choose.value = chosen
        self.note.html = filled_html(self.filled[chosen]) if chosen >= 0 else ""


INTRODUCTION = Markup(
    "<h2>Audit a pre-filled profile</h2><p>Some tools ask for factor 1 and fill in the others from the Handbook's "
    "typical levels. What is filled in tends to stay: that is anchoring. Choose factor 1, then read the case and "
    "change on the sheet whatever does not fit.</p>"
)


def filled_html(one: Prefill) -> Markup:
    """Say what was filled in, from where, and which choices the tool made without saying so."""
    several = "; ".join(f"factor {factor}: {' or '.join(codes)}" for factor, codes in one.alternatives)
    silent = f" Where the table prints more than one level it took the lower ({several})." if several else ""
    words = (
        f"Filled in from the typical levels of GS-{one.grade}, {one.kind_of_work} work: {' '.join(one.levels)}. They "
        f"come to {one.total:,} points, {one.converts_to}.{silent}"
    )
    return alert("", sourced(words, one.source))


def examples_html(tables: Catalog) -> Markup:
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
    words = (
        f"The tables of typical levels are examples only, never a rule. Of the {every:,} ways to read their "
        f"{len(found)} columns, {len(astray)} do not even come to the grade they stand under ({where})."
    )
    return tag("p", sourced(words, "Handbook p. 14-17")) + folded(
        "The columns, and the combinations that come to another grade",
        table(heads, rows, "Columns of typical levels"),
        table(("Levels", "Column", "Points", "Converts to"), named, "Combinations that come to another grade"),
    )


def waiting_html(filled: Prefill | None, chosen: Mapping[str, str]) -> Markup:
    """Return what stands as the result before the audit is committed."""
    if filled is None:
        choose = tag("p.fg-missing", "Choose a level of factor 1 above.")
        return result_head("–", "Nothing filled in yet", is_open=True) + choose
    changed = [code for code in filled.levels if chosen.get(code.partition("-")[0]) != code]
    which = f"Changed: factor {', '.join(code.partition('-')[0] for code in changed)}." if changed else ""
    count = f"{len(changed)} of {len(filled.levels)}"
    return join(
        result_head(count, "factors changed", "You see what is right when you submit.", is_open=True),
        tag("p.fg-missing", f"{which} Submit when the rest fits the case."),
    )


def outcome_html(found: Audit) -> Markup:
    """Return the result of an audit: what you made of the profile, and what was left in it costs."""
    wrong = [one for one in found.factors if one.prefilled != one.right]
    caught = f"{len(found.outcomes('found'))} of {len(wrong)}"
    right = f"right: {found.right_total:,} points, {found.right_grade}"
    return join(
        result_head(caught, "error found" if len(wrong) == 1 else "errors found", right),
        tag("p.fg-missing", _cost(found)),
    )


def _cost(found: Audit) -> Child:
    left = len(found.outcomes("missed"))
    trusted = f"Left as filled in it would be {found.prefilled_total:,} points, {found.prefilled_grade}. "
    yours = f"Yours comes to {found.total:,} points, {found.grade}."
    if found.prefilled_total == found.right_total and not any(one.prefilled != one.right for one in found.factors):
        return f"The profile fits this case as it was filled in. {yours}"
    if not left:
        return trusted, yours, " ", tag("b", "Anchoring cost you nothing.")
    turned = (
        f"which alone makes it {found.grade_anchored} instead of {found.right_grade}"
        if found.grade_anchored != found.right_grade
        else f"and the grade would still be {found.right_grade}"
    )
    levels = "level" if left == 1 else "levels"
    cost = f" {left} wrong {levels} left in place, {signed(found.anchored)} points, {turned}."
    return trusted, yours, " ", tag("b", "What anchoring cost you:"), cost


def audit_html(found: Audit) -> Markup:
    """Return what became of each factor, with the fact that decides those that were filled in wrong."""
    rows = [
        (f"{one.factor} {one.name}", one.prefilled.code, one.given.code, one.right.code, OUTCOMES[one.outcome],
         signed(one.points) if one.points else "0")
        for one in found.factors
    ]  # fmt: skip
    heads = ("Factor", "Filled in", "Yours", "Right", "What became of it", "Points off")
    return join(
        tag("h2", "What did not fit"),
        table(heads, rows, "The profile against the case"),
        tag("div.fg-lessons", (_lesson(one) for one in found.factors if one.outcome != "fits")),
    )


def _lesson(one: AuditedFactor) -> Markup:
    levels = f"Filled in {one.prefilled.code}, yours {one.given.code}, right ", tag("b", one.right.code), "."
    return lesson(
        factor=one.factor,
        name=one.name,
        verdict=OUTCOMES[one.outcome].capitalize(),
        answer=tag("p", levels),
        decides=f"“{one.fact}”.",
        why_not_higher=one.why_not_higher,
        style="right" if one.outcome == "found" else "far",
    )
