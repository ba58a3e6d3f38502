"""What the server is told, and what it refuses; what it serves is tested in tests/browser."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest

from fesgrade import server
from fesgrade.apps.parts.pages import pages_in


def test_notebooks_are_found() -> None:
    assert (server.notebooks_dir() / "index.ipynb").is_file()


def test_only_pages_that_exist_are_linked(tmp_path: Path) -> None:
    assert pages_in(tmp_path) == ()
    (tmp_path / "panel.ipynb").touch()
    (tmp_path / "evaluate.ipynb").touch()
    (tmp_path / "other.ipynb").touch()
    assert [page.slug for page in pages_in(tmp_path)] == ["evaluate", "panel"]
    links = server.voila_configuration(tmp_path)["resources"]["fesgrade"]["pages"]
    assert links == [["evaluate", "Evaluate"], ["panel", "Class results"]]


def test_configuration_is_plain_values() -> None:
    made = server.voila_configuration()
    assert json.loads(json.dumps(made)) == made
    assert made["template"] == "fesgrade"
    assert made["strip_sources"] is True
    assert made["show_tracebacks"] is False


def test_a_port_in_use_is_a_sentence_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((server.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert server.serve(port, open_browser=False) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"fesgrade: Port {port} cannot be used")
    assert said.err.count("\n") == 1


def test_no_kernel_at_all_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert server.serve(0, open_browser=False, most=0) == 2
    assert capsys.readouterr().err == "fesgrade: 0 is not a number of Python processes; it must be at least 1.\n"


@pytest.mark.parametrize("port", [-1, 65536, 700000])
def test_a_number_that_is_no_port_is_a_sentence(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert server.serve(port, open_browser=False) == 2
    assert "from 0 to 65535" in capsys.readouterr().err


def test_a_folder_without_pages_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert server.serve(0, open_browser=False, notebooks=tmp_path) == 2
    assert "index.ipynb is missing" in capsys.readouterr().err


def test_browser_is_not_opened_over_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not server._has_browser()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert server._has_browser()
