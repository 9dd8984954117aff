"""Being told to stop: by Ctrl-C, by the system that ends a job, or by a terminal that closes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ORDERS = ("SIGINT", "SIGTERM", "SIGHUP")  # the last does not exist everywhere
SIGNALLED = 128  # a shell adds the signal's number to this


class Stopped(KeyboardInterrupt):
    """The run was told to stop.

    Parameters
    ----------
    number : int    The signal's number. [1]

    Source: this project's convention.
    """

    def __init__(self, number: int) -> None:
        self.status = SIGNALLED + number
        super().__init__(number)


@contextmanager
def stopping() -> Iterator[None]:
    """Within it, an order to stop is raised as `Stopped`, once; what is then tidied up is not disturbed.

    A run that was started in the background of a script finds Ctrl-C ignored; whoever sends it that signal by its
    number means it, so it is heard. What `nohup` ignores stays ignored.

    Returns
    -------
    context

    Raises
    ------
    Stopped    when a signal arrives

    Source: this project's convention.
    """
    numbers = [number for name in ORDERS if (number := getattr(signal, name, None)) is not None]
    heard = [n for n in numbers if n == signal.SIGINT or signal.getsignal(n) is not signal.SIG_IGN]
    if threading.current_thread() is not threading.main_thread():
        heard = []  # only the main thread may listen

    def stop(number: int, _frame: Any) -> None:
        for one in heard:
            signal.signal(one, signal.SIG_IGN)
        raise Stopped(number)

    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


@contextmanager
def held_back() -> Iterator[None]:
    """Within it, orders to stop wait: a process that is started here inherits that, until it has learned what to do.

    Source: this project's convention.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """In a worker process: Ctrl-C at the terminal reaches all of us, and the parent decides.

    Source: this project's convention.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
