"""One part of a sweep as the bytes of a Parquet file. Runs in the worker processes and on a cluster."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from explainers.base.parameters import parameters
from explainers.sweep.evaluate import code_digest, evaluate, inputs_class, units
from explainers.sweep.grid import Axis, Grid, fixed_inputs
from explainers.sweep.refusals import SweepError

GROUP = 65_536  # rows evaluated and encoded before the next are: what a process holds does not grow with a part
ABOUT, MARK = "explainers", "explainers-part"  # what stands in a file beside its rows
_UNREADABLE = (
    pa.ArrowException, ArithmeticError, LookupError, MemoryError, OSError, RecursionError, TypeError, ValueError,
)  # fmt: skip
FEW = 4_096  # so many different values of an input are written once, and each row names one


@dataclass(frozen=True)
class Job:
    """What a worker must know: the grid, rows of a part, and which code the other parts were made with."""

    grid: Grid
    part_rows: int
    code: str


def write_part(job: Job, number: int, sink: pa.NativeFile) -> None:
    """Evaluate one part, a group of rows at a time; the same part gives the same bytes wherever it is made.

    Parameters
    ----------
    job : Job                      What is swept. [object]
    number : int                   Which part, from 0. [1]
    sink : pyarrow.NativeFile      Takes a whole Parquet file. [B]

    Raises
    ------
    SweepError        "other-code" where a worker's models are not those that the sweep began with

    Source: this project's convention.
    """
    grid = job.grid
    if code_digest(grid.slug) != job.code:
        raise SweepError("other-code")
    start, stop = number * job.part_rows, min((number + 1) * job.part_rows, grid.rows)
    few = [axis.name for axis in grid.axes if len(axis.values) <= FEW]
    writer: pq.ParquetWriter | None = None
    checksum = 0
    for first in range(start, stop, GROUP):
        table = _rows(grid, first, min(first + GROUP, stop))
        checksum = _summed(checksum, table, len(grid.axes))
        if writer is None:
            writer = pq.ParquetWriter(
                sink, table.schema, compression="none", write_statistics=False, store_schema=False, use_dictionary=few
            )
        writer.write_table(table, row_group_size=GROUP)
    assert writer is not None, "a part has rows"
    mark = json.dumps(_mark(job, number, checksum))
    writer.add_key_value_metadata({ABOUT: json.dumps(description(grid), ensure_ascii=False), MARK: mark})
    writer.close()


def part_bytes(job: Job, number: int) -> bytes:
    """One part as it would stand in its file.

    Parameters
    ----------
    job : Job       What is swept. [object]
    number : int    Which part, from 0. [1]

    Returns
    -------
    bytes           a whole Parquet file. [B]

    Source: this project's convention.
    """
    sink = pa.BufferOutputStream()
    write_part(job, number, sink)
    return bytes(sink.getvalue().to_pybytes())


def is_sound(job: Job, number: int, path: Path) -> bool:
    """Whether a file holds this part: all of it is read, the inputs compared, the values' checksum taken again.

    Parameters
    ----------
    job : Job       What is swept. [object]
    number : int    Which part, from 0. [1]
    path : Path     The file. [path]

    Returns
    -------
    bool            False for whatever cannot be read, too. [yes or no]

    Source: this project's convention.
    """
    try:
        if not path.is_file():  # a pipe would wait for ever
            return False
        with pq.ParquetFile(path) as file:
            return _holds_part(job, number, file)
    except _UNREADABLE:
        return False


def _holds_part(job: Job, number: int, file: pq.ParquetFile) -> bool:
    grid, beside = job.grid, file.metadata.metadata or {}
    place, stop = number * job.part_rows, min((number + 1) * job.part_rows, grid.rows)
    if file.metadata.num_rows != stop - place or not file.schema_arrow.equals(_schema(grid)):
        return False
    if json.loads(beside[ABOUT.encode()]) != json.loads(json.dumps(description(grid))):
        return False
    checksum = 0
    for batch in file.iter_batches(GROUP):
        indices = grid.indices(place, place + batch.num_rows)
        if not all(batch.column(axis.name).equals(pa.array(axis.array[indices[axis.name]])) for axis in grid.axes):
            return False
        checksum, place = _summed(checksum, batch, len(grid.axes)), place + batch.num_rows
    return place == stop and json.loads(beside[MARK.encode()]) == _mark(job, number, checksum)


def _mark(job: Job, number: int, checksum: int) -> dict[str, Any]:
    """Which part a file is, of which models, with which values."""
    return {"number": number, "code": job.code, "crc32": checksum}


def _summed(checksum: int, rows: pa.Table | pa.RecordBatch, inputs: int) -> int:
    for column in rows.columns[inputs:]:
        checksum = zlib.crc32(np.ascontiguousarray(column.to_numpy()).tobytes(), checksum)
    return checksum


def _schema(grid: Grid) -> pa.Schema:
    # no cell is null (a value that does not exist is NaN), and saying so spares the writer one look at each
    kinds = {axis.name: pa.array(axis.array[:1]).type for axis in grid.axes}
    kinds |= {_column_name(grid, name): pa.float64() for name in units(grid.slug)}
    return pa.schema([pa.field(name, kind, nullable=False) for name, kind in kinds.items()])


def _column_name(grid: Grid, value: str) -> str:
    return f"{value} (value)" if value in {axis.name for axis in grid.axes} else value


def _rows(grid: Grid, start: int, stop: int) -> pa.Table:
    indices = grid.indices(start, stop)
    columns = {axis.name: _column(axis, indices[axis.name]) for axis in grid.axes}
    columns |= {_column_name(grid, name): pa.array(numbers) for name, numbers in evaluate(grid, indices).items()}
    schema = pa.schema([pa.field(name, column.type, nullable=False) for name, column in columns.items()])
    return pa.table(columns, schema=schema)


def _column(axis: Axis, places: NDArray[np.int64]) -> pa.Array:
    if len(axis.values) > FEW:
        return pa.array(axis.array[places])
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(axis.values))


def description(grid: Grid) -> dict[str, Any]:
    """What the columns of a part mean.

    Parameters
    ----------
    grid : Grid    What is swept. [object]

    Returns
    -------
    dict           calculator, units of every column, and the inputs that stand still

    Source: this project's convention.
    """
    kind = inputs_class(grid.slug)
    shown = {parameter.name: parameter.unit for parameter in parameters(kind)}
    inputs = {axis.name: shown[axis.name] for axis in grid.axes}
    return {
        "calculator": grid.slug,
        "units": {"inputs": inputs, "values": dict(units(grid.slug))},
        "fixed": dict(fixed_inputs(kind, grid)),
    }
