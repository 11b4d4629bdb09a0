"""The network's own answers about its segments."""

import numpy as np
import pytest

from tests.networks import Road, network_of


def test_points_on_segments_lie_between_their_ends() -> None:
    network = network_of({1: (0.0, 45.0), 2: (0.002, 45.004)}, [Road((1, 2), backward_kph=0)])
    points = network.points_on(np.zeros(3, np.int32), np.array([0.0, 0.5, 1.0]))
    assert points == pytest.approx(np.array([[0.0, 45.0], [0.001, 45.002], [0.002, 45.004]]))
    assert network.points_on(0, 0.5).tolist() == pytest.approx([0.001, 45.002])


def test_the_middle_of_a_segment_over_the_antimeridian_is_on_it() -> None:
    network = network_of({1: (179.999, 65.0), 2: (-179.997, 65.0)}, [Road((1, 2), backward_kph=0)])
    assert network.points_on(0, 0.5).tolist() == pytest.approx([-179.999, 65.0])


@pytest.mark.parametrize("lon", [180.0, -180.0, 0.1])
def test_an_end_is_its_node_to_the_last_bit(lon: float) -> None:
    network = network_of({1: (lon, 65.1), 2: (lon, 65.3)}, [Road((1, 2), backward_kph=0)])
    ends = network.points_on(np.zeros(2, np.int32), np.array([0.0, 1.0]))
    assert ends.tolist() == [[lon, 65.1], [lon, 65.3]]
