"""How much searching one call of the planner may do; what is left over waits for the next call."""

from dataclasses import dataclass

CLOSE_LOOK = 10
"""What a whole search for one route counts; asking for a cost alone counts 1 (0.05 ms on a city)."""


@dataclass(slots=True)
class SearchBudget:
    """Counts down; counted in searches, not by a clock, so that the same commands bring the same changes."""

    left: int

    def take(self, searches: int = 1) -> bool:
        """Spend on something if anything is left; the last may overspend."""
        if self.left <= 0:
            return False
        self.left -= searches
        return True
