"""Getting a map of a place, or of the present view, from OpenStreetMap's servers."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop_app.bridge.map_getter import FoundPlaces, MapGetter, SizedBox
from desktop_app.errors import GreenwaveError
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.map_downloader import DownloadedMap
from desktop_app.roadnet.sources.download.map_file import check_map_path, usual_name
from desktop_app.roadnet.sources.download.progress import DownloadProgress
from desktop_app.roadnet.sources.download.servers import MapServers, checked_servers
from desktop_app.ui.download_row import DownloadRow
from desktop_app.ui.map_path_row import MapPathRow
from desktop_app.ui.map_servers_form import MapServersForm
from desktop_app.ui.place_choice import PlaceChoice, PlaceOption
from desktop_app.ui.plain_text import plain_label

_WIDTH_PX = 520
_SETTLE_MS = 400
"""Whoever walks through the list with the keys asks for no size at each step."""
_CREDIT = "The data are OpenStreetMap's, © OpenStreetMap contributors (ODbL)."


class GetMapDialog(QDialog):
    """Finds, sizes and downloads; what comes of it is told by `got`."""

    got = Signal(object)
    """`Path` of the map that was downloaded."""
    servers_used = Signal(object)
    """The `MapServers` that were asked, checked."""

    def __init__(
        self,
        getter: MapGetter,
        servers: MapServers,
        folder: Path,
        view: Box | None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask by `getter`; propose to keep the map in `folder`, and offer the part of the map in `view`."""
        super().__init__(parent)
        self.setWindowTitle("Get a map")
        self.setFixedWidth(_WIDTH_PX)
        self._getter = getter
        self._option: PlaceOption | None = None
        self._sized: SizedBox | None = None
        self._downloading = False
        self._choice = PlaceChoice(view)
        self._path = MapPathRow(folder)
        self._advanced = QPushButton("Advanced")
        self._servers = MapServersForm(servers)
        self._insist = QCheckBox("Download it anyway")
        self._row = DownloadRow()
        self._trouble = plain_label(kind="trouble")
        self._cancel = QPushButton("Cancel")
        self._download = QPushButton("Download")
        self._settle = QTimer(self)
        self._lay_out()
        self._connect()
        self._refresh()
        self._choice.begin()

    @property
    def trouble(self) -> str:
        """The sentence that is shown about what went wrong; empty for none."""
        return self._trouble.text()

    @property
    def words(self) -> str:
        """What is said about the map's size, or about what is under way."""
        return self._row.words

    def done(self, result: int) -> None:
        """Give up what is under way with the dialog."""
        self._settle.stop()
        if self._getter.busy:
            self._getter.cancel()
        super().done(result)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        self._advanced.setCheckable(True)
        self._advanced.setAutoDefault(False)
        self._servers.hide()
        self._insist.hide()
        self._trouble.setWordWrap(True)
        self._trouble.setMinimumHeight(self._trouble.fontMetrics().height() * 2)
        for widget in (self._choice, self._row, self._insist, self._path, self._servers, self._trouble):
            layout.addWidget(widget)
        layout.addWidget(plain_label(_CREDIT, kind="muted"))
        buttons = QDialogButtonBox()
        buttons.addButton(self._advanced, QDialogButtonBox.ButtonRole.ResetRole)
        self._cancel.setAutoDefault(False)
        buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self._download, QDialogButtonBox.ButtonRole.AcceptRole)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask_size)
        self._choice.search_asked.connect(self._search)
        self._choice.edited.connect(self._expect_search)
        self._choice.chosen.connect(self._choose)
        self._advanced.toggled.connect(self._show_advanced)
        self._insist.toggled.connect(self._refresh)
        self._cancel.clicked.connect(self._give_up)
        self._download.clicked.connect(self._start)
        getter = self._getter
        getter.progress.connect(self._show_progress)
        getter.found.connect(self._take_places)
        getter.sized.connect(self._take_size)
        getter.got.connect(self._take_map)
        getter.failed.connect(self._fail)
        getter.cancelled.connect(self._rest)

    @Slot()
    def _refresh(self) -> None:
        """Let the parts follow what is known and under way."""
        for widget in (self._choice, self._path, self._advanced, self._servers, self._insist):
            widget.setEnabled(not self._downloading)
        sized = self._sized
        self._insist.setVisible(sized is not None and bool(sized.warning))
        may = sized is not None and (not sized.warning or self._insist.isChecked())
        self._download.setEnabled(may and not self._downloading)
        self._cancel.setText("Stop" if self._downloading else "Cancel")
        if sized is None:
            self._choice.search.setDefault(True)
        else:
            self._download.setDefault(True)

    @Slot()
    def _expect_search(self) -> None:
        self._choice.search.setDefault(True)

    @Slot(bool)
    def _show_advanced(self, wanted: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self._servers.setVisible(wanted)
        self.adjustSize()

    @Slot(str)
    def _search(self, name: str) -> None:
        servers = self._usable_servers()
        if servers is not None:
            self._getter.search(servers, name)

    @Slot(object)
    def _choose(self, option: PlaceOption | None) -> None:
        self._option, self._sized = option, None
        self._insist.setChecked(False)
        self._settle.stop()
        if self._getter.busy:
            self._getter.cancel()
        if option is not None:
            self._path.propose(usual_name(option.label))
            self._settle.start()
        self._rest()

    @Slot()
    def _ask_size(self) -> None:
        servers = self._usable_servers()
        if servers is not None and self._option is not None:
            self._getter.size(servers, self._option.box)

    @Slot()
    def _start(self) -> None:
        servers = self._usable_servers()
        if servers is None or self._sized is None:
            return
        try:
            check_map_path(self._path.path)
        except GreenwaveError as error:
            self._fail(str(error))
            return
        self._downloading = True
        self._getter.download(servers, self._sized, self._path.path)
        self._refresh()

    @Slot()
    def _give_up(self) -> None:
        if self._downloading:
            self._getter.cancel()
        else:
            self.reject()

    @Slot(object)
    def _show_progress(self, progress: DownloadProgress) -> None:
        self._row.show_progress(progress)

    @Slot(object)
    def _take_places(self, found: FoundPlaces) -> None:
        self._rest()
        self._choice.show_places(found.places)
        if not found.places:
            self._fail("There is no place of that name; write it otherwise, or add the country.")

    @Slot(object)
    def _take_size(self, sized: SizedBox) -> None:
        if self._option is None or sized.box != self._option.box:
            return  # of what was chosen before
        self._sized = sized if sized.estimate.ways else None
        self._rest()
        self._trouble.setText(sized.warning if self._sized else "There is no road in that box.")

    @Slot(object)
    def _take_map(self, made: DownloadedMap) -> None:
        self._downloading = False
        self.accept()
        self.got.emit(made.path)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._rest()
        self._trouble.setText(sentence)

    @Slot()
    def _rest(self) -> None:
        """Say what is known while nothing is under way."""
        self._downloading = False
        self._row.rest("" if self._sized is None else self._sized.estimate.sentence())
        self._refresh()

    def _usable_servers(self) -> MapServers | None:
        """Return the servers that are written, and tell of them; None where one of them cannot be used."""
        self._trouble.clear()
        try:
            servers = checked_servers(self._servers.servers())
        except GreenwaveError as error:
            self._advanced.setChecked(True)
            self._fail(str(error))
            return None
        self.servers_used.emit(servers)
        return servers
