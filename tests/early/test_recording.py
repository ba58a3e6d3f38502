"""The records of the pages are what Python makes: the same in every process, and in a real kernel."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from fesgrade.apps.parts.pages import PAGES
from fesgrade.early import recording
from fesgrade.early.kernel import FOLDER, TARGET
from fesgrade.early.record import Record, read
from fesgrade.server import notebooks_dir

EVERY = sorted(["index", *(page.slug for page in PAGES)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the pages as they are now."""
    return recording.ensure(notebooks_dir(), tmp_path_factory.mktemp("records"))


@pytest.fixture
def kernel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BlockingKernelClient]:
    """A kernel as the pool has it."""
    for name, value in (recording.KERNEL | {FOLDER: str(folder)}).items():
        monkeypatch.setenv(name, value)
    manager, client = start_new_kernel(cwd=str(notebooks_dir()))
    try:
        reply = client.execute_interactive(f"from fesgrade.early.kernel import prepare\nprepare({EVERY})", timeout=60)
        assert reply["content"]["status"] == "ok"
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def say_hello(client: BlockingKernelClient, **data: str) -> tuple[dict[str, Any], list[str]]:
    """Open the page's comm as a browser does; return the answer, and the kinds of everything else that came."""
    content = {"comm_id": "page", "target_name": TARGET, "data": data}
    client.shell_channel.send(client.session.msg("comm_open", content))
    others: list[str] = []
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == "page":
            answer: dict[str, Any] = message["content"]["data"]
            return answer, others
        others.append(message["msg_type"])


def test_every_page_is_recorded_and_fresh(folder: Path) -> None:
    assert sorted(path.stem for path in folder.glob("*.json")) == EVERY
    assert recording.fresh(folder, notebooks_dir())


def test_two_recordings_are_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    recording.make(notebooks_dir(), tmp_path)
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("page", ["evaluate", "index"])  # a browser asks for all of them in tests/browser
def test_a_kernel_makes_what_is_recorded_and_says_nothing_else(
    page: str, folder: Path, kernel: BlockingKernelClient
) -> None:
    record = recording.load(folder, page)
    answer, others = say_hello(kernel, page=page, record=record.hash)
    assert answer == {"differing": []}
    assert set(others) <= {"status"}


def test_a_page_of_another_record_is_told_so(kernel: BlockingKernelClient) -> None:
    assert say_hello(kernel, page="index", record="0" * 12)[0] == {"stale": True}


def test_what_is_no_page_fails_in_a_word(kernel: BlockingKernelClient) -> None:
    assert say_hello(kernel, page="../record", record="")[0] == {"failed": True}


def test_a_change_of_a_notebook_makes_the_records_old(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(notebooks_dir(), tmp_path / "notebooks")
    assert recording.fresh(folder, tmp_path / "notebooks")
    notebook = tmp_path / "notebooks" / "index.ipynb"
    notebook.write_text(notebook.read_text().replace("In brief", "In an hour"))
    assert not recording.fresh(folder, tmp_path / "notebooks")


@pytest.mark.parametrize("name", ["ipywidgets", "anywidget"])
def test_other_widgets_than_at_the_build_are_recorded_apart(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "version", lambda library: "0" if library == name else version(library))
    monkeypatch.setattr(recording, "PACKAGE", recording.PACKAGE / "early")  # no checkout is around it
    monkeypatch.setattr(recording, "fresh", lambda folder, notebooks: True)
    monkeypatch.setattr(recording, "make", lambda notebooks, folder: None)
    assert recording.ensure(notebooks_dir(), tmp_path) == tmp_path


def test_tables_of_ones_own_are_recorded_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FESGRADE_DATA", str(tmp_path / "nothing"))
    monkeypatch.setattr(recording, "make", lambda notebooks, folder: None)
    assert recording.ensure(notebooks_dir(), tmp_path) == tmp_path


def test_a_page_that_cannot_be_made_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FESGRADE_DATA", str(tmp_path / "nothing"))
    with pytest.raises(recording.RecordingError, match=r"could not be recorded \(.*nothing"):
        recording.make(notebooks_dir(), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("from fesgrade.apps import index\n\nindex.show()", "index"),
        ("from fesgrade.apps import check\ncheck.show()", None),
        ("from fesgrade.apps import index\nindex.show()\nprint(1)", None),
        ("%matplotlib inline", None),
    ],
)
def test_only_a_notebook_of_one_import_and_one_call_is_a_page(code: str, page: str | None, tmp_path: Path) -> None:
    path = tmp_path / "index.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": code}]}))
    assert recording.page_of(path) == page


# ---- one record ----


def test_a_record_survives_its_text_and_writes_long_texts_once() -> None:
    long = "x" * 80
    record = Record("index", {"w1": {"a": long, "b": [1, None]}, "w2": {"a": long, "c": "short"}}, [["widget", "w2"]])
    assert record.text.count(long) == 1
    assert read(record.text) == record
    assert read(record.text).hash == record.hash


def test_what_differs_is_told_by_widget_and_trait() -> None:
    before = Record("index", {"w1": {"a": 1, "b": (1, 2)}, "w2": {"a": 1}}, [])
    after = Record("index", {"w1": {"a": 1, "b": [1, 2]}, "w2": {"a": 2}}, [])
    assert before.differing(after) == [("w2", {"a": 2})]
    assert before.differing(before) == []
    with pytest.raises(ValueError, match="1 widgets; its record has 2"):
        before.differing(Record("index", {"w1": {}}, []))
