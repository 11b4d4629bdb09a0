"""Reading the rules of a graph of ours; `roadnet.graph_rules` says what they look like."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.errors import MapFileError
from desktop_app.roadnet.build_profiles import ArcEnds, arc_components
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Limits, ProfileArcs, TurnBans, TurnCosts, VehicleSize
from desktop_app.roadnet.sources.tagging.usual_speeds import HIGHEST_KPH
from desktop_app.roadnet.texts import TextCollector

_Speed = Annotated[float, msgspec.Meta(ge=0, le=HIGHEST_KPH)]
_Access = Annotated[int, msgspec.Meta(ge=0, le=2)]
_Bits16 = Annotated[int, msgspec.Meta(ge=0, le=2**16 - 1)]
_Bits32 = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
_Limit = tuple[Annotated[int, msgspec.Meta(ge=0, le=5)], Annotated[float, msgspec.Meta(ge=0, le=1e30)]]
_Id = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_Size = tuple[float, float, float, float, float, bool]
_Seconds = Annotated[float, msgspec.Meta(ge=0, le=600)]
_Bias = Annotated[float, msgspec.Meta(ge=1, le=2)]
_TurnCosts = tuple[_Seconds, _Bias, _Seconds, _Seconds, _Seconds]
_Arcs = Annotated[tuple[int, ...], msgspec.Meta(min_length=2)]


class GraphHead(msgspec.Struct, frozen=True):
    """The rules on a graph as a whole."""

    profiles: Annotated[tuple[tuple[str, _Bits32, _Size, _TurnCosts], ...], msgspec.Meta(min_length=1)]
    turn_bans: tuple[tuple[_Arcs, str, _Bits32, _Bits32, bool, _Id], ...] = ()
    country: str = ""
    drives_left: bool = False
    time_zone: str = ""


class NodeRules(msgspec.Struct, frozen=True):
    """The rules on a node."""

    facts: _Bits16 = 0
    exit: str = ""
    access: tuple[_Access, ...] = ()
    limits: tuple[_Limit, ...] = ()


class EdgeRules(msgspec.Struct, frozen=True):
    """The rules on an edge."""

    arc: int
    flags: _Bits16
    access: tuple[tuple[_Speed, _Access, str], ...]
    layer: Annotated[int, msgspec.Meta(ge=-128, le=127)] = 0
    lanes: Annotated[int, msgspec.Meta(ge=0, le=255)] = 0
    destination: str = ""
    limits: tuple[_Limit, ...] = ()
    node_facts: tuple[_Bits16, ...] = ()


_Rules = TypeVar("_Rules", GraphHead, NodeRules, EdgeRules)


def read_rules(kind: type[_Rules], attributes: dict[str, Any], where: str) -> _Rules:
    """Return the rules among `attributes`; raises MapFileError that names `where` if they are none."""
    try:
        return msgspec.convert(attributes, kind)
    except msgspec.ValidationError as error:
        raise MapFileError(f"The rules of the graph's {where} cannot be read: {error}.") from error


def with_rules(
    network: RoadNetwork, head: GraphHead, nodes: Sequence[NodeRules], edges: Sequence[EdgeRules]
) -> RoadNetwork:
    """Return `network` with the rules of the graph that it was built of.

    Parameters
    ----------
    nodes, edges
        The rules of each junction and of each arc.

    Raises
    ------
    MapFileError
        The rules do not fit the graph.
    """
    _check(network, head, nodes, edges)
    texts, conditions = TextCollector(), TextCollector()
    for text in network.texts:
        texts.number(text)
    profiles = tuple(
        _profile(network, head, nodes, edges, place, conditions) for place in range(len(head.profiles))
    )
    return replace(
        network,
        facts=replace(
            network.facts, country=head.country, drives_left=head.drives_left, time_zone=head.time_zone
        ),
        arc_flags=np.array([edge.flags for edge in edges], np.uint16),
        arc_layer=np.array([edge.layer for edge in edges], np.int8),
        arc_lanes=np.array([edge.lanes for edge in edges], np.uint8),
        arc_destination=np.array([texts.number(edge.destination) for edge in edges], np.int32),
        junction_ref=np.array([texts.number(node.exit) for node in nodes], np.int32),
        node_facts=_node_facts(network, nodes, edges),
        profiles=profiles,
        turn_bans=_turn_bans(head, edges, conditions),
        limits=_limits(nodes, edges),
        texts=texts.table(),
        conditions=conditions.table(),
    )


def _check(
    network: RoadNetwork, head: GraphHead, nodes: Sequence[NodeRules], edges: Sequence[EdgeRules]
) -> None:
    count = len(head.profiles)
    for junction, node in enumerate(nodes):
        if node.access and len(node.access) != count:
            osm_id = network.node_osm_id[network.junction_node[junction]]
            raise MapFileError(
                f"The graph's node {osm_id} says access for {len(node.access)} of {count} profiles."
            )
    inner = (np.diff(network.arc_first_segment) - 1).tolist()
    for edge, nodes_between in zip(edges, inner, strict=True):
        if len(edge.access) != count:
            raise MapFileError(
                f"The graph's arc {edge.arc} says access for {len(edge.access)} of {count} profiles."
            )
        if edge.node_facts and len(edge.node_facts) != nodes_between:
            raise MapFileError(f"The graph's arc {edge.arc} has facts for other nodes than it has.")


def _profile(
    network: RoadNetwork,
    head: GraphHead,
    nodes: Sequence[NodeRules],
    edges: Sequence[EdgeRules],
    place: int,
    conditions: TextCollector,
) -> ProfileArcs:
    name, modes, size, turn_costs = head.profiles[place]
    access = np.array([edge.access[place][1] for edge in edges], np.uint8)
    junction_access = np.array([node.access[place] if node.access else 0 for node in nodes], np.uint8)
    ends = ArcEnds(network.arc_tail, network.arc_head, network.arc_twin)
    return ProfileArcs(
        name=name,
        modes=modes,
        size=VehicleSize(*size),
        turn_costs=TurnCosts(*turn_costs),
        arc_kph=np.array([edge.access[place][0] for edge in edges], np.float32),
        arc_access=access,
        arc_condition=np.array([conditions.number(edge.access[place][2]) for edge in edges], np.int32),
        arc_component=arc_components(access, ends, junction_access),
        junction_access=junction_access,
    )


def _node_facts(
    network: RoadNetwork, nodes: Sequence[NodeRules], edges: Sequence[EdgeRules]
) -> NDArray[np.uint16]:
    facts = np.zeros(len(network.node_osm_id), np.uint16)
    facts[network.junction_node] = [node.facts for node in nodes]
    for arc, edge in enumerate(edges):
        if edge.node_facts:
            run = network.arc_segments(arc)
            facts[network.segment_tail[run.start + 1 : run.stop]] = edge.node_facts
    return facts


def _turn_bans(head: GraphHead, edges: Sequence[EdgeRules], conditions: TextCollector) -> TurnBans:
    if not head.turn_bans:
        return TurnBans.none()
    arc_of = {edge.arc: arc for arc, edge in enumerate(edges)}
    sequences, hours, only, excepted, mandatory, relations = zip(*head.turn_bans, strict=True)
    try:
        arcs = [arc_of[arc] for sequence in sequences for arc in sequence]
    except KeyError as error:
        raise MapFileError(
            f"A turn ban of the graph names the arc {error.args[0]}, which is not there."
        ) from error
    return TurnBans(
        first=np.append(0, np.cumsum([len(sequence) for sequence in sequences])).astype(np.int32),
        arcs=np.array(arcs, np.int32),
        condition=np.array([conditions.number(text) for text in hours], np.int32),
        only_modes=np.array(only, np.uint32),
        except_modes=np.array(excepted, np.uint32),
        mandatory=np.array(mandatory, np.bool_),
        relation=np.array(relations, np.int64),
    )


def _limits(nodes: Sequence[NodeRules], edges: Sequence[EdgeRules]) -> Limits:
    of_arcs = [(arc, *limit) for arc, edge in enumerate(edges) for limit in edge.limits]
    of_junctions = [(junction, *limit) for junction, node in enumerate(nodes) for limit in node.limits]
    arc, arc_kind, arc_value = zip(*of_arcs, strict=True) if of_arcs else ((),) * 3
    junction, junction_kind, junction_value = zip(*of_junctions, strict=True) if of_junctions else ((),) * 3
    return Limits(
        arc=np.array(arc, np.int32),
        arc_kind=np.array(arc_kind, np.uint8),
        arc_value=np.array(arc_value, np.float32),
        junction=np.array(junction, np.int32),
        junction_kind=np.array(junction_kind, np.uint8),
        junction_value=np.array(junction_value, np.float32),
    )
