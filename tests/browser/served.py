"""What is looked at from outside a server: its answers without a browser, and its kernels."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
from playwright.sync_api import Page

from .conftest import Server


def get(url: str) -> tuple[int, str]:
    """GET an address without a browser and return status and text."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def kernels(server: Server) -> dict[str, psutil.Process]:
    """Return the running kernels of a server by their id."""
    found = {}
    for process in psutil.Process(server.process.pid).children(recursive=True):
        try:
            command = process.cmdline()
        except psutil.NoSuchProcess:
            continue
        if "ipykernel_launcher" in command:
            connection = Path(command[command.index("-f") + 1]).stem
            found[connection.removeprefix("kernel-")] = process
    return found


def kernel_of(page: Page) -> str:
    """Return the id of the kernel behind a page."""
    found: str = page.evaluate(
        """document.documentElement.dataset.kernel
            ?? JSON.parse(document.getElementById("jupyter-config-data").textContent).kernelId"""
    )
    return found


def wait_until(done: Callable[[], bool], what: str) -> None:
    """Wait for something that happens in another process; a minute is far more than it takes."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.2)
