"""What a map file says, as it stands there; read without any part of the program."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import osmium


@dataclass(frozen=True)
class RawWay:
    """A way that somebody may travel."""

    nodes: tuple[int, ...]
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
    """A map file: ways, which nodes it has, what stands on them, restrictions; ways by node."""

    ways: dict[int, RawWay] = field(default_factory=dict)
    nodes: set[int] = field(default_factory=set)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    restrictions: list[RawRestriction] = field(default_factory=list)
    ways_at: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def steps(self, way: int) -> Sequence[tuple[int, int]]:
        """Return the pairs of neighbouring nodes of a way, in its order, that the file has."""
        nodes = self.ways[way].nodes
        return [
            (tail, head)
            for tail, head in pairwise(nodes)
            if tail != head and tail in self.nodes and head in self.nodes
        ]


def read_raw_map(path: Path) -> RawMap:
    """Return what a map file says of roads, barriers and turns."""
    raw = RawMap()
    for item in osmium.FileProcessor(str(path)):
        if isinstance(item, osmium.osm.Node):
            raw.nodes.add(item.id)
            if "barrier" in item.tags:
                raw.node_tags[item.id] = {tag.k: tag.v for tag in item.tags}
        elif isinstance(item, osmium.osm.Way):
            if "highway" in item.tags or "route" in item.tags:
                tags = {tag.k: tag.v for tag in item.tags}
                raw.ways[item.id] = RawWay(tuple(node.ref for node in item.nodes), tags)
        elif isinstance(item, osmium.osm.Relation) and (item.tags.get("type") or "").startswith(
            "restriction"
        ):
            tags = {tag.k: tag.v for tag in item.tags}
            members = tuple((each.role, each.type, each.ref) for each in item.members)
            raw.restrictions.append(RawRestriction(item.id, tags, members))
    for way, each in raw.ways.items():
        for node in each.nodes:
            raw.ways_at[node].add(way)
    return raw
