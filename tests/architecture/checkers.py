"""House rules as functions: source text in, problems in words out. Each is shown to fail in test_checkers.py."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from pathlib import Path

from explainers.base.sources import assumptions, facts, resolve, sources
from tests.architecture.exceptions import ALSO

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef

# --- imports --------------------------------------------------------------------------------------------------------

PURE = {"__future__", "collections.abc", "dataclasses", "functools", "math", "re", "typing", "numpy", "numpy.typing"}
# package -> what it may import of the project; arrows point down only
LAYERS: dict[str, tuple[str, ...]] = {
    "explainers.base": ("explainers.base",),
    "explainers.data": (),
    "explainers.models": ("explainers.base", "explainers.models"),
    "explainers.calculators": ("explainers.base", "explainers.models", "explainers.calculators"),
    "explainers.sweep": ("explainers",),
    "explainers.terminal": ("explainers",),
    "explainers": ("explainers",),
    "publish": ("explainers", "publish"),
    "publish.bench": ("explainers", "publish", "devtools"),  # it measures what the development server serves
}
DOORS: dict[str, tuple[str, ...]] = {  # room -> who
    "explainers.sweep": ("explainers/sweep/", "explainers/__main__.py"),
    "explainers.terminal": ("explainers/terminal/", "explainers/__main__.py"),
}
FORBIDDEN_CALLS = {"open", "eval", "exec", "compile", "__import__", "input", "breakpoint", "globals"}
TALKERS = {  # these may print
    "explainers/wire.py", "explainers/__main__.py", "explainers/terminal/printing.py", "explainers/sweep/command.py",
}  # fmt: skip
FILES_OF_NUMPY = {"load", "save", "savez", "savetxt", "loadtxt", "genfromtxt", "fromfile", "memmap", "tofile"}


def layer(path: str) -> str:
    dotted = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    return max((name for name in LAYERS if dotted == name or dotted.startswith(name + ".")), key=len)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def imports(path: str, source: str) -> list[str]:
    """Imports against the arrows, and whatever reaches outside the calculation."""
    allowed = LAYERS[layer(path)]
    problems = []
    for name in imported(ast.parse(source)):
        own = name.split(".")[0] in {"explainers", "publish", "tests", "devtools"} or name.startswith(".")
        if own:
            permitted = any(name == one or name.startswith(one + ".") for one in allowed)
            for room, visitors in DOORS.items():
                permitted &= not (name + ".").startswith(room + ".") or path.startswith(visitors)
        else:
            permitted = not path.startswith("explainers/") or name in PURE or name in ALSO.get(path, {})
        if not permitted:
            problems.append(f"{path}: imports {name}")
    return problems


def side_effects(path: str, source: str) -> list[str]:
    """Calls that read files, the clock or chance, or run text as code."""
    problems = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "random":
            problems.append(f"{path}:{node.lineno}: random numbers")
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in FORBIDDEN_CALLS or (name == "print" and path not in TALKERS):
            problems.append(f"{path}:{node.lineno}: calls {name}")
        if name.split(".")[0] in {"np", "numpy"} and name.split(".")[-1] in FILES_OF_NUMPY:
            problems.append(f"{path}:{node.lineno}: calls {name}")
    return problems


def plain_sums(path: str, source: str) -> list[str]:
    """Calls of the built-in sum: from Python 3.12 on it rounds floats otherwise. math.fsum and np.sum do not change."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [f"{path}:{node.lineno}: calls sum" for node in calls if ast.unparse(node.func) == "sum"]


# --- numbers --------------------------------------------------------------------------------------------------------

FREE = {0, 1, 2, 10, 0.5}
PRESENTATION = {  # name -> why it needs no source
    "CURVE_POINTS": "how finely a curve is drawn; the answer does not depend on it",
    "LENGTH_POINTS": "how finely a curve over length is drawn; the answer does not depend on it",
    "TABLE_ROWS": "how many rows a table twin prints; the answer does not depend on it",
    "TABLE_BAUDS_GBD": "at which symbol rates the table is printed; the answer does not depend on it",
    "CURVE_ENDS_GBD": "from where to where a curve is drawn: the limits of the control",
    "OUTCOMES": "how many equally likely outcomes are drawn as dots; the answer does not depend on it",
    "INNER_CODE_CURVE": "computed by tests/generators; test_links_inner_code runs a part of it again",
    "TABLE_SNRS_DB": "at which ratios the table is printed; the answer does not depend on it",
    "SEEN_SIGMAS": "how far the bells of a figure are drawn; the answer does not depend on it",
    "MOST_DRAWN": "how many nodes of a tier a figure shows; their number is written beside them",
    "TABLE_LENGTHS_M": "at which lengths the table is printed; the answer does not depend on it",
}


