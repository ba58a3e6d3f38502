"""The command ``fesgrade read``: documents in, the evaluations that they contain out, with what is wrong in them."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from fesgrade.files import sheets
from fesgrade.files.output import check_output, writing
from fesgrade.reading.files import ENDINGS, open_file
from fesgrade.reading.held import Evaluation
from fesgrade.reading.pages import DocumentError
from fesgrade.reading.reader import Reading, read
from fesgrade.sources import FaultsError
from fesgrade.standards import Catalog
from fesgrade.tables import load
from fesgrade.terminal import REFUSED

#: The columns of the table, a row an evaluation; the factors of the nine, and then those that only the guide has.
HEADINGS = (
    "File", "Evaluation", "Page", "Title", "Series", "Standard",
    *(f"Factor {factor}" for factor in ("1", "2", "3", "4", "5", "6", "7", "8", "9")), "Factor 4A", "Factor 4B",
    "Recorded total", "Recorded grade", "Read total", "Read grade", "Faults",
)  # fmt: skip


def read_documents(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    out = Path(arguments.output) if arguments.output else None
    as_json = arguments.json or (out is not None and out.suffix.lower() == ".json")
    kind = "" if as_json or out is None else sheets.kind_of_file(out)
    if out:
        for file in arguments.files:
            check_output(out, reads=file if Path(file).is_file() else None, force=arguments.force)
    folder = any(Path(file).is_dir() for file in arguments.files)
    readings, refused = _read_all(_found(arguments.files), load(arguments.data), quiet=not folder)
    for fault in refused:
        print(f"fesgrade: {fault}", file=sys.stderr)
    for reading in readings:
        for note in reading.notes:
            print(f"fesgrade: {_named(note, reading.name)}", file=sys.stderr)
    if as_json:
        text = json.dumps({"documents": [each.as_dict() for each in readings]}, ensure_ascii=False, indent=2)
        _write(out, f"{text}\n".encode())
    elif out or folder:
        _write(out, _table(kind or "csv", readings, mark=out is not None))
    else:
        print(
            "\n\n".join(
                "\n".join(_lines(reading)) for reading in readings if reading.evaluations or not reading.refused
            )
        )
    return REFUSED if refused else 0


def _named(note: str, name: str) -> str:
    return note if note.startswith(name) else f"{name}: {note}"


def _found(files: Sequence[str]) -> list[tuple[Path, str]]:
    """Return the documents to read with what each is called: a file by its path, one in a folder by its path there."""
    found: list[tuple[Path, str]] = []
    for file in files:
        path = Path(file)
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in ENDINGS and each.is_file())
            if not inside:
                raise DocumentError([f"{file} holds no document; it needs files that end in {', '.join(ENDINGS)}."])
            found += [(each, each.relative_to(path).as_posix()) for each in inside]
        else:
            found.append((path, file))
    return found


def _read_all(found: Sequence[tuple[Path, str]], catalog: Catalog, *, quiet: bool) -> tuple[list[Reading], list[str]]:
    """Read documents one by one; one that is refused is in both, without an evaluation and as its sentences."""
    readings: list[Reading] = []
    refused: list[str] = []
    for path, name in tqdm(found, desc="Reading", unit=" files", disable=True if quiet else None, leave=False):
        try:
            readings.append(read(open_file(path, name), catalog))
        except FaultsError as error:
            refused += error.faults
            readings.append(Reading(name, (), refused=error.faults))
    return readings, refused


def _write(out: Path | None, content: bytes) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with writing(out) as file:
        file.write(content)


# The table ----------------------------------------------------------------------------------------


def _table(kind: str, readings: Sequence[Reading], *, mark: bool) -> bytes:
    rows = [
        _row(reading.name, at, each) for reading in readings for at, each in enumerate(reading.evaluations, start=1)
    ]
    file = io.BytesIO()
    sheets.write(file, kind, HEADINGS, rows, mark=mark)
    return file.getvalue()


def _row(name: str, at: int, one: Evaluation) -> list[object]:
    levels = [one.levels.get(factor) for factor in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "4A", "4B")]
    page = min((place.page for place in one.places.values()), default=None)
    head: list[object] = [name, at, page, one.title or None, one.series or None, one.standard.upper()]
    end = [one.printed_total, one.printed_grade, one.total, one.grade, " ".join(one.faults) or None]
    return [*head, *levels, *end]


# For people ---------------------------------------------------------------------------------------


def _lines(reading: Reading) -> Iterator[str]:
    """Show the evaluations of a document: per factor the level, the printed points and where it stands."""
    count = len(reading.evaluations)
    yield f"{reading.name}: {count or 'no'} evaluation{'s' if count > 1 else ''}"
    for one in reading.evaluations:
        series = f", GS-{one.series}" if one.series else ""
        yield from ("", f"{one.title or 'No title'}{series} ({one.standard.upper()})", "")
        for factor, code in one.levels.items():
            place = one.places[factor]
            points = one.points.get(factor, one.points.get("6/7") if factor == "6" else None)
            printed = f"{points:,}" if points is not None else ""
            yield f"  {factor:>2}  {code:<5} {printed:>6}  {place.words}: {_short(place.text)}"
        yield f"  Printed: {_amount(one.printed_total)}, {one.printed_grade or 'no grade'}"
        yield f"  By the tables: {_amount(one.total)}, {one.grade or 'no grade'}"
        yield from (f"  - {fault}" for fault in one.faults)


def _amount(total: int | None) -> str:
    return "no total" if total is None else f"{total:,} points"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
