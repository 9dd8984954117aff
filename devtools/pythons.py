"""A Python that fits: one of this machine, with its venv completed where root may, else one fetched through uv."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.packages import VENV, find_program, how_to_get, provide, root_may_install
from devtools.run import install
from devtools.say import DevError, Timed

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)  # the pinned wheels are built for these
FETCHED = "3.13"
CACHE = ROOT / ".cache"
OWN = CACHE / "python"  # where uv puts a Python for this folder alone
FITS = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
COMPLETE = FITS.replace("import sys;", "import sys, venv, ensurepip; ensurepip.version();")
LIMIT_S = 20


def runs(path, code=COMPLETE):
    """Whether this is a Python that starts, fits and can make an environment."""
    try:
        return not subprocess.run([str(path), "-c", code], capture_output=True, timeout=LIMIT_S).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def candidates():
    """Every Python of this machine, in the order of preference; a pyenv shim among them may exist and still fail."""
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    names = [f"python3.{minor}" for minor in minors] + ["python3", "python"]
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    found = [sys.executable, *(shutil.which(name, path=folder) for name in names for folder in folders if folder)]
    homes = [OWN]
    with contextlib.suppress(RuntimeError):  # no home at all
        homes.append(Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions")
    for home in homes:
        found += sorted(map(str, home.glob("*3.1*/bin/python3")), reverse=True)
    return list(dict.fromkeys(filter(None, found)))


def find_python():
    """A Python that really runs, can make an environment, and for which the pinned packages are built."""
    named, span = os.environ.get("PYTHON"), f"{_dotted(OLDEST)} to {_dotted(NEWEST)}"
    if named:
        if runs(shutil.which(named) or named):
            return shutil.which(named) or named
        raise DevError(f"PYTHON={named} is no Python {span} with venv")
    found = candidates()
    complete = next(filter(runs, found), None)
    if complete:
        return complete
    bare = next((path for path in found if runs(path, FITS)), None)
    if bare and root_may_install():  # Debian keeps a part of venv in a package of its own
        provide([VENV])
        if runs(bare):
            return bare
    fetched = fetch_python(found)
    if fetched:
        return fetched
    if bare:
        raise DevError(f"{bare} cannot make an environment: install venv for it ({how_to_get(VENV)})")
    raise DevError(f"no suitable Python: {span} with venv is needed, and none could be fetched; install python3.13")


def fetch_python(found):
    """Python through uv, which any Python from 3.8 on can bring along; None when that fails."""
    uv = _uv(found)
    if uv is None:
        return None
    with Timed(f"Python {FETCHED} through uv"):
        command = [*uv, "python", "install", "--managed-python", "--no-bin", "--install-dir", str(OWN), FETCHED]
        try:
            install(command, f"Python {FETCHED}", "uv's store of Pythons")
        except DevError:
            return None
    return next(filter(runs, sorted(map(str, OWN.glob("*/bin/python3")))), None)


def _uv(found):
    """The command that starts uv: one of this machine, or the pinned one in an environment of its own."""
    own = find_program("uv")
    if own:
        return [own]
    code = "import sys, venv, ensurepip; ensurepip.version(); sys.exit(sys.version_info < (3, 8))"
    old = next((path for path in found if runs(path, code)), None)
    if old is None:
        return None
    folder = CACHE / "uv-alone"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        install([old, "-m", "venv", folder], "an environment for uv", "the Python registry")
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--require-hashes"]
        install([*pip, "-r", ROOT / "requirements-uv.txt"], "uv", "the Python registry")
    except DevError:
        return None
    return [str(python), "-m", "uv"]


def _dotted(version):
    return ".".join(map(str, version))
