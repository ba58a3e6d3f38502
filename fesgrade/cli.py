"""The command line: ``fesgrade grade``, ``checklists``, ``whatif``, ``score``, ``read``, ``check`` and others.

Bad input ends with exit status 2 and one plain sentence for each fault on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from fesgrade import cli_guide, combinations, terminal
from fesgrade.evaluation import Evaluation, evaluate
from fesgrade.levels import find_standard
from fesgrade.standards import KINDS_OF_WORK, Standard
from fesgrade.supervisory import base
from fesgrade.supervisory import grade as supervisory
from fesgrade.tables import load
from fesgrade.ways import Ways, ways
from fesgrade.whatif import Line, Move, Moves, moves, notes

_FORCE = "replace OUT also where something else than fesgrade wrote it"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 ``check`` found differences, 2 refused.

    :mod:`fesgrade.terminal` has those of a command that could not go to its end.
    """

    def command() -> int:
        arguments = _parser().parse_args(argv)
        status: int = arguments.run(arguments)
        return status

    return terminal.run(command)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fesgrade", description="Grade federal positions with the Factor Evaluation System."
    )
    parser.add_argument("--version", action="version", version=f"fesgrade {version('fesgrade')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    grade = commands.add_parser(
        "grade",
        help="points, total and grade of one set of factor levels",
        description="Add up a set of factor levels and convert the total to a grade.",
        epilog="Example: fesgrade grade --standard gs-0201 1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1",
    )
    grade.add_argument("levels", nargs="*", metavar="LEVEL", help="a factor level: 1-7, 'FL 1-7', 7-b, 2b or '6/7: 3c'")
    grade.add_argument("--kind", choices=KINDS_OF_WORK, help="kind of work, when it is not that of the standard")
    grade.add_argument("--json", action="store_true", help="print JSON with the names of the Python result")
    _add_standard(grade)
    cli_guide.add_options(grade)
    grade.set_defaults(run=_grade)
    cli_guide.add_checklists(commands.add_parser)

    whatif = commands.add_parser(
        "whatif",
        help="which changes of level move the grade, and the smallest ways to another one",
        description="List every change of one factor with its total and grade, and the smallest ways to a grade.",
        epilog="Example: fesgrade whatif --to GS-12 1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1",
    )
    whatif.add_argument("levels", nargs="+", metavar="LEVEL", help="a factor level, written as for fesgrade grade")
    whatif.add_argument("--to", metavar="GRADE", help="a grade to look for ways to, such as GS-12")
    whatif.add_argument("--json", action="store_true", help="print JSON with the moves and the ways")
    _add_standard(whatif)
    whatif.set_defaults(run=_whatif)

    score = commands.add_parser(
        "score",
        help="points, total and grade of every row of a spreadsheet",
        description="Score a CSV or XLSX file with one row a position and one column a factor.",
        epilog="Example: fesgrade score positions.xlsx -o scored.csv --column 1='What one knows'",
    )
    score.add_argument("file", metavar="FILE", help="CSV or XLSX with a row for each position")
    score.add_argument("--sheet", default="", metavar="NAME", help="worksheet to read, when another one is taken")
    score.add_argument("--headings", type=int, default=0, metavar="ROW", help="row of the headings, the first as 1")
    score.add_argument("-o", "--output", metavar="OUT", help="file to write, .csv or .xlsx (CSV on standard output)")
    score.add_argument("--force", action="store_true", help=_FORCE)
    score.add_argument("--kind", choices=KINDS_OF_WORK, help="kind of work, when it is not that of the standard")
    score.add_argument(
        "--column", action="append", default=[], metavar="FACTOR=HEADING",
        help="the column of a factor, when its heading does not tell: 1=Skill, 6/7=Contacts",
    )  # fmt: skip
    _add_standard(score, ", or column:HEADING for the column that names the standard of each row")
    score.set_defaults(run=_score)

    read = commands.add_parser(
        "read",
        help="the evaluations in position descriptions, evaluation statements and decisions",
        description="Read evaluations out of documents (DOCX, PDF, EML, HTML, text) and hold them against the tables.",
        epilog="Example: fesgrade read decision.pdf --json; fesgrade read position-descriptions/ -o found.xlsx",
    )
    read.add_argument("files", nargs="+", metavar="FILE", help="a document, or a folder of them")
    read.add_argument("--json", action="store_true", help="print JSON, with the place of every level")
    read.add_argument("-o", "--output", metavar="OUT", help="file to write: a table as .csv or .xlsx, or .json")
    read.add_argument("--force", action="store_true", help=_FORCE)
    read.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")
    read.set_defaults(run=_read)

    check = commands.add_parser(
        "check",
        help="hold somebody else's points or grade ranges against the shipped edition",
        description="List every wrong, missing or invented value of a table, with the right one and its page.",
        epilog="Exit status: 0 nothing differs, 1 something does, 2 refused. Example: fesgrade check points.csv",
    )
    check.add_argument("file", metavar="FILE", help="CSV, XLSX or JSON: factor, level, points; or grade, low, high")
    check.add_argument(
        "--standard", metavar="ID", help="the standard (gssg for a table with levels 4A and 4B, else fes-primary)"
    )
    check.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")
    check.add_argument("--json", action="store_true", help="print JSON with the names of the Python result")
    check.set_defaults(run=_check)

    statement = commands.add_parser(
        "statement",
        help="print a saved evaluation statement, or compare two",
        description="Write a statement that a page saved as JSON to Markdown, HTML for Letter paper, or DOCX.",
        epilog="Example: fesgrade statement officer.json -o officer.docx",
    )
    statement.add_argument("file", nargs="?", metavar="FILE", help="the saved statement, JSON")
    statement.add_argument(
        "-o", "--output", metavar="OUT", help="file to write: .md, .html, .docx or .json (Markdown on standard output)"
    )
    statement.add_argument("--force", action="store_true", help=_FORCE)
    statement.add_argument(
        "--form", action="store_true", help="write the form on one page; without it the report, factor by factor"
    )
    statement.add_argument("--compare", metavar="OTHER", help="list what changed from FILE to the statement OTHER")
    statement.add_argument("--schema", action="store_true", help="print the JSON Schema of a saved statement")
    statement.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")
    statement.set_defaults(run=_statement)

    notebooks = commands.add_parser(
        "notebooks",
        help="copy the notebooks into a folder of your own",
        description="Copy the notebooks, those for authors and instructors and those of the pages, into a folder.",
        epilog="Example: fesgrade notebooks lessons, then open lessons/learn/kit.ipynb in JupyterLab",
    )
    notebooks.add_argument("folder", metavar="DIR", help="the folder; it is made, and nothing in it is replaced")
    notebooks.set_defaults(run=_notebooks)

    serve = commands.add_parser(
        "serve",
        help="open the pages in a browser",
        description="Serve the pages on this machine until Ctrl-C; no other machine can reach them.",
        epilog="In a container or behind a proxy: fesgrade serve --no-browser --bind 0.0.0.0 --name grades.example.org",
    )
    serve.add_argument("--port", type=int, default=8866, help="port to listen on (8866); 0 takes one that is free")
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser; the address is printed")
    serve.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")
    serve.add_argument(
        "--most", type=int, default=60, metavar="N",
        help="the most Python processes at a time (60), about 60 MB each; who comes later can read the page, and waits",
    )  # fmt: skip
    serve.add_argument(
        "--log", action="store_true",
        help="print a line for every request (else only for refused ones), with nothing that tells visitors apart",
    )  # fmt: skip
    serve.add_argument(
        "--bind", default="127.0.0.1", metavar="ADDRESS",
        help="address to listen on (127.0.0.1); another one lets other machines in, without a password",
    )  # fmt: skip
    serve.add_argument(
        "--name", action="append", default=[], metavar="HOST",
        help="a name by which browsers call the server behind a proxy; requests for other names are refused",
    )  # fmt: skip
    serve.set_defaults(run=_serve)
    return parser


