"""A picked segment names the run between its junctions, one way or both."""

from itertools import pairwise

import pytest

from desktop_app.dispatch.edit_places import edit_chains, edit_place, edit_segments
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from tests.networks import Road, grid, network_of

_BEND = network_of(
    {1: (0.0, 45.0), 2: (0.001, 45.0), 3: (0.002, 45.001), 4: (0.003, 45.001), 5: (0.003, 45.002)},
    [
        Road((1, 2, 3, 4), "Bend"),
        Road((4, 5), "", backward_kph=0.0),
    ],
)


def _segment(network: RoadNetwork, tail: int, head: int) -> int:
    segments, _pair = PlaceIndex(network).segments_of_pairs([tail], [head])
    return int(segments[0])


def test_the_stretch_runs_from_junction_to_junction() -> None:
    middle = _segment(_BEND, 2, 3)

    assert edit_chains(_BEND, middle, same=True, other=False) == ((1, 2, 3, 4),)
    assert edit_chains(_BEND, middle, same=False, other=True) == ((4, 3, 2, 1),)
    assert edit_chains(_BEND, middle, same=True, other=True) == ((1, 2, 3, 4), (4, 3, 2, 1))
    assert edit_chains(_BEND, middle, same=False, other=False) == ()


def test_the_marked_segments_are_those_of_the_chains() -> None:
    middle = _segment(_BEND, 2, 3)
    chains = edit_chains(_BEND, middle, same=True, other=True)
    pairs = [pair for chain in chains for pair in pairwise(chain)]
    named, _pair = PlaceIndex(_BEND).segments_of_pairs([a for a, _ in pairs], [b for _, b in pairs])

    marked = edit_segments(_BEND, middle, same=True, other=True)

    assert sorted(marked.tolist()) == sorted(named.tolist())
    assert edit_segments(_BEND, middle, same=False, other=False).tolist() == []


def test_a_one_way_road_has_no_other_direction() -> None:
    segment = _segment(_BEND, 4, 5)

    place = edit_place(_BEND, segment)

    assert place.one_way
    assert (place.street, place.same_towards) == ("", "north")
    assert edit_chains(_BEND, segment, same=False, other=True) == ()


@pytest.mark.parametrize(
    ("tail", "head", "towards", "back"),
    [(1, 2, "east", "west"), (2, 1, "west", "east"), (1, 101, "north", "south"), (101, 1, "south", "north")],
)
def test_directions_are_points_of_the_compass(tail: int, head: int, towards: str, back: str) -> None:
    network = grid()

    place = edit_place(network, _segment(network, tail, head))

    assert (place.same_towards, place.other_towards) == (towards, back)
    assert not place.one_way


def test_a_slope_is_said_as_between_two_points() -> None:
    place = edit_place(_BEND, _segment(_BEND, 2, 3))

    assert place.street == "Bend"
    assert place.same_towards == "north-east"
    assert place.length_m == pytest.approx(78.8 + 136.2 + 78.8, abs=1.0)
