"""What a map file says, as it stands there; read without any part of the program."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import osmium


@dataclass(frozen=True)
class RawWay:
    """A way that somebody may travel.

    Attributes
    ----------
    nodes
        All that it names.
    steps
        Pairs of neighbouring nodes that the file has, in the way's order.
    """

    nodes: tuple[int, ...]
    steps: tuple[tuple[int, int], ...]
    tags: Mapping[str, str]


@dataclass(frozen=True)
class RawRestriction:
    """A turn restriction: members as (role, type letter, OSM id)."""

    relation: int
    tags: Mapping[str, str]
    members: tuple[tuple[str, str, int], ...]

    def ids(self, role: str, kind: str) -> list[int]:
        """Return the members of a role and a type, each once."""
        return list(dict.fromkeys(ref for has, type_, ref in self.members if (has, type_) == (role, kind)))


@dataclass
class RawMap:
    """A map file: ways, what stands on nodes, restrictions; and the ways over each node."""

    ways: dict[int, RawWay] = field(default_factory=dict)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    restrictions: list[RawRestriction] = field(default_factory=list)
    ways_at: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def read_raw_map(path: Path) -> RawMap:
    """Return what a map file says of roads, barriers and turns; its nodes must come before its ways."""
    raw = RawMap()
    processor = osmium.FileProcessor(str(path)).with_locations()
    for item in processor.with_filter(osmium.filter.KeyFilter("highway", "route", "barrier", "type")):
        tags = {tag.k: tag.v for tag in item.tags}
        if isinstance(item, osmium.osm.Node) and "barrier" in tags:
            raw.node_tags[item.id] = tags
        elif isinstance(item, osmium.osm.Way):
            raw.ways[item.id] = _raw_way(item, tags)
        elif isinstance(item, osmium.osm.Relation) and tags.get("type", "").startswith("restriction"):
            members = tuple((each.role, each.type, each.ref) for each in item.members)
            raw.restrictions.append(RawRestriction(item.id, tags, members))
    for way, each in raw.ways.items():
        for node in each.nodes:
            raw.ways_at[node].add(way)
    return raw


def _raw_way(way: osmium.osm.Way, tags: Mapping[str, str]) -> RawWay:
    nodes = [(node.ref, node.location.valid()) for node in way.nodes]
    steps = tuple(
        (tail, head)
        for (tail, tail_is_there), (head, head_is_there) in pairwise(nodes)
        if tail != head and tail_is_there and head_is_there
    )
    return RawWay(tuple(ref for ref, _ in nodes), steps, tags)
