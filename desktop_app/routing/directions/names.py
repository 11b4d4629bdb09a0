"""What roads are called, and whether a change of name is worth a word.

Which changes are announced follows OSRM (Project OSRM, ``requiresNameAnnounced``).
"""

from dataclasses import dataclass
from functools import lru_cache

from desktop_app.roadnet.network import RoadNetwork

_KEPT = 20_000
"""Names that are kept read."""

_POINTS = frozenset({"north", "south", "east", "west"})
"""Words that tell parts of one street apart, as in ``North Main Street``."""


@dataclass(frozen=True, slots=True)
class RoadName:
    """What a road is called: its name and its number, each may be empty."""

    name: str
    ref: str

    @property
    def street(self) -> str:
        """The name, else the number."""
        return self.name or self.ref

    @property
    def is_none(self) -> bool:
        """Whether the road is called nothing."""
        return not self.name and not self.ref

    def continues_as(self, after: "RoadName") -> bool:
        """Whether going on into a road called `after` needs no word about its name."""
        if self.is_none:
            return after.is_none
        if not self.name and self.ref and after.name and not after.ref:
            return False
        names_match = not self.name or _names_match(self.name, after.name)
        refs_match = not self.ref or not after.ref or self.ref in after.ref or after.ref in self.ref
        keeps_ref = not after.ref or (bool(self.ref) and refs_match)
        return (names_match and refs_match) or (keeps_ref and not after.name)

    def is_same_as(self, other: "RoadName") -> bool:
        """Whether two roads bear one name, or one number where they have no name."""
        if self.is_none or other.is_none:
            return False
        return (
            self == other
            or self.continues_as(other)
            or (bool(self.name) and _names_match(self.name, other.name))
        )


class Names:
    """The names of the arcs of one network."""

    def __init__(self, network: RoadNetwork) -> None:
        """Read the names of `network`."""
        self._network = network
        self._named = lru_cache(_KEPT)(self._read)

    def of(self, arc: int) -> RoadName:
        """Return what an arc is called."""
        return self._named(int(self._network.arc_name[arc]), int(self._network.arc_ref[arc]))

    def destination(self, arc: int) -> str:
        """Return what signs along an arc say, parted by semicolons; empty where they say nothing."""
        return self._network.texts[int(self._network.arc_destination[arc])]

    def exit_ref(self, junction: int) -> str:
        """Return the number of a motorway's exit; empty where a junction has none."""
        return self._network.texts[int(self._network.junction_ref[junction])]

    def _read(self, name: int, ref: int) -> RoadName:
        numbers = self._network.texts[ref].split(";")
        return RoadName(self._network.texts[name], "; ".join(number.strip() for number in numbers))


def _names_match(name: str, other: str) -> bool:
    if name.startswith(other) or other.startswith(name):
        return bool(name and other) or name == other
    return _without_points(name) == _without_points(other)


def _without_points(name: str) -> str:
    """Return a name without the points of the compass in it."""
    kept = " ".join(word for word in name.split() if word.lower() not in _POINTS)
    return kept or name
