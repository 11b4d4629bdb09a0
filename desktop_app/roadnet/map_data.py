"""A map as its source gives it, and as the rest of the program takes it."""

from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.generalised import RoadLines, build_road_lines
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.spatial_arrays import SpatialArrays, build_spatial_arrays


class ImportReport(msgspec.Struct, frozen=True):
    """What an import read, kept and left out.

    Attributes
    ----------
    arcs, junctions, segments, ways_kept
        Of the roads that are open to every car.
    dropped
        How many items were left out or read by a stated rule, by reason.
    examples
        For each reason, up to ten OSM items such as ``way 4711``.
    seconds
        How long the import took.
    places
        Longitude and latitude of those examples that have a place.
    network_arcs
        Arcs of all profiles, private roads and those that only some vehicles may drive included.
    turn_bans
        Manoeuvres that turn restrictions forbid.
    """

    arcs: int
    junctions: int
    segments: int
    ways_kept: int
    dropped: dict[str, int]
    examples: dict[str, tuple[str, ...]]
    seconds: float
    data_time: str
    places: dict[str, tuple[float, float]] = {}
    network_arcs: int = 0
    turn_bans: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ArcOrder:
    """In which order the routing engine contracts the arcs; routing makes it, and the map folder keeps it.

    Attributes
    ----------
    rank
        (A,) int32 place of each arc in the order, each number once; empty where nobody made it.
    """

    rank: NDArray[np.int32]

    @classmethod
    def none(cls) -> "ArcOrder":
        """Return the order that nobody made."""
        return cls(np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class SourceMap:
    """A map as its source gives it; a map folder is made of it.

    Attributes
    ----------
    items
        What the source names to be found by, besides roads and the backdrop.
    profiles_key
        Hash of the profiles' rules, as `profile.profiles_key` gives it; empty where nobody said.
    order
        Comes from no source: whoever imports adds it.
    """

    network: RoadNetwork
    backdrop: Backdrop
    report: ImportReport
    items: SearchItems = field(default_factory=SearchItems.empty)
    profiles_key: str = ""
    order: ArcOrder = field(default_factory=ArcOrder.none)


@dataclass(frozen=True, slots=True, eq=False)
class MapData:
    """An opened map: what its source gives, and what is derived from that once, at the import."""

    network: RoadNetwork
    backdrop: Backdrop
    report: ImportReport
    index: SpatialArrays
    lines: RoadLines
    order: ArcOrder

    @classmethod
    def of(cls, source: SourceMap) -> "MapData":
        """Return the map without a folder between, for small maps that are made on the spot."""
        network = source.network
        index, lines = build_spatial_arrays(network), build_road_lines(network)
        return cls(network, source.backdrop, source.report, index, lines, source.order)
