"""Maps with plain junctions: every angle, driveways, dead ends, tiny connecting ways, staggered crossings."""

from collections.abc import Sequence

from tests.routing.directions.drawing import Drawing, side_by_side

_MIDDLE = (0.0, 0.0)


def star(bearings: Sequence[float], middle: dict[str, str] | None = None, **tags: str) -> Drawing:
    """Return streets 'Arm <bearing>' that end in one junction, with ends ``a<bearing>``."""
    drawing = Drawing()
    drawing.place("middle", 0, 0, **(middle or {}))
    for bearing in bearings:
        end = drawing.around(f"a{bearing:g}", _MIDDLE, bearing, 200)
        drawing.way([end, "middle"], f"Arm {bearing:g}", **tags)
    return drawing


def side_street(bearing: float, main: str = "residential", side: str = "residential") -> Drawing:
    """Return 'Main' from south to north, and 'Side' that leaves it in the middle."""
    drawing = Drawing()
    drawing.places(south=(0, -200), middle=(0, 0), north=(0, 200))
    drawing.way("south middle north", "Main", main)
    drawing.around("side", _MIDDLE, bearing, 200)
    drawing.way("middle side", "Side", side)
    return drawing


def bend(bearing: float, *, side: bool = False, renamed: bool = False) -> Drawing:
    """Return 'Main' from the south that bends in the middle, with or without a street straight on."""
    drawing = Drawing()
    drawing.places(south=(0, -200), middle=(0, 0))
    drawing.around("on", _MIDDLE, bearing, 200)
    drawing.way("south middle", "Main")
    drawing.way("middle on", "Other" if renamed else "Main")
    if side:
        drawing.place("north", 0, 200)
        drawing.way("middle north", "Straight")
    return drawing


def staggered(gap_m: float) -> Drawing:
    """Return 'Low' from the south and 'High' to the north, joined by a stretch of 'Cross' that runs east."""
    drawing = Drawing()
    drawing.places(south=(0, -200), low=(0, 0), high=(gap_m, 0), north=(gap_m, 200))
    drawing.places(west=(-200, 0), east=(gap_m + 200, 0))
    drawing.way("south low", "Low")
    drawing.way("high north", "High")
    drawing.way("west low high east", "Cross")
    return drawing


def connecting(length_m: float, name: str = "") -> Drawing:
    """Return 'South Road' and 'North Road', both east-west, with a short way between them."""
    drawing = Drawing()
    drawing.places(sw=(-200, 0), s=(0, 0), se=(200, 0))
    drawing.places(nw=(-200, length_m), n=(0, length_m), ne=(200, length_m))
    drawing.way("sw s se", "South Road")
    drawing.way("nw n ne", "North Road")
    drawing.way("s n", name)
    return drawing


def driveways() -> Drawing:
    """Return 'Main' with a driveway, a parking aisle, an alley and a car park on it."""
    drawing = Drawing()
    drawing.places(south=(0, -200), north=(0, 600))
    names = []
    for number, kind in enumerate(("driveway", "parking_aisle", "alley", "")):
        foot = drawing.place(f"m{number}", 0, 100.0 * number)
        drawing.place(kind or "yard", 80, 100.0 * number)
        names.append(foot)
    drawing.way(["south", *names, "north"], "Main")
    drawing.way("m0 driveway", highway="service", service="driveway")
    drawing.way("m1 parking_aisle", highway="service", service="parking_aisle")
    drawing.way("m2 alley", highway="service", service="alley")
    drawing.way("m3 yard", highway="service")
    return drawing


def block() -> Drawing:
    """Return four streets round a block, with a dead end in its middle and a loop at the side."""
    drawing = Drawing()
    drawing.places(sw=(0, 0), se=(200, 0), ne=(200, 200), nw=(0, 200), dead=(100, 100), gate=(100, 0))
    drawing.places(loop1=(300, 0), loop2=(350, 50), loop3=(300, 100), west=(-200, 0), east=(260, 0))
    drawing.way("west sw gate se east", "South Street")
    drawing.way("se ne", "East Street")
    drawing.way("ne nw", "North Street")
    drawing.way("nw sw", "West Street")
    drawing.way("gate dead", "Cul-de-sac")
    drawing.way("east loop1 loop2 loop3 east", "Loop")
    return drawing


