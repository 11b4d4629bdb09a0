"""What the selftest tries of a map: finding, a graph in and out, degrees from metres, hours on signs."""

from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from desktop_app.app.maps import open_map
from desktop_app.app.searching import open_search
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import ProgressSink
from desktop_app.roadnet.sources.graphml.projection import to_lon_lat
from desktop_app.roadnet.sources.graphml.reading import read_graphml
from desktop_app.roadnet.sources.graphml.writing import write_graphml

_ZONE = "Europe/Lisbon"
_UTM_29 = "epsg:32629"
_MIDDLE_OF_29 = -9.0
_CLOSE_DEG = 1e-6


def try_search(source: Path, progress: ProgressSink) -> None:
    """Find a street of the map by its name; raises AssertionError where it is not found."""
    network = open_map(source, progress).network
    street = next(text for text in network.texts if len(text) > len("A 1"))
    results = open_search(source, progress).find(street, limit=5)
    if not any(street in result.label for result in results):
        raise AssertionError(f"{street} was not found on the map")


def try_graph(source: Path, folder: Path, progress: ProgressSink) -> None:
    """Write the map as GraphML and read it again; raises AssertionError where something is lost."""
    network = open_map(source, progress).network
    write_graphml(network, folder / "map.graphml")
    back = read_graphml(folder / "map.graphml", progress).network
    if _size(back) != _size(network):
        raise AssertionError(f"the graph came back as {_size(back)}, not {_size(network)}")


def try_places_and_zones() -> None:
    """Ask for a projection and a time zone, whose tables are files of their libraries.

    Raises
    ------
    AssertionError
        The projection gives another place.
    """
    ZoneInfo(_ZONE)
    lon, _ = to_lon_lat(_UTM_29, np.array([500_000.0]), np.array([4_500_000.0]))
    if abs(float(lon[0]) - _MIDDLE_OF_29) > _CLOSE_DEG:
        raise AssertionError(f"the middle of UTM zone 29 lies at {float(lon[0])}")


def _size(network: RoadNetwork) -> tuple[int, int, int]:
    return network.arc_count, network.segment_count, len(network.turn_bans.relation)
