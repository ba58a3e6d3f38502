"""What becomes of a command when its output is closed, full or of a small alphabet, or when somebody stops it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fesgrade import terminal
from fesgrade.sources import FaultsError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell says what happens to the output")
GRADE = "grade 1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"


def shell(line: str, folder: Path, **variables: str) -> tuple[int, str]:
    """Run a line in which F stands for the command; return its status and what standard error got."""
    done = subprocess.run(
        ["bash", "-c", line.replace("F ", f"{sys.executable} -m fesgrade ")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "right.csv").write_text("factor,level,points\n1,1-7,1250\n")
    rows = "\n".join(f"p{at},1-7,2-4,3-3,4-4,5-3,6-2,7-b,8-1,9-1" for at in range(3))
    (tmp_path / "rows.csv").write_text("position," + ",".join(f"Factor {at}" for at in range(1, 10)) + f"\n{rows}\n")
    return tmp_path


@pytest.mark.parametrize("command", [GRADE, "check right.csv", "score rows.csv", "statement --schema"])
@pytest.mark.parametrize(("where", "said"), [("> /dev/full", "No space left on device"), (">&-", "it is closed")])
def test_an_output_that_cannot_be_written_is_told_and_is_no_difference(
    tables: Path, command: str, where: str, said: str
) -> None:
    assert shell(f"F {command} {where}", tables) == (2, f"fesgrade: The output cannot be written: {said}.\n")


def test_a_closed_or_full_standard_error_changes_no_status(tables: Path) -> None:
    for where in ("2>&-", "2> /dev/full"):
        assert shell(f"F grade 1-10 {where} > out.txt", tables)[0] == 2
        assert (tables / "out.txt").read_text() == ""


def test_a_reader_that_has_enough_ends_the_command_quietly(tables: Path) -> None:
    assert shell("F statement --schema | head -n 1 > /dev/null; exit ${PIPESTATUS[0]}", tables) in ((141, ""), (0, ""))
    assert shell("F score rows.csv | true; exit ${PIPESTATUS[0]}", tables)[0] in (141, 0)


def test_a_sign_that_the_terminal_does_not_have_is_named(tables: Path) -> None:
    (tables / "wrong.csv").write_text("factor,level,points,standard\n1,1-7,1255,\n")
    status, said = shell("F check Ω.csv --json", _named(tables), PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert status == 2
    assert said.startswith("fesgrade: The output holds '\\u03a9', which ") and said.count("\n") == 1


def _named(folder: Path) -> Path:
    (folder / "Ω.csv").write_bytes((folder / "right.csv").read_bytes())
    return folder


def test_ctrl_c_is_told_in_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> int:
        raise KeyboardInterrupt

    assert terminal.run(stopped) == terminal.STOPPED == 130
    assert capsys.readouterr().err == "fesgrade: Stopped.\n"


def test_no_status_is_taken_for_a_difference(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(error: Exception) -> int:
        raise error

    assert terminal.run(lambda: fails(ZeroDivisionError("x"))) == terminal.BROKEN
    assert (
        "Something is wrong with fesgrade itself; please report it: ZeroDivisionError('x')" in capsys.readouterr().err
    )
    assert terminal.run(lambda: fails(FaultsError(["One.", "Two."]))) == terminal.REFUSED
    assert terminal.run(lambda: fails(PermissionError(13, "Permission denied", "x.csv"))) == terminal.REFUSED
    assert capsys.readouterr().err == (
        "fesgrade: One.\nfesgrade: Two.\nfesgrade: x.csv cannot be used: Permission denied.\n"
    )
    assert terminal.run(lambda: 1) == 1


def test_score_and_statement_replace_nobodys_file(tables: Path) -> None:
    (tables / "out.csv").write_text("mine\n")
    status, said = shell("F score rows.csv -o out.csv", tables)
    assert (status, said) == (
        2,
        "fesgrade: out.csv is there already; give another name with -o, or replace it with --force.\n",
    )
    assert shell("F score rows.csv -o out.csv --force && F score rows.csv -o out.csv", tables)[0] == 0
    (tables / "s.json").write_text("{}")
    status, said = shell("F statement s.json -o s.json --force", tables)
    assert (status, said) == (2, "fesgrade: s.json is the file that is read; give another name with -o.\n")
