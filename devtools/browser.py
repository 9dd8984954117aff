"""A browser for the tests: named, found, downloaded by Playwright, or from the system's packages."""

import os
import shutil
import subprocess

from devtools.children import end_children
from devtools.packages import CHROMIUM, find_program, how_to_get, provide
from devtools.run import ROOT, tool_env
from devtools.say import DevError, Timed

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACE = ROOT / ".cache" / "browsers"
DOWNLOAD_S = 600
WHERE = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"


def named_chromium():
    """The browser that CHROMIUM names, None without a name; a name that cannot be run is refused before any work."""
    named = os.environ.get("CHROMIUM")
    if not named:
        return None
    if shutil.which(named):
        return shutil.which(named)
    raise DevError(f"no Chromium: CHROMIUM={named} cannot be run")


def get_chromium(python):
    """Path of a browser that starts; `python` is the environment's, which knows Playwright."""
    found = named_chromium() or find_program(*NAMES) or _of_playwright(python)
    if found:
        return found
    if not provide([CHROMIUM]):
        return find_program(*NAMES)
    raise DevError(f"no Chromium: install it ({how_to_get(CHROMIUM)}) or set CHROMIUM=/path/to/it")


def _of_playwright(python):
    """The browser that Playwright brings for itself, downloaded at the first need; None when there is none."""
    env = dict(tool_env(), PYTHONWARNINGS="ignore")
    env.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(PLACE))
    path = _said([python, "-c", WHERE], env, 60)
    if path and not find_program(path):
        with Timed("Chromium through Playwright"):
            _said([python, "-m", "playwright", "install", "--no-shell", "chromium"], env, DOWNLOAD_S)
    return path and find_program(path)  # it may be there and lack libraries of the system


def _said(command, env, limit_s):
    """Last line of a program's output; None when it fails or takes too long, whatever it says about that."""
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "encoding": "utf-8"}
    try:
        program = subprocess.Popen([str(part) for part in command], env=env, **given)
        lines = program.communicate(timeout=limit_s)[0].splitlines()
    except OSError:
        return None
    except subprocess.TimeoutExpired:
        end_children()  # what downloads is a child of the child
        program.communicate()
        return None
    return lines[-1].strip() if program.returncode == 0 and lines else None
