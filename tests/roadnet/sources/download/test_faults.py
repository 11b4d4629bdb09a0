"""Servers that fail: each in words, none with a file left behind."""

import gzip
import json
import socket
from pathlib import Path

import pytest

from desktop_app.errors import BadArgumentError, DownloadError, StorageError
from desktop_app.roadnet.sources.download.estimate import Estimate
from desktop_app.roadnet.sources.download.limits import Limits, Patience
from desktop_app.roadnet.sources.download.servers import MapServers
from tests.roadnet.sources.download.client import BOX, Client, never
from tests.roadnet.sources.download.map_server import (
    COUNT_TAGS,
    MAP,
    PARSE_ERROR_PAGE,
    MapServer,
    Reply,
    answer,
    endless,
    gzip_without_end,
    half_answer,
    half_chunks,
    half_gzip,
    hang_before_head,
    hang_in_body,
    map_xml,
    status,
    trickle,
    until_close,
)

OUT_OF_MEMORY = (
    '<remark> runtime error: Query ran out of memory in "recurse" at line 3. '
    "It would need at least 2049 MB of RAM to continue. </remark>"
)
TIMED_OUT = '<remark> runtime error: Query timed out in "query" at line 2 after 301 seconds. </remark>'


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (half_answer, "cut short"),
        (half_chunks, "cut short"),
        (half_gzip, "cut short"),
        (gzip_without_end, "cut short"),
        (until_close, "cut short"),
        (answer(b""), "nothing"),
        (answer(MAP[:-10]), "cut short"),
        (answer(map_xml("", OUT_OF_MEMORY)), "ran out of memory"),
        (answer(map_xml(after=TIMED_OUT)), "timed out"),
        (answer(PARSE_ERROR_PAGE, "text/html; charset=utf-8"), "parse error"),
        (answer(PARSE_ERROR_PAGE), "parse error"),
        (answer(b'{"elements": []}', "application/json"), "did not answer with a map"),
        (
            answer(b'<?xml version="1.0"?><!DOCTYPE osm><osm version="0.6"></osm>'),
            "did not answer with a map",
        ),
        (answer(b"\x89PNG" * 3_000, "image/png"), "did not answer with a map"),
        (answer(b"no gzip at all", Content_Encoding="gzip"), "damaged"),
        (answer(MAP, Content_Encoding="br"), "'br'"),
        (status(400, PARSE_ERROR_PAGE), 'status 400: Error: line 2: parse error: Unknown type "wey"'),
        (status(404, b"<html>Not found</html>"), "status 404"),
        (status(500, b""), "status 500; check"),
    ],
)
def test_what_is_no_whole_map_is_refused(
    server: MapServer, client: Client, tmp_path: Path, reply: Reply, words: str
) -> None:
    (tmp_path / "a.osm.gz").write_bytes(b"old")
    server.replies = [reply]

    with pytest.raises(DownloadError) as failed:
        client.download(tmp_path / "a.osm.gz")

    assert words in str(failed.value)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.osm.gz", b"old")]
    assert len(server.asked) == 1


def test_a_remark_that_is_no_error_harms_nothing(server: MapServer, client: Client, tmp_path: Path) -> None:
    server.replies = [answer(map_xml(after="<remark>runtime remark: a test</remark>"))]
    client.download(tmp_path / "a.osm")
    assert (tmp_path / "a.osm").exists()


def test_a_name_that_speaks_of_a_remark_harms_nothing(
    server: MapServer, client: Client, tmp_path: Path
) -> None:
    shop = '<node id="7" lat="43.7" lon="7.4"><tag k="name" v="&lt;remark&gt;error&lt;/remark&gt;"/></node>'
    server.replies = [answer(map_xml(after=shop))]
    client.download(tmp_path / "a.osm")
    assert (tmp_path / "a.osm").exists()


@pytest.mark.parametrize(
    ("reply", "patience"),
    [
        (hang_before_head, Patience(first_byte_s=0.3)),
        (hang_in_body, Patience(silence_s=0.3)),
        (trickle, Patience(window_s=0.4, least_bytes=1_000)),
        (trickle, Patience(whole_s=0.4)),
    ],
)
def test_a_server_that_hangs_or_trickles_is_not_waited_for(
    server: MapServer, client: Client, tmp_path: Path, reply: Reply, patience: Patience
) -> None:
    client.patience = patience
    server.replies = [reply]

    with pytest.raises(DownloadError, match="in time"):
        client.download(tmp_path / "a.osm")
    assert not list(tmp_path.iterdir())


def test_an_endless_map_is_stopped(server: MapServer, client: Client, tmp_path: Path) -> None:
    client.limits = Limits(most_bytes=1_000_000)
    server.replies = [endless]

    with pytest.raises(DownloadError, match=r"over 1\.0 MB"):
        client.download(tmp_path / "a.osm")
    assert not list(tmp_path.iterdir())


def test_a_packed_bomb_is_stopped(server: MapServer, client: Client, tmp_path: Path) -> None:
    client.limits = Limits(most_bytes=1_000_000)
    bomb = gzip.compress(MAP[:200] + b" " * 20_000_000)
    server.replies = [answer(bomb, Content_Encoding="gzip")]

    with pytest.raises(DownloadError, match="smaller box"):
        client.download(tmp_path / "a.osm")
    assert not list(tmp_path.iterdir())


def test_a_port_where_nobody_listens(client: Client, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/api/interpreter"
    client.servers = MapServers(overpass_url=url)
    with pytest.raises(DownloadError, match="cannot be reached: Connection refused; check"):
        client.download(tmp_path / "a.osm")


def test_a_host_that_is_none(client: Client, tmp_path: Path) -> None:
    client.servers = MapServers(overpass_url="http://nowhere.invalid/api/interpreter")
    with pytest.raises(DownloadError, match=r"There is no host 'nowhere\.invalid'"):
        client.download(tmp_path / "a.osm")


def test_a_server_that_speaks_no_tls_is_not_trusted(
    server: MapServer, client: Client, tmp_path: Path
) -> None:
    client.servers = MapServers(overpass_url=server.overpass_url.replace("http:", "https:"))
    with pytest.raises(DownloadError, match="cannot be trusted"):
        client.download(tmp_path / "a.osm")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"elements": []}',
        b'{"elements": [{"tags": {"nodes": "x", "ways": "1", "relations": "0"}}]}',
        b'{"elements": [], "remark": "runtime error: Query timed out"}',
        b"[" * 100_000,
        b" " * 5_000_000,
    ],
)
def test_what_is_no_count_is_refused(server: MapServer, client: Client, body: bytes) -> None:
    server.replies = [answer(body, "application/json")]
    with pytest.raises(DownloadError, match=r"count|too much"):
        client.estimate()


def test_a_count_with_a_remark_is_not_believed(server: MapServer, client: Client) -> None:
    body = {"elements": [{"tags": COUNT_TAGS}], "remark": 'runtime error: Query timed out in "query".'}
    server.replies = [answer(json.dumps(body).encode(), "application/json")]
    with pytest.raises(DownloadError, match='timed out in "query"; take a smaller box'):
        client.estimate()


def test_a_map_that_the_disk_cannot_hold_is_not_asked_for(
    server: MapServer, client: Client, tmp_path: Path
) -> None:
    huge = Estimate(nodes=10**15, ways=1, relations=0)
    for insist, kind in ((False, BadArgumentError), (True, StorageError)):
        with pytest.raises(kind):
            client.downloader.download(
                BOX, huge, tmp_path / "a.osm", client.told.append, never, insist=insist
            )
    assert not server.asked
