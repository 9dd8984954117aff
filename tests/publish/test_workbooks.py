"""A workbook that is taken home runs there, with the files that its page links to and nothing else of this project."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

import dev

LINK = re.compile(r'<a href="([^"]+)" download="([^"]+)"')
RUN = """
import sys
import nbclient
import nbformat

nbclient.NotebookClient(nbformat.read(sys.argv[1], 4), kernel_name="python3").execute()
"""


def pages() -> list[str]:
    """The page of every workbook, the English ones first."""
    found = (path.relative_to(dev.SITE).as_posix() for path in dev.SITE.glob("**/workbooks/*/index.html"))
    return sorted(found, key=lambda name: (name.startswith("ja/"), name))


def downloads(page: str) -> dict[str, Path]:
    """Name -> file of what a page offers."""
    text = (dev.SITE / page).read_text(encoding="utf-8")
    return {name: (dev.SITE / page).parent / href for href, name in LINK.findall(text)}


def test_every_workbook_can_be_taken_home() -> None:
    assert len(pages()) >= 10
    for page in pages():
        notebook, wheel = downloads(page).items()
        assert notebook[0] == f"{page.split('/')[-2]}.ipynb"
        assert wheel[0] == wheel[1].name
        assert wheel[1].resolve().is_relative_to(dev.SITE)
        folder = "ja" if page.startswith("ja/") else "en"
        assert notebook[1].read_bytes() == (dev.ROOT / "docs" / folder / "workbooks" / notebook[0]).read_bytes()
        cells = nbformat.reads(notebook[1].read_text(encoding="utf-8"), 4).cells
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
        text = (dev.SITE / page).read_text(encoding="utf-8")
        assert f"pip install ./{wheel[0]}" in text
        assert "pip install explainers " not in text


@pytest.mark.slow
def test_a_downloaded_workbook_runs_with_the_downloaded_package(tmp_path: Path) -> None:
    for page in pages()[:5]:  # the English ones; the Japanese differ in words
        for name, path in downloads(page).items():
            shutil.copy(path, tmp_path / name)
    wheel = next(tmp_path.glob("*.whl"))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*install, tmp_path / "home", wheel], check=True)
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER"))}
    env = {**kept, "PYTHONPATH": str(tmp_path / "home")}

    def run(notebook: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", RUN, notebook.name], cwd=tmp_path, env=env, capture_output=True, text=True
        )
        return done.stderr if done.returncode else ""

    notebooks = sorted(tmp_path.glob("*.ipynb"))
    assert len(notebooks) == 5
    with ThreadPoolExecutor(2) as pool:
        assert [said for said in pool.map(run, notebooks) if said] == []


def test_the_package_is_whole(tmp_path: Path) -> None:
    wheel = next(iter(downloads(pages()[0]).values())).parent.parent.parent / "assets" / "python"
    (file,) = wheel.glob("*.whl")
    shutil.unpack_archive(file, tmp_path, "zip")
    ours = {path.relative_to(dev.ROOT).as_posix() for path in (dev.ROOT / "explainers").rglob("*") if path.is_file()}
    held = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "explainers").rglob("*") if path.is_file()}
    assert {name for name in ours if "__pycache__" not in name} == {n for n in held if "__pycache__" not in n}
    assert list(tmp_path.glob("explainers-*.dist-info/licenses/LICENSE"))
