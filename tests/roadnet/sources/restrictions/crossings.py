"""Small maps with turn restrictions, and what is banned on them."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import quoteattr

import osmium

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.restrictions.collector import RestrictionCollector
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.texts import TextCollector, TextTable
from tests.roadnet.sources.map_files import node, osm, read, way

BUILT_IN = built_in_profiles()

CROSSROADS = (
    node(1, 48.000, 10.000),
    node(2, 48.001, 10.001),
    node(3, 48.000, 10.002),
    node(4, 47.999, 10.001),
    node(5, 48.000, 10.001),
    *(way(10 * end, [end, 5], highway="residential") for end in (1, 2, 3, 4)),
)
"""Ways 10, 20, 30 and 40 from the west, north, east and south meet at node 5, where all of them end."""

LADDER = (
    node(1, 48.001, 10.000),
    node(2, 48.000, 10.000),
    node(3, 48.000, 10.002),
    node(4, 48.001, 10.002),
    node(5, 47.999, 10.000),
    node(6, 47.999, 10.002),
    node(7, 48.000, 10.001),
    way(10, [1, 2], highway="residential"),
    way(11, [2, 7, 3], highway="residential"),
    way(12, [3, 4], highway="residential"),
    way(13, [2, 5], highway="residential"),
    way(14, [3, 6], highway="residential"),
)
"""Two roads run south from nodes 1 and 4 to 5 and 6; way 11 joins them between nodes 2 and 3."""

Turn = tuple[tuple[int, int], ...]
"""The first and the last OSM node of each arc of a ban, in driving order."""


@dataclass(frozen=True)
class Read:
    """The bans of a map: their turns, the arrays, the texts of their conditions, and what was counted."""

    turns: list[Turn]
    bans: TurnBans
    conditions: TextTable
    counts: dict[str, int]
    examples: dict[str, tuple[str, ...]]

    @property
    def hours(self) -> list[str]:
        return [self.conditions[number] for number in self.bans.condition.tolist()]


def restriction(
    members: Sequence[tuple[str, str]], tags: Mapping[str, str], relation_id: int = 1, attributes: str = ""
) -> str:
    """Return a restriction with members of (role, type letter and id), such as ("via", "n5")."""
    kinds = {"n": "node", "w": "way", "r": "relation"}
    items = "".join(
        f'<member type="{kinds[name[0]]}" ref="{name[1:]}" role="{role}"/>' for role, name in members
    )
    all_tags = {"type": "restriction", **tags}
    said = "".join(f'<tag k="{key}" v={quoteattr(value)}/>' for key, value in all_tags.items())
    return f'<relation id="{relation_id}" {attributes}>{items}{said}</relation>'


def turn(
    from_way: int, via: str | Iterable[str], to_way: int, kind: str = "no_left_turn", **tags: str
) -> str:
    """Return a restriction from a way over a node or ways to a way."""
    vias = [via] if isinstance(via, str) else list(via)
    members = [("from", f"w{from_way}"), *(("via", name) for name in vias), ("to", f"w{to_way}")]
    return restriction(members, {"restriction": kind})


def read_bans(*items: str, profiles: Sequence[Profile] = BUILT_IN) -> Read:
    """Return the bans of a map with these items."""
    network = _network_of(tuple(item for item in items if not item.startswith("<relation")))
    roads = set(network.arc_way.tolist())
    tally, conditions = Tally(), TextCollector()
    collector = RestrictionCollector(tally, profiles)
    for item in osmium.FileProcessor(osmium.io.FileBuffer(osm(*items).encode(), "osm")):
        if isinstance(item, osmium.osm.Relation):
            collector.take(item)
        elif isinstance(item, osmium.osm.Way) and item.id not in roads:
            collector.take_other_way(item.id)
    bans = collector.turn_bans(network, conditions, tally)
    at = network.node_osm_id[network.junction_node]
    ends = list(zip(at[network.arc_tail].tolist(), at[network.arc_head].tolist(), strict=True))
    arcs = bans.arcs.tolist()
    turns = [tuple(ends[arc] for arc in arcs[low:high]) for low, high in pairwise(bans.first.tolist())]
    return Read(turns, bans, conditions.table(), tally.counts(), tally.examples())


@lru_cache(maxsize=8)
def _network_of(items: tuple[str, ...]) -> RoadNetwork:
    """Return the network of a map; most tests put their restrictions on the same one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.osm"
        path.write_text(osm(*items), encoding="utf-8")
        return read(path).network
