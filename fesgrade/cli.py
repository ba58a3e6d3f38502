"""The command line: ``fesgrade grade`` and ``fesgrade serve``.

Bad input ends with exit status 2 and one plain sentence for each fault on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from fesgrade import supervisory
from fesgrade.evaluation import Evaluation, LevelsError, evaluate, find_standard
from fesgrade.sources import FaultsError
from fesgrade.standards import KINDS_OF_WORK, Catalog, load


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 2 refused."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except FaultsError as error:
        for fault in error.faults:
            print(f"fesgrade: {fault}", file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fesgrade", description="Grade federal positions with the Factor Evaluation System."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    grade = commands.add_parser(
        "grade",
        help="points, total and grade of one set of factor levels",
        description="Add up a set of factor levels and convert the total to a grade.",
        epilog="Example: fesgrade grade --standard gs-0201 1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1",
    )
    grade.add_argument("levels", nargs="+", metavar="LEVEL", help="a factor level: 1-7, 'FL 1-7', 7-b, 2b or '6/7: 3c'")
    grade.add_argument("--kind", choices=KINDS_OF_WORK, help="kind of work, when it is not that of the standard")
    grade.add_argument("--json", action="store_true", help="print JSON with the names of the Python result")
    _add_standard(grade)
    guide = grade.add_argument_group("supervisory work", "These options belong to the supervisory guide, gssg.")
    guide.add_argument(
        "--base-grade", metavar="N", help="base grade of the work directed, at 25 percent or more: 9 or GS-9"
    )
    guide.add_argument("--special-situations", metavar="N", help="how many of the eight special situations are met")
    guide.add_argument("--deputy", action="store_true", help="grade a full deputy; the levels are the chief's")
    grade.set_defaults(run=_grade)

    serve = commands.add_parser(
        "serve", help="open the pages in a browser", description="Serve the pages on 127.0.0.1."
    )
    serve.add_argument("--port", type=int, default=8866, help="port to listen on (8866)")
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser")
    serve.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")
    serve.set_defaults(run=_serve)
    return parser


def _add_standard(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--standard", default="gs-0201", metavar="ID", help="fes-primary, gs-0201, gs-0203, gssg (gs-0201)"
    )
    parser.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")


def _grade(arguments: argparse.Namespace) -> int:
    catalog = load(arguments.data)
    levels = " ".join(arguments.levels)
    standard = find_standard(arguments.standard, catalog)
    result: Evaluation | supervisory.SupervisoryEvaluation
    if supervisory.is_guide(standard):
        result = supervisory.evaluate(
            levels,
            base_grade=arguments.base_grade,
            special_situations=0 if arguments.special_situations is None else arguments.special_situations,
            deputy=arguments.deputy,
            standard=standard.id,
            kind_of_work=arguments.kind,
            data=catalog,
        )
    else:
        _refuse_supervisory_options(arguments)
        result = evaluate(levels, standard.id, kind_of_work=arguments.kind, data=catalog)
    print(json.dumps(result.as_dict(), ensure_ascii=False, indent=2) if arguments.json else _table(result, catalog))
    return 0


def _refuse_supervisory_options(arguments: argparse.Namespace) -> None:
    faults = [
        f"{option} belongs to the supervisory guide; use it with --standard gssg, not with {arguments.standard}."
        for option, value in (
            ("--base-grade", arguments.base_grade),
            ("--special-situations", arguments.special_situations),
            ("--deputy", arguments.deputy or None),
        )
        if value is not None
    ]
    if faults:
        raise LevelsError(faults)


def _table(result: Evaluation | supervisory.SupervisoryEvaluation, catalog: Catalog) -> str:
    standard = find_standard(result.standard, catalog)
    names = {factor.id: factor.name for factor in standard.factors}
    width = max(len(name) for name in names.values())
    lines = [f"{standard.title}, {standard.edition}", ""]
    lines += [
        f"{c.factor:>2}  {names[c.factor]:<{width}}  {c.level:<5} {c.points:>6,}  {c.source}" for c in result.credits
    ]
    lines += [f"    {'Total':<{width}}        {result.total:>6,}", ""]
    grade = standard.grade_of(result.total)
    place = f"{result.above_floor:,} above its floor"
    if result.to_next is not None:
        place += f", {result.to_next:,} to GS-{grade.grade + 1}"
    lines.append(f"{grade.name}: {grade.points} points ({place}).")
    if isinstance(result, supervisory.SupervisoryEvaluation):
        lines += ["", "Step by step:", *(f"- {step.text}" for step in result.steps), "", f"Grade: {result.grade}"]
    for finding in result.findings:
        lines += ["", f"{finding.message} [{finding.source}]"]
    return "\n".join(lines)


def _serve(arguments: argparse.Namespace) -> int:
    load(arguments.data)  # a faulty folder is refused here, with every fault, not on a page
    # Voila takes a second to import, which the other commands need not pay for.
    from fesgrade.server import serve

    return serve(port=arguments.port, open_browser=not arguments.no_browser, data=arguments.data)
