"""Bridges, tolls, layers and lanes, as tables drawn from the OSM wiki."""

import pytest

from desktop_app.roadnet.network import ArcFlag
from tests.roadnet.sources.tagging.readers import way

NONE = ArcFlag(0)


@pytest.mark.parametrize(
    ("page", "tags", "flags"),
    [
        ("Key:bridge", {"bridge": "yes"}, ArcFlag.BRIDGE),
        ("Key:bridge", {"bridge": "viaduct"}, ArcFlag.BRIDGE),
        ("Key:bridge", {"bridge": "movable"}, ArcFlag.BRIDGE),
        ("Key:bridge", {"bridge": "no"}, NONE),
        ("Key:tunnel", {"tunnel": "yes"}, ArcFlag.TUNNEL),
        ("Key:tunnel", {"tunnel": "building_passage"}, ArcFlag.TUNNEL),
        ("Key:tunnel", {"tunnel": "culvert"}, NONE),
        ("Key:tunnel", {"tunnel": "no"}, NONE),
        ("Key:covered", {"covered": "yes"}, NONE),
        ("Key:oneway", {"oneway": "yes"}, ArcFlag.ONE_WAY),
        ("Key:oneway", {"oneway": "-1"}, ArcFlag.ONE_WAY),
        ("Key:oneway", {"oneway": "no"}, NONE),
        ("Key:oneway", {"oneway": "yes", "oneway:motorcar": "no"}, NONE),
        ("Key:oneway", {"oneway": "alternating"}, ArcFlag.ALTERNATING),
        ("Tag:highway=motorway", {"highway": "motorway"}, ArcFlag.ONE_WAY),
        ("Tag:junction=roundabout", {"junction": "roundabout"}, ArcFlag.ROUNDABOUT | ArcFlag.ONE_WAY),
        ("Tag:junction=circular", {"junction": "circular"}, ArcFlag.ROUNDABOUT | ArcFlag.ONE_WAY),
        ("Key:toll", {"toll": "yes"}, ArcFlag.TOLL),
        ("Key:toll", {"toll": "no"}, NONE),
        ("Key:toll", {"toll:hgv": "yes"}, ArcFlag.TOLL),
        ("Key:toll", {"toll:motorcar": "yes"}, ArcFlag.TOLL),
        ("Key:toll", {"toll:bicycle": "yes"}, NONE),
        ("Key:ford", {"ford": "yes"}, ArcFlag.FORD),
        ("Key:ford", {"ford": "seasonal"}, ArcFlag.FORD),
        ("Key:ford", {"ford": "no"}, NONE),
        ("Key:motorroad", {"motorroad": "yes"}, ArcFlag.MOTORROAD),
        ("Key:motorroad", {"motorroad": "no"}, NONE),
        ("Key:surface", {"surface": "gravel"}, ArcFlag.UNPAVED),
        ("Key:surface", {"surface": "unpaved"}, ArcFlag.UNPAVED),
        ("Key:surface", {"surface": "asphalt"}, NONE),
        ("Key:surface", {"surface": "sett"}, NONE),
        ("Key:tracktype", {"tracktype": "grade3"}, ArcFlag.UNPAVED),
        ("Key:tracktype", {"tracktype": "grade3", "surface": "asphalt"}, NONE),
        ("Key:tracktype", {"tracktype": "grade1"}, NONE),
    ],
)
def test_flags(page: str, tags: dict[str, str], flags: ArcFlag) -> None:
    assert way(**{"highway": "residential", **tags}).flags == flags


@pytest.mark.parametrize(
    ("tags", "layer", "notes"),
    [
        ({}, 0, ()),
        ({"layer": "2"}, 2, ()),
        ({"layer": "-3"}, -3, ()),
        ({"layer": "+1"}, 1, ()),
        ({"bridge": "yes"}, 1, ()),
        ({"bridge": "yes", "layer": "3"}, 3, ()),
        ({"bridge": "yes", "layer": "0"}, 0, ()),
        ({"tunnel": "yes"}, -1, ()),
        ({"tunnel": "yes", "layer": "-2"}, -2, ()),
        ({"tunnel": "building_passage"}, 0, ()),
        ({"tunnel": "avalanche_protector"}, 0, ()),
        ({"tunnel": "building_passage", "layer": "-1"}, -1, ()),
        ({"covered": "yes"}, 0, ()),
        ({"covered": "yes", "layer": "-1"}, -1, ()),
        ({"layer": "1.5"}, 1, ()),
        ({"layer": "up"}, 0, ("layer_unreadable",)),
        ({"layer": "500"}, 0, ("layer_unreadable",)),
        ({"layer": "1;2", "bridge": "yes"}, 1, ("layer_unreadable",)),
        ({"layer": "9" * 500}, 0, ("layer_unreadable",)),
    ],
)
def test_layers(tags: dict[str, str], layer: int, notes: tuple[str, ...]) -> None:
    reading = way(**{"highway": "residential", **tags})
    assert (reading.layer, reading.notes) == (layer, notes)


@pytest.mark.parametrize(
    ("tags", "lanes"),
    [
        ({}, (0, 0)),
        ({"lanes": "1"}, (1, 1)),
        ({"lanes": "2"}, (1, 1)),
        ({"lanes": "4"}, (2, 2)),
        ({"lanes": "3"}, (0, 0)),
        ({"lanes": "3", "lanes:forward": "2"}, (2, 1)),
        ({"lanes": "3", "lanes:backward": "2"}, (1, 2)),
        ({"lanes": "3", "lanes:forward": "2", "lanes:backward": "1"}, (2, 1)),
        ({"lanes": "3", "lanes:both_ways": "1"}, (1, 1)),
        ({"lanes": "5", "lanes:both_ways": "1", "lanes:forward": "3"}, (3, 1)),
        ({"lanes:forward": "2"}, (2, 0)),
        ({"lanes": "1", "lanes:forward": "2"}, (2, 0)),
        ({"lanes": "2", "oneway": "yes"}, (2, 0)),
        ({"lanes": "3", "oneway": "-1"}, (0, 3)),
        ({"lanes": "2", "oneway": "yes", "lanes:forward": "2"}, (2, 0)),
        ({"lanes": "2;3", "oneway": "yes"}, (2, 0)),
        ({"lanes": "1.5"}, (1, 1)),
        ({"lanes": "2", "junction": "roundabout"}, (2, 0)),
        ({"lanes": "0"}, (0, 0)),
    ],
)
def test_lanes(tags: dict[str, str], lanes: tuple[int, int]) -> None:
    reading = way(**{"highway": "residential", **tags})
    assert (reading.forward_lanes, reading.backward_lanes, reading.notes) == (*lanes, ())


@pytest.mark.parametrize("value", ["many", "-2", "33", "1e3", "²"])
def test_lanes_that_cannot_be_read_are_unknown_and_told(value: str) -> None:
    reading = way(highway="residential", lanes=value)
    assert (reading.forward_lanes, reading.backward_lanes, reading.notes) == (0, 0, ("lanes_unreadable",))


@pytest.mark.parametrize(
    ("tags", "duration_s"),
    [
        ({"route": "ferry", "duration": "00:20"}, 1200),
        ({"route": "ferry", "duration": "PT1H30M"}, 5400),
        ({"route": "shuttle_train", "duration": "00:35"}, 2100),
        ({"route": "ferry"}, 0),
        ({"highway": "residential", "duration": "00:20"}, 0),
    ],
)
def test_only_crossings_have_a_duration(tags: dict[str, str], duration_s: float) -> None:
    assert way(**tags, motor_vehicle="yes").duration_s == duration_s
