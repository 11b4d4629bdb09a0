"""Maps with roundabouts, rotaries and mini roundabouts."""

from collections.abc import Sequence

from tests.routing.directions.drawing import Drawing, side_by_side

SOUTH, EAST, NORTH, WEST = 180.0, 90.0, 0.0, 270.0
CROSS = (NORTH, EAST, SOUTH, WEST)
_MIDDLE = (0.0, 0.0)


def roundabout(
    bearings: Sequence[float], radius_m: float = 15.0, common: dict[str, str] | None = None, **tags: str
) -> Drawing:
    """Return a roundabout with two-way arms ``a<bearing>`` in the streets 'Arm <bearing>'."""
    drawing = Drawing(common=common or {})
    drawing.ring("r", _MIDDLE, radius_m, bearings, **tags)
    for bearing in bearings:
        _arm(drawing, bearing, f"Arm {bearing:g}")
    return drawing


def _arm(drawing: Drawing, bearing: float, name: str, highway: str = "residential", **tags: str) -> int:
    end = drawing.around(f"a{bearing:g}", _MIDDLE, bearing, 200)
    return drawing.way([end, f"r{bearing:g}"], name, highway, **tags)


def split_arms(radius_m: float = 25.0) -> Drawing:
    """Return a roundabout whose arms part into a way in and a way out, 20 degrees from each other."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, radius_m, [(b + d) % 360 for b in CROSS for d in (-10, 10)])
    for bearing in CROSS:
        name = f"Arm {bearing:g}"
        drawing.around(f"a{bearing:g}", _MIDDLE, bearing, 250)
        fork = drawing.around(f"f{bearing:g}", _MIDDLE, bearing, 80)
        drawing.way([f"a{bearing:g}", fork], name)
        # Traffic that keeps right comes in on the left of an arm as seen from the middle.
        drawing.way([fork, f"r{(bearing - 10) % 360:g}"], name, oneway="yes")
        drawing.way([f"r{bearing + 10:g}", fork], name, oneway="yes")
    return drawing


def with_arm_of(highway: str, **tags: str) -> Drawing:
    """Return a roundabout of four streets with a further arm of another kind in the south-east."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 20, [*CROSS, 135])
    for bearing in CROSS:
        _arm(drawing, bearing, f"Arm {bearing:g}")
    _arm(drawing, 135, "Extra", highway, **tags)
    return drawing


def one_way_arms() -> Drawing:
    """Return a roundabout where the arm in the east only leads in, the one in the north only out."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 20, CROSS)
    _arm(drawing, SOUTH, "Arm 180")
    _arm(drawing, EAST, "Arm 90", oneway="yes")
    _arm(drawing, NORTH, "Arm 0", oneway="-1")
    _arm(drawing, WEST, "Arm 270")
    return drawing


def bypass() -> Drawing:
    """Return a roundabout with a slip road from the south to the east that passes it by."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 20, CROSS)
    for bearing in (NORTH, WEST):
        _arm(drawing, bearing, f"Arm {bearing:g}")
    for bearing in (SOUTH, EAST):
        drawing.around(f"a{bearing:g}", _MIDDLE, bearing, 200)
        drawing.around(f"s{bearing:g}", _MIDDLE, bearing, 80)
        drawing.way([f"a{bearing:g}", f"s{bearing:g}", f"r{bearing:g}"], f"Arm {bearing:g}")
    drawing.place("slip", 45, -45)
    drawing.way("s180 slip s90", oneway="yes")
    return drawing


def mini() -> Drawing:
    """Return a crossroads whose middle is a mini roundabout."""
    drawing = Drawing()
    drawing.place("middle", 0, 0, highway="mini_roundabout")
    for bearing in CROSS:
        end = drawing.around(f"a{bearing:g}", _MIDDLE, bearing, 200)
        drawing.way([end, "middle"], f"Arm {bearing:g}")
    return drawing


def shared_node() -> Drawing:
    """Return a roundabout with a one-way street in and another out at the same node in the south."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 20, CROSS)
    for bearing in (NORTH, EAST, WEST):
        _arm(drawing, bearing, f"Arm {bearing:g}")
    drawing.around("in", _MIDDLE, 170, 200)
    drawing.around("out", _MIDDLE, 190, 200)
    drawing.way("in r180", "In", oneway="yes")
    drawing.way("r180 out", "Out", oneway="yes")
    return drawing


def exit_at_the_entry() -> Drawing:
    """Return a roundabout that is entered and left at one node in the south, the way out lying first."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 25, CROSS)
    for bearing in (NORTH, EAST, WEST):
        _arm(drawing, bearing, f"Arm {bearing:g}")
    drawing.places(south=(0, -200), aside=(150, -80))
    drawing.way("south r180", "In", oneway="yes")
    drawing.way("r180 aside", "Aside", oneway="yes")
    return drawing


def forked_ring() -> Drawing:
    """Return a roundabout with a second lane drawn as a way of its own in its east."""
    drawing = roundabout(CROSS, 25)
    drawing.place("inner", 15, 8)
    drawing.way("r120 inner r60", junction="roundabout")
    return drawing


def cut_ring() -> Drawing:
    """Return a roundabout whose western half lies outside the map."""
    drawing = Drawing()
    names = [drawing.around(f"r{bearing}", _MIDDLE, bearing, 25) for bearing in range(180, -1, -30)]
    drawing.way(names, junction="roundabout")
    for bearing in (SOUTH, EAST, NORTH):
        _arm(drawing, bearing, f"Arm {bearing:g}")
    return drawing


