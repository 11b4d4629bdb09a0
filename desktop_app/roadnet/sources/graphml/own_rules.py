"""What of a network OSMnx has no words for, as JSON texts under the key ``greenwave``.

On the graph stand the facts of the map, the profiles and the turn bans; on a node signals, barriers and
limits; on an edge the OSM ids of its nodes, and who may drive it how fast. The fields are those of
`roadnet.graph_rules`.
"""

from typing import Annotated, TypeVar

import msgspec

from desktop_app.roadnet.graph_rules_reading import EdgeRules, GraphHead, NodeRules
from desktop_app.roadnet.sources.graphml.refusal import GraphRefusal

KEY = "greenwave"

FORMAT = 1

_NodeId = Annotated[int, msgspec.Meta(gt=-(2**62), lt=2**62)]


class OwnHead(GraphHead, frozen=True, kw_only=True, omit_defaults=True):
    """The rules on the graph, and the facts of the map as `MapFacts` has them."""

    format: int
    name: str
    source_hash: str
    data_time: str
    attribution: str
    bounds: tuple[float, float, float, float]


class OwnNode(NodeRules, frozen=True, omit_defaults=True):
    """The rules on a node."""


class OwnEdge(EdgeRules, frozen=True, kw_only=True, omit_defaults=True):
    """The rules on an edge, and the OSM ids of the nodes along it, its ends included."""

    nodes: tuple[_NodeId, ...]


_Own = TypeVar("_Own", OwnHead, OwnNode, OwnEdge)


def encoded(value: OwnHead | OwnNode | OwnEdge) -> str:
    """Return a value as JSON; what is as usual is left out of it."""
    # OSMnx takes a text in brackets for a Python literal and would write it back as one: hence the blank.
    return f" {msgspec.json.encode(value).decode()}"


def decoded(kind: type[_Own], text: str, where: str) -> _Own:
    """Return a value from its JSON text; raises GraphRefusal where it is none."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise GraphRefusal(
            f"has rules on its {where} that cannot be read: {error}; export it again."
        ) from error
