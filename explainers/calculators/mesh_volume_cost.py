"""The cost of a module for a maker who begins late and for one who has long made many."""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.answer import Value
from explainers.models.fleet.learning import cost_ratio, doublings, learning_rate_for, yearly_fall


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Two makers on one curve.

    first_units, newcomer_units, other_units : ever made [1]; first_usd, newcomer_usd, other_usd : cost of one [USD];
    learning_rate : of both [1]; even_learning_rate : with which the newcomer costs as little as the other [1];
    yearly_fall : of the cost, if all that was ever made grows as the newcomer does [1]
    """

    first_units: float
    newcomer_units: float
    other_units: float
    first_usd: float
    newcomer_usd: float
    other_usd: float
    learning_rate: float
    even_learning_rate: float
    yearly_fall: float

    def values(self) -> list[Value]:
        """All of it as named values of the answer, with what follows from it.

        Returns
        -------
        list of Value    costs [USD], counts and shares [1]

        Source: this model.
        """
        return [
            Value("learning_rate", self.learning_rate, "1"),
            Value("breakeven_learning_rate", self.even_learning_rate, "1"),
            Value("newcomer_units", self.newcomer_units, "1"),
            Value("incumbent_units", self.other_units, "1"),
            Value("newcomer_doublings", float(doublings(self.newcomer_units, self.first_units)), "1"),
            Value("incumbent_doublings", float(doublings(self.other_units, self.first_units)), "1"),
            Value("doublings_behind", float(doublings(self.other_units, self.newcomer_units)), "1"),
            Value("first_cost_usd", self.first_usd, "USD"),
            Value("newcomer_cost_usd", self.newcomer_usd, "USD"),
            Value("incumbent_cost_usd", self.other_usd, "USD"),
            Value("cost_ratio", self.newcomer_usd / self.other_usd, "1"),
            Value("breakeven_design_saving", 1 - self.other_usd / self.newcomer_usd, "1"),
            Value("cost_fall_per_year", self.yearly_fall, "1"),
        ]


def costs(
    *, first_units: float, newcomer_units: float, other_units: float, other_cost_usd: float, learning_rate: float,
    growth_per_year: float,
) -> Costs:  # fmt: skip
    """Both makers' cost of a module, from the other maker's and from how many each has made.

    Parameters
    ----------
    first_units : float         First batch, at whose end both cost the same. [1]
    newcomer_units : float      All that the newcomer has made, more than the first batch. [1]
    other_units : float         All that the other maker has made, more than the first batch. [1]
    other_cost_usd : float      What one costs the other maker now. [USD]
    learning_rate : float       What a doubling takes off the cost. [1]
    growth_per_year : float     Of all that was ever made. [1]

    Returns
    -------
    Costs                       [see its fields]

    Source: explainers.models.fleet.learning.
    """
    of_newcomer = float(doublings(newcomer_units, first_units))
    of_other = float(cost_ratio(learning_rate, doublings(other_units, first_units)))
    first_usd = other_cost_usd / of_other
    return Costs(
        first_units=first_units, newcomer_units=newcomer_units, other_units=other_units, first_usd=first_usd,
        newcomer_usd=first_usd * float(cost_ratio(learning_rate, of_newcomer)), other_usd=other_cost_usd,
        learning_rate=learning_rate, even_learning_rate=learning_rate_for(of_other, of_newcomer),
        yearly_fall=yearly_fall(learning_rate, growth_per_year),
    )  # fmt: skip
