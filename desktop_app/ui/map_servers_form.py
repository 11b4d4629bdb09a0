"""The servers that maps come from, as three fields."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from desktop_app.roadnet.sources.download.servers import NOMINATIM_URL, OVERPASS_URL, MapServers
from desktop_app.ui.plain_text import plain_label

_LONGEST = 2_000


class MapServersForm(QWidget):
    """Empty fields stand for the public servers, and for no contact."""

    def __init__(self, servers: MapServers, parent: QWidget | None = None) -> None:
        """Show `servers`."""
        super().__init__(parent)
        usual = MapServers()
        self._overpass = _field("Overpass server", OVERPASS_URL)
        self._nominatim = _field("Nominatim server", NOMINATIM_URL)
        self._contact = _field("Contact", "Mail address or page, told to the servers; may be empty")
        if servers.overpass_url != usual.overpass_url:
            self._overpass.setText(servers.overpass_url)
        if servers.nominatim_url != usual.nominatim_url:
            self._nominatim.setText(servers.nominatim_url)
        self._contact.setText(servers.contact)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for field in (self._overpass, self._nominatim, self._contact):
            layout.addRow(plain_label(field.accessibleName(), kind="muted"), field)

    def servers(self) -> MapServers:
        """Return the servers as they are written, unchecked."""
        return MapServers(
            overpass_url=self._overpass.text().strip(),
            nominatim_url=self._nominatim.text().strip(),
            contact=self._contact.text().strip(),
        )


def _field(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    field.setMaxLength(_LONGEST)
    return field
