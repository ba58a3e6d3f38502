"""Files are written whole or not at all, and nobody's file is lost."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fesgrade.files import sheets
from fesgrade.files.output import OutputError, check_output, copy_new, write_whole, writing


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_mode_of_new_files_and_nothing_stands_beside_it(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_whole(tmp_path / "a.csv", b"whole")
    assert (tmp_path / "a.csv").read_bytes() == b"whole"
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert names(tmp_path) == ["a.csv", "usual"]


def test_what_stood_there_keeps_mode_and_link_and_its_neighbors(tmp_path: Path) -> None:
    for name in ("real.csv", "real.csv.part", "link.csv.part"):
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / "real.csv").chmod(0o600)
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_whole(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real.csv").stat().st_mode) == 0o600
    assert (tmp_path / "real.csv.part").read_bytes() == (tmp_path / "link.csv.part").read_bytes() == b"mine"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("x")])
def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: BaseException) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    expected = OutputError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected) as caught, writing(tmp_path / "a.csv") as file:
        file.write(b"half")
        raise error
    if isinstance(caught.value, OutputError):
        assert str(caught.value) == f"{tmp_path / 'a.csv'} cannot be written: No space left on device."
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


SLOW = """
import sys, time
from fesgrade.files.output import copy_new, writing
with writing(sys.argv[1]) as file:
    file.write(b"half")
    print("begun", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_program_that_is_ended_cleans_up(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    arguments = [sys.executable, "-c", SLOW, str(tmp_path / "a.csv")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
        assert program.stdout is not None and program.stdout.readline() == b"begun\n"
        assert len(names(tmp_path)) == 2
        program.send_signal(number)
        start = time.monotonic()
        assert program.wait(timeout=30) != 0
        assert time.monotonic() - start < 30
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_device_is_written_as_it_comes() -> None:
    write_whole(os.devnull, b"x")
    check_output(os.devnull)


def test_what_is_read_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,total,grade,above_floor,to_next,findings,errors\n")
    (tmp_path / "link.csv").symlink_to(path)
    for out in (path, tmp_path / "link.csv"):
        with pytest.raises(OutputError, match="is the file that is read; give another name"):
            check_output(out, reads=path, force=True)


def test_a_file_of_somebody_else_is_replaced_only_by_force(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    check_output(out)
    for content in (b"a,b\n1,2\n", b"PK\x03\x04 damaged", b"# fesgrade is a kit"):
        out.write_bytes(content)
        with pytest.raises(OutputError, match=r"is there already; give another name with -o, or replace it with --f"):
            check_output(out)
        check_output(out, force=True)
    with pytest.raises(OutputError, match="Is a directory"):
        check_output(tmp_path, force=True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_empty_file_and_one_of_ours_are_replaced(tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"out.{kind}"
    out.write_bytes(b"")
    check_output(out)
    with writing(out) as file:
        sheets.write(file, kind, ["a", "total", "grade", "above_floor", "to_next", "findings", "errors"], [["x"] * 7])
    check_output(out)


def test_files_are_copied_into_a_folder_where_none_of_them_is_yet(tmp_path: Path) -> None:
    source, own = tmp_path / "source", tmp_path / "a" / "own"
    for name in ("one.x", "in/two.x", ".hidden/three.x", "four.y"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    assert copy_new(source, own, ".x") == [own / "in" / "two.x", own / "one.x"]
    assert (own / "in" / "two.x").read_text() == "in/two.x" and not (own / "four.y").exists()
    (own / "one.x").unlink()
    (own / "in" / "two.x").write_text("mine")
    with pytest.raises(OutputError, match=r"two\.x is there already; give another folder"):
        copy_new(source, own, ".x")
    assert (own / "in" / "two.x").read_text() == "mine" and not (own / "one.x").exists()
    with pytest.raises(OutputError, match="cannot be made"):
        copy_new(source, source / "four.y" / "in", ".x")
