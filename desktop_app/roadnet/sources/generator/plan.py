"""What is asked for: a country of some size."""

from dataclasses import dataclass

from desktop_app.errors import GreenwaveError

COUNTRY_VERSION = 1
"""Goes up whenever the same plan gives another country."""

FEWEST_ARCS, MOST_ARCS = 3_000, 50_000_000


class CountryPlanError(GreenwaveError):
    """A country cannot be as it was asked for."""


@dataclass(frozen=True, slots=True)
class CountryPlan:
    """A country.

    Attributes
    ----------
    seed
        The same plan gives the same country, to the byte.
    arcs
        About how many arcs its network has.
    """

    seed: int
    arcs: int

    def __post_init__(self) -> None:
        """Raise CountryPlanError where no country of that size can be made."""
        if not FEWEST_ARCS <= self.arcs <= MOST_ARCS:
            raise CountryPlanError(
                f"A country of {self.arcs} arcs cannot be made; ask for {FEWEST_ARCS} to {MOST_ARCS}."
            )
        if self.seed < 0:
            raise CountryPlanError(f"The seed {self.seed} is negative; give 0 or a larger number.")
