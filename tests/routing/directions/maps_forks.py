"""Maps where a road parts: angles, classes and names of roads, one-way roads that come in, passing names."""

from tests.routing.directions.drawing import Drawing, side_by_side

_MIDDLE = (0.0, 0.0)


def parting(
    onward: dict[str, float], names: dict[str, str], classes: dict[str, str], incoming: str = ""
) -> Drawing:
    """Return a road from the south that parts in its middle into roads at bearings."""
    drawing = Drawing()
    drawing.places(south=(0, -300), middle=(0, 0))
    drawing.way("south middle", names.get("south", "Main"), classes.get("south", "residential"))
    for end, bearing in onward.items():
        drawing.around(end, _MIDDLE, bearing, 300)
        tags = {"oneway": "yes"} if end == incoming else {}
        places = [end, "middle"] if end == incoming else ["middle", end]
        drawing.way(
            places, names.get(end, end.title()), classes.get(end, classes.get("south", "residential")), **tags
        )
    return drawing


def passing_name(*, crossing: bool) -> Drawing:
    """Return a road that bears another name for two kilometres, and then its own again."""
    drawing = Drawing()
    drawing.places(west=(-2000, 0), first=(0, 0), half=(1000, 0), last=(2000, 0), east=(4000, 0))
    drawing.way("west first", "One", "primary", ref="B 1;E 5")
    drawing.way("first half last", "Two", "primary", ref="B 1;E 5")
    drawing.way("last east", "One", "primary", ref="B 1;E 5")
    if crossing:
        drawing.place("side", 1000, -200)
        drawing.way("half side", "Side")
    return drawing


_ANGLES = [
    (-30, 35), (-40, 35), (-40, -25), (-50, -25), (10, -5), (15, -2), (20, 35), (30, 15), (30, 55), (60, 35),
    (25, -10), (35, -15), (39, -20), (45, 90), (58, 122), (50, -105), (-58, 100), (5, -20), (5, -15),
]  # fmt: skip
_CLASSES = [
    ("primary", "primary", "secondary"),
    ("primary", "primary", "tertiary"),
    ("primary", "secondary", "tertiary"),
    ("secondary", "secondary", "residential"),
    ("secondary", "residential", "secondary"),
    ("secondary", "secondary", "secondary_link"),
    ("secondary", "secondary_link", "secondary"),
    ("residential", "residential", "service"),
    ("residential", "service", "residential"),
    ("residential", "primary", "residential"),
]
_THREE = [
    (-30, 15, 30),
    (-45, -30, 30),
    (15, -15, 80),
    (25, 40, 120),
    (25, -15, 80),
    (45, 90, -90),
    (-25, -40, -120),
]
_INCOMING = [(50, -120), (50, 90), (-60, 150), (30, -90), (80, -150)]

MAPS = side_by_side(
    {
        **{f"{a} beside {b}": parting({"on": a, "other": b}, {}, {}) for a, b in _ANGLES},
        **{f"Main {a} beside {b}": parting({"on": a, "other": b}, {"on": "Main"}, {}) for a, b in _ANGLES},
        **{
            f"{south} to {on} beside {other}": parting(
                {"on": 20, "other": -20}, {}, {"south": south, "on": on, "other": other}
            )
            for south, on, other in _CLASSES
        },
        **{
            f"{south} Main to {on} beside {other}": parting(
                {"on": 25, "other": -8}, {"on": "Main"}, {"south": south, "on": on, "other": other}
            )
            for south, on, other in _CLASSES
        },
        **{
            f"{a} beside {b} and {c}": parting({"on": a, "other": b, "third": c}, {}, {})
            for a, b, c in _THREE
        },
        **{f"{a}, {b} comes in": parting({"on": a, "other": b}, {}, {}, "other") for a, b in _INCOMING},
        **{
            f"into a street at {a}": parting({"on": a, "back": a - 180}, {"back": "On"}, {})
            for a in (30, 50, -38)
        },
        "passing name": passing_name(crossing=False),
        "passing name, crossed": passing_name(crossing=True),
    }
)
