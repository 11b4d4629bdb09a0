"""Collecting turn restrictions as pyosmium hands out relations, and compiling them once a network stands."""

import osmium

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.texts import TextCollector


class RestrictionCollector:
    """Takes relations one after the other; ways and nodes may come before or after them."""

    def __init__(self, tally: Tally) -> None:
        """Start without a restriction; `tally` counts what is left out or read by a rule."""
        self._tally = tally

    def take(self, relation: osmium.osm.Relation) -> None:
        """Keep a relation whose ``type`` is ``restriction`` or ``restriction:*``; others change nothing."""

    def take_other_way(self, way_id: int) -> None:
        """Note a way of the file that no profile drives: a restriction on it is of no consequence."""

    def turn_bans(self, network: RoadNetwork, conditions: TextCollector, tally: Tally) -> TurnBans:
        """Return the bans that the restrictions put on the arcs of `network`.

        Parameters
        ----------
        network
            Built of the same file.
        conditions
            Collects the hours; its numbers are those of `TurnBans.condition`.
        tally
            Counts restrictions that were dropped, by reason.
        """
        del network, conditions, tally
        return TurnBans.none()
