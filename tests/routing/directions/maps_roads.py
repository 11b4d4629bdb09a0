"""Maps with dual carriageways, names and numbers that change, and one-way streets."""

from tests.routing.directions.drawing import Drawing, side_by_side


def dual_carriageway(gap_m: float = 16, *, crossing: bool = True, gap_road: bool = False) -> Drawing:
    """Return 'Main' on two carriageways from south to north, and 'Cross' over it.

    ``s1`` to ``n1`` run northwards on the east side, ``n2`` to ``s2`` southwards on the west side.
    """
    drawing = Drawing()
    half = gap_m / 2
    drawing.places(
        s1=(half, -600), x1=(half, 0), n1=(half, 600), n2=(-half, 600), x2=(-half, 0), s2=(-half, -600)
    )
    drawing.places(south=(0, -700), north=(0, 700), east=(400, 0), west=(-400, 0))
    drawing.places(g1=(half, 250), g2=(-half, 250))
    drawing.way("south s1", "Main", "primary", oneway="yes")
    drawing.way("s1 x1 g1 n1", "Main", "primary", oneway="yes")
    drawing.way("n1 north", "Main", "primary", oneway="yes")
    drawing.way("north n2", "Main", "primary", oneway="yes")
    drawing.way("n2 g2 x2 s2", "Main", "primary", oneway="yes")
    drawing.way("s2 south", "Main", "primary", oneway="yes")
    if crossing:
        drawing.way("west x2 x1 east", "Cross", "secondary")
    else:
        drawing.way("x1 east", "Side", "secondary")
    if gap_road:
        drawing.way("g1 g2", "", "primary_link")
    drawing.places(before=(0, -1100), after=(0, 1100))
    drawing.way("before south", "Main", "primary")
    drawing.way("north after", "Main", "primary")
    return drawing


def both_dual(gap_m: float = 16) -> Drawing:
    """Return two roads of two carriageways each that cross."""
    drawing = Drawing()
    half = gap_m / 2
    drawing.places(a=(-half, -half), b=(half, -half), c=(half, half), d=(-half, half))
    drawing.places(s1=(half, -400), n1=(half, 400), n2=(-half, 400), s2=(-half, -400))
    drawing.places(w1=(-400, -half), e1=(400, -half), e2=(400, half), w2=(-400, half))
    drawing.way("s1 b c n1", "Main", "primary", oneway="yes")
    drawing.way("n2 d a s2", "Main", "primary", oneway="yes")
    drawing.way("w1 a b e1", "Cross", "primary", oneway="yes")
    drawing.way("e2 c d w2", "Cross", "primary", oneway="yes")
    return drawing


def split_and_join() -> Drawing:
    """Return a street that parts into two carriageways round an island and joins again."""
    drawing = Drawing()
    drawing.places(south=(0, -300), part=(0, 0), r1=(6, 20), r2=(6, 60), l1=(-6, 20), l2=(-6, 60))
    drawing.places(join=(0, 80), north=(0, 400))
    drawing.way("south part", "Main", "secondary")
    drawing.way("part r1 r2 join", "Main", "secondary", oneway="yes")
    drawing.way("join l2 l1 part", "Main", "secondary", oneway="yes")
    drawing.way("join north", "Main", "secondary")
    return drawing


def renamed(first: tuple[str, str], second: tuple[str, str], *, crossing: bool = True) -> Drawing:
    """Return a straight road whose name and number change in the middle, with or without a crossing there."""
    drawing = Drawing()
    drawing.places(west=(-400, 0), middle=(0, 0), east=(400, 0), north=(0, 200), south=(0, -200))
    for places, (name, ref) in (("west middle", first), ("middle east", second)):
        drawing.way(places, name, "secondary", **({"ref": ref} if ref else {}))
    if crossing:
        drawing.way("south middle north", "Cross")
    return drawing


