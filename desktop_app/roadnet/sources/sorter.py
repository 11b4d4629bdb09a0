"""Handing each object of a map file to whoever collects its kind."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import osmium
from numpy.typing import NDArray

from desktop_app.clock import instant_text
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.search.collector import SEARCH_KEYS, SearchCollector
from desktop_app.roadnet.sources.backdrop_rows import BackdropCollector
from desktop_app.roadnet.sources.backdrop_tags import BACKDROP_KEYS
from desktop_app.roadnet.sources.id_sets import union
from desktop_app.roadnet.sources.node_marks import NodeMarkCollector
from desktop_app.roadnet.sources.osm_objects import OsmObject
from desktop_app.roadnet.sources.restrictions.collector import RestrictionCollector
from desktop_app.roadnet.sources.road_rows import RoadCollector
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.country_votes import CountryVotes
from desktop_app.roadnet.sources.tagging.keys import NODE_KEYS, WAY_KEYS, is_rule_key
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.sources.way_texts import WayText, tags_of

STREET_KEYS = WAY_KEYS
"""A way without any of these is no street."""

OTHER_WAY_KEYS = tuple(
    dict.fromkeys((*BACKDROP_KEYS, *SEARCH_KEYS, *(key for key in CountryVotes.KEYS if not is_rule_key(key))))
)
"""A way without any of these is nothing but a street, or nothing."""

KEYS = tuple(dict.fromkeys(("type", *NODE_KEYS, *BACKDROP_KEYS, *SEARCH_KEYS, *CountryVotes.KEYS)))
"""A node or a relation without any of these is nothing to a map of roads."""

_VOTING = frozenset(CountryVotes.KEYS)


class Sorter:
    """Keeps a collector for each kind of thing that a map is made of."""

    def __init__(
        self, profiles: Sequence[Profile], general: CountryRules, tally: Tally, *, wants_newest: bool
    ) -> None:
        """Start with nothing.

        Parameters
        ----------
        general
            Rules that count until the country is known.
        wants_newest
            Whether `newest` will be asked for.
        """
        self.roads = RoadCollector(profiles, general, tally)
        self.marks = NodeMarkCollector(profiles, tally)
        self.restrictions = RestrictionCollector(tally, profiles)
        self.backdrop = BackdropCollector(tally)
        self.search = SearchCollector(tally)
        self.votes = CountryVotes()
        self._wants_newest = wants_newest
        self._newest = ""
        self._of_backdrop: set[int] = set()

    def take(self, item: OsmObject) -> None:
        """Take an object with any of `KEYS`, or a way with any of `OTHER_WAY_KEYS`.

        Of a street only what it is besides.
        """
        if isinstance(item, osmium.osm.Way):
            self._take_way(item)
            return
        tags = {tag.k: tag.v for tag in item.tags}
        if isinstance(item, osmium.osm.Node):
            self.marks.take(item, tags)
            self.backdrop.take_node(item)
        else:
            self.restrictions.take(item)
            self.backdrop.take_relation(item)
        self.search.take(item)
        self._count_votes(tags)

    def take_street(self, way: WayText) -> None:
        """Take a way with any of `STREET_KEYS`, which may be none that is driven."""
        if not self.roads.add(way):
            self.restrictions.take_other_way(way.osm_id)
        if self._wants_newest:
            self._newest = max(self._newest, way.changed)
        if any(key in way.tags for key in CountryVotes.KEYS):
            self._count_votes(tags_of(way.tags))

    def member_ways(self) -> set[int]:
        """Return the OSM ids of the ways of which relations are drawn."""
        self._of_backdrop = self.backdrop.member_ways()
        return self._of_backdrop | self.search.member_ways()

    def take_member(self, way: osmium.osm.Way) -> None:
        """Take one of `member_ways`."""
        if way.id in self._of_backdrop:
            self.backdrop.take_member(way)
        self.search.take_member(way)

    def node_ids(self) -> NDArray[np.int64]:
        """Return the OSM ids of all nodes whose places are needed, ascending and unique."""
        return union(self.roads.node_ids(), self.backdrop.node_ids(), self.search.node_ids())

    def newest(self) -> str:
        """Return when the newest way was changed, or the empty text where the file does not say."""
        if not self._newest:
            return ""
        return instant_text(round(datetime.fromisoformat(self._newest).timestamp() * 1000))

    def _take_way(self, way: osmium.osm.Way) -> None:
        # Each look at pyosmium's tags costs more than one at a dict of them.
        tags = {tag.k: tag.v for tag in way.tags}
        is_street = "highway" in tags
        # A street is nothing of the backdrop, unless a tram runs in it, nor of the search, but as a square.
        if not is_street or "railway" in tags:
            self.backdrop.take_way(way)
        if not is_street or "place" in tags:
            self.search.take(way)
        if not is_street:
            self._count_votes(tags)

    def _count_votes(self, tags: dict[str, str]) -> None:
        if not _VOTING.isdisjoint(tags):
            self.votes.take(tags)
