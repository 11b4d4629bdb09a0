"""The parser: every verb with an example, every refusal one line."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from desktop_app.cli.argument_types import (
    circle,
    count_from_zero,
    lat_lon,
    minute_limits,
    positive,
    switch_rule,
    whole_number,
)
from desktop_app.cli.deadline_argument import FORM, deadline
from desktop_app.cli.vehicle_argument import EXAMPLE, vehicle_size
from desktop_app.dispatch.settings import SwitchRule
from desktop_app.errors import BadArgumentError
from desktop_app.hub.address import parse_listen_address

_NEGATIVE = re.compile(r"^-[\d.]")
_BOX = re.compile(r"^-[\d.]+(,[^,]*){3}$")

_MAP = "an OpenStreetMap extract, an OSMnx GraphML file or a map folder"
_EXIT_CODES = "Exit codes: 0 done, 2 bad use or bad input, 3 no route or nothing found, 1 a fault of ours."
_REQUESTS = """\
A line of FILE.jsonl; places are [LAT, LON], only "from" and "to" are needed:
  {"id": "7", "name": "Bus 7", "from": [43.7307, 7.4213], "to": [43.7277, 7.4192], "via": [[43.735, 7.42]]}
It may also have "profile": "truck" and "vehicle": {"height_m": 3.8, "weight_t": 12},
and "deadline_s": 1500, which `route` keeps as --deadline.
"""
_DEADLINE = """\
--deadline takes seconds of travel (1500), a time of travel (25m, 1h30m), an hour by this machine's clock
(14:30, the next one) or an instant (2026-05-01T14:30Z). The answer then tells the chance to be there, and the
routes between the fastest and the least uncertain one.
In 25 minutes:  greenwave route monaco.osm.gz --from 43.7307,7.4213 --to 43.7277,7.4192 --deadline 25m
"""
_POINTS = """\
FILE.csv has a header and one point a line, at most 1000 of them; further columns are left alone:
  lat,lon,name
  41.1496,-8.6110,Depot
The lengths in metres come with --json.
"""
_DOWNLOAD = """\
The data are OpenStreetMap's (ODbL): show "© OpenStreetMap contributors" with what you make of them.
By its box:  greenwave download -20.55,-54.70,-20.40,-54.50 -o campo.osm.gz
"""


class LineParser(argparse.ArgumentParser):
    """A parser that refuses by an exception instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        """Raise BadArgumentError with one sentence that names the way to the help."""
        message = " ".join(message.split())
        raise BadArgumentError(f"{message}; see '{self.prog} --help'.")


def join_negative_values(arguments: Sequence[str]) -> list[str]:
    """Return `arguments` with values such as ``-20.44,-54.6`` tied to the option before them.

    argparse takes a value that begins with a minus for an option, unless it stands behind ``=``, or behind
    a space. A list of four is a box, which may stand alone, or behind ``--box``.
    """
    joined: list[str] = []
    for argument in arguments:
        before = joined[-1] if joined else ""
        if _BOX.match(argument):
            joined.append(f" {argument}")
        elif _NEGATIVE.match(argument) and before.startswith("--") and "=" not in before:
            joined[-1] = f"{before}={argument}"
        elif _NEGATIVE.match(argument):
            joined.append(f" {argument}")
        else:
            joined.append(argument)
    return joined