def long_road_to_end() -> Drawing:
    """Return 'Long Road' past three side streets to its end at 'Wide Street'."""
    drawing = Drawing()
    drawing.places(south=(0, -900), x1=(0, -600), x2=(0, -400), x3=(0, -200), end=(0, 0))
    drawing.places(w1=(-200, -600), e2=(200, -400), w3=(-200, -200), west=(-400, 0), east=(400, 0))
    drawing.way("south x1 x2 x3 end", "Long Road")
    drawing.way("x1 w1", "First")
    drawing.way("x2 e2", "Second")
    drawing.way("x3 w3", "Third")
    drawing.way("west end east", "Wide Street", "secondary")
    return drawing


def one_way_grid() -> Drawing:
    """Return a grid of three by three junctions with one-way streets."""
    drawing = Drawing()
    for row in range(3):
        for column in range(3):
            drawing.place(f"p{row}{column}", 150.0 * column, 150.0 * row)
    for row in range(3):
        drawing.way([f"p{row}{c}" for c in range(3)], f"Row {row}", oneway="yes" if row % 2 else "-1")
    for column in range(3):
        drawing.way(
            [f"p{r}{column}" for r in range(3)], f"Column {column}", oneway="no" if column == 1 else "yes"
        )
    drawing.places(start=(150, -150), end=(150, 450))
    drawing.way("start p01", "Column 1")
    drawing.way("p21 end", "Column 1")
    return drawing


def gate_street() -> Drawing:
    """Return 'Main' that becomes a living street, then a service road, then 'Main' again."""
    drawing = Drawing()
    drawing.places(west=(-300, 0), a=(0, 0), b=(100, 0), c=(200, 0), east=(500, 0), side=(100, 200))
    drawing.way("west a", "Main")
    drawing.way("a b", "Main", "living_street")
    drawing.way("b c", "", "service")
    drawing.way("c east", "Main")
    drawing.way("b side", "Side")
    return drawing


def short_gap(name: str) -> Drawing:
    """Return 'Main' with 30 m of another name in its midst, between two crossings."""
    drawing = Drawing()
    drawing.places(west=(-300, 0), a=(0, 0), b=(30, 0), east=(330, 0), na=(0, 200), sb=(30, -200))
    drawing.way("west a", "Main", "secondary")
    drawing.way("a b", name, "secondary")
    drawing.way("b east", "Main", "secondary")
    drawing.way("a na", "North")
    drawing.way("b sb", "South")
    return drawing


def ferry() -> Drawing:
    """Return two piers with a ferry between them."""
    drawing = Drawing()
    drawing.places(west=(-500, 0), pier=(0, 0), quay=(2000, 0), east=(2500, 0))
    drawing.way("west pier", "West Road")
    drawing.line(["pier", "quay"], route="ferry", name="Ferry", motor_vehicle="yes", duration="00:10")
    drawing.way("quay east", "East Road")
    return drawing


MAPS = side_by_side(
    {
        "dual carriageway": dual_carriageway(),
        "wide dual carriageway": dual_carriageway(40),
        "dual carriageway, side road": dual_carriageway(crossing=False),
        "dual carriageway with a gap": dual_carriageway(gap_road=True),
        "two dual carriageways": both_dual(),
        "island": split_and_join(),
        "new name": renamed(("One", ""), ("Two", "")),
        "new name, same number": renamed(("One", "B 1"), ("Two", "B 1")),
        "number only": renamed(("", "B 1"), ("", "B 1")),
        "new number": renamed(("", "B 1"), ("", "B 2")),
        "same name, new number": renamed(("One", "B 1"), ("One", "B 2")),
        "name ends": renamed(("One", ""), ("", "")),
        "name begins": renamed(("", ""), ("Two", "")),
        "name becomes number": renamed(("One", ""), ("", "B 1")),
        "new name, no crossing": renamed(("One", ""), ("Two", ""), crossing=False),
        "name ends, no crossing": renamed(("One", ""), ("", ""), crossing=False),
        "north and south": renamed(("North Main Street", ""), ("South Main Street", "")),
        "end of road": long_road_to_end(),
        "one-way grid": one_way_grid(),
        "gate street": gate_street(),
        "short other name": short_gap("Bridge"),
        "short unnamed": short_gap(""),
        "ferry": ferry(),
    }
)
