"""Collecting turn restrictions as pyosmium hands out relations, and compiling them once a network stands."""

from array import array
from collections.abc import Sequence

import numpy as np
import osmium

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.restrictions.compiler import Restriction, RestrictionCompiler
from desktop_app.roadnet.sources.restrictions.member_arcs import MemberArcs
from desktop_app.roadnet.sources.restrictions.members import Members, kind_of_member
from desktop_app.roadnet.sources.restrictions.old_hours import OLD_HOURS_KEYS
from desktop_app.roadnet.sources.restrictions.reasons import DELETED, REPEATED
from desktop_app.roadnet.sources.restrictions.signs import TYPE
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.texts import TextCollector

_KEYS = frozenset({"type", "except", *OLD_HOURS_KEYS})


class RestrictionCollector:
    """Takes relations one after the other; ways and nodes may come before or after them."""

    def __init__(self, tally: Tally, profiles: Sequence[Profile] = ()) -> None:
        """Start without a restriction.

        Parameters
        ----------
        tally
            Counts what is left out or read by a rule.
        profiles
            Those of the network, in its order.
        """
        self._tally = tally
        self._profiles = profiles
        self._tags: dict[tuple[tuple[str, str], ...], int] = {}
        self._relation, self._version = array("q"), array("q")
        self._tags_number = array("i")
        self._first_member = array("q", [0])
        self._kind, self._ref = array("B"), array("q")
        self._other_way = array("q")

    def take(self, relation: osmium.osm.Relation) -> None:
        """Keep a relation whose ``type`` is ``restriction`` or ``restriction:*``; others change nothing."""
        if (relation.tags.get("type") or "").partition(":")[0] != TYPE:
            return
        if not relation.visible:
            self._tally.add(DELETED, f"relation {relation.id}")
            return
        tags = sorted((tag.k, tag.v) for tag in relation.tags if tag.k in _KEYS or tag.k.startswith(TYPE))
        members = [(kind_of_member(each.role, each.type), each.ref) for each in relation.members]
        # From here on nothing can fail, so that the columns stay of one length.
        self._relation.append(relation.id)
        self._version.append(relation.version)
        self._tags_number.append(self._tags.setdefault(tuple(tags), len(self._tags)))
        for kind, ref in members:
            if kind is not None:
                self._kind.append(kind)
                self._ref.append(ref)
        self._first_member.append(len(self._ref))

    def take_other_way(self, way_id: int) -> None:
        """Note a way of the file that no profile drives: a restriction on it is of no consequence."""
        self._other_way.append(way_id)

    def turn_bans(self, network: RoadNetwork, conditions: TextCollector, tally: Tally) -> TurnBans:
        """Return the bans that the restrictions put on the arcs of `network`.

        Of several relations with one id the highest version counts, of equal versions the first.

        Parameters
        ----------
        network
            Built of the same file.
        conditions
            Collects the hours; its numbers are those of `TurnBans.condition`.
        tally
            Counts restrictions that were dropped, by reason.
        """
        rows = self._rows_kept(tally)
        restrictions = [self._restriction(row) for row in rows]
        ways = {way for each in restrictions for way in each.members.ways}
        nodes = {node for each in restrictions for node in each.members.via_nodes}
        arcs = MemberArcs(network, ways, nodes)
        other_ways = ways.intersection(self._other_way)
        compiler = RestrictionCompiler(arcs, other_ways, [dict(tags) for tags in self._tags], self._profiles)
        return compiler.turn_bans(restrictions, conditions, tally)

    def _restriction(self, row: int) -> Restriction:
        run = slice(self._first_member[row], self._first_member[row + 1])
        members = Members.of(self._kind[run], self._ref[run])
        return Restriction(self._relation[row], self._tags_number[row], members)

    def _rows_kept(self, tally: Tally) -> list[int]:
        relation = np.array(self._relation, np.int64)
        order = np.lexsort((-np.array(self._version, np.int64), relation))
        is_repeat = np.zeros(len(relation), np.bool_)
        is_repeat[order[1:]] = relation[order[1:]] == relation[order[:-1]]
        for row in np.flatnonzero(is_repeat).tolist():
            tally.add(REPEATED, f"relation {relation[row]}")
        rows: list[int] = np.flatnonzero(~is_repeat).tolist()
        return rows
