"""Maps with every form of turn restriction, each with another, longer way round."""

from tests.routing.directions.drawing import Drawing, side_by_side

_ONE_WAY = {"oneway": "yes"}
_TREES = {"south": "Elm Road", "east": "Oak Road", "north": "Pine Road", "west": "Ash Road"}


def town(kind: str = "", turn: str = "south-west", **tags: str) -> Drawing:
    """Return a crossroads inside a square of streets, with a restriction on one of its turns.

    Four roads named for trees meet in the middle; 'Ring' joins their ends.
    """
    drawing = Drawing()
    drawing.places(south=(0, -150), east=(150, 0), north=(0, 150), west=(-150, 0), middle=(0, 0))
    drawing.places(se=(150, -150), ne=(150, 150), nw=(-180, 150), sw=(-180, -150), start=(0, -300))
    ways = {end: drawing.way([end, "middle"], name) for end, name in _TREES.items()}
    drawing.way("south se east ne north nw west sw south", "Ring")
    drawing.way("start south", _TREES["south"])
    if kind:
        start, end = turn.split("-")
        drawing.turn(kind, ways[start], "middle", ways[end], **tags)
    return drawing


def via_way(kind: str, **tags: str) -> Drawing:
    """Return two roads joined by 'Link', with a restriction on the U-turn over it; a ring goes round."""
    drawing = Drawing()
    drawing.places(s1=(20, -200), x1=(20, 0), n1=(20, 200), n2=(-20, 200), x2=(-20, 0), s2=(-20, -200))
    first = drawing.way("s1 x1", "Up", **_ONE_WAY)
    drawing.way("x1 n1", "Up", **_ONE_WAY)
    drawing.way("n2 x2", "Down", **_ONE_WAY)
    last = drawing.way("x2 s2", "Down", **_ONE_WAY)
    link = drawing.way("x1 x2", "Link")
    drawing.way("n1 n2", "Top")
    drawing.places(west=(-200, 0), top=(-200, 200))
    drawing.way("x2 west top n2", "West")
    drawing.turn(kind, first, link, last, **tags)
    return drawing


def u_turn(kind: str = "") -> Drawing:
    """Return 'Main' with a turning circle at its end and a street off it; turning round may be banned."""
    drawing = Drawing()
    drawing.places(west=(-300, 0), east=(300, 0), side=(0, 200))
    drawing.place("middle", 0, 0)
    main = drawing.way("west middle", "Main")
    drawing.way("middle east", "Main")
    drawing.way("middle side", "Side")
    if kind:
        drawing.turn(kind, main, "middle", main)
    return drawing


_TURNS = {
    "no_left_turn": "south-west",
    "no_right_turn": "south-east",
    "no_straight_on": "south-north",
    "no_entry": "south-west",
    "no_exit": "south-east",
    "only_left_turn": "south-west",
    "only_right_turn": "south-east",
    "only_straight_on": "south-north",
}

MAPS = side_by_side(
    {
        "no restriction": town(),
        **{kind: town(kind, turn) for kind, turn in _TURNS.items()},
        "no_left_turn except buses": town("no_left_turn", **{"except": "bus"}),
        "no_left_turn except cars": town("no_left_turn", **{"except": "motorcar"}),
        "no_left_turn for lorries": town("no_left_turn", key="restriction:hgv"),
        "no_left_turn by the hour": town("no_left_turn @ (Mo-Su 00:00-24:00)", key="restriction:conditional"),
        "no_u_turn over a way": via_way("no_u_turn"),
        "no_left_turn over a way": via_way("no_left_turn"),
        "only_straight_on over a way": via_way("only_straight_on"),
        "no_u_turn": u_turn("no_u_turn"),
        "u-turn": u_turn(),
    }
)
