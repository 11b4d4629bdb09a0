"""Colours of the window and of the map, light and dark.

The congestion colours stay apart for normal, deutan, protan and tritan sight and keep a contrast of
3:1 and more on the land. They say *different*, not *worse*: width and pattern give the order.
"""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtGui import QColor, QPalette


class RoadGroup(IntEnum):
    """Road classes as the map tells them apart, from the widest to the narrowest."""

    MOTORWAY = 0
    TRUNK = 1
    PRIMARY = 2
    SECONDARY = 3
    TERTIARY = 4
    STREET = 5
    SERVICE = 6


@dataclass(frozen=True, slots=True)
class MapColours:
    """What the quiet base is painted with.

    Attributes
    ----------
    road_fill, road_casing
        One colour a `RoadGroup`.
    label, label_halo, place, place_halo
        Names of roads and of places.
    shade
        Translucent backing of the scale bar and the attribution.
    """

    land: QColor
    water: QColor
    water_edge: QColor
    green: QColor
    rail: QColor
    road_fill: tuple[QColor, ...]
    road_casing: tuple[QColor, ...]
    label: QColor
    label_halo: QColor
    place: QColor
    place_halo: QColor
    shade: QColor
    ink: QColor


@dataclass(frozen=True, slots=True)
class CongestionColours:
    """Colours by the share of free-flow speed that is driven.

    Attributes
    ----------
    free
        80 % and over; neutral.
    slow, heavy, jam
        60 to 80 %, 40 to 60 %, below 40 %.
    closed, closed_gap
        The two colours of the hatch.
    unknown
        Dashes where nobody says a word.
    edit
        The mark of the dispatcher's own edits.
    """

    free: QColor
    slow: QColor
    heavy: QColor
    jam: QColor
    closed: QColor
    closed_gap: QColor
    unknown: QColor
    edit: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one look.

    Attributes
    ----------
    window, panel, base, raised
        Backgrounds: the window, docked panels, lists and fields, hovered and selected rows.
    priority_high, priority_medium, priority_low, good
        Alerts by priority, and what is well (a live feed).
    routes
        Colours given to routes in turn; they stay apart from one another.
    """

    name: str
    dark: bool
    window: QColor
    panel: QColor
    base: QColor
    raised: QColor
    border: QColor
    text: QColor
    muted: QColor
    accent: QColor
    accent_text: QColor
    priority_high: QColor
    priority_medium: QColor
    priority_low: QColor
    good: QColor
    map: MapColours
    congestion: CongestionColours
    routes: tuple[QColor, ...]


def _colours(*names: str) -> tuple[QColor, ...]:
    return tuple(QColor(name) for name in names)


LIGHT = Theme(
    name="light",
    dark=False,
    window=QColor("#E9EBEE"),
    panel=QColor("#F7F8FA"),
    base=QColor("#FFFFFF"),
    raised=QColor("#E6EDFB"),
    border=QColor("#D3D7DD"),
    text=QColor("#1C2430"),
    muted=QColor("#5D6877"),
    accent=QColor("#1F5FD0"),
    accent_text=QColor("#FFFFFF"),
    priority_high=QColor("#B3261E"),
    priority_medium=QColor("#A85A00"),
    priority_low=QColor("#3F5E8C"),
    good=QColor("#1B7F4B"),
    map=MapColours(
        land=QColor("#F2F2EF"),
        water=QColor("#C3D9E6"),
        water_edge=QColor("#A9C6D7"),
        green=QColor("#DDE8D5"),
        rail=QColor("#B4B7BC"),
        road_fill=_colours("#C6CFDA", "#D1D8E1", "#E2E6EC", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#FBFBFA"),
        road_casing=_colours("#8794A5", "#95A1B0", "#A3AEBA", "#BDC3CA", "#C8CCD0", "#D0D3D5", "#DADCDC"),
        label=QColor("#4A515B"),
        label_halo=QColor("#FFFFFF"),
        place=QColor("#2B323C"),
        place_halo=QColor("#F8F8F6"),
        shade=QColor(255, 255, 255, 205),
        ink=QColor("#2B323C"),
    ),
    congestion=CongestionColours(
        free=QColor("#8FA39A"),
        slow=QColor("#A7853B"),
        heavy=QColor("#DB328A"),
        jam=QColor("#401602"),
        closed=QColor("#B3141B"),
        closed_gap=QColor("#FFFFFF"),
        unknown=QColor("#A3A9B1"),
        edit=QColor("#6A3FC4"),
    ),
    routes=_colours("#1A4CD7", "#0B8A83", "#0E8DBA", "#2E7D1E", "#3F5570", "#0A4F57", "#5B6ED6", "#7B8B1A"),
)

DARK = Theme(
    name="dark",
    dark=True,
    window=QColor("#14171B"),
    panel=QColor("#1B1F24"),
    base=QColor("#20252B"),
    raised=QColor("#2A3441"),
    border=QColor("#343B44"),
    text=QColor("#E6EAEF"),
    muted=QColor("#98A3B0"),
    accent=QColor("#5B9BFF"),
    accent_text=QColor("#0D1117"),
    priority_high=QColor("#FF7A6E"),
    priority_medium=QColor("#F2B14B"),
    priority_low=QColor("#8FB4E8"),
    good=QColor("#55C98A"),
    map=MapColours(
        land=QColor("#1B1F24"),
        water=QColor("#16303F"),
        water_edge=QColor("#21475C"),
        green=QColor("#1E2A25"),
        rail=QColor("#4A515A"),
        road_fill=_colours("#5B6675", "#525C6A", "#4A535F", "#434A54", "#3C424B", "#353B43", "#2E333A"),
        road_casing=_colours("#15171A", "#15171A", "#15181B", "#15181C", "#16191D", "#171A1E", "#181B20"),
        label=QColor("#B9C1CB"),
        label_halo=QColor("#14171B"),
        place=QColor("#DDE3EA"),
        place_halo=QColor("#14171B"),
        shade=QColor(20, 23, 27, 200),
        ink=QColor("#D5DBE3"),
    ),
    congestion=CongestionColours(
        free=QColor("#5E7568"),
        slow=QColor("#F8DE3E"),
        heavy=QColor("#B25F9D"),
        jam=QColor("#CB481C"),
        closed=QColor("#E5383B"),
        closed_gap=QColor("#F4F6F8"),
        unknown=QColor("#6B737D"),
        edit=QColor("#B79CFF"),
    ),
    routes=_colours("#4C8DFF", "#2CC7BC", "#66D0FF", "#66D06A", "#9DB4D0", "#2F9E8F", "#C3B5A0", "#C5D64A"),
)


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme, disabled texts muted."""
    made = QPalette()
    role = QPalette.ColorRole
    for key, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.base),
        (role.AlternateBase, theme.panel),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.panel),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.panel),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.accent_text),
        (role.Link, theme.accent),
        (role.Mid, theme.border),
    ):
        made.setColor(key, colour)
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, theme.muted)
    return made
