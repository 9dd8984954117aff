"""Where the tests' browser and the system's packages come from, and the one line where they cannot be had."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from devtools import browser, packages
from devtools.children import processes
from devtools.say import DevError

WORKS = "#!/bin/sh\necho 'Chromium 150'\n"
STUB = "#!/bin/sh\necho 'install it first' >&2\nexit 1\n"
PAGE_OF_TEXT = "for line in 1 2 3; do echo 'Error: getaddrinfo ENOTFOUND'; done; exit 1"
# the environment's Python: knows where Playwright's browser would be, and downloads it or not
PYTHON = '#!/bin/sh\ncase "$2" in playwright) {install} ;; *) echo "{path}" ;; esac\n'
APT = '#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> "{log}"\n{work}\n'
Put = Callable[[str, str], Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Put a program on a PATH that holds nothing else; the person is not root."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    for name in ("sh", "cp", "touch", "sleep"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(tmp_path))

    def place(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        path.chmod(0o755)
        return path

    return place


def test_a_named_browser_comes_first_and_is_refused_before_any_work(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("chromium", WORKS)
    own = put("own", WORKS)
    monkeypatch.setenv("CHROMIUM", "own")
    assert browser.get_chromium("/no/python") == str(own)
    monkeypatch.setenv("CHROMIUM", "/no/such")
    with pytest.raises(DevError, match=r"^no Chromium: CHROMIUM=/no/such cannot be run$"):
        browser.named_chromium()


def test_a_stub_that_only_says_how_to_install_it_is_passed_over(put: Put) -> None:
    put("chromium", STUB)
    other = put("google-chrome", WORKS)
    assert browser.get_chromium("/no/python") == str(other)


def test_playwright_downloads_its_own(put: Put, tmp_path: Path) -> None:
    put("spare", WORKS)
    python = put("python", PYTHON.format(path=tmp_path / "pw", install=f'cp "{tmp_path}/spare" "{tmp_path}/pw"'))
    assert browser.get_chromium(python) == str(tmp_path / "pw")


@pytest.mark.parametrize("fails", [PAGE_OF_TEXT, "cp {tmp}/stub {tmp}/pw"], ids=["no-network", "libraries-missing"])
def test_root_gets_the_systems_where_playwrights_fails(
    fails: str, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    put("stub", STUB)
    put("spare", WORKS)
    put("apt-get", APT.format(log=tmp_path / "log", work=f'cp "{tmp_path}/spare" "{tmp_path}/chromium"'))
    python = put("python", PYTHON.format(path=tmp_path / "pw", install=fails.format(tmp=tmp_path)))
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    assert browser.get_chromium(python) == str(tmp_path / "chromium")
    asked = (tmp_path / "log").read_text().splitlines()
    assert asked[-1] == "noninteractive install -y -qq --no-install-recommends chromium"
    said = capfd.readouterr()
    assert said.err == ""
    assert "ENOTFOUND" not in said.out


def test_anybody_else_is_told_the_one_package(put: Put, tmp_path: Path) -> None:
    put("apt-get", APT.format(log=tmp_path / "log", work="exit 1"))
    python = put("python", PYTHON.format(path=tmp_path / "pw", install=PAGE_OF_TEXT))
    wanted = "no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM=/path/to/it"
    with pytest.raises(DevError) as caught:
        browser.get_chromium(python)
    assert str(caught.value) == wanted
    assert not (tmp_path / "log").exists()


def test_a_download_that_stands_still_is_ended_with_what_it_started(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "DOWNLOAD_S", 0.5)
    before = set(processes())
    code = f"import subprocess; subprocess.run([{shutil.which('sleep')!r}, '600'])"
    python = put("python", PYTHON.format(path=tmp_path / "pw", install=f'"{sys.executable}" -c "{code}"'))
    with pytest.raises(DevError, match="no Chromium"):
        browser.get_chromium(python)
    mine = {pid for pid, (parent, _) in processes().items() if parent == os.getpid()}
    assert mine <= before


def test_all_that_is_missing_is_installed_at_once(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = packages.Need("one that is there", lambda: True, ("never",))
    one = packages.Need("one", (tmp_path / "one").exists, ("package-one",))
    two = packages.Need("two", (tmp_path / "two").exists, ("package-two", "more"))
    put("apt-get", APT.format(log=tmp_path / "log", work=f'touch "{tmp_path}/one"'))
    assert packages.provide([there, one, two]) == [one, two]
    assert not (tmp_path / "log").exists()  # not root
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    assert packages.provide([there, one, two]) == [two]
    assert (tmp_path / "log").read_text().splitlines()[-1].endswith(" package-one package-two more")
    assert packages.how_to_get(two) == "Debian: apt-get install package-two more"


def test_a_japanese_font_is_seen(put: Put) -> None:
    assert not packages.JAPANESE_FONT.present()
    put("fc-list", "#!/bin/sh\nexit 0\n")
    assert not packages.JAPANESE_FONT.present()
    put("fc-list", "#!/bin/sh\necho 'Noto Sans CJK JP'\n")
    assert packages.JAPANESE_FONT.present()
