"""How fast roads are driven where no sign says so, by class and by what the road is like.

All figures are km/h and stand in tables, so that a rule is changed by changing a line.
"""

from collections.abc import Mapping

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.tagging.tags import Tags

LOWEST_KPH = 1.0
HIGHEST_KPH = 250.0
"""A limit above this is a mistake."""

DEFAULT_KPH: Mapping[RoadClass, float] = {
    RoadClass.MOTORWAY: 110.0,
    RoadClass.MOTORWAY_LINK: 60.0,
    RoadClass.TRUNK: 90.0,
    RoadClass.TRUNK_LINK: 50.0,
    RoadClass.PRIMARY: 65.0,
    RoadClass.PRIMARY_LINK: 45.0,
    RoadClass.SECONDARY: 60.0,
    RoadClass.SECONDARY_LINK: 40.0,
    RoadClass.TERTIARY: 50.0,
    RoadClass.TERTIARY_LINK: 35.0,
    RoadClass.UNCLASSIFIED: 40.0,
    RoadClass.RESIDENTIAL: 30.0,
    RoadClass.LIVING_STREET: 10.0,
    RoadClass.SERVICE: 20.0,
    RoadClass.ROAD: 30.0,
    RoadClass.TRACK: 15.0,
    RoadClass.BUSWAY: 30.0,
    RoadClass.PEDESTRIAN: 7.0,
    RoadClass.FERRY: 15.0,
    RoadClass.SHUTTLE_TRAIN: 60.0,
}
"""A light average of built-up areas and open country."""

_SURFACE_KPH: Mapping[str, float] = {
    "bricks": 50.0,
    "clay": 25.0,
    "cobblestone": 30.0,
    "cobblestone:flattened": 40.0,
    "compacted": 60.0,
    "concrete:lanes": 45.0,
    "concrete:plates": 80.0,
    "dirt": 30.0,
    "earth": 30.0,
    "fine_gravel": 50.0,
    "grass": 20.0,
    "grass_paver": 25.0,
    "gravel": 40.0,
    "ground": 30.0,
    "ice": 30.0,
    "metal": 60.0,
    "metal_grid": 40.0,
    "mud": 10.0,
    "paving_stones": 60.0,
    "paving_stones:lanes": 40.0,
    "pebblestone": 35.0,
    "rock": 15.0,
    "salt": 60.0,
    "sand": 20.0,
    "sett": 40.0,
    "shells": 40.0,
    "snow": 40.0,
    "stepping_stones": 5.0,
    "stone": 20.0,
    "unhewn_cobblestone": 20.0,
    "unpaved": 45.0,
    "wood": 40.0,
    "woodchips": 20.0,
}
"""By ``surface``; asphalt, concrete and the like slow nobody."""

_SMOOTHNESS_KPH: Mapping[str, float] = {
    "intermediate": 90.0,
    "bad": 40.0,
    "very_bad": 20.0,
    "horrible": 10.0,
    "very_horrible": 5.0,
    "impassable": 1.0,
}
_TRACKTYPE_KPH: Mapping[str, float] = {
    "grade1": 60.0,
    "grade2": 40.0,
    "grade3": 30.0,
    "grade4": 25.0,
    "grade5": 20.0,
}
_BY_TAG: Mapping[str, Mapping[str, float]] = {
    "surface": _SURFACE_KPH,
    "smoothness": _SMOOTHNESS_KPH,
    "tracktype": _TRACKTYPE_KPH,
    # One lane, on which the directions take turns; waiting comes on top of this.
    "oneway": {"alternating": 40.0},
    "ford": {"yes": 15.0, "stream": 15.0, "tidal": 15.0, "intermittent": 15.0},
}


def physical_kph(tags: Tags) -> float:
    """Return the speed that surface, smoothness and the like allow, infinite where they slow nobody.

    Of several values (``asphalt;gravel``) the slowest counts.
    """
    lowest = float("inf")
    for key, by_value in _BY_TAG.items():
        value = tags.get(key)
        if value is not None:
            for part in value.split(";"):
                lowest = min(lowest, by_value.get(part.strip(), lowest))
    return lowest
