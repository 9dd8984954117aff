"""Docstrings are data: parameters with units, what comes back, what is raised, and where it is from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.checkers import ROOT, Function, known_ids

PHRASES = {  # sources that are nobody's page
    "this project's convention", "this project's wire format", "this model", "SI prefix", "SI prefixes",
    "IEC 80000-13", "octet", "definition", "definition of group delay", "n x m", "sum of the terms",
    "sum of independent pipeline delays", "reach of the medium's own source", "the parameters' own sources",
    "the calculators' own `Inputs`", "Salz bound", "minimum mean square error", "Gil-Pelaez inversion formula",
    "Lugannani and Rice approximation",
}  # fmt: skip
SECTION = re.compile(r"^(Parameters|Returns|Raises)\n-+\n", re.M)
ENTRY = re.compile(r"^(\w+(?:, \w+)*) : (.*(?:\n[ \t]+.*)*)", re.M)
UNIT = re.compile(r"\[[^\]]+\]")
SOURCE = re.compile(r"^Source: (.+(?:\n(?!>>>)[^\n]+)*)", re.M)


def public(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Public functions of a module and public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for item in node.body:
                if isinstance(item, Function) and not item.name.startswith("_"):
                    yield f"{node.name}.{item.name}", item


def sections(text: str) -> dict[str, str]:
    pieces = SECTION.split(text.split("\nSource:")[0])
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def raised(node: Function) -> Iterator[str]:
    """Names of what a function itself raises; our own broken invariants are not for the caller."""
    for inner in leaving(node):
        called = inner.exc.func if isinstance(inner.exc, ast.Call) else inner.exc
        name = ast.unparse(called) if called else ""
        if name[:1].isupper() and name != "AssertionError":
            yield name


def leaving(node: Function) -> Iterator[ast.Raise]:
    """The raises of a function that its own handlers do not catch."""
    caught = {
        raised for block in ast.walk(node) if isinstance(block, ast.Try) for handler in block.handlers if handler.type
        for part in block.body for raised in ast.walk(part) if isinstance(raised, ast.Raise) and raised.exc
        and ast.unparse(raised.exc).startswith(ast.unparse(handler.type))
    }  # fmt: skip
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Raise) and inner not in caught)


def signature(node: Function) -> list[str]:
    arguments = node.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return [a.arg for a in every if a.arg not in {"self", "cls"}]


def parameters_of(name: str, node: Function, found: dict[str, str]) -> list[str]:
    entries = [(names.split(", "), rest) for names, rest in ENTRY.findall(found.get("Parameters", ""))]
    documented = [one for names, _ in entries for one in names]
    problems = [f"{name}: {', '.join(names)} has no [unit]" for names, rest in entries if not UNIT.search(rest)]
    order = {one: place for place, one in enumerate(signature(node))}
    if sorted(documented) != sorted(order):
        problems.append(f"{name}: documents {documented}, takes {list(order)}")
    # names that share a line stand together; lines follow the signature
    elif [min(order[n] for n in names) for names, _ in entries] != sorted(min(order[n] for n in e[0]) for e in entries):
        problems.append(f"{name}: documents its parameters in another order")
    return problems


def origins(name: str, text: str) -> list[str]:
    source = SOURCE.search(text)
    if not source:
        return [f"{name}: no Source: line"]
    stated = re.sub(r"\([^)]*\)", "", " ".join(source[1].split())).rstrip(".")
    parts = [part.strip() for part in re.split(r"[,;] ", stated)]
    return [f"{name}: source {part!r}" for part in parts if not resolves(part)]


def resolves(part: str) -> bool:
    if part in known_ids() or part in PHRASES or part == "Ethernet framing left out":
        return True
    path = part if "/" in part else part.replace(".", "/") + ".py"
    # <lang> stands for every language
    return part.startswith("explainers") and bool(list(ROOT.glob(path.replace("<lang>", "*").rstrip("/"))))


def faults(path: str, source: str) -> list[str]:
    problems = []
    for name, node in public(ast.parse(source)):
        text, where = ast.get_docstring(node), f"{path}: {name}"
        if not text:
            problems.append(f"{where}: no docstring")
            continue
        found = sections(text)
        problems += parameters_of(where, node, found) + origins(where, text)
        returns_none = node.returns is None or ast.unparse(node.returns) == "None"
        if signature(node) and not returns_none and not found.get("Returns", "").strip():
            problems.append(f"{where}: no Returns")
        if "Raises" in found:
            problems += [f"{where}: Raises does not name {one}" for one in raised(node) if one not in found["Raises"]]
        elif any(not (one.exc and ast.unparse(one.exc).startswith("AssertionError")) for one in leaving(node)):
            problems.append(f"{where}: no Raises")
    return problems
