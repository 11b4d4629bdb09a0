"""The straight lines of segments, and measuring from places to them, many at a time."""

from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.network import RoadNetwork

SMALLEST_DEGREE_M = 1e-6
"""A degree of longitude is at least as long, also at the poles."""


class SegmentLines:
    """Answers how far segments lie from places.

    Distances are measured in the plane that touches the ellipsoid at the latitude of the place: within
    10 km the error stays below 0.2 % up to 50 degrees of latitude, and the antimeridian is no barrier.
    """

    def __init__(self, network: RoadNetwork) -> None:
        """Measure to the segments of `network`."""
        self._network = network

    def ends(
        self, segment: NDArray[np.integer]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Return longitude and latitude of each tail, and how far from it the head is; degrees, (K,) each."""
        network = self._network
        tail, head = network.segment_tail[segment], network.segment_head[segment]
        lon, lat = network.node_lon[tail], network.node_lat[tail]
        return lon, lat, wrapped_deg(network.node_lon[head] - lon), network.node_lat[head] - lat

    def measure(
        self, segment: NDArray[np.integer], lon: NDArray[np.float64] | float, lat: NDArray[np.float64] | float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where on each segment the point nearest to its place lies, and its distance in metres.

        Parameters
        ----------
        segment, lon, lat
            (K,), or one place for all.
        """
        across, along = metres_per_degree(lat)
        across = np.maximum(across, SMALLEST_DEGREE_M)
        tail_lon, tail_lat, delta_lon, delta_lat = self.ends(segment)
        delta_x, delta_y = delta_lon * across, delta_lat * along
        # The middle of a line decides on which side of the globe it lies.
        x = (wrapped_deg(tail_lon + delta_lon / 2 - lon) - delta_lon / 2) * across
        y = (tail_lat - lat) * along
        square = delta_x**2 + delta_y**2
        along_line = -(x * delta_x + y * delta_y)
        fraction = np.clip(along_line / np.where(square > 0, square, 1.0), 0.0, 1.0) + 0.0  # no -0.0
        distance: NDArray[np.float64] = np.hypot(x + fraction * delta_x, y + fraction * delta_y)
        return fraction, distance

    def heads_for(
        self, segment: NDArray[np.integer], heading_deg: NDArray[np.float64], tolerance_deg: float
    ) -> NDArray[np.bool_]:
        """Return which segments lead within `tolerance_deg` of a heading, (K,); those of no length do not.

        Parameters
        ----------
        segment, heading_deg
            (K,), degrees clockwise from north.
        """
        _, lat, delta_lon, delta_lat = self.ends(segment)
        across, along = metres_per_degree(lat)
        x, y = delta_lon * across, delta_lat * along
        heading = np.radians(heading_deg)
        led: NDArray[np.float64] = x * np.sin(heading) + y * np.cos(heading)
        heads: NDArray[np.bool_] = (led >= np.hypot(x, y) * cos(radians(tolerance_deg))) & (
            (x != 0) | (y != 0)
        )
        return heads


def heading_vector(heading_deg: float) -> tuple[float, float]:
    """Return how much of a step in this direction leads east, and how much north."""
    return sin(radians(heading_deg)), cos(radians(heading_deg))
