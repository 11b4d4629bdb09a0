"""Maps with motorways: ramps off and on, forks, merges, destinations, exits' numbers."""

from tests.routing.directions.drawing import Drawing, side_by_side


def motorway_exit(**tags: str) -> Drawing:
    """Return the motorway 'A 1' from south to north with a ramp to the right, and 'Town Road' at its end."""
    drawing = Drawing()
    drawing.places(south=(0, -2000), north=(0, 2000), bow=(20, 150), foot=(150, 400))
    drawing.place("exit", 0, 0, highway="motorway_junction", ref="12")
    drawing.places(east=(600, 400), west=(-400, 400), west2=(-1, 400))
    drawing.way("south exit north", "Autobahn", "motorway", ref="A 1", lanes="2")
    drawing.way("exit bow foot", "", "motorway_link", oneway="yes", **tags)
    drawing.way("west west2 foot east", "Town Road", "secondary", bridge="yes", layer="1")
    return drawing


def motorway_entry() -> Drawing:
    """Return the motorway 'A 1' and a ramp onto it from 'Town Road' in the east."""
    drawing = Drawing()
    drawing.places(south=(0, -2000), merge=(0, 400), north=(0, 2000), bow=(12, 150), foot=(150, 0))
    drawing.places(east=(600, 0), far=(150, -500), mid=(30, 60))
    drawing.way("south merge north", "Autobahn", "motorway", ref="A 1", lanes="2")
    drawing.way("foot mid bow merge", "", "motorway_link", oneway="yes", destination="Nordstadt")
    drawing.way("far foot east", "Town Road", "secondary")
    return drawing


def motorway_fork(left: str = "A 1", right: str = "A 2") -> Drawing:
    """Return a motorway that parts into two of like width."""
    drawing = Drawing()
    drawing.places(south=(0, -2000), fork=(0, 0), left=(-60, 300), right=(60, 300))
    drawing.places(lend=(-800, 2500), rend=(800, 2500))
    drawing.way("south fork", "", "motorway", ref="A 1", oneway="yes", lanes="4")
    drawing.way("fork left lend", "", "motorway", ref=left, oneway="yes", lanes="2", destination="Hamburg")
    drawing.way("fork right rend", "", "motorway", ref=right, oneway="yes", lanes="2", destination="Berlin")
    return drawing


def link_fork() -> Drawing:
    """Return a ramp that parts into one to the left and one to the right, both to ends of streets."""
    drawing = Drawing()
    drawing.places(south=(0, -1500), exit=(0, 0), north=(0, 2000), bow=(25, 150), part=(60, 300))
    drawing.places(left=(40, 450), lfoot=(50, 600), right=(110, 420), rfoot=(200, 500))
    drawing.places(lend=(100, 900), rend=(500, 400))
    drawing.way("south exit north", "", "motorway", ref="A 1", oneway="yes", lanes="2")
    drawing.way("exit bow part", "", "motorway_link", oneway="yes", destination="Stadt")
    drawing.way("part left lfoot", "", "motorway_link", oneway="yes", destination="Zentrum")
    drawing.way("part right rfoot", "", "motorway_link", oneway="yes", destination="Hafen")
    drawing.way("lfoot lend", "Zentrumsstraße", "primary")
    drawing.way("rfoot rend", "Hafenstraße", "primary")
    return drawing


def motorway_merge() -> Drawing:
    """Return two motorways that become one."""
    drawing = Drawing()
    drawing.places(left=(-300, -2000), right=(300, -2000), lnear=(-20, -200), rnear=(20, -200))
    drawing.places(join=(0, 0), north=(0, 2000))
    drawing.way("left lnear join", "", "motorway", ref="A 1", oneway="yes", lanes="2")
    drawing.way("right rnear join", "", "motorway", ref="A 2", oneway="yes", lanes="2")
    drawing.way("join north", "", "motorway", ref="A 1", oneway="yes", lanes="4")
    return drawing


def diamond() -> Drawing:
    """Return a motorway of two carriageways under 'Bridge Street' with four ramps."""
    drawing = Drawing()
    drawing.places(ns=(10, -2000), n1=(10, -400), n2=(10, 400), nn=(10, 2000))
    drawing.places(sn=(-10, 2000), s1=(-10, 400), s2=(-10, -400), ss=(-10, -2000))
    drawing.places(west=(-500, 0), bw=(-80, 0), be=(80, 0), east=(500, 0))
    drawing.places(offn=(22, -250), onn=(22, 250), offs=(-22, 250), ons=(-22, -250))
    drawing.way("ns n1 n2 nn", "", "motorway", ref="A 8", oneway="yes", lanes="2")
    drawing.way("sn s1 s2 ss", "", "motorway", ref="A 8", oneway="yes", lanes="2")
    drawing.way("n1 offn be", "", "motorway_link", oneway="yes", destination="Dorf")
    drawing.way("be onn n2", "", "motorway_link", oneway="yes", destination="München", destination__ref="A 8")
    drawing.way("s1 offs bw", "", "motorway_link", oneway="yes", destination="Dorf")
    drawing.way("bw ons s2", "", "motorway_link", oneway="yes", destination="Stuttgart")
    drawing.way("west bw be east", "Bridge Street", "primary")
    return drawing


