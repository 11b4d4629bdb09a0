"""From a request to an answer, on small networks made by hand."""

import pytest

from desktop_app.routing.path import path_nodes
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.networks import grid

ENGINES = pytest.mark.parametrize("engine", list(EngineName))


@ENGINES
def test_the_quickest_way_through_a_grid(engine: EngineName) -> None:
    network = grid()
    start, end = LonLat(0.1, 45.0), LonLat(0.104, 45.004)
    answer = Router(network).answer(RouteRequest(start=start, end=end, engine=engine))
    assert answer.error is None
    assert answer.path is not None
    nodes = path_nodes(answer.path, network)
    assert (nodes[0], nodes[-1], len(nodes)) == (1, 203, 5)
    assert answer.duration_ms == answer.free_flow_ms > 0
