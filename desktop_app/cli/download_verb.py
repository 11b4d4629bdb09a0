"""``greenwave download``: a map from OpenStreetMap's servers, by the name of a place or by its box."""

import argparse

import msgspec

from desktop_app.app.map_downloads import Downloads
from desktop_app.cli.download_bar import download_bar
from desktop_app.cli.streams import say
from desktop_app.roadnet.sources.download.box import Box, parse_box
from desktop_app.roadnet.sources.download.estimate import check_size, megabytes
from desktop_app.roadnet.sources.download.map_downloader import DownloadedMap, MapDownloader
from desktop_app.roadnet.sources.download.map_file import check_map_path
from desktop_app.roadnet.sources.download.nominatim import FoundPlace
from desktop_app.roadnet.sources.download.servers import MapServers, checked_servers
from desktop_app.roadnet.sources.osm import ATTRIBUTION
from desktop_app.storage.locations import user_locations
from desktop_app.storage.map_servers import MapServersFile

_NOTHING_FOUND = 3
_MOST_OTHERS = 4


class _Report(msgspec.Struct):
    """What ``--json`` prints."""

    file: str
    bytes: int
    place: str | None
    box: tuple[float, float, float, float]
    attribution: str = ATTRIBUTION


def run(arguments: argparse.Namespace) -> int:
    """Download the map, and print where it lies."""
    box = parse_box(arguments.place)
    check_map_path(arguments.output)
    downloader = Downloads().downloader(_servers(arguments))
    place: FoundPlace | None = None
    if box is None:
        place = _place(downloader, arguments)
        if place is None:
            say(f"No place is called {arguments.place!r}; write it otherwise, or give its box.")
            return _NOTHING_FOUND
        box = place.box
    made = _download(downloader, box, arguments)
    if made is None:
        say(f"There is no road in the box {box}.")
        return _NOTHING_FOUND
    _print(made, place, as_json=arguments.json)
    return 0


def _servers(arguments: argparse.Namespace) -> MapServers:
    """Return the servers of the command line, else those that were kept, else the public ones."""
    kept = MapServersFile(user_locations().map_servers).load()
    return checked_servers(
        MapServers(
            overpass_url=arguments.server or kept.overpass_url,
            nominatim_url=arguments.nominatim or kept.nominatim_url,
            contact=kept.contact if arguments.contact is None else arguments.contact,
        )
    )


def _place(downloader: MapDownloader, arguments: argparse.Namespace) -> FoundPlace | None:
    """Return the place that is meant; of several the one that was picked, else the most important."""
    with download_bar() as tell:
        places = downloader.find_places(arguments.place, tell, _never)
    pick: int = arguments.pick
    if pick > len(places):
        return None
    others = [f"--pick {n}: {place.label}" for n, place in enumerate(places, 1) if n != pick]
    if others:
        say(f"Taking {places[pick - 1].label}; else {'; '.join(others[:_MOST_OTHERS])}.")
    return places[pick - 1]


def _download(downloader: MapDownloader, box: Box, arguments: argparse.Namespace) -> DownloadedMap | None:
    """Return the map; None where the box holds no way at all."""
    insist: bool = arguments.yes
    with download_bar() as tell:
        estimate = downloader.estimate(box, tell, _never, insist=insist)
    if not estimate.ways:
        return None
    if not insist:
        check_size(estimate, downloader.limits)
    say(estimate.sentence())
    with download_bar() as tell:
        return downloader.download(box, estimate, arguments.output, tell, _never, insist=insist)


def _print(made: DownloadedMap, place: FoundPlace | None, *, as_json: bool) -> None:
    name = None if place is None else place.label
    if as_json:
        box = made.box
        report = _Report(str(made.path), made.file_bytes, name, (box.south, box.west, box.north, box.east))
        print(msgspec.json.encode(report).decode())
        return
    print(f"{made.path}: {name or made.box}, {megabytes(made.file_bytes)}. {ATTRIBUTION}")


def _never() -> bool:
    """Nobody cancels from the command line but by Ctrl-C."""
    return False
