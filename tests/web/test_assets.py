"""The pictures made once: present, self-contained, and made again when the charts change."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fesgrade.web import assets

ADDRESS = re.compile(r"""(?:import\s*\(?\s*|from\s*|src=|href=)["'](?:https?:)?//""")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Assets in an empty folder, as in a checkout that was never built."""
    monkeypatch.setattr(assets, "BUILT", tmp_path / "built")
    monkeypatch.setattr(assets, "LIBRARY", tmp_path / "vega.js")
    assets._text.cache_clear()
    yield tmp_path
    assets._text.cache_clear()


def test_what_is_there_is_fresh_after_ensure() -> None:
    assets.ensure()
    assert assets.fresh()
    assert "export" in assets.library()


def test_library_imports_nothing_and_pages_link_nothing_outside() -> None:
    folder = assets.LIBRARY.parent.parent
    for path in [assets.LIBRARY, *folder.glob("*.html"), *folder.glob("*.j2"), *folder.glob("static/*")]:
        assert not ADDRESS.search(path.read_text(encoding="utf-8")), path


def test_the_style_sheet_is_every_file_of_its_folder_once_and_follows_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = assets.HERE / "style"
    assert sorted(assets.STYLES) == sorted(path.stem for path in folder.iterdir())
    for path in folder.iterdir():
        assert path.read_text(encoding="utf-8").startswith("/* "), f"{path.name} does not say what it holds"
        assert assets.style().count(path.read_text(encoding="utf-8")) == 1
    monkeypatch.setattr(assets, "STYLE", tmp_path / "fesgrade.css")
    for text in ("older", None):
        if text:
            assets.STYLE.write_text(text, encoding="utf-8")
        assets.ensure()
        assert assets.STYLE.read_text(encoding="utf-8") == assets.style()


def test_a_picture_has_a_name_and_takes_the_width_of_its_column() -> None:
    svg = assets.svg("ladder", 'Fifteen "grade" ranges')
    assert svg.startswith('<svg role="img" aria-label="Fifteen &#34;grade&#34; ranges" ')
    assert " width=" not in svg.split(">")[0]
    assert svg.count("role=") == 1


@pytest.mark.packaging
def test_build_makes_every_picture_drops_old_ones_and_a_change_makes_them_stale(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not assets.fresh()
    (elsewhere / "built").mkdir()
    (elsewhere / "built" / "gone.json").write_text("{}")
    assets.build()
    assert assets.fresh()
    names = {path.name for path in (elsewhere / "built").iterdir()}
    assert {"ladder.json", "ladder.svg", "made-from"} <= names
    assert "gone.json" not in names
    (elsewhere / "built" / "made-from").write_text("older")
    assert not assets.fresh()
    monkeypatch.setattr(assets, "ROOT", elsewhere)  # installed: there is no pyproject.toml beside the package
    assert assets.fresh()


def test_build_that_fails_is_one_sentence(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed:
        returncode = 1
        stderr = "Traceback\nModuleNotFoundError: No module named 'vl_convert'"

    monkeypatch.setattr("fesgrade.web.assets.subprocess.run", lambda *_, **__: Failed)
    with pytest.raises(assets.AssetsError) as refused:
        assets.spec("ladder")
    assert "No module named 'vl_convert'" in str(refused.value)
    assert "python -m fesgrade.web.assets" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_unknown_picture_is_refused() -> None:
    with pytest.raises(assets.AssetsError, match="no picture nowhere"):
        assets.spec("nowhere")


def test_page_imports_neither_altair_nor_pandas_nor_vl_convert() -> None:
    code = (
        "import sys; from fesgrade.apps import index, evaluate; "
        "bad = {'altair', 'pandas', 'numpy', 'vl_convert', 'yaml'} & set(sys.modules); print(sorted(bad))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
