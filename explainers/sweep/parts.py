"""One part of a sweep as the bytes of a Parquet file. Runs in the worker processes and on a cluster."""

from __future__ import annotations

import json
from dataclasses import dataclass
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
    for first in range(start, stop, GROUP):
        table = _rows(grid, first, min(first + GROUP, stop))
        if writer is None:
            writer = pq.ParquetWriter(
                sink, table.schema, compression="none", write_statistics=False, store_schema=False, use_dictionary=few
            )
        writer.write_table(table, row_group_size=GROUP)
    assert writer is not None, "a part has rows"
    writer.add_key_value_metadata({"explainers": json.dumps(description(grid), ensure_ascii=False)})
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


def _rows(grid: Grid, start: int, stop: int) -> pa.Table:
    indices = grid.indices(start, stop)
    columns = {axis.name: _column(axis, indices[axis.name]) for axis in grid.axes}
    for name, numbers in evaluate(grid, indices).items():
        columns[name if name not in columns else f"{name} (value)"] = pa.array(numbers)
    # no cell is null (a value that does not exist is NaN), and saying so spares the writer one look at each
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
