"""What is told of the chance to be there in time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a route promises.

    Attributes
    ----------
    mean_ms
        Its time by the present weights.
    std_ms
        Standard deviation of the time.
    chance
        To be there by the deadline, 0 to 1.
    """

    mean_ms: int
    std_ms: float
    chance: float


@dataclass(frozen=True, slots=True)
class OnTime:
    """The choice for one deadline.

    Attributes
    ----------
    deadline_ms
        From the start of the trip.
    chosen
        Which of `frontier` has the best chance.
    frontier
        From the fastest route to the one of the least variance.
    is_complete
        False where the search for further routes was ended at its bound.
    """

    deadline_ms: int
    chosen: int
    frontier: tuple[Outlook, ...]
    is_complete: bool

    @property
    def best(self) -> Outlook:
        """What the chosen route promises."""
        return self.frontier[self.chosen]
