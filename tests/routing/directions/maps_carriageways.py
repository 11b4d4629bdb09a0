"""Maps where a road is left or joined over a carriageway, by a roundabout's parted arm, or past driveways."""

from math import cos, radians, sin

from tests.routing.directions.drawing import Drawing, side_by_side


def joined(gap_m: float, *, gap: str = "", beyond: str = "", lane: str = "residential") -> Drawing:
    """Return 'Lane' that meets the two carriageways of 'Main' from the west, with a short piece between them.

    Parameters
    ----------
    gap, beyond
        Name of the piece, and of the road east of it; without a name there is no road.
    """
    drawing = Drawing()
    half = gap_m / 2
    drawing.places(west=(-400, 0), near=(-half, 0), far=(half, 0), east=(400, 0))
    drawing.places(s1=(half, -500), n1=(half, 500), n2=(-half, 500), s2=(-half, -500))
    drawing.way("s1 far n1", "Main", "trunk", oneway="yes")
    drawing.way("n2 near s2", "Main", "trunk", oneway="yes")
    drawing.way("west near", "Lane", lane)
    drawing.way("near far", gap, lane)
    if beyond:
        drawing.way("far east", beyond, lane)
    return drawing


def left_by_gap(gap_m: float) -> Drawing:
    """Return 'Main' on two carriageways that is left over an unnamed piece into 'Lane'."""
    drawing = Drawing()
    half = gap_m / 2
    drawing.places(west=(-400, 30), near=(-half, 0), far=(half, 0))
    drawing.places(s1=(half, -500), n1=(half, 500), n2=(-half, 500), s2=(-half, -500))
    drawing.way("s1 far n1", "Main", "secondary", oneway="yes")
    drawing.way("n2 near s2", "Main", "secondary", oneway="yes")
    drawing.way("far near", "")
    drawing.way("near west", "Lane")
    return drawing


def parted_arm(angle_deg: float) -> Drawing:
    """Return a roundabout whose arms part, at an angle, into short ways in and out."""
    drawing = Drawing()
    middle, radius_m = (0.0, 0.0), 20.0
    ring = []
    for bearing in (0, 90, 180, 270):
        for side, name in ((-30, "out"), (30, "in")):
            ring.append(drawing.around(f"{name}{bearing}", middle, (bearing + side) % 360, radius_m))
    # Against the clock, as traffic goes where one drives on the right.
    ring.sort(key=lambda name: -float(name.strip("inout")) - (30 if name.startswith("in") else -30))
    drawing.way([*ring, ring[0]], "", "secondary", junction="roundabout")
    reach_m = radius_m * cos(radians(30)) + radius_m * sin(radians(30)) / sin(radians(angle_deg / 2))
    for bearing in (0, 90, 180, 270):
        meet = drawing.around(f"meet{bearing}", middle, bearing, reach_m)
        end = drawing.around(f"a{bearing}", middle, bearing, 300)
        drawing.way([meet, f"in{bearing}"], f"Road {bearing}", "secondary", oneway="yes")
        drawing.way([f"out{bearing}", meet], f"Road {bearing}", "secondary", oneway="yes")
        drawing.way([meet, end], f"Road {bearing}", "secondary")
    return drawing


def past(passed: str, oneway: str = "no") -> Drawing:
    """Return 'Long' that ends at 'Wide' after it has passed a road of a class, perhaps a one-way one."""
    drawing = Drawing()
    drawing.places(start=(0, -600), third=(0, -300), end=(0, 0), west=(-300, 0), east=(300, 0))
    drawing.place("aside", 200, -300)
    drawing.way("start third end", "Long")
    drawing.way("aside third", "" if passed == "service" else "Aside", passed, oneway=oneway)
    drawing.way("west end", "Wide")
    drawing.way("end east", "Wide")
    return drawing


def numbers() -> Drawing:
    """Return a street off a road with two numbers and no name."""
    drawing = Drawing()
    drawing.places(south=(0, -300), middle=(0, 0), north=(0, 300), east=(300, 0))
    drawing.way("south middle north", "Main", "secondary")
    drawing.way("middle east", "", "primary", ref="B 1;B 2")
    return drawing


MAPS = side_by_side(
    {
        **{f"joined over {gap} m": joined(gap) for gap in (8, 12, 20, 28, 40)},
        **{f"joined over {gap} m of Lane": joined(gap, gap="Lane") for gap in (12, 28)},
        **{f"joined over {gap} m, other beyond": joined(gap, beyond="Other") for gap in (12, 28)},
        **{f"joined over {gap} m by a link": joined(gap, lane="trunk_link") for gap in (12, 28)},
        **{f"left over {gap} m": left_by_gap(gap) for gap in (8, 20, 40)},
        **{f"arm parted by {angle}": parted_arm(angle) for angle in (40, 70, 100)},
        "past a street": past("residential"),
        "past a driveway": past("service"),
        "past a street in": past("residential", "yes"),
        "two numbers": numbers(),
    }
)
