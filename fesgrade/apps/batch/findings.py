"""What the Batch page says about graded positions: what deserves a look, as HTML. pandas is imported with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from fesgrade.apps.parts.html import Child, hint, join, result_head, sourced, table, tag
from fesgrade.apps.parts.words import caution, plural, short
from fesgrade.apps.rating.state import State, page_at, query_of
from fesgrade.batch.findings import identical, levels_of, near_line, select, standard_of, unusual
from fesgrade.batch.recorded import RecordedGrades
from fesgrade.batch.scored import Scored, rows
from fesgrade.finding_names import FINDINGS
from fesgrade.shares import signed

#: So many rows of a table are shown; the saved file has all.
MOST = 50
LABELS = {"position": "Position", "title": "Title", "organization": "Organization"}
#: What the list of positions may be limited to, besides what there is to check.
ONLY = {
    "": "All positions",
    "errors": "With errors, not graded",
    "differing": "Recorded grade differs",
    "unusual": "Unusual levels or grade",
    "findings": "With any finding",
}


def result_html(scored: Scored, name: str, kind: str) -> Markup:
    """Return how many positions have a grade, by which standard, and how many have errors."""
    graded, total = len(scored.good), len(scored.frame)
    wrong = total - graded
    standard = scored.standard
    by = "the standard that each row names" if scored.by_row else f"{standard.short_title}, {standard.edition}"
    about = f"{short(name)}, by {by}. {kind}"
    they = "it has" if wrong == 1 else "they have"
    errors = tag("b", f"{plural(wrong, 'row')} with errors"), f", listed below; {they} no grade."
    links = (
        "A link such as “Row 2” or a set of levels opens the rating on the Evaluate page, in a new tab; this result "
        "stays here."
    )
    return join(
        result_head(f"{graded:,}", f"of {plural(total, 'position')} graded", about),
        tag("p.fg-missing", errors if wrong else "No row with errors."),
        graded > 0 and hint(links),
    )


def address(scored: Scored, kind: str, row: int) -> str:
    """Return the address that opens the levels of a row of the file on the Evaluate page; blank without levels."""
    codes = levels_of(scored, row)
    if not codes:
        return ""
    standard = standard_of(scored, row)
    state = State(standard.id, standard.kind_of_work or kind)
    state = state.with_levels(standard, dict(zip(standard.by_factor, codes, strict=True)))
    return page_at("evaluate.ipynb", query_of(state, standard))


def positions_table(
    scored: Scored,
    kind: str,
    found: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    caption: str,
    of: int = 0,
) -> Markup:
    """Return positions as a table: the row in the file, what names the position, and ``columns`` (key: heading).

    ``of`` is how many graded positions there are, where the caption is to say so.
    """
    labels = {role: name for role, name in LABELS.items() if role in scored.roles}
    some = found[:MOST]
    lines = [
        [f"Row {each['row']}", *(short(each[role]) for role in labels), *(each[key] for key in columns)]
        for each in some
    ]
    heads = ["In the file", *labels.values(), *columns.values()]
    links = [address(scored, kind, each["row"]) for each in some]
    return table(heads, lines, caption_of(len(found), caption, of), links=links)


def caption_of(count: int, words: str, of: int = 0) -> str:
    """Return a caption that says when not all rows are shown, and of how many graded positions they are."""
    counted = f"{count:,} of {plural(of, 'graded position')}" if of else plural(count, "position")
    shown = f"{counted}{words}."
    return f"{shown} The first {MOST} are shown; the saved file has all." if count > MOST else shown


def section(heading: str, about: Child, content: Child = None) -> Markup:
    """Return a part of the result with its heading; ``about`` is a sentence that explains it."""
    return join(tag("h2", heading), tag("p", about), content)


def findings_words(codes: Sequence[str]) -> str:
    return ", ".join(FINDINGS[code] for code in codes)


def errors_html(scored: Scored) -> Markup:
    """Return the rows that have no grade, with the reasons; nothing when there is none."""
    places = select(scored, only="errors")
    if not places:
        return Markup()
    roles = [(role, name) for role, name in LABELS.items() if role in scored.roles]
    rows = [
        [f"Row {line}", *(short(row[scored.roles[role]]) for role, _ in roles), short(row["errors"], 400)]
        for line, row in _plain(scored, places[:MOST])
    ]
    heads = ["In the file", *(name for _, name in roles), "What is wrong"]
    about = "These rows have no grade; all others do. Correct them below, or in your file and open it again."
    content = table(heads, rows, caption_of(len(places), " without a grade"))
    return section("Rows with errors", about, content)


def _plain(scored: Scored, places: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
    """Return some rows as plain values by column, each with its number in the file."""
    some = scored.frame.iloc[list(places)]
    plain = (dict(zip(some, row, strict=True)) for row in rows(some))
    return [(scored.lines[at], row) for at, row in zip(places, plain, strict=True)]


def near_line_html(scored: Scored, kind: str) -> Markup:
    found = near_line(scored)
    heading = "Totals near a line"
    if not found:
        return section(heading, "No total is just below or above the line to another grade.")
    words = (
        "These totals are just below or above the line to another grade. Compare their pattern and check each factor "
        "again before you sign; the points decide."
    )
    about = join(sourced(words, "Handbook p. 11-12"), " ", _measure(found))
    columns = {"total": "Total", "grade": "Grade", "points": "Points away", "other": "From"}
    shown = positions_table(
        scored=scored, kind=kind, found=found, columns=columns, caption=", the nearest first", of=len(scored.good)
    )
    return section(heading, about, shown)


def _measure(found: Sequence[Mapping[str, Any]]) -> str:
    """Return what counts as near, and how far the farthest of the totals found is."""
    return (
        "No source gives a number. Unless your own tables give one, a total counts as near when even the smallest step "
        f"of any factor would cross the line; here that is up to {max(each['points'] for each in found):,} points."
    )


def unusual_html(scored: Scored, kind: str) -> Markup:
    found = unusual(scored)
    if not found:
        return section("Unusual profiles", "No position has an unusual set of levels.")
    about = (
        "Levels outside the standard, unlikely contacts, even grades, or a factor far from the typical pattern. Each "
        "may be right; it asks for a second look and is never changed."
    )
    rows = [{**each, "why": findings_words(each["findings"])} for each in found]
    columns = {"total": "Total", "grade": "Grade", "why": "To check"}
    return section(
        "Unusual profiles",
        about,
        positions_table(scored=scored, kind=kind, found=rows, columns=columns, caption=" with unusual levels"),
    )


def identical_html(scored: Scored, kind: str) -> Markup:
    """Return the sets of levels recorded with different grades; nothing without a recorded grade."""
    if "grade" not in scored.roles:
        return Markup()
    found = identical(scored)
    if not found:
        return section("Same levels, different recorded grades", "No set of levels is recorded with two grades.")
    some = found[:MOST]
    rows = [
        [
            " ".join(each["levels"]), each["total"], each["grade"],
            ", ".join(f"{grade}: {count:,}" for grade, count in each["recorded"].items()),
            _rows(each["rows"]),
        ]
        for each in some
    ]  # fmt: skip
    caption = f"{plural(len(found), 'set')} of levels with more than one recorded grade"
    if len(found) > MOST:
        caption += f"; the {MOST} with the most positions are shown"
    about = (
        "The same levels always come to the same grade, so where the records differ, the levels or a grade are wrong. "
        + caution("Correct it from the standard")
    )
    links = [address(scored, kind, each["rows"][0]) for each in some]
    heads = ["Levels", "Total", "Grade", "Recorded as", "Rows in the file"]
    return section("Same levels, different recorded grades", about, table(heads, rows, f"{caption}.", links=links))


def _rows(rows: Sequence[int]) -> str:
    more = f" and {len(rows) - 6:,} more" if len(rows) > 6 else ""
    return ", ".join(map(str, rows[:6])) + more


def differing_html(scored: Scored, kind: str, compared: RecordedGrades) -> Markup:
    """Return the positions whose recorded grade is another one; nothing without a recorded grade."""
    if "grade" not in scored.roles:
        return Markup()
    unread = (
        f" {plural(compared.unread, 'graded row')} {'has' if compared.unread == 1 else 'have'} no recorded grade that "
        "can be read."
        if compared.unread
        else ""
    )
    if not compared.differing:
        same = f"Every recorded grade is the one computed.{unread}" if compared.table else unread
        return section("Recorded grades that differ", " ".join([same, *compared.others]).strip())
    rows = [{**each, "apart": signed(each["steps"])} for each in compared.differing]
    columns = {"total": "Total", "recorded": "Recorded", "computed": "Computed", "apart": "Grades apart"}
    about = " ".join([f"A plus means that the record is higher than the levels give.{unread}", *compared.others])
    return section(
        "Recorded grades that differ",
        about,
        positions_table(scored=scored, kind=kind, found=rows, columns=columns, caption=" apart, the widest first"),
    )


def positions_html(scored: Scored, kind: str, places: Sequence[int]) -> Markup:
    """Return positions, by their places in the frame, as a table."""
    roles = scored.roles
    if not places:
        return tag("p", "No position matches. Use fewer filters.")
    labels = [*((role, name) for role, name in LABELS.items() if role in roles)]
    labels += [("grade", "Recorded")] if "grade" in roles else []
    rows = []
    shown = _plain(scored, places[:MOST])
    for line, row in shown:
        codes = (row["findings"] or "").split()
        rows.append(
            [
                f"Row {line}",
                *(short(row[roles[role]]) for role, _ in labels),
                *("" if row[name] is None else row[name] for name in ("total", "grade", "above_floor", "to_next")),
                short(row["errors"], 200) if row["errors"] else findings_words(codes),
            ]
        )
    own = [name for _, name in labels]
    heads = ["In the file", *own, "Total", "Grade", "Above floor", "To next", "To check, or what is wrong"]
    links = [address(scored, kind, line) for line, _ in shown]
    return table(heads, rows, caption_of(len(places), " in the order of the file"), links=links)
