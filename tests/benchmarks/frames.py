"""How fast a million positions are scored, beside a bare numpy look-up-and-sum of the same arrays.

Run by hand or by ``make bench``: ``python tests/benchmarks/frames.py [ROWS]``. Both sides are timed in the same
process, turn by turn, and the best of several runs counts, so that a busy machine slows both alike.
"""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from fesgrade.frames import score
from fesgrade.tables import load

RUNS = 5


def arrays(rows: int) -> list[np.ndarray]:
    """Random level numbers, one whole-number array a factor."""
    random = np.random.default_rng(7)
    factors = load().standards["gs-0201"].factors
    return [random.integers(1, len(factor.levels) + 1, rows) for factor in factors]


def bare(numbers: list[np.ndarray]) -> np.ndarray:
    """What nobody can do without: the points of each factor looked up and added."""
    factors = load().standards["gs-0201"].factors
    tables = [np.array([0, *(level.points for level in factor.levels)]) for factor in factors]
    total: np.ndarray = tables[0][numbers[0]]
    for table, column in zip(tables[1:], numbers[1:], strict=True):
        total = total + table[column]
    return total


def bare_text(texts: list[np.ndarray]) -> np.ndarray:
    """The same for codes as text: sorted codes, found by bisection, the fastest way numpy has for it."""
    factors = load().standards["gs-0201"].factors
    total = np.zeros(len(texts[0]), np.int64)
    for factor, column in zip(factors, texts, strict=True):
        codes = np.array([level.code for level in factor.levels])
        points = np.array([level.points for level in factor.levels])
        total = total + points[np.searchsorted(codes, column)]
    return total


def best(*actions: Callable[[], Any]) -> list[float]:
    """Seconds of the fastest run of each action, taken in turns."""
    times = [float("inf")] * len(actions)
    for _ in range(RUNS):
        for at, action in enumerate(actions):
            start = time.perf_counter()
            action()
            times[at] = min(times[at], time.perf_counter() - start)
    return times


def frames(rows: int) -> dict[str, tuple[Any, Callable[[], Any]]]:
    """The frames to score, each with the bare look-up of the same arrays."""
    import pandas as pd

    numbers = arrays(rows)
    ids = [factor.id for factor in load().standards["gs-0201"].factors]
    texts = [np.char.add(f"{name}-", column.astype("U1")) for name, column in zip(ids, numbers, strict=True)]
    as_numbers = {f"factor_{name}": column for name, column in zip(ids, numbers, strict=True)}
    as_texts = {f"factor_{name}": column.tolist() for name, column in zip(ids, texts, strict=True)}
    found: dict[str, tuple[Any, Callable[[], Any]]] = {
        "pandas, whole numbers": (pd.DataFrame(as_numbers), lambda: bare(numbers)),
        "pandas, codes as text": (pd.DataFrame(as_texts), lambda: bare_text(texts)),
    }
    try:
        import polars as pl
    except ImportError:
        return found
    found["polars, whole numbers"] = (pl.DataFrame(as_numbers), lambda: bare(numbers))
    found["polars, codes as text"] = (pl.DataFrame(as_texts), lambda: bare_text(texts))
    found["polars lazy, codes as text"] = (pl.LazyFrame(as_texts), lambda: bare_text(texts))
    return found


def scored(frame: Any) -> Any:
    """Score a frame, and have a lazy one worked out."""
    result = score(frame)
    return result.collect() if hasattr(result, "collect") else result


def speed(rows: int) -> None:
    print(f"{rows:,} rows; rows a second, and how many times the bare numpy look-up takes")
    for name, (frame, plain) in frames(rows).items():
        ours, theirs = best(partial(scored, frame), plain)
        print(f"  {name:<28} {rows / ours:>12,.0f} rows/s   {ours * 1e3:>7.1f} ms / {theirs * 1e3:>6.1f} ms"
              f" = {ours / theirs:>5.2f}")  # fmt: skip


def memory() -> tuple[int, int]:
    """Bytes of this process in memory now, and the most since the last reset (Linux)."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    now, most = (int(lines[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


def peak(kind: str, form: str, rows: int) -> None:
    """Print the most memory that scoring needed on top of what was there, in a process of its own."""
    numbers = {f"factor_{at}": column for at, column in enumerate(arrays(rows), start=1)}
    if form == "text":
        numbers = {name: np.char.add(f"{name[-1]}-", cells.astype("U1")).tolist() for name, cells in numbers.items()}
    frame = importlib.import_module(kind).DataFrame(numbers)
    del numbers
    size = int(frame.memory_usage(deep=True).sum() if kind == "pandas" else frame.estimated_size())
    if kind == "polars" and form == "text":
        size = rows * len(arrays(1)) * 16  # its estimate counts the letters only, not the 16 bytes of each cell
    score(frame.head(10))
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before, _ = memory()
    result = score(frame)
    _, most = memory()
    assert len(result) == rows
    grown = most - before
    print(f"  {kind + ', ' + form:<28} input {size / 1e6:>4,.0f} MB, grown by {grown / 1e6:>4,.0f} MB at most"
          f" = {grown / size:>5.2f}")  # fmt: skip


def main() -> None:
    if sys.argv[1:2] == ["--peak"]:
        peak(sys.argv[2], sys.argv[3], int(sys.argv[4]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    speed(rows)
    print("Memory that scoring needs on top of its input")
    for kind in ("pandas", "polars"):
        for form in ("whole numbers", "text"):
            subprocess.run([sys.executable, __file__, "--peak", kind, form, str(rows)], check=False)


if __name__ == "__main__":
    main()
