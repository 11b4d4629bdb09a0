"""Getting maps in the window: the dialog, who asks for it, and the servers that are kept."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.map_downloads import Downloads
from desktop_app.bridge.map_getter import MapGetter
from desktop_app.errors import StorageError
from desktop_app.roadnet.sources.download.servers import MapServers
from desktop_app.storage.locations import Locations
from desktop_app.storage.map_servers import MapServersFile
from desktop_app.ui.get_map_dialog import GetMapDialog
from desktop_app.ui.main_window import MainWindow

_LOG = logging.getLogger(__name__)


class MapGetting(QObject):
    """Opens the dialog over the window."""

    got = Signal(object)
    """`Path` of a map that was downloaded."""

    def __init__(self, window: MainWindow, locations: Locations, parent: QObject) -> None:
        """Keep maps and servers in the user's `locations`."""
        super().__init__(parent)
        self._window = window
        self._folder = locations.session_file.parent / "maps"
        self._file = MapServersFile(locations.map_servers)
        self._servers = self._file.load()
        self._getter = MapGetter(Downloads().downloader, self)

    def open(self) -> None:
        """Open the dialog."""
        dialog = GetMapDialog(
            self._getter,
            self._servers,
            self._usable_folder(),
            self._window.navigation.view_box(),
            self._window,
        )
        dialog.got.connect(self.got)
        dialog.servers_used.connect(self._keep)
        self._window.dialogs.show(dialog)

    def stop(self) -> None:
        """Give up what is being downloaded, and wait for its thread to end."""
        self._getter.stop()

    def _usable_folder(self) -> Path:
        """Return the folder for maps; the home's own where it cannot be made."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _LOG.warning("%s cannot be made: %s", self._folder, error)
            return Path.home()
        return self._folder

    @Slot(object)
    def _keep(self, servers: MapServers) -> None:
        if servers == self._servers:
            return
        self._servers = servers
        try:
            self._file.save(servers)
        except StorageError as error:
            self._window.warn(str(error))
