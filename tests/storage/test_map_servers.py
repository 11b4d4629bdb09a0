"""The servers that maps come from are kept; a file that cannot be used counts as none."""

from pathlib import Path

import pytest

from desktop_app.errors import StorageError
from desktop_app.roadnet.sources.download.servers import MapServers
from desktop_app.storage.map_servers import MapServersFile

OURS = MapServers(overpass_url="https://maps.example/api/interpreter", contact="ops@example.org")


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    MapServersFile(tmp_path / "servers.json").save(OURS)
    assert MapServersFile(tmp_path / "servers.json").load() == OURS


@pytest.mark.parametrize(
    "content", [None, b"", b"[]", b"{", b'{"overpass_url": 3}', b'{"overpass_url": "ftp://a"}', b"[" * 99_999]
)
def test_without_a_usable_file_they_are_the_public_ones(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "servers.json"
    if content is not None:
        path.write_bytes(content)
    assert MapServersFile(path).load() == MapServers()


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="not kept"):
        MapServersFile(tmp_path / "gone" / "servers.json").save(OURS)
