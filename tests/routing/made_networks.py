"""Networks and weights that hypothesis makes."""

import numpy as np
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat, Weights
from desktop_app.traffic.times import drive_ms
from tests.networks import Road, network_of

# A centimetre, ten metres, a kilometre: tiny arcs beside long ones.
_STEPS = (1e-7, 1e-4, 1e-2)
_KPH = st.sampled_from([0.0, 1.0, 30.0, 50.0, 130.0])


@st.composite
def made_networks(draw: st.DrawFn, most_roads: int = 14) -> RoadNetwork:
    """Up to a dozen junctions, joined at random by ways of one to three segments, some of them one-way."""
    count = draw(st.integers(3, 10))
    places = {}
    for node in range(1, count + 1):
        step = draw(st.sampled_from(_STEPS))
        east, north = draw(st.integers(-5, 5)), draw(st.integers(-5, 5))
        places[node] = (7.0 + step * east, 46.0 + step * north)
    nodes = st.integers(1, count)
    chains = st.lists(nodes, min_size=2, max_size=4, unique=True)
    roads = [
        Road(tuple(chain), f"Street {number % 3}", draw(_KPH.filter(bool)), draw(_KPH))
        for number, chain in enumerate(draw(st.lists(chains, min_size=2, max_size=most_roads)))
    ]
    return network_of(places, roads)


@st.composite
def made_weights(draw: st.DrawFn, network: RoadNetwork) -> Weights:
    """Random speeds, and closures on about one segment in eight."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    kph = rng.choice([0.5, 7.0, 30.0, 50.0, 90.0, 250.0], network.segment_count)
    closed = rng.random(network.segment_count) < draw(st.sampled_from([0.0, 0.125, 0.3]))
    delay_ms = rng.choice([0.0, 0.0, 0.0, 1234.5], network.segment_count)
    return Weights(1, drive_ms(network.segment_length_m, kph, delay_ms), closed)


@st.composite
def made_places(draw: st.DrawFn, network: RoadNetwork) -> LonLat:
    """A point on a road or a little beside it; often exactly on a node."""
    segment = draw(st.integers(0, network.segment_count - 1))
    share = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(0, 1))
    tail, head = network.segment_tail[segment], network.segment_head[segment]
    lon = network.node_lon[tail] * (1 - share) + network.node_lon[head] * share
    lat = network.node_lat[tail] * (1 - share) + network.node_lat[head] * share
    beside = draw(st.sampled_from([0.0, 0.0, 1e-6, 1e-4]))
    return LonLat(float(lon) + beside, float(lat))
