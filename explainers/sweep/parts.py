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

FEW = 4_096  # so many different values of an input are written once, and each row names one


@dataclass(frozen=True)
class Job:
    """What a worker must know: the grid, rows of a part, and which code the other parts were made with."""

    grid: Grid
    part_rows: int
    code: str


def part_bytes(job: Job, number: int) -> pa.Buffer:
    """One part, evaluated and encoded; the same part gives the same bytes wherever it is made.

    Parameters
    ----------
    job : Job       What is swept. [object]
    number : int    Which part, from 0. [1]

    Returns
    -------
    pyarrow.Buffer    a whole Parquet file. [B]

    Raises
    ------
    SweepError        "other-code" where a worker's models are not those that the sweep began with

    Source: this project's convention.
    """
    if code_digest(job.grid.slug) != job.code:
        raise SweepError("other-code")
    start = number * job.part_rows
    indices = job.grid.indices(start, min(start + job.part_rows, job.grid.rows))
    columns = {axis.name: _column(axis, indices[axis.name]) for axis in job.grid.axes}
    for name, numbers in evaluate(job.grid, indices).items():
        columns[name if name not in columns else f"{name} (value)"] = pa.array(numbers)
    return _encoded(pa.table(columns), job)


def _encoded(table: pa.Table, job: Job) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(
        sink, table.schema, compression="none", write_statistics=False, store_schema=False,
        use_dictionary=[axis.name for axis in job.grid.axes if len(axis.values) <= FEW],
    ) as writer:  # fmt: skip
        writer.write_table(table, row_group_size=job.part_rows)
        writer.add_key_value_metadata({"explainers": json.dumps(description(job.grid), ensure_ascii=False)})
    return sink.getvalue()


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
