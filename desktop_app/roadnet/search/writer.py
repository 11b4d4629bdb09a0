"""Writing the search index of a map."""

from pathlib import Path

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import ProgressSink
from desktop_app.roadnet.search.items import SearchItems

SEARCH_FILE = "search.sqlite"
"""Its name in a map folder."""


def write_search_index(
    path: Path,
    network: RoadNetwork,
    backdrop: Backdrop,
    items: SearchItems,
    progress: ProgressSink,
) -> None:
    """Write the search index of a map as one SQLite file.

    Parameters
    ----------
    path
        The file to make; its folder exists, the file does not.
    network, backdrop, items
        What is searched; `SearchItems.empty` where the source has none.
    progress
        Is told how far it has come; what it raises ends the work, and no file is left.

    Raises
    ------
    StorageError
        The disk is full, or the file cannot be written; no file is left.
    """
