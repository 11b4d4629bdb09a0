"""Which stretch of road a picked segment names: the run between two junctions, one way or both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.network import RoadNetwork

_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True)
class EditPlace:
    """The stretch that an edit of a picked segment is about.

    Attributes
    ----------
    street
        Name, else road number, else empty.
    same_towards, other_towards
        Points of the compass that traffic heads for, as the segment runs and against it;
        `other_towards` is empty on a one-way road.
    length_m
        Of the stretch between its two junctions.
    """

    street: str
    same_towards: str
    other_towards: str
    length_m: float

    @property
    def one_way(self) -> bool:
        """Whether there is only one direction to choose."""
        return not self.other_towards


def edit_place(network: RoadNetwork, segment: int) -> EditPlace:
    """Return what the stretch around `segment` is called, and where its two directions lead."""
    arc = int(network.segment_arc[segment])
    towards = _towards(network, segment)
    has_twin = int(network.arc_twin[arc]) >= 0
    return EditPlace(
        street=network.street(arc),
        same_towards=_COMPASS[towards],
        other_towards=_COMPASS[(towards + 4) % 8] if has_twin else "",
        length_m=float(network.segment_length_m[network.arc_segments(arc)].sum()),
    )


def edit_chains(
    network: RoadNetwork, segment: int, *, same: bool, other: bool
) -> tuple[tuple[int, ...], ...]:
    """Return the chains of OSM nodes of the stretch around `segment`, each in driving direction.

    Parameters
    ----------
    same, other
        Whether the direction in which `segment` runs is meant, and the one against it.

    Returns
    -------
    One chain a direction, from junction to junction; none for a direction that does not exist.
    """
    chains = []
    for arc in _arcs(network, segment, same=same, other=other):
        run = network.arc_segments(arc)
        nodes = [network.segment_tail[run.start], *network.segment_head[run]]
        chains.append(tuple(int(network.node_osm_id[node]) for node in nodes))
    return tuple(chains)


def edit_segments(network: RoadNetwork, segment: int, *, same: bool, other: bool) -> NDArray[np.int32]:
    """Return the segments that `edit_chains` names, for a mark on the map; (M,) int32."""
    arcs = _arcs(network, segment, same=same, other=other)
    runs = [np.arange(run.start, run.stop, dtype=np.int32) for run in map(network.arc_segments, arcs)]
    return np.concatenate(runs) if runs else np.zeros(0, np.int32)


def _arcs(network: RoadNetwork, segment: int, *, same: bool, other: bool) -> list[int]:
    arc = int(network.segment_arc[segment])
    twin = int(network.arc_twin[arc])
    return [arc] * same + [twin] * (other and twin >= 0)


def _towards(network: RoadNetwork, segment: int) -> int:
    """Return the point of the compass that a segment heads for, as a number in `_COMPASS`."""
    tail, head = int(network.segment_tail[segment]), int(network.segment_head[segment])
    delta_lat = network.node_lat[head] - network.node_lat[tail]
    delta_lon = wrapped_deg(network.node_lon[head] - network.node_lon[tail])
    across, along = metres_per_degree(network.node_lat[tail])
    bearing_deg = np.degrees(np.arctan2(delta_lon * across, delta_lat * along))
    return round(float(bearing_deg) / 45.0) % 8
