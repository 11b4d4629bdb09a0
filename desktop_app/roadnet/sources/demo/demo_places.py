"""The places that the demo's routes begin and end at."""

from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.osm_ways import lon_lat
from desktop_app.roadnet.sources.demo.street_graph import StreetGraph


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that routes begin and end at; degrees."""

    name: str
    lon: float
    lat: float


_WANTED = (
    ("Depot", -1900, -2850),
    ("Harbour", 3150, 300),
    ("General Hospital", 1500, 2750),
    ("Central Station", -260, 930),
    ("University", -2850, 2150),
    ("Airport Road", 2900, -2450),
    ("Stadium", -3050, -1900),
    ("Market Hall", 120, 260),
)

DEMO_ROUTES = (
    ("Airport Road to University", "Airport Road", "University"),
    ("Depot to General Hospital", "Depot", "General Hospital"),
    ("Stadium to Harbour", "Stadium", "Harbour"),
    ("Central Station to Stadium", "Central Station", "Stadium"),
    ("General Hospital to Stadium", "General Hospital", "Stadium"),
    ("Stadium to University", "Stadium", "University"),
)
"""The first one is the one that the demo's jam befalls; of the second a road is closed."""


def find_places(graph: StreetGraph) -> tuple[NamedPlace, ...]:
    """Return the places, each in the middle of the nearest street between two junctions."""
    open_pieces = [p for p in graph.pieces if p.rank >= Rank.COLLECTOR and not p.one_way and not p.roundabout]
    middles = np.array([piece.line[len(piece.line) // 2] for piece in open_pieces])
    places = []
    for name, x, y in _WANTED:
        nearest = int(np.argmin(np.hypot(middles[:, 0] - x, middles[:, 1] - y)))
        places.append(NamedPlace(name, *lon_lat(middles[nearest])))
    return tuple(places)
