"""How wide each kind of road is drawn at each zoom."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass
from desktop_app.ui.theme import RoadGroup

GROUP_OF_CLASS: NDArray[np.uint8] = np.array(
    [
        RoadGroup.MOTORWAY,
        RoadGroup.MOTORWAY,
        RoadGroup.TRUNK,
        RoadGroup.TRUNK,
        RoadGroup.PRIMARY,
        RoadGroup.PRIMARY,
        RoadGroup.SECONDARY,
        RoadGroup.SECONDARY,
        RoadGroup.TERTIARY,
        RoadGroup.TERTIARY,
        RoadGroup.STREET,
        RoadGroup.STREET,
        RoadGroup.STREET,
        RoadGroup.SERVICE,
        RoadGroup.STREET,
        RoadGroup.SERVICE,
        RoadGroup.SERVICE,
        RoadGroup.SERVICE,
        RoadGroup.SERVICE,
        RoadGroup.SERVICE,
    ],
    np.uint8,
)
"""(20,) `RoadGroup` of each `RoadClass`."""

LINK_CLASSES: NDArray[np.bool_] = np.isin(
    np.arange(len(RoadClass)), [road_class for road_class in RoadClass if road_class.name.endswith("_LINK")]
)
"""(20,) which classes are slip roads."""

LINK_SHARE = 0.62
"""A slip road's width as a share of its parent's."""

_ZOOMS = (9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0, 20.0)
_WIDTHS_PX: dict[RoadGroup, tuple[float, ...]] = {
    RoadGroup.MOTORWAY: (1.2, 1.6, 2.2, 2.9, 3.7, 4.8, 6.6, 9.5, 14.0, 21.0, 34.0, 56.0),
    RoadGroup.TRUNK: (1.0, 1.4, 2.0, 2.6, 3.4, 4.5, 6.2, 9.0, 13.0, 20.0, 32.0, 54.0),
    RoadGroup.PRIMARY: (0.8, 1.1, 1.6, 2.3, 3.1, 4.2, 5.8, 8.6, 12.5, 19.0, 30.0, 50.0),
    RoadGroup.SECONDARY: (0.0, 0.8, 1.1, 1.7, 2.5, 3.6, 5.2, 7.8, 11.5, 17.5, 28.0, 46.0),
    RoadGroup.TERTIARY: (0.0, 0.0, 0.8, 1.1, 1.8, 2.9, 4.4, 6.8, 10.5, 16.0, 26.0, 42.0),
    RoadGroup.STREET: (0.0, 0.0, 0.0, 0.6, 0.9, 1.7, 3.2, 5.4, 8.8, 13.5, 22.0, 36.0),
    RoadGroup.SERVICE: (0.0, 0.0, 0.0, 0.0, 0.4, 0.8, 1.6, 3.0, 5.2, 8.5, 14.0, 24.0),
}


def road_width_px(group: RoadGroup, zoom: float, *, link: bool = False) -> float:
    """Return a road's width in pixels without its casing; 0 where it is not drawn at this zoom."""
    width = float(np.interp(zoom, _ZOOMS, _WIDTHS_PX[group]))
    if width < 0.35:  # noqa: PLR2004 - a shadow of a line only blurs the picture
        return 0.0
    return width * LINK_SHARE if link else width
