"""One instruction of directions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What to do at one place, and the way to the next.

    Attributes
    ----------
    type, modifier
        In the words of OSRM's route API; `modifier` is None where it has none.
    street
        Name of the road behind it, else its number, else empty.
    ref, destination
        Number of that road, and what signs along it say, parted by semicolons.
    exit
        The number of a roundabout's exit.
    exit_ref
        The number of a motorway's exit.
    lon, lat
        Where it is, degrees.
    distance_m, duration_ms
        To the next step.
    text
        The sentence.
    """

    type: str
    modifier: str | None
    street: str
    ref: str
    destination: str
    exit: int | None
    exit_ref: str
    lon: float
    lat: float
    distance_m: float
    duration_ms: int
    text: str
