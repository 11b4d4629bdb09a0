"""In which order the arcs of a map are contracted: made once, at the import, for all vehicles.

A nested dissection of the graph whose nodes are arcs and whose edges are turns, U-turns included: it
cuts the map in two where the fewest turns cross, and each part again; what lies in a cut comes last.
The cuts are those of inertial flow: A. Schild, C. Sommer, "On balanced separators in road networks"
(2015). Any order gives right answers; a good one makes customization and queries fast.
"""

import numpy as np
import routingkit_cch
from numpy.typing import NDArray

from desktop_app.roadnet.arc_turns import meeting_arcs
from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.network import RoadNetwork


def arc_ranks(network: RoadNetwork) -> NDArray[np.int32]:
    """Return the place of each arc in the order of contraction, (A,) int32, 0 the first.

    Slow (5 s for 150,000 arcs), and no other thread of the process runs meanwhile.
    """
    arcs = network.arc_count
    ranks = np.zeros(arcs, np.int32)
    turns = meeting_arcs(network.arc_tail, network.arc_head, network.junction_count, np.ones(arcs, np.bool_))
    if len(turns.from_arc):
        east, north = _middles(network)
        order = routingkit_cch.compute_order_inertial(
            arcs, turns.from_arc.tolist(), turns.next_arc.tolist(), north.tolist(), east.tolist()
        )
        ranks[np.array(order, np.int64)] = np.arange(arcs, dtype=np.int32)
    return ranks


def _middles(network: RoadNetwork) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middle of each arc's chord, in degrees of latitude to the east and to the north."""
    tail, head = network.junction_node[network.arc_tail], network.junction_node[network.arc_head]
    north = (network.node_lat[tail] + network.node_lat[head]) / 2
    # Counted from the map's first node, so that a map over the antimeridian hangs together.
    from_first = wrapped_deg(network.node_lon - network.node_lon[0])
    east = (from_first[tail] + from_first[head]) / 2
    return east * np.cos(np.radians(north.mean())), north
