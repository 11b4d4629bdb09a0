"""Maps where traffic keeps to the left."""

from tests.routing.directions.drawing import Drawing, side_by_side

_LEFT = {"driving_side": "left"}


def crossroads() -> Drawing:
    """Return four streets 'Arm <bearing>' that meet."""
    drawing = Drawing(51.5, -0.1, dict(_LEFT))
    drawing.places(middle=(0, 0), a0=(0, 200), a90=(200, 0), a180=(0, -200), a270=(-200, 0))
    for bearing in (0, 90, 180, 270):
        drawing.way(f"a{bearing} middle", f"Arm {bearing}")
    return drawing


def dual_carriageway() -> Drawing:
    """Return 'Main' on two carriageways, northwards on the west side, and 'Cross' over it."""
    drawing = Drawing(51.5, -0.1, dict(_LEFT))
    drawing.places(s1=(-8, -500), x1=(-8, 0), n1=(-8, 500), n2=(8, 500), x2=(8, 0), s2=(8, -500))
    drawing.places(west=(-300, 0), east=(300, 0), south=(0, -600), north=(0, 600))
    drawing.way("south s1 x1 n1 north", "Main", "primary", oneway="yes")
    drawing.way("north n2 x2 s2 south", "Main", "primary", oneway="yes")
    drawing.way("west x1 x2 east", "Cross", "secondary")
    drawing.places(before=(0, -900), after=(0, 900))
    drawing.way("before south", "Main", "primary")
    drawing.way("north after", "Main", "primary")
    return drawing


def motorway() -> Drawing:
    """Return the motorway 'M 1' northwards with a ramp off to the left and one on from the left."""
    drawing = Drawing(51.5, -0.1, dict(_LEFT))
    drawing.places(south=(0, -2000), exit=(0, 0), merge=(0, 900), north=(0, 3000))
    drawing.places(off=(-22, 200), foot=(-120, 450), on=(-22, 700), west=(-600, 450))
    drawing.way("south exit merge north", "", "motorway", ref="M 1", oneway="yes", lanes="3")
    drawing.way("exit off foot", "", "motorway_link", oneway="yes", destination="Leeds")
    drawing.way("foot on merge", "", "motorway_link", oneway="yes", destination="Newcastle")
    drawing.way("foot west", "Low Lane", "secondary")
    return drawing


def roundabout() -> Drawing:
    """Return a roundabout of five arms, run clockwise."""
    drawing = Drawing(51.5, -0.1, dict(_LEFT))
    bearings = (0, 72, 144, 216, 288)
    drawing.ring("r", (0, 0), 25, bearings)
    for bearing in bearings:
        end = drawing.around(f"a{bearing}", (0, 0), bearing, 200)
        drawing.way([end, f"r{bearing}"], f"Arm {bearing}")
    return drawing


MAPS = side_by_side(
    {
        "crossroads": crossroads(),
        "dual carriageway": dual_carriageway(),
        "motorway": motorway(),
        "roundabout": roundabout(),
    }
)
