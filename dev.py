#!/usr/bin/env python3
"""The one entry point of Copper & Light: sets everything up from nothing, then builds, serves, tests or checks.

Needs any Python >= 3.8 to start with and, at the first run, the Python and npm registries; later runs work without a
network. Takes a Python >= 3.11 of this machine, or fetches one; for tests it gets a browser. Standard library only.
"""

import argparse
import concurrent.futures
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from devtools.browser import get_chromium, named_chromium
from devtools.children import Stopped, end_on_signals
from devtools.packages import FOR_TESTS, how_to_get, provide
from devtools.run import tool_env
from devtools.say import DevError, Timed, say
from devtools.server import make_server
from devtools.setup import VENV_PYTHON, set_up

ROOT = Path(__file__).resolve().parent
SITE = ROOT / "site"
EPOCH = "1577836800"  # 2020-01-01, the date inside archives: what a page says about dates stands in its text
DEFAULT_PORT = 8000
MOST_WORKERS = 4  # each has a browser of its own, with Python in it
TSC = (
    "import subprocess, sys; from publish.node import node_path; "
    "sys.exit(subprocess.call([node_path(), 'node_modules/typescript/bin/tsc', '--project', '.']))"
)


def build_env():
    """Environment of every step: the same bytes for the same files."""
    env = dict(tool_env(), PYTHONPATH=str(ROOT), NO_MKDOCS_2_WARNING="1", PYTHONUNBUFFERED="1")
    env.setdefault("SOURCE_DATE_EPOCH", EPOCH)
    return env


def run(command, env=None):
    """Run a tool of the environment in the open; False when it failed."""
    done = subprocess.run([str(part) for part in command], cwd=str(ROOT), env=env or build_env())
    return done.returncode == 0


def step(name):
    """One build step."""
    with Timed(name):
        if not run([VENV_PYTHON, "-m", f"publish.steps.{name}"]):
            raise DevError(f"step {name} failed; its message stands above")


def build(site_url=None):
    """The whole site; `site_url` must be the served origin, or each click becomes a full page load."""
    if site_url:
        os.environ["SITE_URL"] = site_url
    with Timed("build"):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(step, ("runtime", "figures")))
        for name in ("bundle", "pages", "finish"):
            step(name)


def serve(options):
    """Build for this origin, then serve it."""
    server = make_server(options.port, SITE)  # before the build: a port in use should not cost a minute
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    started = time.monotonic()
    set_up()
    build(url)
    say(f"serving {url} and {url}ja/ after {time.monotonic() - started:.0f} s (stop with Ctrl-C)")
    try:
        server.serve_forever()
    except Stopped as stopped:
        if stopped.number != signal.SIGINT:
            raise
    finally:
        server.server_close()


def build_for_browser():
    """Build for a free loopback port; whoever drives the browser serves the site at SITE_URL."""
    server = make_server(0, SITE)
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    server.server_close()
    build(url)


def test(options):
    """Run every test: models in both Pythons, errors, build, pages, browser. Further words go to pytest."""
    proven, words = "published values, CPython = Pyodide, one-line errors, strict build", []
    if options.quick:
        set_up()
        say("left out: tests/browser; python3 dev.py test runs it too")
        words = ["--ignore=tests/browser", "-m", "not browser"]
    else:
        prepare_browser()
        proven += ", pages in Chromium"
        for need in provide(FOR_TESTS):
            say(f"missing: {need.what} ({how_to_get(need)}); a test that needs it says so")
    build_for_browser()
    say(f"proving: {proven}")
    workers = min(MOST_WORKERS, 1 + (os.cpu_count() or 1))  # one more than processors: those with a browser often wait
    words += ["-n", str(workers), "--dist", "worksteal"]
    return 0 if run([VENV_PYTHON, "-m", "pytest", *words, *options.rest]) else 1  # pytest has the last word


def prepare_browser():
    """Set up, and say to all that follows which browser to take."""
    named_chromium()
    set_up()
    os.environ["CHROMIUM"] = get_chromium(VENV_PYTHON)


def build_only(_options):
    """Build the site for publication: SITE_URL from the environment or mkdocs.yml."""
    set_up()
    build()
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file())
    say(f"built {SITE.name}/: {size / 1e6:.1f} MB, strict: links, anchors, values and citations resolve")