def trunk_exit() -> Drawing:
    """Return the trunk road 'B 10' with a ramp and, further on, a street straight off it."""
    drawing = Drawing()
    drawing.places(south=(0, -1500), exit=(0, 0), street=(0, 700), north=(0, 1500))
    drawing.places(bow=(20, 150), foot=(150, 300), east=(500, 300), lane=(300, 700))
    drawing.way("south exit street north", "Schnellweg", "trunk", ref="B 10", oneway="yes")
    drawing.way("exit bow foot", "", "trunk_link", oneway="yes", destination="Ort")
    drawing.way("foot east", "Ortsstraße")
    drawing.way("street lane", "Feldweg")
    return drawing


def street_ramp() -> Drawing:
    """Return a primary road with a slip road of its own to a secondary one."""
    drawing = Drawing()
    drawing.places(south=(0, -500), slip=(0, -80), middle=(0, 0), north=(0, 500))
    drawing.places(west=(-500, 0), land=(80, 0), east=(500, 0), bow=(30, -30))
    drawing.way("south slip middle north", "Main", "primary")
    drawing.way("west middle land east", "Cross", "secondary")
    drawing.way("slip bow land", "", "primary_link", oneway="yes")
    return drawing


def street_fork(left: str, right: str, approach: str = "Main") -> Drawing:
    """Return a street that parts into two at small angles."""
    drawing = Drawing()
    drawing.places(south=(0, -400), fork=(0, 0), left=(-200, 350), right=(200, 350))
    drawing.way("south fork", approach, "secondary")
    drawing.way("fork left", left, "secondary")
    drawing.way("fork right", right, "secondary")
    return drawing


def left_exit() -> Drawing:
    """Return a motorway with a ramp on its left."""
    drawing = Drawing()
    drawing.places(south=(0, -2000), exit=(0, 0), north=(0, 2000), bow=(-20, 150), foot=(-200, 500))
    drawing.place("end", -600, 500)
    drawing.way("south exit north", "", "motorway", ref="A 1", oneway="yes", lanes="3")
    drawing.way("exit bow foot", "", "motorway_link", oneway="yes", destination="Links")
    drawing.way("foot end", "Linke Straße", "primary")
    return drawing


def motorway_to_motorway() -> Drawing:
    """Return a ramp from motorway 'A 1' onto motorway 'A 2'."""
    drawing = Drawing()
    drawing.places(south=(0, -2000), exit=(0, 0), north=(0, 2500), bow=(25, 150), bend=(250, 500))
    drawing.places(join=(600, 540), west=(-2000, 560), east=(3000, 520))
    drawing.way("south exit north", "", "motorway", ref="A 1", oneway="yes", lanes="2")
    drawing.way(
        "exit bow bend join", "", "motorway_link", oneway="yes", destination="Osten", destination__ref="A 2"
    )
    drawing.way("west join east", "", "motorway", ref="A 2", oneway="yes", lanes="2", layer="1", bridge="yes")
    return drawing


MAPS = side_by_side(
    {
        "exit": motorway_exit(destination="Altstadt"),
        "numbered exit": motorway_exit(
            destination="Altstadt;Hafen", destination__ref="B 5", junction__ref="12"
        ),
        "exit without signs": motorway_exit(),
        "exit to a numbered ramp": motorway_exit(ref="A 1a"),
        "entry": motorway_entry(),
        "motorway fork": motorway_fork(),
        "motorway fork, same number": motorway_fork("A 1", "A 1"),
        "motorway fork, new numbers": motorway_fork("A 3", "A 4"),
        "link fork": link_fork(),
        "motorway merge": motorway_merge(),
        "diamond": diamond(),
        "trunk exit": trunk_exit(),
        "slip road": street_ramp(),
        "street fork": street_fork("Left", "Right"),
        "street fork, left goes on": street_fork("Main", "Right"),
        "street fork, unnamed": street_fork("", "", ""),
        "left exit": left_exit(),
        "motorway to motorway": motorway_to_motorway(),
    }
)
