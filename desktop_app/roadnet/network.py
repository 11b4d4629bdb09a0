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
from desktop_app.roadnet.road_rules import Limits, ProfileArcs, TurnBans
from desktop_app.roadnet.texts import TextTable


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
    BUSWAY = 16
    PEDESTRIAN = 17
    FERRY = 18
    SHUTTLE_TRAIN = 19

    @property
    def tag(self) -> str:
        """The value of the ``highway`` tag; of the last two, that of ``route``."""
        return self.name.lower()


class ArcFlag(IntFlag):
    """Facts about an arc, as bits of ``arc_flags``."""

    AGAINST_WAY = 1
    """The arc runs against the node order of its OSM way."""
    ROUNDABOUT = 2
    BRIDGE = 4
    TUNNEL = 8
    ONE_WAY = 16
    TOLL = 32
    FORD = 64
    UNPAVED = 128
    MOTORROAD = 256
    ALTERNATING = 512
    """One lane, on which the directions take turns."""


class NodeFact(IntFlag):
    """What stands at a node, as bits of ``node_facts``; what it costs is the engine's business."""

    SIGNALS = 1
    STOP = 2
    GIVE_WAY = 4
    CROSSING = 8
    CALMING = 16
    MINI_ROUNDABOUT = 32
    LEVEL_CROSSING = 64
    TOLL_BOOTH = 128
    TURNING_CIRCLE = 256
    BARRIER = 512
    """Of any kind, whether it can be passed or not."""
    EXIT = 1024
    """A motorway's junction, ``highway=motorway_junction``."""
    FORWARD_ONLY = 2048
    """Signals, stop or give way count only for those who drive with their way's node order."""
    BACKWARD_ONLY = 4096


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
    country
        ISO 3166-1 code of two capital letters whose rules were used, or empty.
    drives_left
        Whether traffic keeps to the left.
    time_zone
        IANA name of the zone in which hours on signs are meant; empty: by the sun, from the longitude.
    """

    name: str
    source_hash: str
    data_time: str
    attribution: str
    west: float
    south: float
    east: float
    north: float
    country: str = ""
    drives_left: bool = False
    time_zone: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RoadNetwork:
    """An immutable road network: all that any of its profiles may drive.

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
        (A,) uint8 `RoadClass` and uint16 `ArcFlag`.
    arc_layer
        (A,) int8: OSM's ``layer``; bridges have at least 1, tunnels at most -1, where no tag says otherwise.
    arc_lanes
        (A,) uint8 lanes in the direction of the arc, 0 where unknown.
    arc_name, arc_ref, arc_destination
        (A,) int32 numbers in `texts`; 0 is none. The destination is what signs along the arc say.
    arc_twin
        (A,) int32 the arc over the same segments the other way, or -1.
    segment_tail, segment_head
        (S,) int32 nodes.
    segment_arc
        (S,) int32.
    segment_length_m
        (S,) float64.
    segment_free_flow_kph
        (S,) float32, never below 1: the highest of all profiles.
    segment_twin
        (S,) int32 the segment of the same way the other way round, or -1.
    node_facts
        (N,) uint16 `NodeFact`.
    junction_ref
        (J,) int32 number in `texts` of a motorway exit, else 0.
    texts
        Street names, road numbers, destinations.
    conditions
        The hours and values that conditions name; see `roadnet.conditions`.
    turn_bans
        Which sequences of arcs must not be driven.
    limits
        Heights, weights and the like that arcs and junctions do not bear.
    profiles
        Who may drive which arc, how fast; the first is that of the car.
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
    arc_flags: NDArray[np.uint16]
    arc_layer: NDArray[np.int8]
    arc_lanes: NDArray[np.uint8]
    arc_name: NDArray[np.int32]
    arc_ref: NDArray[np.int32]
    arc_destination: NDArray[np.int32]
    arc_twin: NDArray[np.int32]
    segment_tail: NDArray[np.int32]
    segment_head: NDArray[np.int32]
    segment_arc: NDArray[np.int32]
    segment_length_m: NDArray[np.float64]
    segment_free_flow_kph: NDArray[np.float32]
    segment_twin: NDArray[np.int32]
    node_facts: NDArray[np.uint16]
    junction_ref: NDArray[np.int32]
    texts: TextTable
    conditions: TextTable
    turn_bans: TurnBans
    limits: Limits
    profiles: tuple[ProfileArcs, ...]

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

    def profile(self, name: str) -> ProfileArcs:
        """Return the arrays of a profile; raises KeyError where the map was made without it."""
        for profile in self.profiles:
            if profile.name == name:
                return profile
        raise KeyError(name)

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
