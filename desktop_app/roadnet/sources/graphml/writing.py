"""Writing a network as GraphML that OSMnx loads, and that `read_graphml` reads back whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from desktop_app import __version__
from desktop_app.errors import StorageError
from desktop_app.roadnet.graph import CRS, arc_attributes
from desktop_app.roadnet.graph_rules import Attributes, edge_rules, graph_rules, node_rules
from desktop_app.roadnet.network import MapFacts, RoadNetwork
from desktop_app.roadnet.sources.graphml.own_rules import FORMAT, KEY, OwnEdge, OwnHead, OwnNode, encoded
from desktop_app.roadnet.sources.graphml.wkt_line import line_text
from desktop_app.whole_files import whole_file

_GRAPH_KEYS = ("crs", "created_with", "simplified", "name", "attribution", KEY)
_NODE_KEYS = ("x", "y", "street_count", KEY)
_EDGE_KEYS = (
    *("osmid", "highway", "name", "ref", "oneway", "reversed", "length", "speed_kph", "travel_time"),
    *("junction", "bridge", "tunnel", "geometry", KEY),
)
_LINES_AT_ONCE = 2_000
_STRAIGHT = 2
"""Points of a line that needs no geometry."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids, even escaped."""


def write_graphml(network: RoadNetwork, path: Path) -> None:
    """Write `network` to `path`, whole or not at all; a file that is there is replaced.

    Raises
    ------
    StorageError
        The disk is full, or the folder cannot be written.
    """
    try:
        with whole_file(path, mode=0o666) as file:
            lines: list[str] = []
            for line in _lines(network):
                lines.append(line)
                if len(lines) == _LINES_AT_ONCE:
                    file.write("".join(lines).encode())
                    lines.clear()
            file.write("".join(lines).encode())
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}; choose another place."
        ) from error


def _lines(network: RoadNetwork) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for element, keys in (("graph", _GRAPH_KEYS), ("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for key in keys:
            yield (f'  <key id="{element}_{key}" for="{element}" attr.name="{key}" attr.type="string"/>\n')
    yield f'  <graph edgedefault="directed">\n    {_data("graph", _head(network))}\n'
    osm_id = network.node_osm_id[network.junction_node].tolist()
    for node, data in zip(osm_id, _nodes(network), strict=True):
        yield f'    <node id="{node}">{_data("node", data)}</node>\n'
    tails, heads = network.arc_tail.tolist(), network.arc_head.tolist()
    for tail, head, data in zip(tails, heads, _edges(network), strict=True):
        yield f'    <edge source="{osm_id[tail]}" target="{osm_id[head]}">{_data("edge", data)}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def _head(network: RoadNetwork) -> Attributes:
    facts = _sayable(network.facts)
    head = OwnHead(
        format=FORMAT,
        name=facts.name,
        source_hash=facts.source_hash,
        data_time=facts.data_time,
        attribution=facts.attribution,
        bounds=(facts.west, facts.south, facts.east, facts.north),
        **graph_rules(network),
    )
    return {
        "crs": CRS,
        "created_with": f"Greenwave {__version__}",
        "simplified": True,
        "name": facts.name,
        "attribution": facts.attribution,
        KEY: encoded(head),
    }


def _nodes(network: RoadNetwork) -> Iterator[Attributes]:
    lon = network.node_lon[network.junction_node].tolist()
    lat = network.node_lat[network.junction_node].tolist()
    streets = _street_counts(network)
    for x, y, count, rules in zip(lon, lat, streets, node_rules(network), strict=True):
        yield {"x": x, "y": y, "street_count": count, **({KEY: encoded(OwnNode(**rules))} if rules else {})}


def _street_counts(network: RoadNetwork) -> list[int]:
    """Return how many streets leave each junction, whichever way they are driven; a loop counts twice."""
    once = (network.arc_twin < 0) | (np.arange(network.arc_count) < network.arc_twin)
    ends = np.concatenate([network.arc_tail[once], network.arc_head[once]])
    counts: list[int] = np.bincount(ends, minlength=network.junction_count).tolist()
    return counts


def _edges(network: RoadNetwork) -> Iterator[Attributes]:
    for attributes, rules in zip(arc_attributes(network), edge_rules(network), strict=True):
        nodes, geometry = attributes.pop("nodes"), attributes.pop("geometry")
        line = {} if len(geometry) == _STRAIGHT else {"geometry": line_text(geometry)}
        yield {**attributes, **line, KEY: encoded(OwnEdge(nodes=nodes, **rules))}


def _data(element: str, values: Attributes) -> str:
    return "".join(
        f'<data key="{element}_{key}">{escape(_NOT_IN_XML.sub("", str(value)))}</data>'
        for key, value in values.items()
    )


def _sayable(facts: MapFacts) -> MapFacts:
    """Return facts without what no text file can hold, such as halves of characters in a file's name."""
    return replace(
        facts, name=_NOT_IN_XML.sub("", facts.name), attribution=_NOT_IN_XML.sub("", facts.attribution)
    )
