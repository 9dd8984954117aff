"""Two builds of the whole site have the same bytes, whatever the machine, the folder, the clock and the checkout are.

The first is the site of this checkout, as `dev.py test` built it. The second is built from nothing (no build/, no cache
but the wheel of numpy) from a copy with the line ends of Windows, at a path with a blank and Japanese letters, by
another Python where one is there, with another mask, zone, locale and hash seed, without git, and with a home whose
settings would change notebooks.
"""

import hashlib
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from devtools import pythons, setup
from devtools.say import DevError
from tests.browser.conftest import site_url  # noqa: F401 - the fixture: this checkout's site
from tests.copies import ROOT, copy_of_project

pytestmark = [pytest.mark.slow, pytest.mark.cpython]
STEPS = ("runtime", "figures", "bundle", "pages", "finish")
HOSTILE = {
    ".jupyter/jupyter_nbconvert_config.py": "c.TemplateExporter.exclude_input = True\n",
    ".ipython/profile_default/startup/00.py": "print('hostile')\n",
    ".ipython/profile_default/ipython_kernel_config.py": "raise SystemExit('hostile')\n",
}


def tree(folder: Path) -> dict[str, str]:
    """Every file's name and digest."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def other_python() -> str:
    """An environment with another Python's release, kept beside the caches; this one's where no other can be had.

    A change of the locks makes it anew.
    """
    code = "import sys; print(sys.version_info[:2])"
    mine = str(sys.version_info[:2])
    for path in filter(pythons.runs, pythons.candidates()):
        if subprocess.run([path, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == mine:
            continue
        folder = ROOT / ".cache" / "other-python"
        python, stamp = folder / "bin" / "python", folder / "installed.sha256"
        wanted = setup.stamp_of(*setup.PYTHON_LOCKS)
        if not (stamp.is_file() and stamp.read_text() == wanted and setup.runs(python)):
            shutil.rmtree(folder, ignore_errors=True)
            try:
                setup.make_environment(path, folder)
                setup.install_packages(python, folder)
            except DevError:  # no network: the packages for that release are not here
                return sys.executable
            stamp.write_text(wanted)
        return str(python)
    return sys.executable


@pytest.fixture
def second_site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The other build, for the address of the first."""
    request.getfixturevalue("site_url")
    address = re.search(r'rel="canonical" href="([^"]+)"', (dev.SITE / "index.html").read_text(encoding="utf-8"))
    assert address
    folder = copy_of_project(tmp_path / "と 銅" / "copper light", crlf=True)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / ".cache" / "wheels", folder / ".cache" / "wheels")
    for name, text in HOSTILE.items():
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / name).write_text(text)
    env = {key: value for key, value in dev.build_env().items() if not key.startswith(("JUPYTER", "LC_", "LANG"))}
    env |= {"HOME": str(tmp_path / "home"), "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    env |= {"PYTHONPATH": str(folder), "SITE_URL": address[1]}
    python = other_python()
    for step in STEPS:
        done = subprocess.run(
            [python, "-m", f"publish.steps.{step}"],
            cwd=folder, env=env, umask=0o077, capture_output=True, encoding="utf-8", timeout=400, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{python} {step}: {(done.stdout + done.stderr)[-2000:]}"
    return folder / "site"


def test_two_builds_differ_in_no_file(second_site: Path) -> None:
    first, second = tree(dev.SITE), tree(second_site)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    modes = {stat.S_IMODE(path.stat().st_mode) for path in second_site.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (second_site, *second_site.rglob("*")) if path.is_dir()}
    assert (modes, folders) == ({0o644}, {0o755})  # whoever copies the site to a server copies what all may read
