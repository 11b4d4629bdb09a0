"""The order of contraction: each arc once, the same each time; any order gives right answers."""

import numpy as np

from desktop_app.routing.arc_order import arc_ranks
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.networks import grid

NETWORK = grid(7, 5)
ACROSS = RouteRequest(start=LonLat(0.1, 45.0), end=LonLat(0.108, 45.003))


def test_each_arc_has_one_place_and_every_making_gives_the_same() -> None:
    ranks = arc_ranks(NETWORK)
    assert ranks.dtype == np.int32
    assert sorted(ranks.tolist()) == list(range(NETWORK.arc_count))
    assert np.array_equal(ranks, arc_ranks(NETWORK))


def test_any_order_gives_the_same_cost() -> None:
    made = Router(NETWORK).answer(ACROSS)
    for order in (np.arange(NETWORK.arc_count, dtype=np.int32), np.zeros(0, np.int32)):
        given = Router(NETWORK, arc_rank=order).answer(ACROSS)
        assert made.path is not None
        assert given.path is not None
        assert given.duration_ms == made.duration_ms > 0
