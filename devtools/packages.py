"""Packages of the system that a run may need: the one list, and how root gets them on Debian and its kin."""

import contextlib
import os
import shutil
import subprocess
from collections import namedtuple

from devtools.say import Timed

# what : in words; present() : whether it is there; debian : the packages that bring it
Need = namedtuple("Need", "what present debian")
LIMIT_S = 900


def _has_japanese_font():
    if shutil.which("fc-list") is None:
        return False
    done = subprocess.run(["fc-list", ":lang=ja", "family"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return bool(done.stdout.strip())


def _server(name):
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))


def find_program(*names):
    """Path of the first of these programs that is there and starts; one that is not installed may have a stub."""
    for path in filter(None, map(shutil.which, names)):
        try:
            if not subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode:
                return path
        except (OSError, subprocess.TimeoutExpired):
            pass
    return None


VENV = Need("venv for python3", lambda: False, ("python3-venv",))
CHROMIUM = Need("Chromium", lambda: bool(find_program("chromium")), ("chromium",))
JAPANESE_FONT = Need("a Japanese font", _has_japanese_font, ("fontconfig", "fonts-noto-cjk"))
NGINX = Need("nginx", lambda: bool(_server("nginx")), ("nginx-light",))  # the page `deploy` is tried on both
CADDY = Need("Caddy", lambda: bool(_server("caddy")), ("caddy",))
# beside a browser, which has other sources too; a line here is all that another needs
FOR_TESTS = (JAPANESE_FONT, NGINX, CADDY)


def root_may_install():
    """Whether packages can be installed without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def provide(needs):
    """Install what is missing where root may, all at once; return what is still missing."""
    missing = [need for need in needs if not need.present()]
    if not missing or not root_may_install():
        return missing
    packages = [name for need in missing for name in need.debian]
    with Timed(f"system packages: {' '.join(packages)}"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            _apt(command)
    return [need for need in missing if not need.present()]


def how_to_get(need):
    """What a person types to get it."""
    return f"Debian: apt-get install {' '.join(need.debian)}"


def _apt(arguments):
    """apt-get without questions and without a word; whether it worked is asked afterwards."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(["apt-get", *arguments], env=env, timeout=LIMIT_S, **quiet)
