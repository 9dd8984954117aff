"""The wheel of `explainers`, built from this checkout: whole for CPython, and what the reader's runtime is cut from."""

import os
from pathlib import Path

from flit_core import buildapi

from publish.paths import ROOT
from publish.steps.runtime.archives import read_members, recorded, write_archive

EPOCH = "1577836800"  # 2020-01-01, as the dates inside the archives


def build_wheel(folder: Path) -> Path:
    """Build it into a folder; the same sources give the same bytes."""
    before = Path.cwd(), os.environ.get("SOURCE_DATE_EPOCH")
    os.chdir(ROOT)
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    try:
        wheel = folder / str(buildapi.build_wheel(str(folder)))
    finally:
        os.chdir(before[0])
        os.environ.pop("SOURCE_DATE_EPOCH")
        if before[1] is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before[1]
    # all of it is text, and bytecode holds a digest of its source: one line end, mode and date, whatever the machine's
    members = {name: content.replace(b"\r\n", b"\n") for name, content in read_members(wheel).items()}
    write_archive(wheel, recorded(members))
    return wheel
