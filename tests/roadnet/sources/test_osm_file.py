"""The guard at the door: kinds, sizes, places."""

import bz2
import gzip
import os
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError, MapFileError
from desktop_app.roadnet.progress import ImportProgress
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.roadnet.sources.osm_file import check_osm_file
from desktop_app.roadnet.sources.osm_format import OsmFormat
from tests.roadnet.sources.map_files import NODES, nobody, osm, read, way

MEBIBYTE = 1024 * 1024
GOOD = osm(NODES, way(10, (1, 2, 3, 4), highway="residential")).encode()


def varint(number: int) -> bytes:
    """Return a number as protobuf writes it."""
    parts = []
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])


def blob(kind: bytes, data: bytes) -> bytes:
    """Return a whole PBF blob with `data` packed by zlib."""
    packed = zlib.compress(data, 9)
    body = b"\x10" + varint(len(data)) + b"\x1a" + varint(len(packed)) + packed
    header = b"\x0a" + varint(len(kind)) + kind + b"\x18" + varint(len(body))
    return len(header).to_bytes(4, "big") + header + body


def refusal(path: Path) -> str:
    """Return what is said of a file that is refused."""
    with pytest.raises(MapFileError) as caught:
        check_osm_file(path, nobody)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.osm", GOOD, OsmFormat.XML),
        ("a.osm.gz", gzip.compress(GOOD), OsmFormat.XML_GZIP),
        ("a.osm.bz2", bz2.compress(GOOD), OsmFormat.XML_BZIP2),
        ("plain.osm.gz", GOOD, OsmFormat.XML),
        ("packed.osm", gzip.compress(GOOD), OsmFormat.XML_GZIP),
        ("wrong.osm.pbf", bz2.compress(GOOD), OsmFormat.XML_BZIP2),
        ("two members.gz", gzip.compress(GOOD[:100]) + gzip.compress(GOOD[100:]), OsmFormat.XML_GZIP),
    ],
)
def test_the_kind_is_told_by_content(tmp_path: Path, name: str, data: bytes, kind: OsmFormat) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert check_osm_file(path, nobody).osm_format is kind
    assert read(path).network.segment_count == 6


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_bomb_is_stopped_without_memory_growth(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "bomb.osm"
    path.write_bytes(pack(GOOD.removesuffix(b"</osm>")) + pack(b" " * (10 * MEBIBYTE)) * 8)
    assert path.stat().st_size < MEBIBYTE
    tracemalloc.start()
    try:
        assert "unpacks to more than 64 MiB" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 20 * MEBIBYTE
    finally:
        tracemalloc.stop()


def test_a_pbf_of_many_small_bombs_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.osm.pbf"
    path.write_bytes(blob(b"OSMHeader", b"") + blob(b"OSMData", b"\0" * (30 * MEBIBYTE)) * 3)
    assert path.stat().st_size < MEBIBYTE
    assert "unpacks to more than 64 MiB" in refusal(path)


def test_a_pbf_blob_above_the_formats_bound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.osm.pbf"
    path.write_bytes(blob(b"OSMHeader", b"") + blob(b"OSMData", b"\0" * (33 * MEBIBYTE)))
    assert "32 MiB" in refusal(path)


@pytest.mark.parametrize("cut", [1, 3, 9, 30])
def test_a_pbf_that_ends_early_is_cut_short(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.osm.pbf"
    path.write_bytes((blob(b"OSMHeader", b"") + blob(b"OSMData", b"text that does not pack"))[:-cut])
    assert "cut short" in refusal(path) or "damaged" in refusal(path)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_packed_file_that_is_damaged_is_refused(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.osm.gz"
    data = bytearray(pack(GOOD * 50))
    data[len(data) // 2] ^= 255
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_what_is_no_file_is_refused_in_words(tmp_path: Path) -> None:
    assert "no file" in refusal(tmp_path)
    assert "cannot be opened" in refusal(tmp_path / "absent.osm")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_with_a_name_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.osm"
    os.mkfifo(path)
    assert "no file" in refusal(path)


def test_an_odd_path_stays_one_line_and_is_read(tmp_path: Path) -> None:
    path = tmp_path / "São João, 地図\n.osm"
    path.write_bytes(GOOD)
    assert read(path).network.segment_count == 6
    path.write_bytes(b"")
    with pytest.raises(MapFileError) as caught:
        read(path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("encoding", ["utf-7", "ebcdic-cp-us", "x" * 200])
def test_an_encoding_that_is_not_read_is_named(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.osm"
    path.write_bytes(f'<?xml version="1.0" encoding="{encoding}"?><osm version="0.6"/>'.encode())
    assert encoding[:40] in refusal(path) or "unknown encoding" in refusal(path)


def test_progress_is_told_stage_by_stage(tmp_path: Path) -> None:
    path = tmp_path / "a.osm"
    path.write_bytes(GOOD)
    words: list[ImportProgress] = []
    read_osm(path, words.append)
    stages = list(dict.fromkeys(word.stage for word in words))
    assert stages[0] == "checking the file"
    assert len(stages) >= 3


def test_what_progress_raises_ends_the_import_at_any_point(tmp_path: Path) -> None:
    path = tmp_path / "a.osm"
    path.write_bytes(GOOD)
    words: list[ImportProgress] = []
    read_osm(path, words.append)
    for stop_at in words:

        def cancel(word: ImportProgress, stop_at: ImportProgress = stop_at) -> None:
            if word == stop_at:
                raise CancelledError("enough")

        with pytest.raises(CancelledError):
            read_osm(path, cancel)
