"""What the page says about a document: what was found in it, and its text with every finding marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from fesgrade.apps.parts.html import Cell, Child, alert, hidden, hint, items, join, table, tag
from fesgrade.apps.parts.words import plural, short
from fesgrade.levels import read_levels
from fesgrade.reading.held import PAIR, Evaluation
from fesgrade.reading.pages import Document, Line
from fesgrade.reading.reader import Reading
from fesgrade.reading.statements import Place, Statement, Total
from fesgrade.standards import Catalog

#: So much of a text is shown whole; of a longer one the lines around what was found.
MOST = 80_000
AROUND = 8
START = Markup(
    "<h2>What is read</h2><p>A position description, an evaluation statement or a decision. Levels are found as they "
    "are printed there (<code>FL 1-7, 1,250 points</code>, <code>Level 2b</code>, a table, a sentence that credits "
    "one), each with its page. Levels that are only compared, described or claimed do not count. Printed points, "
    "total, grade and contacts are compared with the tables.</p>"
)
KEPT = hint(
    "The document and its text stay with this page on the server until you leave it: nothing of it goes into the "
    "address, a log or a file. What you write in the statement is kept by this browser, as on the other pages."
)

GONE = hint("These levels come from the link; the document is not kept. Open it again to see its text beside them.")


def option(one: Evaluation, at: int) -> str:
    """Return an evaluation as the list of them offers it."""
    kind = "supervisory work" if one.standard == "gssg" else "nine factors"
    total = f"{one.total:,} points, {one.grade}" if one.total is not None else "not complete"
    return f"{at}. {short(one.title) or 'No title'} ({kind}): {total}"


def example_text(tables: Catalog) -> str:
    """Return a worked case as an evaluation statement prints it, with a total that is wrong."""
    case = tables.cases["hr-officer"]
    standard = tables.standards[case.standard]
    levels = read_levels(case.levels, standard)
    lines = [f"Factor {one.id}, {one.name}: Level {levels[one.id].code}, {levels[one.id].points:,} points"
             for one in standard.factors]  # fmt: skip
    head = f"EVALUATION STATEMENT (example)\n{standard.title}, {standard.short_title}\n"
    return "\n".join([head, *lines, f"Total: {case.total + 100:,} points", f"Grade: {case.grade}"])


def head_html(reading: Reading) -> Markup:
    """Return how many evaluations a document has, and how it was read."""
    count = len(reading.evaluations)
    found = (
        f"{plural(count, 'evaluation')} in {short(reading.name)}"
        if count
        else f"No evaluation in {short(reading.name)}"
    )
    ask = "" if count else " If there is one, choose its levels on the sheet beside the text."
    more = " Choose below which one the sheet shows." if count > 1 else ""
    return join(tag("p", tag("b", found), f".{ask}{more}"), items("ul", reading.notes))


def faults_html(one: Evaluation) -> Markup:
    """Return what is wrong with an evaluation as printed, or not certain in it."""
    if not one.faults:
        return alert("success", "Everything printed agrees with the tables.")
    return alert("warning", tag("p", tag("b", "To check in the document:")), items("ul", one.faults), element="div")


def found_html(one: Evaluation, names: Mapping[str, str], levels: Mapping[str, str]) -> Markup:
    """Return a table of what was read, each factor with a link to its place; ``levels`` are those on the sheet now."""
    rows: list[list[Cell]] = []
    for factor, name in names.items():
        place = one.places.get(factor)
        points = one.points.get(factor, one.points.get(PAIR) if factor == "6" else None)
        both = " for 6 and 7" if points is not None and factor == "6" and factor not in one.points else ""
        now = levels.get(factor, "")
        read = one.levels.get(factor, "")
        shown: Child = read or "–"
        if now != read:
            shown = (read or "–", tag("br"), tag("b", f"now {now or 'none'}"))
        where: Child = tag("a", place.words, href=f"#{_mark(factor)}") if place else "–"
        rows.append([f"{factor} {name}", shown, f"{points:,}{both}" if points is not None else "–", where])
    total = "–" if one.printed_total is None else f"{one.printed_total:,}"
    foot: list[list[Cell]] = [["Printed total and grade", "", total, one.printed_grade or "–"]]
    heads = ("Factor", "Level", "Points", "Where")
    return tag("h2", "What was read") + table(heads, rows, "", label="What was read", foot=foot)


def _mark(factor: str) -> str:
    return f"fg-read-{factor}"


# The text ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a line to mark: the factors whose level is credited there, or none for something else that was seen."""

    start: int
    end: int
    factors: tuple[str, ...]
    about: str


