"""What a sweep refuses: a code and what fills its sentence in words/common.<lang>.toml, table [sweep]."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from explainers.base.errors import VALUE_LIMIT, ExplainerError

# why a file cannot be written -> key under [reasons] in words/common.<lang>.toml
_REASONS = {
    "ENOSPC": "full", "EDQUOT": "quota", "EFBIG": "too-big", "EROFS": "read-only", "EACCES": "denied",
    "EPERM": "denied", "ENOENT": "gone", "ESTALE": "gone", "ENOTDIR": "not-a-folder", "EEXIST": "not-a-folder",
    "ELOOP": "not-a-folder", "EISDIR": "is-a-folder", "ENAMETOOLONG": "name",
}  # fmt: skip

_GONE = (errno.ENOENT, errno.ESTALE)


class SweepError(ExplainerError):
    """A grid, a folder or a cluster was refused; it travels between processes, so its arguments are its state.

    Parameters
    ----------
    code : str                    One of the keys under [sweep] in words/common.<lang>.toml. [text]
    gaps : dict name -> text      What fills the sentence; each is cut to 80 characters. [text]
    system : int                  The system's number of what went wrong with a file, or 0. [1]

    Source: this project's convention.
    """

    def __init__(self, code: str, gaps: dict[str, str] | None = None, system: int = 0) -> None:
        self.code = code
        self.gaps = {name: text[:VALUE_LIMIT] for name, text in (gaps or {}).items()}
        self.system = system
        self.told = False  # whoever waits before giving up says so at once
        super().__init__(code, gaps, system)


def unwritable(error: OSError, path: Path, *, begun: bool) -> SweepError:
    """What the system said about a file, as a refusal.

    Parameters
    ----------
    error : OSError    What it said. [object]
    path : Path        The folder of the result. [path]
    begun : bool       Whether parts may have been made already. [yes or no]

    Returns
    -------
    SweepError         "out-stopped", "out-gone" or "out-unwritable"

    Source: this project's convention.
    """
    gaps, system = {"value": str(path)}, error.errno or 0
    if begun and system in _GONE:
        return SweepError("out-gone", gaps)
    return SweepError("out-stopped", gaps, system) if begun else SweepError("out-unwritable", gaps, system)


def reason(system: int, words: dict[str, str]) -> str:
    """Why a file could not be written.

    Parameters
    ----------
    system : int             The system's number of it. [1]
    words : dict of text     Table [reasons] of common.<lang>.toml. [text]

    Returns
    -------
    str                      the system's own words where we have none

    Source: this project's convention.
    """
    key = _REASONS.get(errno.errorcode.get(system, ""))
    return words[key] if key else os.strerror(system)
