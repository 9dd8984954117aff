"""Licence texts, read at build from the packages that carry the works; texts/ has what no package carries."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from publish.errors import PublishError
from publish.paths import ROOT, TOOLS

HERE = Path(__file__).resolve().parent
MODULES = ROOT / "node_modules"
PYODIDE = MODULES / "pyodide"
WHEELS = ROOT / ".cache" / "wheels"
RULE = re.compile(r"^-{70,}$", re.M)
# the interpreter says its own copyright; the last line of that text ends so
COPYRIGHT = re.compile(rb"Copyright \(c\) 2001.*?Mathematisch Centrum, Amsterdam\.\n?All Rights Reserved\.", re.S)


def text_of(address: str) -> str:
    """A licence text by its address in works.toml.

    Raises PublishError if nothing is there.
    """
    kind, _, rest = address.partition(":")
    name, _, words = rest.partition("#")
    try:
        text = _READERS[kind](name)
        return _tidy(_part(text, words) if words else text)
    except (OSError, KeyError, StopIteration, ValueError, importlib.metadata.PackageNotFoundError) as error:
        raise PublishError(f"no licence text at {address}: {error}") from None


def version_of(address: str) -> str:
    """A version by its address (npm:, dist:, lock:), or the version itself."""
    kind, _, name = address.partition(":")
    if kind == "npm":
        return str(json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))["version"])
    if kind == "dist":
        return _distribution(name).version
    if kind == "lock":
        lock = _lock()
        return str(lock["info"]["python"] if name == "python" else lock["packages"][name]["version"])
    return address


@cache
def interpreter_copyright() -> str:
    """What Python in the browser answers to `copyright`, read from its binary.

    Raises PublishError if the binary does not hold it.
    """
    found = COPYRIGHT.search((PYODIDE / "pyodide.asm.wasm").read_bytes())
    if not found:
        raise PublishError("pyodide.asm.wasm does not hold Python's copyright notice")
    return found[0].decode()


def _lock() -> dict[str, dict[str, dict[str, str]]]:
    lock: dict[str, dict[str, dict[str, str]]] = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return lock


def _distribution(name: str) -> importlib.metadata.Distribution:
    """A package of this Python, or one for the Python inside Pyodide."""
    return next(iter(importlib.metadata.distributions(name=name, path=[*sys.path, str(TOOLS)])))


def _of_distribution(name: str) -> str:
    distribution, file = name.split("/", 1)
    files = _distribution(distribution).files or []
    found = next(path for path in files if path.name == file and ".dist-info" in str(path))
    return Path(str(found.locate())).read_text(encoding="utf-8")


def _of_wheel(name: str) -> str:
    """All licence files of the wheel for the browser, each under its name."""
    with zipfile.ZipFile(WHEELS / str(_lock()["packages"][name]["file_name"])) as wheel:
        names = sorted(one for one in wheel.namelist() if ".dist-info/licenses/" in one)
        parts = [f"{one.split('/licenses/')[1]}\n\n{wheel.read(one).decode()}" for one in names]
    if not parts:
        raise KeyError(name)
    return "\n\n----\n\n".join(parts)


def _of_site(name: str) -> str:
    top, rest = name.split("/", 1)
    package = importlib.util.find_spec(top)
    if package is None or package.origin is None:
        raise KeyError(top)
    return (Path(package.origin).parent / rest).read_text(encoding="utf-8")


_READERS: dict[str, Callable[[str], str]] = {
    "dist": _of_distribution,
    "wheel": _of_wheel,
    "site": _of_site,
    "npm": lambda name: (MODULES / name).read_text(encoding="utf-8"),
    "root": lambda name: (ROOT / name).read_text(encoding="utf-8"),
    "text": lambda name: (HERE / "texts" / name).read_text(encoding="utf-8"),
}


def _part(text: str, words: str) -> str:
    if words.startswith("> "):
        return text[text.index(words[2:]) :]
    return next(part for part in RULE.split(text) if words in part)


def _tidy(text: str) -> str:
    """Without blanks at the ends of lines and of the text; lines keep their breaks."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\f", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