def build_parser() -> LineParser:
    """Return the parser of all verbs."""
    common = LineParser(add_help=False)
    common.add_argument("-v", "--verbose", action="store_true", help="notes of the import on stderr")
    common.add_argument("--debug", action="store_true", help="a traceback where something fails")
    parser = LineParser(
        prog="greenwave",
        description="A dispatcher's live route planner. Without a verb it opens the window.",
        epilog="Example: greenwave route monaco.osm.gz --from 43.7307,7.4213 --to 43.7277,7.4192\n"
        + _EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=LineParser)

    def verb(name: str, what: str, example: str, more: str = "") -> argparse.ArgumentParser:
        return verbs.add_parser(
            name,
            help=what,
            description=what,
            epilog=f"{more}Example: greenwave {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[common],
        )

    verb("demo", "Open the window on the demo town with its own live feed.", "demo")
    _add_open(verb("open", "Open the window on a map.", "open porto.osm.pbf --feed ws://127.0.0.1:8765"))
    _add_download(
        verb(
            "download",
            "Download a map from OpenStreetMap's servers.",
            "download 'Campo Grande, Brazil' -o campo.osm.gz",
            _DOWNLOAD,
        )
    )
    _add_import(verb("import", "Make a map folder of an extract.", "import porto.osm.pbf -o porto"))
    _add_export(
        verb(
            "export",
            "Write a map as GraphML or GeoJSON.",
            "export porto -o centre.geojson --box 41.14,-8.62,41.15,-8.60",
        )
    )
    _add_check(verb("check", "Say whether a map folder is whole.", "check porto"))
    _add_route(
        verb(
            "route",
            "Compute a route.",
            "route monaco.osm.gz --from 43.7307,7.4213 --to 43.7277,7.4192 --json",
            _REQUESTS + _DEADLINE,
        )
    )
    _add_search(
        verb(
            "search",
            "Find streets, junctions, addresses, places and coordinates.",
            "search porto.osm.pbf 'Rua Formosa & Rua de Sá da Bandeira'",
        )
    )
    _add_matrix(
        verb(
            "matrix",
            "Compute what all ways between some points cost.",
            "matrix porto.osm.pbf --points depots.csv --json",
            _POINTS,
        )
    )
    _add_isochrone(
        verb(
            "isochrone",
            "Compute the ground that is reached within some minutes.",
            "isochrone porto.osm.pbf --from 41.1496,-8.6110 --minutes 5,10,15 --geojson",
        )
    )
    _add_watch(
        verb(
            "watch",
            "Watch routes without a window.",
            "watch monaco.osm.gz --requests routes.jsonl --feed ws://127.0.0.1:8765",
            _REQUESTS,
        )
    )
    _add_simulate(
        verb("simulate", "Serve a feed with a day of traffic.", "simulate monaco.osm.gz --seed 7 --speed 60")
    )
    _add_selftest(verb("selftest", "Try every part once, on the demo town.", "selftest"))
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments.

    Raises
    ------
    BadArgumentError
        With one sentence that names the argument.
    """
    return build_parser().parse_args(join_negative_values(arguments))


def _add_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("--feed", metavar="ws://HOST:PORT", help="the traffic feed, ws:// or wss://")


def _add_download(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="PLACE|BBOX", type=str.strip,
                        help="the name of a place, or SOUTH,WEST,NORTH,EAST in degrees")  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE",
                        help="the file to write, .osm or .osm.gz; one that is there is replaced")  # fmt: skip
    parser.add_argument("--pick", type=whole_number, default=1, metavar="N",
                        help="of several places of that name the Nth; 1 where none is given")  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="even if the map is very large")
    parser.add_argument("--server", metavar="URL", help="another Overpass server")
    parser.add_argument("--nominatim", metavar="URL", help="another Nominatim server")
    parser.add_argument("--contact", metavar="TEXT", help="your mail address or page, told to the servers")
    parser.add_argument("--json", action="store_true", help="the result as JSON")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help="an OpenStreetMap extract or an OSMnx GraphML file")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="what to make")
    parser.add_argument("--profile", type=Path, action="append", default=[], metavar="FILE.toml",
                        help="a vehicle of your own to make the map for; may be given again")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE",
                        help="the .graphml or .geojson file; one that is there is replaced")  # fmt: skip
    parser.add_argument("--box", type=str.strip, metavar="SOUTH,WEST,NORTH,EAST",
                        help="only the roads in it, in degrees; for .geojson")  # fmt: skip


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that import made")


def _add_route(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("--from", dest="start", type=lat_lon, metavar="LAT,LON", help="the start")
    parser.add_argument("--to", dest="end", type=lat_lon, metavar="LAT,LON", help="the end")
    parser.add_argument("--via", type=lat_lon, action="append", default=[], metavar="LAT,LON",
                        help="a stop between; may be given again")  # fmt: skip
    parser.add_argument(
        "--requests", type=Path, metavar="FILE.jsonl", help="one request a line, as below; needs --json"
    )
    parser.add_argument(
        "--engine", default=None, metavar="cch|astar|dijkstra", help="cch where none is given"
    )
    parser.add_argument("--alternatives", type=count_from_zero, default=None, metavar="N",
                        help="up to N other ways, at most 3; none with --via or a deadline")  # fmt: skip
    parser.add_argument("--deadline", type=deadline, metavar=FORM,
                        help="the route with the best chance to be there by then; see below")  # fmt: skip
    _add_traffic(parser)
    form = parser.add_mutually_exclusive_group()
    for name, title in (("json", "JSON"), ("gpx", "GPX"), ("geojson", "GeoJSON"), ("kml", "KML")):
        form.add_argument(f"--{name}", action="store_true", help=f"answer in {title}")


def _add_matrix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("--points", type=Path, required=True, metavar="FILE.csv", help="the points, as below")
    _add_traffic(parser)
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _add_isochrone(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("--from", dest="start", type=lat_lon, required=True, metavar="LAT,LON",
                        help="where to drive from")  # fmt: skip
    parser.add_argument("--minutes", type=minute_limits, required=True, metavar="M[,M...]",
                        help="the limits: each over 0 and up to 180, at most 12 of them")  # fmt: skip
    _add_traffic(parser)
    parser.add_argument("--geojson", action="store_true", help="polygons as GeoJSON; else their areas")


def _add_traffic(parser: argparse.ArgumentParser) -> None:
    """Add what says who drives, and how the roads are."""
    parser.add_argument("--profile", metavar="NAME", help="car, truck or emergency; car where none is given")
    parser.add_argument("--vehicle", type=vehicle_size, metavar=EXAMPLE,
                        help="its size in metres and tonnes; the profile's where none is given")  # fmt: skip
    parser.add_argument("--speeds", type=Path, metavar="FILE.csv", help="OSRM's segment speed file")
    parser.add_argument("--close", type=circle, action="append", default=[], metavar="LAT,LON,RADIUS_M",
                        help="close the roads in this circle; may be given again")  # fmt: skip


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("text", nargs="+", metavar="TEXT",
                        help="a name, an address, two streets with an &, a road number, LAT,LON")  # fmt: skip
    parser.add_argument(
        "--limit", type=whole_number, default=10, metavar="N", help="most results; 10 if none"
    )
    parser.add_argument("--json", action="store_true", help="the results as JSON")


def _add_watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("--requests", type=Path, required=True, metavar="FILE.jsonl",
                        help="one route a line, as below")  # fmt: skip
    parser.add_argument("--feed", metavar="ws://HOST:PORT", help="the traffic feed, ws:// or wss://")
    parser.add_argument("--seconds", type=positive, metavar="N",
                        help="end after so many seconds; else Ctrl-C ends it")  # fmt: skip
    parser.add_argument("--switch-min", type=switch_rule, default=SwitchRule(), metavar="MIN,PERCENT",
                        help="what another way must save; 3,10 where nothing is given")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the only form)")


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", type=Path, help=_MAP)
    parser.add_argument("--listen", type=parse_listen_address, default=("127.0.0.1", 8765),
                        metavar="HOST:PORT", help="127.0.0.1:8765 where none is given")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same day")
    parser.add_argument(
        "--speed", type=positive, default=1.0, metavar="X", help="the day runs so much faster"
    )


def _add_selftest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--screenshot", type=Path, metavar="FILE.png", help="keep a picture of the window")
