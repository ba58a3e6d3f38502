"""How many pages a second are read of a document of 150 pages, and what memory that takes.

``python tests/benchmarks/reading.py``. Each kind is beside the least that anybody does with such a file: the text by
splitting it into words, the PDF by taking its text with pypdf. Both sides are timed in turns, the best of several runs
counts. Memory is the peak of a process of its own, beside one that only imports fesgrade.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdf

sys.path.insert(0, str(Path(__file__).parents[2]))
from fesgrade.reading.files import open_bytes
from fesgrade.reading.reader import read
from fesgrade.tables import load
from tests.reading.made import evaluation_lines, pdf

PAGES, LINES, RUNS = 150, 45, 5
SENTENCE = "The chief sets goals for each quarter and, as at Level 2-3, looks at what has come of them."
MEMORY = """
import resource, sys
import fesgrade
if sys.argv[1:]:
    from pathlib import Path
    from fesgrade.reading.files import open_file
    from fesgrade.reading.reader import read
    from fesgrade.tables import load
    read(open_file(Path(sys.argv[1])), load())
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(peak / 1024)
"""


def pages() -> list[list[str]]:
    """Return a document of prose with an evaluation on every tenth page."""
    prose = [SENTENCE] * LINES
    return [evaluation_lines() if page % 10 == 9 else prose for page in range(PAGES)]


def best(*actions: Callable[[], object]) -> list[float]:
    """Return the seconds of the fastest run of each action, taken in turns."""
    times = [float("inf")] * len(actions)
    for _ in range(RUNS):
        for at, action in enumerate(actions):
            start = time.perf_counter()
            action()
            times[at] = min(times[at], time.perf_counter() - start)
    return times


def peak(*arguments: str) -> float:
    """Return the peak of memory, in megabytes, of a process that reads a file, or none."""
    done = subprocess.run([sys.executable, "-c", MEMORY, *arguments], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    text = "\f".join("\n".join(lines) for lines in pages())
    files = {"text": ("a.txt", text.encode()), "PDF": ("a.pdf", pdf(pages()))}
    least: dict[str, Callable[[], object]] = {
        "text": text.split,
        "PDF": lambda: [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["PDF"][1])).pages],
    }
    catalog = load()
    bare = peak()
    print(f"{PAGES} pages    seconds   pages/s   / least   MB   / import ({bare:.0f} MB)")
    with tempfile.TemporaryDirectory() as folder:
        for kind, (name, content) in files.items():
            path = Path(folder, name)
            path.write_bytes(content)
            ours, other = best(lambda n=name, c=content: read(open_bytes(n, c), catalog), least[kind])  # type: ignore[misc]
            memory = peak(str(path))
            print(
                f"{kind:<9} {ours:>9.2f} {PAGES / ours:>9.0f} {ours / other:>9.1f} {memory:>5.0f} {memory / bare:>7.1f}"
            )


if __name__ == "__main__":
    main()
