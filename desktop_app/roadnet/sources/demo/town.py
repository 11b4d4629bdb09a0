"""The town as a whole."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desktop_app.roadnet.sources.demo.osm_text import OsmNode, OsmWay, write_osm

TOWN_VERSION = 1
"""Goes up whenever the same seed gives another town."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that routes begin and end at; degrees."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, eq=False)
class DemoTown:
    """A town.

    Attributes
    ----------
    demo_routes
        Name of a route, and of the places where it begins and ends.
    """

    name: str
    nodes: tuple[OsmNode, ...]
    ways: tuple[OsmWay, ...]
    places: tuple[NamedPlace, ...]
    demo_routes: tuple[tuple[str, str, str], ...]


def make_demo_town(seed: int) -> DemoTown:
    """Return the town of `seed`; the same seed gives the same town."""
    rng = np.random.default_rng(seed)
    size, step = 54, 0.0022
    nodes, ways = [], []

    def node_id(row: int, column: int) -> int:
        return row * 1000 + column + 1

    for row in range(size):
        for column in range(size):
            jitter = rng.normal(0, 0.0002, 2)
            nodes.append(
                OsmNode(
                    node_id(row, column), 8 + column * step * 1.4 + jitter[0], 48 + row * step + jitter[1]
                )
            )
    for row in range(size):
        kind = "primary" if row % 9 == 4 else "residential"
        line = tuple(node_id(row, column) for column in range(size))
        ways.append(OsmWay(10_000 + row, line, (("highway", kind), ("name", f"Row {row} Street"))))
    for column in range(size):
        kind = "secondary" if column % 9 == 4 else "residential"
        bridge = column % 14 == 4
        spans = [range(size)] if bridge else [range(27), range(27, size)]
        for part, span in enumerate(spans):
            line = tuple(node_id(row, column) for row in span)
            tags = (("highway", kind), ("name", f"Column {column} Avenue"))
            ways.append(OsmWay(20_000 + column * 10 + part, line, tags))
    places = tuple(
        NamedPlace(name, 8 + column * step * 1.4, 48 + row * step)
        for name, row, column in (
            ("Depot", 4, 4),
            ("Harbour", 50, 46),
            ("Hospital", 8, 44),
            ("Station", 48, 6),
        )
    )
    routes = (
        ("Depot to Harbour", "Depot", "Harbour"),
        ("Hospital to Station", "Hospital", "Station"),
        ("Depot to Station", "Depot", "Station"),
        ("Harbour to Hospital", "Harbour", "Hospital"),
    )
    return DemoTown("Demo Town", tuple(nodes), tuple(ways), places, routes)


def write_demo_town(town: DemoTown, path: Path) -> None:
    """Write the town as OpenStreetMap data."""
    write_osm(path, town.nodes, town.ways)
