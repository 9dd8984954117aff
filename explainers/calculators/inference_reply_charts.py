"""The three charts of inference-reply: one reply part by part, time per token by users, price against speed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn

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


def by_users(users: Numbers, step_s: Numbers, without_links_s: Numbers, chosen: float, fits: float) -> Chart:
    """Time per token against the users who share the GPUs, with and without the links' time.

    Parameters
    ----------
    users : array (n,)              [1]
    step_s : array (n,)             One token for everybody. [s]
    without_links_s : array (n,)    The same without the links' time. [s]
    chosen : float                  Where the rule stands. [1]
    fits : float                    Users whose conversations fit; rows beyond are empty in the table. [1]

    Returns
    -------
    Chart                           kind "lines", x [1], y [s], with its table

    Source: explainers.models.systems.forward_pass.
    """
    shown = slice(None, None, (CURVE_POINTS - 1) // (TABLE_ROWS - 1))
    inside = users <= fits
    columns = (
        Column("users", "count", users[shown]),
        Column("with-links", "s", np.where(inside, step_s, np.nan)[shown]),
        Column("without-links", "s", np.where(inside, without_links_s, np.nan)[shown]),
    )
    return Chart(
        name="by-users", kind="lines", x=Axis("users", "1", "log"), y=Axis("per-token", "s"),
        series=(
            Series("with-links", "neutral", users, step_s),
            Series("without-links", "limit", users, without_links_s),
        ),
        table=Table("by-users", columns), rule_x=chosen, emphasis="with-links",
    )  # fmt: skip


def price_and_speed(users: Numbers, speed: Numbers, usd: Numbers, usd_without: Numbers, fits: float) -> Chart:
    """Price of a million tokens against the speed that one user sees; each point another number of users.

    Parameters
    ----------
    users : array (n,)          [1]
    speed : array (2, n)        Tokens a second of one user, with and without the links' time. [token/s]
    usd : array (n,)            Price of a million tokens. [USD]
    usd_without : array (n,)    The same without the links' time and price. [USD]
    fits : float                Users whose conversations fit. [1]

    Returns
    -------
    Chart                       kind "lines", x [token/s], y [USD], with its table

    Source: explainers.models.systems.serving.
    """
    inside = users <= fits
    shown = slice(None, None, (CURVE_POINTS - 1) // (TABLE_ROWS - 1))
    empty = np.where(inside, 1.0, np.nan)
    columns = (
        Column("users", "count", users[shown]),
        Column("speed", "token/s", (speed[0] * empty)[shown]),
        Column("with-links", "USD", (usd * empty)[shown]),
        Column("without-links", "USD", (usd_without * empty)[shown]),
    )
    last_first = slice(None, None, -1)  # more users are slower: the curve begins with them
    return Chart(
        name="price-and-speed", kind="lines", x=Axis("speed", "token/s", "log"), y=Axis("price", "USD", "log"),
        series=(
            Series("with-links", "neutral", speed[0][last_first], usd[last_first]),
            Series("without-links", "limit", speed[1][last_first], usd_without[last_first]),
        ),
        table=Table("price-and-speed", columns), emphasis="with-links",
    )  # fmt: skip