def power_of_ten(number: float) -> bool:
    return number > 0 and math.isclose(math.log10(number), round(math.log10(number)), rel_tol=0, abs_tol=1e-15)


def addressed(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"param", "constant"}:
        return True
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return all(isinstance(target, ast.Name) and target.id in PRESENTATION for target in targets)
    return False


def bare_numbers(path: str, source: str) -> list[str]:
    """Numbers that stand in a model or a calculator without an address."""
    problems: list[str] = []

    def visit(node: ast.AST) -> None:
        if addressed(node):
            return
        number = node.value if isinstance(node, ast.Constant) and type(node.value) in {int, float} else 0
        if number not in FREE and not power_of_ten(number):
            problems.append(f"{path}:{node.lineno}: {number} has no source")
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(source))
    return problems


def calls(source: str, *names: str) -> Iterator[tuple[ast.Call, dict[str, ast.expr]]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            yield node, {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}


def known_ids() -> set[str]:
    return {*sources(), *facts(), *assumptions()}


def unresolved(path: str, source: str) -> list[str]:
    """Calls of param or constant whose source is not a known id (or READER, the reader's own choice)."""
    problems = []
    for node, given in calls(source, "param", "constant"):
        identity = given.get("source")
        reader = isinstance(identity, ast.Name) and identity.id == "READER"
        if not reader and not (isinstance(identity, ast.Constant) and identity.value in known_ids()):
            shown = ast.unparse(identity) if identity else "none"
            problems.append(f"{path}:{node.lineno}: source {shown}")
    return problems


# 5,440 is one number, RS(544,514) holds two: a text with commas is read both ways
NUMBER = re.compile(r"(?=(\d[\d,]*(?:\.\d+)?))(\d+)")
POWER = re.compile(r"(?:(\d+(?:\.\d+)?) × )?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")  # 2.4 × 10⁻⁴
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
PREFIXES = (1, 1e3, 1e9, 1e-9)  # a text says 2 km and 100 Gb/s


def said(identity: str) -> set[float]:
    """Every number that the record of an id contains."""
    _, record = resolve(identity)
    text = " ".join(str(record.get(key, "")) for key in ("text", "note", "reason", "title"))
    powers = {float(f"{factor or 1}e{power.translate(LOWERED)}") for factor, power in POWER.findall(text)}
    return powers | {float(way.replace(",", "")) for ways in NUMBER.findall(text) for way in ways}


def unsaid(path: str, source: str) -> list[str]:
    """Constants whose own source does not contain their number."""
    problems = []
    for node, given in calls(source, "constant"):
        value, identity = ast.literal_eval(node.args[0]), ast.literal_eval(given["source"])
        known = [one * prefix for one in said(identity) for prefix in PREFIXES]
        problems += [
            f"{path}:{node.lineno}: {identity} does not say {number:g}"
            for number in (value if isinstance(value, tuple) else (value,))
            if not any(math.isclose(number, one, rel_tol=1e-9) for one in known)
        ]
    return problems


# --- sizes ----------------------------------------------------------------------------------------------------------

MODULE_LINES, FUNCTION_LINES, POSITIONAL = 300, 40, 6


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_lines(node: Function) -> int:
    """Lines of a function without its docstring: words are not what makes a function hard to read."""
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        whole -= (first.end_lineno or first.lineno) - first.lineno + 1
    return whole


def sizes(path: str, source: str) -> list[str]:
    problems = too_long(path, source, MODULE_LINES)
    for node in functions(ast.parse(source)):
        if body_lines(node) > FUNCTION_LINES:
            problems.append(f"{path}:{node.lineno}: {node.name} has {body_lines(node)} lines")
        positional = [a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in {"self", "cls"}]
        if len(positional) > POSITIONAL:
            problems.append(f"{path}:{node.lineno}: {node.name} has {len(positional)} positional parameters")
    return problems


def too_long(path: str, source: str, limit: int) -> list[str]:
    lines = len(source.splitlines())
    return [f"{path}: {lines} lines, {limit} allowed"] if lines > limit else []
