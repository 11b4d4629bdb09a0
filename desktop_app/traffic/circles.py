"""Closing all that lies within a circle."""

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.words import ClosureWord, NodesPlace

SOURCE = "command line"


def circle_closures(
    network: RoadNetwork, index: SpatialIndex, *, lon: float, lat: float, radius_m: float, now_ms: int
) -> tuple[ClosureWord, ...]:
    """Return a closure for each segment with a point within `radius_m` metres, in both directions."""
    words = []
    for segment in index.within(lon, lat, radius_m).tolist():
        tail = int(network.node_osm_id[network.segment_tail[segment]])
        head = int(network.node_osm_id[network.segment_head[segment]])
        words.append(
            ClosureWord(source=SOURCE, id=f"{tail}-{head}", ts_ms=now_ms, place=NodesPlace((tail, head)))
        )
    return tuple(words)