def text_html(document: Document, reading: Reading, one: Evaluation | None) -> Markup:
    """Return the text of a document with its pages, and every finding marked in it."""
    marks = _marks(reading, one)
    whole = sum(len(line.text) for line in document.lines) <= MOST
    shown = set(range(len(document.lines))) if whole else _near(marks, len(document.lines))
    parts: list[Child] = [tag("h2", "The text")]
    if not whole:
        parts.append(hint("The document is long: the lines around what was found are shown."))
    page = 0
    last = -1
    for index, line in enumerate(document.lines):
        if index not in shown:
            continue
        if line.page != page:
            page = line.page
            parts.append(tag("h3", f"Page {page}"))
        elif last + 1 != index:
            parts.append(tag("p.fg-gap", "…"))
        last = index
        if line.text.strip():
            parts.append(tag("p", _marked(line, marks.get(index, []))))
    return tag("div.fg-document", parts)


def _near(marks: Mapping[int, Iterable[Mark]], count: int) -> set[int]:
    found: set[int] = set(range(min(AROUND, count)))
    for index in marks:
        found |= set(range(max(0, index - AROUND), min(count, index + AROUND + 1)))
    return found


def _marks(reading: Reading, one: Evaluation | None) -> dict[int, list[Mark]]:
    """Return the marks of each line, in their order and none over another; what is credited comes first."""
    credited: dict[Place, list[str]] = {}
    for factor, place in one.places.items() if one else ():
        credited.setdefault(place, []).append(factor)
    assert one is not None or not credited
    wanted = [
        (place, tuple(factors), f"Factor {' and '.join(factors)}: ") for place, factors in credited.items()
    ] + [
        (event.place, (), "Total or grade: " if isinstance(event, Total) else "Seen, not taken: ")
        for event in reading.events
        if isinstance(event, Statement | Total) and event.place not in credited
    ]  # fmt: skip
    found: dict[int, list[Mark]] = {}
    for place, factors, about in wanted:
        line = found.setdefault(place.index, [])
        if all(place.end <= mark.start or mark.end <= place.start for mark in line):
            line.append(Mark(place.start, place.end, factors, about))
        elif factors:  # two factors in one place: the link of the second leads to the first
            line[:] = [
                _with(mark, factors) if mark.start < place.end and place.start < mark.end else mark for mark in line
            ]
    return {index: sorted(line, key=lambda mark: mark.start) for index, line in found.items()}


def _meets(mark: Mark, place: Place) -> bool:
    return mark.start < place.end and place.start < mark.end


def _with(mark: Mark, factors: tuple[str, ...]) -> Mark:
    return Mark(mark.start, mark.end, (*mark.factors, *factors), mark.about)


def _marked(line: Line, marks: Iterable[Mark]) -> Iterator[Child]:
    at = 0
    for mark in marks:
        yield line.text[at : mark.start]
        words = line.text[mark.start : mark.end]
        if mark.factors:
            first, *others = mark.factors
            anchors = [tag("span", id=_mark(factor)) for factor in others]
            yield tag("mark.fg-credited", anchors, hidden(mark.about), words, id=_mark(first), tabindex=-1)
        else:
            yield tag("mark.fg-seen", hidden(mark.about), words)
        at = mark.end
    yield line.text[at:]
