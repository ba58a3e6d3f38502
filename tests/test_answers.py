"""What the server says beside its pages, asked of a server without warm kernels."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from fesgrade.answers import PageConnection, request_line

SERVE = (
    "import sys; from fesgrade.server import serve; sys.exit(serve(0, open_browser=False, pool=0, names=['f.example']))"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Return the port of a server, and the file that gets its standard error."""
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as errors:
        arguments = [sys.executable, "-c", SERVE]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
            assert process.stdout is not None
            yield int(process.stdout.readline().split("127.0.0.1:")[1].split("/")[0]), log
            process.terminate()


def ask(port: int, path: str, method: str = "GET", host: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


UNKNOWN = ["/nowhere", "/evaluate", "/favicon.ico", "/api/kernels", "/voila/templates/x", "/voila/templates/fesgrade/x",
           "/voila/templates/fesgrade/../x", "/voila/templates/fesgrade/%2e%2e/x", "/voila/templates/none/static/x",
           "/voila/templates/fesgrade/static/../../../../x", "/voila/render/..%00/x", "/%00", "/voila/static/%00",
           "/nowhere?name=Ann"]  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_a_page_and_one_line(server: tuple[int, Path], path: str) -> None:
    port, log = server
    before = log.read_text().count("\n")
    status, text = ask(port, path)
    assert status == 404
    assert "There is no such page" in text and "front page" in text
    deadline = time.monotonic() + 20
    while not (lines := log.read_text().splitlines()[before:]) and time.monotonic() < deadline:
        time.sleep(0.05)  # it is written after the answer
    assert len(lines) == 1 and " GET (no such address) 404 " in lines[0], lines


def test_a_monitor_is_answered(server: tuple[int, Path]) -> None:
    port, log = server
    before = log.read_text()
    assert ask(port, "/healthz") == (200, "ok\n")
    assert ask(port, "/healthz", "HEAD") == (200, "")
    assert log.read_text() == before


def test_only_names_that_were_given_are_answered(server: tuple[int, Path]) -> None:
    port, _ = server
    assert ask(port, "/nowhere", host="f.example")[0] == 404
    assert ask(port, "/nowhere", host="evil.example")[0] == 403


def test_a_line_of_the_log_tells_nobody_apart() -> None:
    kernel = "12345678-1234-1234-1234-123456789012"
    line = request_line("GET", f"/api/kernels/{kernel}/channels", 101, 12.4)
    assert line.endswith("Z GET /api/kernels/ID/channels 101 12 ms")
    assert "Ann" not in request_line("GET", "/Ann", 404, 1)


@pytest.mark.parametrize(("kind", "told"), [("stream", False), ("error", False), ("comm_msg", True), ("status", True)])
def test_a_page_is_told_nothing_of_this_machine(kind: str, told: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_on: list[object] = []
    monkeypatch.setattr(
        ZMQChannelsWebsocketConnection, "handle_outgoing_message", lambda *given: handed_on.append(given[2])
    )
    connection = PageConnection()
    session = Session(key=b"k")
    connection.session = session
    message = session.serialize(session.msg(kind, {"text": "/home/ann/kernel.py"}), b"topic")
    connection.handle_outgoing_message("iopub", message)
    assert handed_on == ([message] if told else [])
