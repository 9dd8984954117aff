"""How dev.py speaks: progress lines, timed phases, one-line failures."""

import sys
import time


class DevError(Exception):
    """Something the user can put right; shown as one line, exit code 1."""


def say(text):
    """One progress line."""
    sys.stdout.write(f"{text}\n")  # one write: two steps may speak at the same time
    sys.stdout.flush()


class Timed:
    """Announces a phase and says how long it took."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        say(f"... {self.name}")
        self.start = time.monotonic()
        return self

    def __exit__(self, kind, *_):
        self.seconds = time.monotonic() - self.start
        if kind is None:
            say(f"    {self.name}: {self.seconds:.1f} s")
