"""From a file that `writing` wrote back to its network."""

from typing import Any

import msgspec
import networkx as nx
import numpy as np

from desktop_app.errors import MapFileError
from desktop_app.roadnet.graph import CRS, from_multidigraph
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.graphml.document import EdgeElement
from desktop_app.roadnet.sources.graphml.edge_columns import EdgeColumns, EdgeLines, edge_item
from desktop_app.roadnet.sources.graphml.node_columns import NodePlaces
from desktop_app.roadnet.sources.graphml.own_rules import FORMAT, KEY, OwnEdge, OwnHead, OwnNode, decoded
from desktop_app.roadnet.sources.graphml.refusal import GraphRefusal
from desktop_app.roadnet.sources.graphml.values import decimal, whole
from desktop_app.roadnet.sources.names import clean_name
from desktop_app.roadnet.sources.tally import Tally

_TEXTS = ("highway", "junction", "bridge", "tunnel")


class OwnEdges:
    """Takes edges one after the other, and the rules on nodes."""

    def __init__(self, lines: EdgeColumns, tally: Tally) -> None:
        """Start without an edge; `tally` counts what is left out."""
        self._tally = tally
        self.lines = lines
        self.attributes: list[dict[str, Any]] = []
        self.nodes: dict[int, dict[str, Any]] = {}
        self._known: dict[object, Any] = {}

    def take_node(self, number: int, data: dict[str, str]) -> None:
        """Take the rules on a node, if there are any."""
        if KEY in data:
            rules = decoded(OwnNode, data[KEY], f"node number {number + 1}")
            self.nodes[number] = msgspec.structs.asdict(rules)

    def take(self, edge: EdgeElement) -> None:
        """Take an edge."""
        item, data = edge_item(edge), edge.data
        if KEY not in data:
            raise GraphRefusal(f"has no rules on its {item}, though on others; export it again.")
        rules = decoded(OwnEdge, data[KEY], item)
        if not self.lines.take(edge):
            return
        attributes = msgspec.structs.asdict(rules)
        attributes |= {
            "osmid": whole(data.get("osmid", "")) or 0,
            "reversed": data.get("reversed") == "True",
            "speed_kph": decimal(data.get("speed_kph", "")),
            "name": clean_name(data.get("name", "")),
            "ref": clean_name(data.get("ref", "")),
            "destination": clean_name(rules.destination),
            # Equal values are one: a city has few kinds of access.
            "access": self._known.setdefault(rules.access, rules.access),
        }
        attributes |= {key: self._known.setdefault(data[key], data[key]) for key in _TEXTS if key in data}
        self.attributes.append(attributes)


def own_network(
    head: OwnHead, edges: OwnEdges, lines: EdgeLines, places: NodePlaces, tally: Tally
) -> RoadNetwork:
    """Return the network; raises GraphRefusal where its rules do not fit.

    A turn ban over an edge that another program has taken out is left out, and counted.
    """
    if head.format != FORMAT:
        raise GraphRefusal(f"is of format {head.format}; this version of Greenwave reads {FORMAT}.")
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs=CRS, **_graph_attributes(head, edges, lines, tally))
    ids, lon, lat = places.osm_id.tolist(), places.lon.tolist(), places.lat.tolist()
    for number in np.flatnonzero(places.has_place).tolist():
        graph.add_node(ids[number], x=lon[number], y=lat[number], **edges.nodes.get(number, {}))
    first, length_m = lines.first.tolist(), lines.length_m.tolist()
    ends = zip(lines.row.tolist(), lines.tail.tolist(), lines.head.tolist(), strict=True)
    for number, (row, tail, tip) in enumerate(ends):
        points = tuple(map(tuple, lines.point[first[number] : first[number + 1]].tolist()))
        attributes = edges.attributes[row]
        graph.add_edge(ids[tail], ids[tip], **attributes, geometry=points, length=length_m[number])
        attributes.clear()  # the graph has a copy; two of them would be most of the memory
    try:
        return from_multidigraph(graph)
    except MapFileError as error:
        raise GraphRefusal(f"cannot be read: {error}") from error


def _graph_attributes(head: OwnHead, edges: OwnEdges, lines: EdgeLines, tally: Tally) -> dict[str, Any]:
    there = {edges.attributes[row]["arc"] for row in lines.row.tolist()}
    bans = tuple(ban for ban in head.turn_bans if there.issuperset(ban[0]))
    tally.add("turn_ban_over_a_missing_edge", count=len(head.turn_bans) - len(bans))
    return {**msgspec.structs.asdict(head), "turn_bans": bans}
