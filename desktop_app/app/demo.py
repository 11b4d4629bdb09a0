"""The demo's files: its town and its watched routes."""

from pathlib import Path

import msgspec

from desktop_app.dispatch.commands import AddRoute
from desktop_app.errors import StorageError
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.demo.version import TOWN_VERSION
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.ui.theme import LIGHT
from desktop_app.whole_files import write_whole

DEMO_SEED = 7


class DemoFiles:
    """The demo town as files beside the session; written anew where they are missing."""

    def __init__(self, folder: Path, seed: int = DEMO_SEED) -> None:
        """Keep the town in `folder`, which exists."""
        self._seed = seed
        self._folder = folder / f"demo-{seed}-{TOWN_VERSION}"
        self.map_file = self._folder / "Demo town.osm.gz"
        self._routes_file = self._folder / "routes.json"

    def make(self, progress: ProgressSink) -> None:
        """Write what is missing, and say so to `progress`.

        Raises
        ------
        StorageError
            There is no room, or no leave to write.
        """
        if self.map_file.exists() and self._routes_file.exists():
            return
        progress(ImportProgress("building the town, once for all", 0, 0))
        # Heavy, and needed once in the life of an installation.
        from desktop_app.roadnet.sources.demo.town import make_demo_town, write_demo_town  # noqa: PLC0415

        town = make_demo_town(self._seed)
        places = {place.name: LonLat(place.lon, place.lat) for place in town.places}
        routes = [
            AddRoute(
                id=f"demo-{number}",
                name=name,
                request=RouteRequest(start=places[start], end=places[end]),
                colour=LIGHT.routes[number % len(LIGHT.routes)].name(),
            )
            for number, (name, start, end) in enumerate(town.demo_routes)
        ]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_demo_town(town, self.map_file)
            write_whole(self._routes_file, msgspec.json.encode(routes))
        except OSError as error:
            raise StorageError(
                f"The demo town cannot be written to {self._folder}: {error.strerror or error}."
            ) from error

    def routes(self) -> tuple[AddRoute, ...]:
        """Return the demo's watched routes; the files have been made."""
        return msgspec.json.decode(self._routes_file.read_bytes(), type=tuple[AddRoute, ...])
