"""The folder of a server, and those that killed servers left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from fesgrade import scratch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
SERVER = "import sys, time; from fesgrade.scratch import new_folder; print(new_folder(), flush=True); time.sleep(60)"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def aged(path: Path) -> Path:
    old = time.time() - 2 * scratch.YOUNG
    os.utime(path, (old, old))
    return path


def test_what_a_killed_server_left_is_cleared_by_the_next_and_nothing_else(temporary: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        its = Path(server.stdout.readline().strip())
        assert its.parent == temporary
        (its / "kernel.json").write_text("x")
        others = temporary / "fesgrade-notes"
        others.mkdir()
        (others / "mine.txt").write_text("x")
        link = temporary / "fesgrade-link"
        link.symlink_to(others)
        aged(its), aged(others)
        scratch.clear()
        assert its.is_dir()  # its server is alive
        server.kill()
    scratch.clear()
    assert not its.exists()
    assert (others / "mine.txt").is_file() and link.is_symlink()


def test_a_new_folder_is_not_cleared_by_another_start(temporary: Path) -> None:
    made = Path(scratch.new_folder())
    (temporary / "fesgrade-young").mkdir()
    (temporary / "fesgrade-young" / scratch.LOCK).touch()
    scratch.clear()
    aged(made)
    scratch.clear()
    assert made.is_dir()
    assert (temporary / "fesgrade-young").is_dir()
