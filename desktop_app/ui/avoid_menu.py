"""The menu of the roads that a route avoids, and of those that it may be told to avoid."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtWidgets import QMenu

from desktop_app.dispatch.avoided_roads import Chains, road_to_avoid, streets_to_avoid
from desktop_app.dispatch.change import RouteView
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.ui.plain_text import menu_text

_NAMELESS = "a road without a name"
_MOST_ROWS = 25

SetAvoided = Callable[[Chains], None]
"""Sends all roads that the route is to avoid."""


class AvoidMenu:
    """Fills menus for one route."""

    def __init__(self, network: RoadNetwork, route: RouteView, send: SetAvoided) -> None:
        """Speak of `route`; what is chosen goes to `send`."""
        self._network = network
        self._route = route
        self._send = send
        self._way = np.frombuffer(route.segments, "<i4")

    def offer_road(self, menu: QMenu, place: int) -> None:
        """Offer to avoid the road under one place of the way."""
        if not 0 <= place < len(self._way):
            return
        chains = road_to_avoid(self._network, self._way, place)
        street = self._network.street(int(self._network.segment_arc[self._way[place]])) or _NAMELESS
        if chains:
            self._add(menu, f"Avoid {street}", (*self._route.avoid, *chains))
        else:
            menu.addAction(menu_text(f"{street}: the route begins or ends here")).setEnabled(False)

    def offer_streets(self, menu: QMenu) -> None:
        """Offer to avoid each street of the way that can be."""
        for street, place in streets_to_avoid(self._network, self._way)[:_MOST_ROWS]:
            chains = road_to_avoid(self._network, self._way, place)
            self._add(menu, f"Avoid {street}", (*self._route.avoid, *chains))

    def offer_return(self, menu: QMenu) -> None:
        """Offer to drive again what is avoided, street by street."""
        streets = self._route.avoided_streets
        if streets:
            menu.addSeparator()
        for street in dict.fromkeys(streets):
            kept = self._without(street, streets)
            self._add(menu, f"Drive {street or _NAMELESS} again", kept)

    def _without(self, street: str, streets: Sequence[str]) -> Chains:
        return tuple(chain for chain, name in zip(self._route.avoid, streets, strict=True) if name != street)

    def _add(self, menu: QMenu, text: str, chains: Chains) -> None:
        menu.addAction(menu_text(text)).triggered.connect(lambda: self._send(chains))