def _add_standard(parser: argparse.ArgumentParser, more: str = "") -> None:
    known = "aageg, fes-primary, gs-0201, gs-0203, gssg (gs-0201)"
    parser.add_argument("--standard", default="gs-0201", metavar="ID", help=f"{known}{more}")
    parser.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")


def _grade(arguments: argparse.Namespace) -> int:
    catalog = load(arguments.data)
    standard = find_standard(arguments.standard, catalog)
    result: Evaluation | supervisory.SupervisoryEvaluation
    if base.is_guide(standard):
        result = cli_guide.grade(arguments, standard, catalog)
    else:
        cli_guide.refuse_options(arguments)
        result = evaluate(" ".join(arguments.levels), standard.id, kind_of_work=arguments.kind, data=catalog)
    numbers = {credit.factor: standard.by_code[credit.level].number for credit in result.credits}
    rules = combinations.bearing_on_all(
        combinations.load(arguments.data), standard, numbers, kind_of_work=result.kind_of_work
    )
    if arguments.json:
        kept = [{"rule": rule.id, "text": rule.text, "source": rule.source} for rule in rules]
        print(json.dumps(result.as_dict() | {"keep_in_mind": kept}, ensure_ascii=False, indent=2))
    else:
        print(result)
        for rule in rules:
            print(f"\nKeep in mind: {rule.text} [{rule.source}]")
    return 0


def _whatif(arguments: argparse.Namespace) -> int:
    standard = find_standard(arguments.standard, load(arguments.data))
    levels = " ".join(arguments.levels)
    # The ways first: they tell the faults of the levels and of the grade at once.
    found = ways(levels, standard, arguments.to) if arguments.to is not None else None
    singles = moves(levels, standard)
    if arguments.json:
        answer = {
            "standard": standard.id,
            "total": singles.total,
            "grade": singles.grade,
            "to": found.target if found else None,
            "moves": [move.as_dict() for move in singles.moves],
            "ways": [[change.as_dict() for change in way.changes] for way in found.ways] if found else [],
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_whatif_lines(singles, found, standard)))
    return 0


