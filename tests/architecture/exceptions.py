"""Which files of explainers/ may import more than the calculation needs, what, and why."""

from __future__ import annotations

# the only files of explainers/ that may import more, and why
ALSO: dict[str, dict[str, str]] = {
    "explainers/__init__.py": {"sys": "too old a Python for the command line is told so before anything else is read"},
    "explainers/base/sources.py": {
        "tomllib": "the records are TOML",
        "importlib.resources": "package data has no path inside a zip or a browser",
    },
    "explainers/calculators/registry.py": {
        "importlib": "a page needs one calculator, and importing all would delay its first answer",
    },
    "explainers/words.py": {
        "tomllib": "the words are TOML",
        "importlib.resources": "package data has no path inside a zip or a browser",
    },
    "explainers/wire.py": {
        "json": "the header of an answer is JSON",
        "sys": "the reason of an internal error goes to standard error",
    },
    # The sweep is the one room that writes files and uses other people's packages. It lies inside the package because
    # `python -m explainers sweep` and the extra `sweep` need it there. DOORS keeps everybody else out, and
    # the reader's runtime is built without it.
    "explainers/sweep/evaluate.py": {
        "hashlib": "an interrupted sweep goes on only with the same models",
        "importlib.resources": "the models' files are part of that digest",
    },
    "explainers/sweep/parts.py": {
        "json": "what the columns mean travels inside each file",
        "pathlib": "a part is read again before it counts",
        "zlib": "a checksum of the values stands in each file",
        "pyarrow": "it encodes Parquet",
        "pyarrow.parquet": "it encodes Parquet",
    },
    "explainers/sweep/folder.py": {
        "contextlib": "a part gets its name when its block ends",
        "os": "names of the parts that are still being written",
        "pathlib": "the result is files",
        "secrets": "two machines may have a process of the same number",
    },
    "explainers/sweep/lock.py": {
        "contextlib": "a lock that is gone need not be removed",
        "fcntl": "the kernel knows which run of this machine lives",
        "json": "who holds the lock stands in it",
        "os": "a file is made and locked in one step",
        "pathlib": "the lock is a file",
        "platform": "the name of the machine",
        "secrets": "each run has its own sign",
        "sys": "not every system has such locks",
        "threading": "a heart beats while parts are made",
        "time": "between two beats",
        "types": "what a context manager is told",
    },
    "explainers/sweep/note.py": {
        "json": "the note beside the parts",
        "pathlib": "the note is a file",
    },
    "explainers/sweep/room.py": {
        "pathlib": "the result is files",
        "shutil": "how much room the disk has",
    },
    "explainers/sweep/refusals.py": {
        "errno": "why a file cannot be written",
        "os": "other reasons in the system's own words",
        "pathlib": "the result is files",
    },
    "explainers/sweep/stops.py": {
        "contextlib": "for as long as a run lasts",
        "signal": "orders to stop",
        "threading": "only the main thread may listen",
    },
    "explainers/sweep/local.py": {
        "concurrent.futures": "one process a core",
        "concurrent.futures.process": "a process may be killed",
        "itertools": "few parts under way at a time",
        "multiprocessing": "one process a core",
        "os": "how many processors there are",
        "pathlib": "the result is files",
        "pyarrow": "one thread a process",
        "threading": "no worker outlives its parent",
    },
    "explainers/sweep/cluster.py": {
        "concurrent.futures": "Dask's sign of a scheduler that is gone",
        "contextlib": "a scheduler that is gone cannot be left in good order",
        "distributed": "the client of a Dask cluster",
        "itertools": "few parts under way at a time",
        "logging": "what goes wrong is said once, by us",
        "queue": "parts come back in any order",
        "time": "how long a cluster has been without workers",
    },
    "explainers/sweep/command.py": {
        "pathlib": "the result is files",
        "sys": "this file talks to the person at the command line",
        "time": "it says how long it took",
        "tqdm": "the progress bar",
    },
    "explainers/terminal/console.py": {
        "contextlib": "for as long as a command lasts",
        "errno": "why output cannot be written",
        "io": "a stream that nobody hears",
        "os": "why output cannot be written",
        "sys": "standard output and error",
        "unicodedata": "which plain letters mean the same",
    },
    "explainers/terminal/flags.py": {
        "argparse": "the flags of the command line",
        "difflib": "which flag was probably meant",
    },
    "explainers/terminal/printing.py": {
        "csv": "the command line writes tables",
        "json": "the command line writes answers",
        "sys": "standard output and error",
    },
    "explainers/__main__.py": {
        "sys": "the command line has arguments, output and an exit status",
    },
}