def five_way() -> Drawing:
    """Return a junction of five streets in uneven angles."""
    return star((180, 240, 300, 20, 100))


def unnamed_crossing() -> Drawing:
    """Return a crossroads where only the street from the south has a name."""
    drawing = Drawing()
    drawing.places(south=(0, -200), middle=(0, 0), north=(0, 200), east=(200, 0), west=(-200, 0))
    drawing.way("south middle", "South")
    drawing.way("middle north")
    drawing.way("west middle east")
    return drawing


def signals() -> Drawing:
    """Return a crossroads with signals before and in it."""
    drawing = Drawing()
    drawing.places(south=(0, -200), north=(0, 200), east=(200, 0), west=(-200, 0))
    drawing.place("middle", 0, 0, highway="traffic_signals")
    drawing.place("ahead", 0, -20, highway="traffic_signals", traffic_signals__direction="forward")
    drawing.place("crossing", 0, 50, highway="crossing", crossing="traffic_signals")
    drawing.way("south ahead middle crossing north", "Main")
    drawing.way("west middle east", "Cross")
    return drawing


def crossing_classes(main: str, cross: str) -> Drawing:
    """Return 'Main' over 'Cross', of two kinds of road."""
    drawing = Drawing()
    drawing.places(south=(0, -200), middle=(0, 0), north=(0, 200), east=(200, 0), west=(-200, 0))
    drawing.way("south middle north", "Main", main)
    drawing.way("west middle east", "Cross", cross)
    return drawing


def one_way_crossing() -> Drawing:
    """Return 'Main' over the one-way street 'Cross' from west to east."""
    drawing = Drawing()
    drawing.places(south=(0, -200), middle=(0, 0), north=(0, 200), east=(200, 0), west=(-200, 0))
    drawing.way("south middle north", "Main")
    drawing.way("west middle east", "Cross", oneway="yes")
    return drawing


_THREE = {
    f"side at {bearing}": side_street(bearing) for bearing in (*range(15, 180, 15), *range(195, 360, 15))
}
_FOUR = {
    f"four at {bearing}": star((180, 0, bearing, (bearing + 180) % 360)) for bearing in range(15, 180, 15)
}
_BENDS = {f"bend at {bearing}": bend(bearing) for bearing in (30, 60, 90, 135, 300)}
_BENDS_PAST = {f"bend at {bearing} past a street": bend(bearing, side=True) for bearing in (30, 60, 90, 300)}
_RENAMED = {f"renamed bend at {bearing}": bend(bearing, renamed=True) for bearing in (0, 30, 60, 90, 300)}

MAPS = side_by_side(
    {
        **_THREE,
        **_FOUR,
        **_BENDS,
        **_BENDS_PAST,
        **_RENAMED,
        "end of road": star((180, 90, 270)),
        "end of road, skew": star((180, 60, 240)),
        "Y": star((180, 30, 330)),
        "wide Y": star((180, 60, 300)),
        "crossroads": star((0, 90, 180, 270)),
        "five arms": five_way(),
        "stop sign": star((0, 90, 180, 270), {"highway": "stop"}),
        "staggered by 8 m": staggered(8),
        "staggered by 25 m": staggered(25),
        "staggered by 80 m": staggered(80),
        "connected over 10 m": connecting(10),
        "connected over 30 m": connecting(30),
        "connected over 10 m, named": connecting(10, "Link"),
        "driveways": driveways(),
        "block": block(),
        "unnamed crossing": unnamed_crossing(),
        "signals": signals(),
        "primary over residential": crossing_classes("primary", "residential"),
        "residential over primary": crossing_classes("residential", "primary"),
        "one-way crossing": one_way_crossing(),
        "service off primary": side_street(90, "primary", "service"),
        "slight service off primary": side_street(30, "primary", "service"),
        "slight residential off primary": side_street(20, "primary", "residential"),
        "slight primary off residential": side_street(20, "residential", "primary"),
    }
)
