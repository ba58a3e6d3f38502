"""What one rating holds, and its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from fesgrade.apps.parts.link import CASE, DAMAGED, KIND, LEVELS, SERIES, STANDARD, TABLES, edition
from fesgrade.compare import Scenario
from fesgrade.documents.evidence import Evidence
from fesgrade.documents.statement import kind_fault
from fesgrade.levels import LevelsError, read_levels
from fesgrade.sources import listed
from fesgrade.standards import Case, Catalog, Series, Standard

KINDS = {
    "professional": "Professional work, two-grade interval",
    "administrative": "Administrative work, two-grade interval",
    "technical": "Technical work, one-grade interval",
    "assistance": "Clerical and assistance work, one-grade interval",
}


@dataclass(frozen=True, slots=True)
class State:
    """What the pages that rate one position hold. What is apart by method loses nothing by a look at another.

    ``series`` is that of the position where the standard is a guide for several, blank while it is open.
    ``scenarios`` are those to compare, ``unsure`` holds what was written of unsure factors, ``evidence`` what was
    assigned to factors, all by method; ``lines`` were pasted to take evidence from.
    ``last`` are the factors of the level chosen last, two for a cell of the contacts chart; nothing when many changed.
    ``made_with`` is the edition of the tables that the link was made with which the levels came from; blank without.
    ``example`` says that the worked case stands there to show the page, and that the levels are nobody's rating: it is
    over with the first choice, and nothing of it is kept or stands in the address.
    """

    standard: str = "gs-0201"
    kind: str = "administrative"
    series: str = ""
    levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    case: str = ""
    scenarios: Mapping[str, tuple[Scenario, ...]] = field(default_factory=dict)
    unsure: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    lines: str = ""
    made_with: str = ""
    last: tuple[str, ...] = ()
    example: bool = False

    def of(self, standard: Standard) -> dict[str, str]:
        """Return the levels for the factors of ``standard``; codes that it does not have stay behind."""
        kept = self.levels.get(_factors_of(standard), {})
        return {factor: code for factor, code in kept.items() if code in standard.by_code}

    def with_levels(self, standard: Standard, levels: Mapping[str, str]) -> State:
        """Return the state with these levels, by factor; a worked case is none any more."""
        before = self.of(standard)
        changed = tuple(factor for factor in standard.by_factor if before.get(factor) != levels.get(factor))
        last = changed if len(changed) == 1 or changed == ("6", "7") else ()
        chosen = {**self.levels, _factors_of(standard): dict(levels)}
        return replace(self, levels=chosen, case="", last=last, example=False)

    def with_standard(self, standard: Standard) -> State:
        """Return the state by another standard: levels stay where it has the same factors, the series does not."""
        kind = standard.kind_of_work or self.kind
        begun = self.cleared() if self.example else self
        state = replace(begun, standard=standard.id, kind=kind, series="", case="", last=())
        return state if state.of(standard) else replace(state, made_with="")

    def with_case(self, name: str, tables: Catalog) -> State:
        """Return the state with a worked case on the sheet; :class:`LevelsError` when there is none of that name."""
        case = tables.cases.get(name)
        if case is None:
            raise LevelsError([f"There is no worked case {name!r}; choose one from the list."])
        series = series_within(case.series, tables.standards[case.standard], tables)
        state = replace(self, standard=case.standard, kind=case.kind_of_work, series=series, made_with="")
        return replace(state.with_levels(tables.standards[case.standard], levels_of(case, tables)), case=name)

    def cleared(self) -> State:
        """Return the state without levels."""
        return replace(self, levels={}, case="", made_with="", last=(), example=False)


def _factors_of(standard: Standard) -> str:
    """Return what standards with the same factors share: the levels of one can be kept when another is chosen."""
    return " ".join(standard.by_factor)


def standard_options(tables: Catalog) -> list[tuple[str, str]]:
    """Return what a list of the standards offers, each with its edition."""
    return [(f"{each.title}, {each.edition}", each.id) for each in tables.standards.values()]


def standards_to_find(tables: Catalog) -> list[tuple[str, str, str, str]]:
    """Return what the search over standards and series offers: each standard, and each series that a guide grades.

    The value is the id of the standard, and behind a blank the series. The last text holds other words to find it by:
    the number of the series with and without GS, its name and its title.
    """
    found = []
    for standard in tables.standards.values():
        graded = tables.series_of(standard)
        about = f"{standard.short_title}, {standard.edition}"
        own = [each for each in graded if each.id == standard.series]
        found.append((standard.id, standard.title, about, " ".join([standard.id, *map(_series_words, own)])))
        found += [
            (f"{standard.id} {each.id}", f"{each.id} {each.title}", f"Series, graded by {standard.short_title}",
             _series_words(each))
            for each in graded if each.id != standard.series
        ]  # fmt: skip
    return found


def _series_words(series: Series) -> str:
    """Return the words by which a series is found: its number as people write it, its name and its basic title."""
    return f"series {series.id} gs-{series.id} gs-{series.id.lstrip('0')} {series.title} {series.basic_title}"


def series_options(standard: Standard, tables: Catalog) -> list[tuple[str, str]]:
    """Return what a list of the series offers: those at hand that a guide grades; none for a standard of one series."""
    if standard.series:
        return []
    found = [(f"{each.id} {each.title}", each.id) for each in tables.series_of(standard)]
    return [("Not chosen, or another one", ""), *found] if found else []


def series_within(series: str, standard: Standard, tables: Catalog) -> str:
    """Return a series where the standard is a guide that grades it, else blank."""
    return series if series in [name for _, name in series_options(standard, tables)] else ""


def kind_options(tables: Catalog) -> list[tuple[str, str]]:
    """Return what a list of the kinds of work offers, each with the numbers of the series at hand that are of it."""
    by_kind = {kind: [each.id for each in tables.series.values() if each.kind_of_work == kind] for kind in KINDS}
    return [("Not chosen", "")] + [
        (f"{words}, as {listed(by_kind[kind])}" if by_kind[kind] else words, kind) for kind, words in KINDS.items()
    ]


def levels_of(case: Case, tables: Catalog) -> dict[str, str]:
    """Return the level of each factor in a worked case."""
    return {factor: level.code for factor, level in read_levels(case.levels, tables.standards[case.standard]).items()}


def asked(query: Mapping[str, str], tables: Catalog) -> tuple[Standard, str, list[str]]:
    """Return the standard and the kind of work that an address names, and in sentences what is wrong with the kind.

    :class:`LevelsError` when there is no such standard.
    """
    wanted = query.get(STANDARD, State().standard)
    if wanted not in tables.standards:
        raise LevelsError([f"The link names the standard {wanted!r}, which is not at hand; nothing was loaded."])
    standard = tables.standards[wanted]
    kind = query.get(KIND, standard.kind_of_work)
    faults = []
    if kind and kind not in KINDS:
        faults.append(f"It names the kind of work {kind[:60]!r}; there are {', '.join(KINDS)}.")
    elif fault := kind_fault(kind, standard):
        faults.append(fault)
    return standard, kind, faults


def read_query(query: Mapping[str, str], now: State, tables: Catalog) -> State:
    """Return the state that an address asks for: a worked case, or a standard with levels; else the one at hand.

    :class:`LevelsError` when the query is damaged.
    """
    if query.get(CASE):
        state = now.with_case(query[CASE], tables)
    elif any(query.get(name) for name in (LEVELS, STANDARD, KIND)):
        standard, kind, faults = asked(query, tables)
        series = query.get(SERIES, "")
        if series and series != standard.series and not series_within(series, standard, tables):
            graded = ", ".join(each.id for each in tables.series_of(standard)) or "no series in particular"
            faults.append(f"It names the series {series[:60]!r}; {standard.short_title} grades {graded}.")
        codes = {}
        try:
            levels = read_levels(query.get(LEVELS, "").replace("_", " "), standard, partial=True)
            codes = {factor: level.code for factor, level in levels.items()}
        except LevelsError as error:
            faults += error.faults
        if faults:
            raise LevelsError([DAMAGED, *faults])
        series = series_within(series, standard, tables)
        state = replace(now, standard=standard.id, kind=kind, series=series, levels={}).with_levels(standard, codes)
    else:
        return now
    return replace(state, made_with=query.get(TABLES, ""))


def query_of(state: State, standard: Standard) -> dict[str, str]:
    """Return the address's query for a state: the levels, their standard and the edition; empty without levels.

    Of an example it is the worked case, which the other page names as one.
    """
    if state.example:
        return {CASE: state.case}
    chosen = state.of(standard)
    codes = "_".join(chosen[factor.id] for factor in standard.factors if factor.id in chosen)
    query = {STANDARD: state.standard, SERIES: state.series, LEVELS: codes, KIND: state.kind, TABLES: edition()}
    return {name: value for name, value in query.items() if value} if codes else {}


def address_of(state: State, query: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the page's address: the rating's ``query``, or before its first level the standard alone.

    A page as it opens has none, and an example neither.
    """
    if state.example:
        return {}
    opened = {STANDARD: state.standard, SERIES: state.series}
    alone = {name: value for name, value in opened.items() if value} if state.standard != State().standard else {}
    return {**query} or alone


def page_at(notebook: str, query: Mapping[str, str]) -> str:
    """Return the address of another page with the rating of ``query`` on its sheet."""
    return f"{notebook}?{urlencode(query)}" if query else notebook
