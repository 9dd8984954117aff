"""Programs that dev.py starts end with it: on Ctrl-C, TERM and HUP nothing is left running.

A step starts others (Node, MkDocs, a kernel for each workbook, a browser), some of them in sessions of their own, which
no signal to a process group reaches. So the tree of processes is read, and each process in it is ended.
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

GRACE_S = 5.0  # until a process that does not end is killed
LOOK_S = 0.05


class Stopped(BaseException):
    """A signal asked for the end; every child has ended."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number


def end_on_signals():
    """Turn Ctrl-C, TERM and HUP into Stopped, after the end of all children.

    A handler is not inherited: children start with the usual meaning of each signal, also where this process was
    started in the background with SIGINT ignored. HUP stays ignored where it is (nohup).
    """
    names = ["SIGINT", "SIGTERM", "SIGHUP"]
    for number in (getattr(signal, name) for name in names if hasattr(signal, name)):
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number, _frame):
    for other in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(other, _again)  # once is enough, and ending takes seconds at most
    end_children()
    threading.Thread(target=_end_the_late, daemon=True).start()
    raise Stopped(number)


def _end_the_late():
    """End what another thread was about to start when the signal came."""
    while True:
        end_children()
        time.sleep(LOOK_S)


def _again(_number, _frame):
    """A second signal while the children end."""


def end_children():
    """End every process below this one: ask, then kill what is still there after GRACE_S."""
    known, started = {}, time.monotonic()
    while True:
        _grow(known)
        alive = [pid for pid, (state, asked) in known.items() if state]
        if not alive:
            return
        late = time.monotonic() - started > GRACE_S
        for pid in alive:
            if late or not known[pid][1]:
                _send(pid, signal.SIGKILL if late else signal.SIGTERM)
                known[pid] = (known[pid][0], True)
        time.sleep(LOOK_S)


def _grow(known):
    """Bring `known` (pid -> start and whether it was asked) up to date; the dead stay, for their children."""
    table = processes()
    for pid, (start, asked) in list(known.items()):
        if pid not in table or table[pid][1] != start:
            known[pid] = (None, asked)
    grew = True
    while grew:
        grew = False
        for pid, (parent, start) in table.items():
            if pid not in known and (parent == os.getpid() or parent in known):
                known[pid] = (start, False)
                grew = True


def _send(pid, number):
    with contextlib.suppress(OSError):  # it has just ended
        os.kill(pid, number)


def processes():
    """pid -> (parent, start) of every process that runs; the start tells two bearers of one number apart."""
    if os.name == "nt":
        return {}
    if Path("/proc/self/stat").is_file():
        return dict(filter(None, map(_of_proc, Path("/proc").glob("[0-9]*"))))
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat=,lstart="], stdout=subprocess.PIPE).stdout.decode()
    rows = [line.split(None, 3) for line in listing.splitlines()]
    return {int(row[0]): (int(row[1]), row[3]) for row in rows if len(row) == 4 and not row[2].startswith("Z")}


def _of_proc(folder):
    try:
        words = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:  # it has just ended
        return None
    return None if words[0] == "Z" else (int(folder.name), (int(words[1]), words[19]))