def barred_exit() -> Drawing:
    """Return a roundabout from which the arm in the east must not be taken, by a sign."""
    drawing = Drawing()
    names = [drawing.around(f"r{bearing}", _MIDDLE, bearing, 25) for bearing in range(180, 89, -30)]
    other = [drawing.around(f"r{bearing % 360}", _MIDDLE, bearing, 25) for bearing in range(60, -180, -30)]
    before = drawing.way(names, junction="roundabout")
    drawing.way(["r90", *other, "r180"], junction="roundabout")
    arms = {bearing: _arm(drawing, bearing, f"Arm {bearing:g}") for bearing in CROSS}
    drawing.turn("no_right_turn", before, "r90", arms[EAST])
    return drawing


def numbered_arms(ring_name: str, arm_name: str) -> Drawing:
    """Return a named roundabout where one arm bears a name and a number."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 40, CROSS, name=ring_name)
    for bearing in (NORTH, EAST, WEST):
        _arm(drawing, bearing, f"Arm {bearing:g}")
    _arm(drawing, SOUTH, arm_name, "primary", ref="D 5")
    return drawing


def two_in_a_row() -> Drawing:
    """Return two roundabouts with 60 m of 'Link' between them."""
    drawing = Drawing()
    drawing.ring("w", (-50, 0), 20, CROSS)
    drawing.ring("e", (50, 0), 20, CROSS)
    drawing.way("w90 e270", "Link")
    for stem, east_m in (("w", -50.0), ("e", 50.0)):
        for bearing in (NORTH, SOUTH):
            end = drawing.around(f"{stem}a{bearing:g}", (east_m, 0), bearing, 200)
            drawing.way([end, f"{stem}{bearing:g}"], f"{stem.upper()} {bearing:g}")
    drawing.places(west=(-250, 0), east=(250, 0))
    drawing.way("west w270", "West")
    drawing.way("east e90", "East")
    return drawing


def through_road() -> Drawing:
    """Return a roundabout on a road of one name, with two side streets."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 20, CROSS)
    for bearing in (SOUTH, NORTH):
        _arm(drawing, bearing, "Main", "secondary", ref="B 7")
    for bearing in (EAST, WEST):
        _arm(drawing, bearing, f"Side {bearing:g}")
    return drawing


def motorway_roundabout() -> Drawing:
    """Return a roundabout above a motorway: a ramp comes in from the south, one leaves to the east."""
    drawing = Drawing()
    drawing.ring("r", _MIDDLE, 40, CROSS, highway="primary")
    _arm(drawing, SOUTH, "", "motorway_link", oneway="yes")
    _arm(drawing, EAST, "", "motorway_link", oneway="-1", destination="Lyon;Paris", destination__ref="A 6")
    _arm(drawing, NORTH, "Route Nord", "primary", ref="D 9")
    _arm(drawing, WEST, "Route Ouest", "primary")
    return drawing


MAPS = side_by_side(
    {
        "three arms": roundabout([0, 90, 180]),
        "three arms, 30 m": roundabout([0, 120, 240], 30),
        "four arms, 8 m": roundabout(CROSS, 8),
        "four arms, 15 m": roundabout(CROSS),
        "four arms, 25 m": roundabout(CROSS, 25),
        "four arms, 60 m": roundabout(CROSS, 60),
        "five arms": roundabout([0, 72, 144, 216, 288], 25),
        "six arms": roundabout([0, 60, 120, 180, 240, 300], 30),
        "skew arms": roundabout([0, 40, 180, 310], 25),
        "rotary": roundabout(CROSS, 40, name="Place Ronde"),
        "small rotary": roundabout(CROSS, 12, name="Place Ronde"),
        "circular": roundabout(CROSS, 40, junction="circular"),
        "named circular": roundabout(CROSS, 40, junction="circular", name="Place Ronde"),
        "named like an arm": roundabout(CROSS, 40, name="Arm 0"),
        "numbered ring": roundabout(CROSS, 40, ref="D 1"),
        "split arms": split_arms(),
        "driveway arm": with_arm_of("service", service="driveway"),
        "parking aisle arm": with_arm_of("service", service="parking_aisle"),
        "service arm": with_arm_of("service"),
        "private arm": with_arm_of("residential", access="private"),
        "footway arm": with_arm_of("footway"),
        "track arm": with_arm_of("track"),
        "living street arm": with_arm_of("living_street"),
        "one-way arms": one_way_arms(),
        "bypass": bypass(),
        "mini roundabout": mini(),
        "shared node": shared_node(),
        "exit at the entry": exit_at_the_entry(),
        "forked ring": forked_ring(),
        "cut ring": cut_ring(),
        "barred exit": barred_exit(),
        "named like a numbered arm": numbered_arms("Place Ronde", "Place Ronde"),
        "close arms": roundabout([0, 35, 180, 270], 12),
        "three arms, 10 m, skew": roundabout([0, 100, 190], 10),
        "five arms, 10 m": roundabout([0, 72, 144, 216, 288], 10),
        "rotary of 16 m": roundabout(CROSS, 16, name="Place Ronde"),
        "two in a row": two_in_a_row(),
        "through road": through_road(),
        "motorway roundabout": motorway_roundabout(),
        "two arms": roundabout([0, 180], 20),
        "one arm": roundabout([180], 20),
    }
)
