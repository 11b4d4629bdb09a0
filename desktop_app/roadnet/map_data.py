"""A map as the rest of the program takes it: roads, backdrop, and the report of its import."""

from dataclasses import dataclass

import msgspec

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.network import RoadNetwork


class ImportReport(msgspec.Struct, frozen=True):
    """What an import read, kept and left out.

    Attributes
    ----------
    ways_kept
        OSM ways of which at least one stretch can be driven.
    dropped
        How many items were left out or read by a stated rule, by reason.
    examples
        For each reason, up to ten OSM items such as ``way 4711``.
    seconds
        How long the import took.
    """

    arcs: int
    junctions: int
    segments: int
    ways_kept: int
    dropped: dict[str, int]
    examples: dict[str, tuple[str, ...]]
    seconds: float
    data_time: str


@dataclass(frozen=True, slots=True, eq=False)
class MapData:
    """An opened map."""

    network: RoadNetwork
    backdrop: Backdrop
    report: ImportReport
