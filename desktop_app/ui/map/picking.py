"""What lies under a click: a road, a route, or a sentence that says why nothing does."""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.ui.map.polylines import nearest_on_stretches
from desktop_app.ui.map.projection import View
from desktop_app.ui.map.route_layer import RouteLayer, ribbon_px

NEAR_M = 300.0
"""A click farther from any road means no road."""
_ROUTE_REACH_PX = 6.0


class MapTool(Enum):
    """What a click on the map does."""

    PAN = auto()
    PICK_POINT = auto()
    PICK_ROAD = auto()


@dataclass(frozen=True, slots=True)
class RoadPick:
    """The road nearest to a click; degrees, and metres from the click."""

    segment: int
    lon: float
    lat: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class ViewState:
    """Where the map looks, to be kept with the session; degrees of the middle, and the scale."""

    lon: float
    lat: float
    metres_per_pixel: float


def road_at(index: SpatialIndex, view: View, pixel_x: float, pixel_y: float) -> RoadPick | None:
    """Return the road nearest to a pixel, or None where none lies within `NEAR_M`."""
    lon, lat = view.lon_lat(pixel_x, pixel_y)
    hits = index.nearest(lon, lat, max_distance_m=NEAR_M)
    if not hits:
        return None
    hit = hits[0]
    return RoadPick(hit.segment, hit.lon, hit.lat, hit.distance_m)


def nothing_near_text(view: View, pixel_x: float, pixel_y: float) -> str:
    """Return why a click at a pixel gave no road, and what to do."""
    lon, lat = view.lon_lat(pixel_x, pixel_y)
    return f"No road lies within {NEAR_M:.0f} m of {lat:.5f}, {lon:.5f}. Click nearer to a road."


def route_at(routes: RouteLayer, view: View, pixel_x: float, pixel_y: float) -> str | None:
    """Return the id of the route drawn under a pixel, the uppermost first, or None."""
    reach = _ROUTE_REACH_PX + ribbon_px(view.zoom) / 2
    x, y = view.to_world(pixel_x, pixel_y)
    best, nearest = None, reach / view.scale
    for route in reversed(routes.routes):
        box = route.box
        if box is None or not (
            box[0] - nearest <= x <= box[2] + nearest and box[1] - nearest <= y <= box[3] + nearest
        ):
            continue
        line = routes.drawn_line(route, view)
        away = float(nearest_on_stretches(line.x, line.y, x, y)[1].min()) if len(line.x) > 1 else np.inf
        if away < nearest or (best is None and away <= nearest):
            best, nearest = route.id, away
    return best
