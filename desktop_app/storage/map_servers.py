"""The file that keeps which servers maps are downloaded from."""

import logging
from pathlib import Path

import msgspec

from desktop_app.errors import BadInputError, StorageError
from desktop_app.input_file import TooLargeError, read_bounded
from desktop_app.roadnet.sources.download.servers import MapServers, checked_servers
from desktop_app.whole_files import write_whole

_LOG = logging.getLogger(__name__)

_MOST_BYTES = 100_000


class MapServersFile:
    """Reads and writes the servers; one that cannot be used counts as none."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`, which need not exist."""
        self._path = path

    def load(self) -> MapServers:
        """Return the servers that were chosen, or the public ones."""
        try:
            read = msgspec.json.decode(read_bounded(self._path, _MOST_BYTES), type=MapServers)
            return checked_servers(read)
        except FileNotFoundError:
            return MapServers()
        except (OSError, TooLargeError, msgspec.DecodeError, RecursionError, BadInputError) as error:
            _LOG.warning("%s is left out: %s", self._path, error)
            return MapServers()

    def save(self, servers: MapServers) -> None:
        """Keep `servers`; raises StorageError where the file cannot be written."""
        try:
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(servers), indent=1))
        except OSError as error:
            raise StorageError(
                f"{self._path} cannot be written: {error.strerror or error}; the servers are not kept."
            ) from error