def _whatif_lines(singles: Moves, found: Ways | None, standard: Standard) -> Iterator[str]:
    yield f"{standard.title}, {standard.edition}: {singles.total:,} points, {singles.grade}"
    for line in (singles.up, singles.down):
        if line:
            yield from ("", _line_words(line))
    for heading, flips in (("Changes of one factor that move the grade", True), ("Those that do not", False)):
        chosen = [move for move in singles.moves if bool(move.flip) is flips]
        if chosen:
            yield from ("", f"{heading}:", *map(_move_words, chosen))
    if found:
        yield ""
        yield f"Smallest ways to {found.target}:" if found.ways[0].changes else f"This is {found.target} already."
        for way in found.ways if found.ways[0].changes else ():
            codes = ", ".join(f"{change.start} to {change.end}" for change in way.changes)
            yield f"  {codes}: {way.total:,} points, {way.overshoot:,} past the line"
            yield from (f"    {words}" for change in way.changes for words in change.needs)
    for note in notes(standard):
        yield from ("", f"{note.message} [{note.source}]")


def _line_words(line: Line) -> str:
    distance = f"{line.points:,} more" if line.points > 0 else f"{-line.points:,} fewer"
    alone = ", ".join(move.change.end for move in line.alone)
    cannot = ", ".join(f"{short.factor} ({short.points:+,})" if short.points else short.factor for short in line.cannot)
    return f"{line.grade}: {distance} points. Alone: {alone or 'none'}. Not alone, at most: {cannot or 'none'}."


def _move_words(move: Move) -> str:
    change = move.change
    note = "" if change.status == "described" else f"  ({change.status})"
    return f"  {change.start:>4} to {change.end:<4} {change.points:>+7,} {move.total:>6,}  {move.grade}{note}"


def _score(arguments: argparse.Namespace) -> int:
    # pandas takes half a second to import, which the other commands need not pay for.
    from fesgrade.cli_score import score

    return score(arguments)


def _read(arguments: argparse.Namespace) -> int:
    from fesgrade.cli_read import read_documents

    return read_documents(arguments)


def _check(arguments: argparse.Namespace) -> int:
    from fesgrade.check.differences import check

    catalog = load(arguments.data)
    result = check(Path(arguments.file), standard=arguments.standard, data=catalog)
    if arguments.json:
        print(json.dumps(result.as_dict(), ensure_ascii=False, indent=2))
    else:
        for difference in result.differences:
            print(f"{difference.message} [{difference.source}]")
        for note in result.notes:
            print(note)
        against = " and ".join(find_standard(name, catalog).title for name in result.standards)
        print(
            f"{result.name}, against {against}: {result.levels:,} points and {result.ranges:,} ranges read, "
            f"{len(result.differences):,} of them different or missing."
        )
    return 1 if result.differences else 0


def _statement(arguments: argparse.Namespace) -> int:
    from fesgrade.documents import forms
    from fesgrade.documents.blocks import Document
    from fesgrade.documents.changes import compare
    from fesgrade.documents.statement import Statement, StatementError
    from fesgrade.documents.statement_file import load_statement
    from fesgrade.files.output import check_output

    if arguments.schema:
        print(json.dumps(Statement.FORM, indent=2))
        return 0
    if not arguments.file:
        raise StatementError(["Name the file of a saved statement, as in fesgrade statement officer.json."])
    if arguments.output:
        check_output(arguments.output, reads=arguments.file, force=arguments.force)
    catalog = load(arguments.data)
    opened = load_statement(arguments.file, data=catalog)
    other = load_statement(arguments.compare, data=catalog) if arguments.compare else None
    document: Document = "form" if arguments.form else "report"
    for note in (*opened.notes, *(other.notes if other else ())):
        print(f"fesgrade: {note}", file=sys.stderr)
    if other:
        changes = compare(opened.statement, other.statement)
        print("\n".join(change.text for change in changes) or "Nothing changed.")
    elif arguments.output:
        forms.write(opened.statement, arguments.output, document)
    else:
        print(forms.markdown(opened.statement, document), end="")
    return 0


def _notebooks(arguments: argparse.Namespace) -> int:
    from fesgrade.files.output import copy_new
    from fesgrade.server import notebooks_dir

    made = copy_new(notebooks_dir(), Path(arguments.folder), ".ipynb")
    print(
        f"{len(made)} notebooks are in {arguments.folder}; begin with {Path(arguments.folder, 'learn', 'kit.ipynb')}."
    )
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from fesgrade import questions
    from fesgrade.classroom import practice

    combinations.load(arguments.data)  # a faulty folder is refused here, with every fault, not on a page
    questions.load(arguments.data)
    practice.load(arguments.data)
    # Voila takes a second to import, which the other commands need not pay for.
    from fesgrade.server import serve

    return serve(
        port=arguments.port,
        open_browser=not arguments.no_browser,
        data=arguments.data,
        most=arguments.most,
        log_requests=arguments.log,
        bind=arguments.bind,
        names=arguments.name,
    )
