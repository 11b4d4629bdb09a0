"""Small networks for tests, made by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop_app.roadnet.build import build_network
from desktop_app.roadnet.network import ArcFlag, MapFacts, RoadClass, RoadNetwork
from desktop_app.roadnet.tables import NodeTable, WayTable
from desktop_app.roadnet.texts import TextCollector


@dataclass(frozen=True)
class Road:
    """One OSM way of a test network."""

    nodes: tuple[int, ...]
    name: str = ""
    forward_kph: float = 50.0
    backward_kph: float = 50.0
    road_class: RoadClass = RoadClass.RESIDENTIAL
    flags: ArcFlag = ArcFlag(0)  # noqa: RUF009 - immutable


def network_of(places: dict[int, tuple[float, float]], roads: Sequence[Road]) -> RoadNetwork:
    """Return the network of `roads` (way ids from 100 up) between `places`, OSM id to (lon, lat)."""
    ids = sorted(places)
    nodes = NodeTable(
        np.array(ids, np.int64),
        np.array([places[i][0] for i in ids], np.float64),
        np.array([places[i][1] for i in ids], np.float64),
    )
    texts = TextCollector()
    first = np.zeros(len(roads) + 1, np.int64)
    np.cumsum([len(road.nodes) for road in roads], out=first[1:])
    ways = WayTable.of_cars(
        np.arange(100, 100 + len(roads), dtype=np.int64),
        first,
        np.array([node for road in roads for node in road.nodes], np.int64),
        np.array([road.forward_kph for road in roads], np.float32),
        np.array([road.backward_kph for road in roads], np.float32),
        np.array([road.road_class for road in roads], np.uint8),
    )
    ways = replace(
        ways,
        flags=np.array([road.flags for road in roads], np.uint16),
        name=np.array([texts.number(road.name) for road in roads], np.int32),
    )
    lon, lat = nodes.lon, nodes.lat
    facts = MapFacts(
        "test", "", "", "test data", float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
    )
    return build_network(nodes, ways, texts.table(), facts).network


def grid(columns: int = 6, rows: int = 5, step_deg: float = 0.002) -> RoadNetwork:
    """Return a grid of two-way streets, node ``row * 100 + column + 1``; rows 'Row r', columns 'Column c'.

    Blocks are about 160 m by 220 m, at 45 degrees north.
    """
    places = {
        row * 100 + column + 1: (0.1 + column * step_deg, 45.0 + row * step_deg)
        for row in range(rows)
        for column in range(columns)
    }
    streets = [
        Road(tuple(row * 100 + column + 1 for column in range(columns)), f"Row {row}") for row in range(rows)
    ]
    streets += [
        Road(tuple(row * 100 + column + 1 for row in range(rows)), f"Column {column}")
        for column in range(columns)
    ]
    return network_of(places, streets)
