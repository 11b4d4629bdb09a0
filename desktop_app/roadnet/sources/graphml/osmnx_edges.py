"""What the edges of a graph that OSMnx wrote are: their tags in OSM's words, and what OSMnx adds."""

import math
from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.graphml.document import EdgeElement
from desktop_app.roadnet.sources.graphml.edge_columns import EdgeColumns, edge_item
from desktop_app.roadnet.sources.graphml.node_columns import NodePlaces
from desktop_app.roadnet.sources.graphml.values import decimal, first_of, items_of, whole
from desktop_app.roadnet.sources.names import clean_name
from desktop_app.roadnet.sources.node_marks import NodeMarkCollector
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.country_table import CountryTable
from desktop_app.roadnet.sources.tagging.country_votes import CountryVotes, country_of
from desktop_app.roadnet.sources.tagging.keys import NODE_KEYS, is_rule_key
from desktop_app.roadnet.sources.tagging.usual_speeds import HIGHEST_KPH, LOWEST_KPH
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.sources.way_readings import WayReadings
from desktop_app.roadnet.tables import NodeMarks
from desktop_app.roadnet.texts import TextCollector

_YES = frozenset({"true", "yes", "1"})
_USUAL_KIND = "unclassified"
"""What a road is whose edge does not say."""

_MARK_KEYS = frozenset(NODE_KEYS)
_PLACE = frozenset({"x", "y", "street_count"})

NO_ID = 0


class OsmnxEdges:
    """Takes edges one after the other; those with the same tags are looked at once.

    Attributes
    ----------
    lines
        Where the edges lead, in the order of the columns.
    kinds_are_stated
        Whether the file knows ``highway``: an edge without one is then a railway, a shore, a wall, but no
        road. Where the file does not, all edges are roads.
    readings
        What the tags mean.
    names
        Street names and road numbers.
    way_id, reading, name, ref, kph
        By edge; the speed is NaN where OSMnx gives none.
    is_reversed, is_oneway, is_both_ways
        By edge: whether it runs against its way, whether the way has no other direction, and whether
        the edge stands for both directions, as in an undirected graph.
    """

    def __init__(self, profiles: Sequence[Profile], lines: EdgeColumns, tally: Tally) -> None:
        """Start without an edge; `tally` counts what is left out or read by a rule."""
        self._countries = CountryTable.load()
        self._tally = tally
        self._profiles = profiles
        self._node_tags: dict[int, dict[str, str]] = {}
        self.lines = lines
        self.kinds_are_stated = False
        self._votes = CountryVotes()
        self.readings = WayReadings(profiles, self._countries.rules("", 0.0, 0.0))
        self.names = TextCollector()
        self.way_id, self.kph = array("q"), array("d")
        self.reading, self.name, self.ref = array("i"), array("i"), array("i")
        self.is_reversed, self.is_oneway, self.is_both_ways = bytearray(), bytearray(), bytearray()

    def take_node(self, number: int, data: dict[str, str]) -> None:
        """Take what stands at a node, if anything does."""
        if not _MARK_KEYS.isdisjoint(data):
            self._node_tags[number] = {key: first_of(text) for key, text in data.items() if key not in _PLACE}

    def marks(self, places: NodePlaces, on_roads: NDArray[np.int64]) -> NodeMarks:
        """Return what stands at the nodes with these OSM ids, which are ascending and unique."""
        collector = NodeMarkCollector(self._profiles, self._tally)
        for number, tags in self._node_tags.items():
            collector.take_tags(int(places.osm_id[number]), tags)
        return collector.marks(on_roads, self.names)

    def take(self, edge: EdgeElement) -> None:
        """Take an edge."""
        data = edge.data
        ids = items_of(data.get("osmid", ""))
        if ids is None:
            self._tally.add("edge_with_unreadable_list", edge_item(edge), node=self.lines.node(edge))
            return
        is_reversed = items_of(data.get("reversed", "")) == ("True",)
        is_oneway = first_of(data.get("oneway", "")).casefold() in _YES
        tags = _tags(data)
        if not (tags.get("highway") or tags.get("route") or self.kinds_are_stated):
            tags["highway"] = _USUAL_KIND
        tags["oneway"] = ("-1" if is_reversed else "yes") if is_oneway else "no"
        number = self.readings.number(tags.items())
        if not self._is_road(number, edge) or not self.lines.take(_in_driving_order(edge, is_oneway)):
            return
        if not (data.get("highway") or data.get("route")):
            self._tally.add("edge_without_kind", edge_item(edge), node=self.lines.node(edge))
        self._votes.take(tags)
        self.way_id.append((whole(ids[0]) if ids else None) or NO_ID)
        kph = decimal(first_of(data.get("speed_kph", "")))
        self.kph.append(kph if LOWEST_KPH <= kph <= HIGHEST_KPH else math.nan)
        self.reading.append(number)
        self.name.append(self.names.number(clean_name(first_of(data.get("name", "")))))
        self.ref.append(self.names.number(clean_name(first_of(data.get("ref", "")))))
        self.is_reversed.append(is_reversed)
        self.is_oneway.append(is_oneway)
        self.is_both_ways.append(not edge.directed and not is_oneway)

    def country(self, lon: float, lat: float) -> CountryRules:
        """Return the rules of the country in which the edges lie, whose middle is at `lon`, `lat`."""
        return country_of(self._countries, self._votes, lon, lat)

    def _is_road(self, number: int, edge: EdgeElement) -> bool:
        """Say whether any profile drives edges with these tags; count why not, and what is read by a rule."""
        reading, is_driven = self.readings.reading(number), self.readings.is_driven(number)
        item, node = edge_item(edge), self.lines.node(edge)
        for note in reading.notes if reading is not None else ():
            self._tally.add(note, item, node=node)
        if not is_driven and not (reading is not None and reading.notes):
            self._tally.add("edge_of_no_road", item, node=node)
        return is_driven


def _in_driving_order(edge: EdgeElement, is_oneway: bool) -> EdgeElement:  # noqa: FBT001 - private
    """Return a one-way edge of an undirected graph as it is driven: OSMnx keeps its start as ``from``."""
    if edge.directed or not is_oneway or edge.data.get("from") != edge.target:
        return edge
    return EdgeElement(edge.target, edge.source, directed=True, data=edge.data)


def _tags(data: dict[str, str]) -> dict[str, str]:
    """Return the tags that have a say in what road an edge is; several values with semicolons between."""
    return {
        key: ";".join(items_of(text) or (text,))
        for key, text in data.items()
        if text and is_rule_key(key) and not key.startswith("oneway")
    }