def watch(options):
    """Reload pages while their prose is written; models and browser code stay as they were at the start."""
    make_server(options.port, SITE).server_close()
    set_up()
    for name in ("runtime", "figures", "bundle"):
        step(name)
    base = "mkdocs.yml" if options.lang == "en" else f"mkdocs.{options.lang}.yml"
    # paths in a configuration are relative to its own folder, so this one must stand beside the others
    config = ROOT / f".watch.{options.lang}.yml"
    config.write_text(
        f"INHERIT: {base}\nhooks: [publish/safety/hook.py, publish/code_pages.py, publish/watch.py]\n", encoding="utf-8"
    )
    address = f"127.0.0.1:{options.port}"
    env = dict(build_env(), SITE_URL=f"http://{address}/")
    try:
        run([VENV_PYTHON, "-m", "mkdocs", "serve", "--livereload", "--config-file", config, "-a", address], env)
    finally:
        config.unlink()


def check(_options):
    """Lint, types, Japanese prose, workflows, then a strict build (links, anchors, values, citations)."""
    set_up()
    bin_dir, started = VENV_PYTHON.parent, time.monotonic()
    workflows = sorted(str(p.relative_to(ROOT)) for p in (ROOT / ".github" / "workflows").glob("*.y*ml"))
    schema = ["--builtin-schema", "vendor.github-workflows"]
    tools = (
        ("ruff: style and likely faults", [bin_dir / "ruff", "check", "."]),
        ("ruff: format", [bin_dir / "ruff", "format", "--check", "--quiet", "."]),
        ("mypy: types of explainers and publish", [bin_dir / "mypy"]),
        ("tsc: types of the browser code", [VENV_PYTHON, "-c", TSC]),
        ("textlint: Japanese prose", [VENV_PYTHON, "-m", "tests.press.japanese"]),
        ("reading time of each article", [VENV_PYTHON, "-m", "publish.reading"]),
        ("check-jsonschema: workflows", [bin_dir / "check-jsonschema", *schema, *workflows]),
        ("zizmor: workflows", [bin_dir / "zizmor", "--offline", "--quiet", ".github/workflows"]),
    )
    failed = []
    for name, command in tools:
        with Timed(name):
            if not run(command):
                failed.append(name)
    try:
        build()
    except DevError as error:
        failed.append(str(error))
    if failed:
        raise DevError(f"check failed: {'; '.join(failed)}")
    say(f"checked style, types, workflows and every link in {time.monotonic() - started:.1f} s")


def bench(options):
    """Measured speed and size of the built site. Further words go to the bench, e.g. --runs 3."""
    prepare_browser()
    build_for_browser()
    if not run([VENV_PYTHON, "-m", "publish.bench", *options.rest]):
        raise DevError("bench failed; its message stands above")


def clean(options):
    """Remove what a build makes; with --all also packages and caches."""
    names = ["build", "site"] + ([".venv", "node_modules", ".cache"] if options.all else [])
    for name in names:
        shutil.rmtree(str(ROOT / name), ignore_errors=True)
    say(f"removed {', '.join(names)}")


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, action in COMMANDS.items():
        command = commands.add_parser(name, help=action.__doc__.splitlines()[0], description=action.__doc__)
        command.set_defaults(action=action)
        if name in ("serve", "watch"):
            command.add_argument("--port", type=int, default=DEFAULT_PORT, help="default %(default)s")
        if name == "watch":
            command.add_argument("--lang", choices=("en", "ja"), default="en", help="default %(default)s")
        if name == "test":
            command.add_argument("--quick", action="store_true", help="leave out what needs a browser")
        if name == "clean":
            command.add_argument("--all", action="store_true", help="also .venv, node_modules and .cache")
    return parser


COMMANDS = {
    "serve": serve,
    "test": test,
    "build": build_only,
    "watch": watch,
    "check": check,
    "bench": bench,
    "clean": clean,
}


def main(argv):
    """Run one command; a failure is one line and exit code 1."""
    end_on_signals()
    parser = arguments()
    options, options.rest = parser.parse_known_args(argv)
    if options.rest and options.command not in ("test", "bench"):
        parser.error(f"unrecognized arguments: {' '.join(options.rest)}")
    if options.command is None:
        parser.print_help()
        return 2
    try:
        return options.action(options) or 0
    except DevError as error:
        print(f"dev.py: {error}", file=sys.stderr, flush=True)
        return 1
    except Stopped as stopped:
        print(f"dev.py: stopped by {signal.Signals(stopped.number).name}", file=sys.stderr, flush=True)
        return 128 + stopped.number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
