"""The road network as a struct of arrays.

Three levels: *nodes* are OSM nodes on roads; *segments* run, directed, from one node to its
neighbour; *arcs* are directed runs of segments of one way between two *junctions*.
A road open in both directions has two arcs, each the other's twin.
"""

from dataclasses import dataclass
from enum import IntEnum, IntFlag

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.texts import TextTable

FORMAT_VERSION = 1


class RoadClass(IntEnum):
    """Kinds of road, from the widest to the narrowest; the value of OSM's ``highway`` tag."""

    MOTORWAY = 0
    MOTORWAY_LINK = 1
    TRUNK = 2
    TRUNK_LINK = 3
    PRIMARY = 4
    PRIMARY_LINK = 5
    SECONDARY = 6
    SECONDARY_LINK = 7
    TERTIARY = 8
    TERTIARY_LINK = 9
    UNCLASSIFIED = 10
    RESIDENTIAL = 11
    LIVING_STREET = 12
    SERVICE = 13
    ROAD = 14
    TRACK = 15

    @property
    def tag(self) -> str:
        """The value of the ``highway`` tag."""
        return self.name.lower()


class ArcFlag(IntFlag):
    """Facts about an arc, as bits of ``arc_flags``."""

    AGAINST_WAY = 1
    """The arc runs against the node order of its OSM way."""
    ROUNDABOUT = 2
    BRIDGE = 4
    TUNNEL = 8
    ONE_WAY = 16


@dataclass(frozen=True, slots=True)
class MapFacts:
    """Where a map comes from.

    Attributes
    ----------
    name
        Short name for the status bar and the feed.
    source_hash
        SHA-256 of the source file, hexadecimal.
    data_time
        RFC 3339 instant of the data, or empty where the source does not say.
    attribution
        To be shown wherever the map is shown.
    west, south, east, north
        Bounds of the roads in degrees. Over the antimeridian `west` > `east` does not occur:
        the box is then the whole globe.
    """

    name: str
    source_hash: str
    data_time: str
    attribution: str
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, eq=False)
class RoadNetwork:
    """An immutable road network.

    N nodes, J junctions, A arcs, S segments. Indexes are positions in these arrays.

    Attributes
    ----------
    facts
        Name, source, time, attribution, bounds.
    node_osm_id, node_lon, node_lat
        (N,) int64 ascending, float64 degrees.
    junction_node
        (J,) int32 node of each junction.
    junction_component
        (J,) int32 strongly connected component; components are numbered by size, 0 the largest.
    arc_tail, arc_head
        (A,) int32 junctions.
    arc_first_segment
        (A + 1,) int32: arc ``a`` is the segments ``arc_first_segment[a]:arc_first_segment[a + 1]``,
        in driving order.
    arc_way
        (A,) int64 OSM way id.
    arc_class, arc_flags
        (A,) uint8 `RoadClass` and `ArcFlag`.
    arc_name, arc_ref
        (A,) int32 numbers in `texts`; 0 is no name.
    arc_twin
        (A,) int32 the arc over the same segments the other way, or -1.
    segment_tail, segment_head
        (S,) int32 nodes.
    segment_arc
        (S,) int32.
    segment_length_m
        (S,) float64.
    segment_free_flow_kph
        (S,) float32, never below 1.
    segment_twin
        (S,) int32 the segment of the same way the other way round, or -1.
    texts
        Street names and road numbers.
    """

    facts: MapFacts
    node_osm_id: NDArray[np.int64]
    node_lon: NDArray[np.float64]
    node_lat: NDArray[np.float64]
    junction_node: NDArray[np.int32]
    junction_component: NDArray[np.int32]
    arc_tail: NDArray[np.int32]
    arc_head: NDArray[np.int32]
    arc_first_segment: NDArray[np.int32]
    arc_way: NDArray[np.int64]
    arc_class: NDArray[np.uint8]
    arc_flags: NDArray[np.uint8]
    arc_name: NDArray[np.int32]
    arc_ref: NDArray[np.int32]
    arc_twin: NDArray[np.int32]
    segment_tail: NDArray[np.int32]
    segment_head: NDArray[np.int32]
    segment_arc: NDArray[np.int32]
    segment_length_m: NDArray[np.float64]
    segment_free_flow_kph: NDArray[np.float32]
    segment_twin: NDArray[np.int32]
    texts: TextTable

    @property
    def arc_count(self) -> int:
        """How many arcs there are."""
        return len(self.arc_tail)

    @property
    def segment_count(self) -> int:
        """How many segments there are."""
        return len(self.segment_tail)

    @property
    def junction_count(self) -> int:
        """How many junctions there are."""
        return len(self.junction_node)

    def arc_segments(self, arc: int) -> slice:
        """Return the slice of the segment arrays that `arc` covers."""
        return slice(int(self.arc_first_segment[arc]), int(self.arc_first_segment[arc + 1]))

    def street(self, arc: int) -> str:
        """Return the name of an arc's street, else its road number, else the empty text."""
        return self.texts[int(self.arc_name[arc])] or self.texts[int(self.arc_ref[arc])]

    def points_on(self, segments: int | NDArray[np.int32], fraction: ArrayLike) -> NDArray[np.float64]:
        """Return the points at a fraction of each segment, also over the antimeridian.

        Parameters
        ----------
        segments, fraction
            (K,) indexes, and where on each: 0 at its tail, 1 at its head. One of each serves too.

        Returns
        -------
        (K, 2) float64
            Longitude and latitude, degrees; an end is its node's place to the last bit.
        """
        tail, head = self.segment_tail[segments], self.segment_head[segments]
        share = np.asarray(fraction, np.float64)
        ends = [share == 0.0, share == 1.0]
        delta_lon = wrapped_deg(self.node_lon[head] - self.node_lon[tail])
        delta_lat = self.node_lat[head] - self.node_lat[tail]
        lon = wrapped_deg(self.node_lon[tail] + share * delta_lon)
        lat = self.node_lat[tail] + share * delta_lat
        return np.stack(
            [
                np.select(ends, [self.node_lon[tail], self.node_lon[head]], lon),
                np.select(ends, [self.node_lat[tail], self.node_lat[head]], lat),
            ],
            axis=-1,
        )
