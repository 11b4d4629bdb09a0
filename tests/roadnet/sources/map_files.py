"""Small map files for tests, and reading them."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import ImportProgress
from desktop_app.roadnet.sources.osm import read_osm

NODES = """
  <node id="1" lat="43.7300" lon="7.4200"/>
  <node id="2" lat="43.7310" lon="7.4200"/>
  <node id="3" lat="43.7320" lon="7.4210"/>
  <node id="4" lat="43.7330" lon="7.4210"/>
"""


def nobody(_word: ImportProgress) -> None:
    """Take a word of progress and do nothing."""


def read(path: Path) -> SourceMap:
    """Return the map in a file, telling nobody how far it has come."""
    return read_osm(path, nobody)


def osm(*items: str) -> str:
    """Return an OSM file with these items."""
    return "\n".join(['<?xml version="1.0"?>', '<osm version="0.6">', *items, "</osm>"])


def way(way_id: int, refs: Sequence[int], attributes: str = "", **tags: str) -> str:
    """Return a way; a colon in a key is written as two underscores."""
    nodes = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    return f'<way id="{way_id}" {attributes}>{nodes}{_tags(tags)}</way>'


def node(node_id: int, lat: float, lon: float, attributes: str = "", **tags: str) -> str:
    """Return a node."""
    return f'<node id="{node_id}" lat="{lat}" lon="{lon}" {attributes}>{_tags(tags)}</node>'


def relation(relation_id: int, ways: Sequence[tuple[int, str]], **tags: str) -> str:
    """Return a relation of (way, role)."""
    members = "".join(f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in ways)
    return f'<relation id="{relation_id}">{members}{_tags(tags)}</relation>'


def pairs(network: RoadNetwork) -> set[tuple[int, int]]:
    """Return the OSM node pairs of all segments, in driving direction."""
    tails = network.node_osm_id[network.segment_tail].tolist()
    heads = network.node_osm_id[network.segment_head].tolist()
    return set(zip(tails, heads, strict=True))


def _tags(tags: dict[str, str]) -> str:
    return "".join(f'<tag k="{key.replace("__", ":")}" v="{value}"/>' for key, value in tags.items())
