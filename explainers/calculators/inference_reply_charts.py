"""The three charts of inference-reply: one reply part by part, time per token by users, price against speed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.sampling import table_rows

CURVE_POINTS = 49
TABLE_ROWS = 7
PARTS = ("internet", "queue", "link-rate", "link-start", "kernels", "writing", "reading")


def timeline(cases: Mapping[str, Mapping[str, float]]) -> Chart:
    """One bar for each case, its parts in seconds.

    Parameters
    ----------
    cases : mapping name -> mapping part -> float    NaN where there is no reply. [s]

    Returns
    -------
    Chart                                            kind "stack", parts [s], with its table

    Source: sum of the terms.
    """
    rows = np.arange(len(cases), dtype=np.float64)
    numbers = {part: np.array([case[part] for case in cases.values()]) for part in PARTS}
    columns: tuple[Column | TermColumn, ...] = (
        TermColumn("case", tuple(cases)),
        *(Column(part, "s", numbers[part]) for part in PARTS),
        Column("total", "s", np.sum(list(numbers.values()), axis=0)),
    )
    return Chart(
        name="timeline", kind="stack", x=Axis("time", "s"), y=Axis("case", "", "rows"), rows=tuple(cases),
        series=tuple(Series(part, "neutral", numbers[part], rows) for part in PARTS),
        table=Table("timeline", columns), emphasis="now",
    )  # fmt: skip


def by_users(users: Numbers, step_s: Numbers, without_links_s: Numbers, fits: float) -> Chart:
    """Time per token against the users who share the GPUs, with and without the links' time.

    Parameters
    ----------
    users : array (n + 1,)              The last is the chosen number, where the rule stands. [1]
    step_s : array (n + 1,)             One token for everybody. [s]
    without_links_s : array (n + 1,)    The same without the links' time. [s]
    fits : float                        Users whose conversations fit; rows beyond are empty in the table. [1]

    Returns
    -------
    Chart                               kind "lines", x [1], y [s], with its table

    Source: explainers.models.systems.forward_pass.
    """
    shown, chosen = table_rows(users, (CURVE_POINTS - 1) // (TABLE_ROWS - 1))
    inside = users <= fits
    columns = (
        Column("users", "count", users[shown]),
        Column("with-links", "s", np.where(inside, step_s, np.nan)[shown], "token"),
        Column("without-links", "s", np.where(inside, without_links_s, np.nan)[shown], "token"),
    )
    return Chart(
        name="by-users", kind="lines", x=Axis("users", "1", "log"), y=Axis("per-token", "s", each="token"),
        series=(
            Series("with-links", "neutral", users[:-1], step_s[:-1]),
            Series("without-links", "limit", users[:-1], without_links_s[:-1]),
        ),
        table=Table("by-users", columns, chosen), rule_x=float(users[-1]), emphasis="with-links",
    )  # fmt: skip


def price_and_speed(users: Numbers, speed: Numbers, usd: Numbers, usd_without: Numbers, fits: float) -> Chart:
    """Price of a million tokens against the speed that one user sees; each point another number of users.

    Parameters
    ----------
    users : array (n + 1,)          The last is the chosen number. [1]
    speed : array (2, n + 1)        Tokens a second of one user, with and without the links' time. [token/s]
    usd : array (n + 1,)            Price of a million tokens. [USD]
    usd_without : array (n + 1,)    The same without the links' time and price. [USD]
    fits : float                    Users whose conversations fit. [1]

    Returns
    -------
    Chart                           kind "lines", x [token/s], y [USD], with its table

    Source: explainers.models.systems.serving.
    """
    inside = users <= fits
    shown, chosen = table_rows(users, (CURVE_POINTS - 1) // (TABLE_ROWS - 1))
    empty = np.where(inside, 1.0, np.nan)
    columns = (
        Column("users", "count", users[shown]),
        Column("speed", "token/s", (speed[0] * empty)[shown], "user"),
        Column("with-links", "USD", (usd * empty)[shown], "million-tokens"),
        Column("without-links", "USD", (usd_without * empty)[shown], "million-tokens"),
    )
    last_first = slice(-2, None, -1)  # more users are slower: the curve begins with them
    return Chart(
        name="price-and-speed", kind="lines", x=Axis("speed", "token/s", "log", "user"),
        y=Axis("price", "USD", "log", "million-tokens"),
        series=(
            Series("with-links", "neutral", speed[0][last_first], usd[last_first]),
            Series("without-links", "limit", speed[1][last_first], usd_without[last_first]),
        ),
        table=Table("price-and-speed", columns, chosen), emphasis="with-links",
    )  # fmt: skip
