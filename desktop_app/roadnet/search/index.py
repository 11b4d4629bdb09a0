"""Searching a map by the index that its import made."""

from pathlib import Path

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.search.result import SearchResult


class SearchIndex:
    """Answers searches; may be used from any thread, one search at a time."""

    def __init__(self, path: Path, network: RoadNetwork | None = None) -> None:
        """Open the index at `path` read-only.

        Parameters
        ----------
        path
            ``search.sqlite`` of a map folder.
        network
            The same map's roads, for OSM links to a node or a way; without it these find nothing.

        Raises
        ------
        MapFolderError
            The file is absent, damaged, foreign or of another version.
        """

    def find(
        self,
        text: str,  # noqa: ARG002 - the search follows
        *,
        near: tuple[float, float] | None = None,  # noqa: ARG002 - the search follows
        limit: int = 10,  # noqa: ARG002 - the search follows
    ) -> tuple[SearchResult, ...]:
        """Return what `text` may mean, best first; empty where nothing is found.

        Parameters
        ----------
        text
            As typed; its last word may be the beginning of one.
        near
            Longitude and latitude in degrees of what the person looks at.
        limit
            Most results.

        Raises
        ------
        MapFolderError
            The file turns out to be damaged.
        """
        return ()

    def close(self) -> None:
        """Close the file; a search that is running ends first."""
