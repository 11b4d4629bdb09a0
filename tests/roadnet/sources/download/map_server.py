"""Nominatim and Overpass on loopback: they answer as the real ones do, or as a test tells them to."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

# What requests warns of while it is loaded is an error for pytest, and on another thread one in silence.
import desktop_app.roadnet.sources.download.wire  # noqa: F401 - as just said

LONGEST_S = 20.0
STEP_S = 0.02

COUNT_TAGS = {"nodes": "4", "ways": "1", "relations": "0", "total": "5"}
NOTE = (
    "The data included in this document is from www.openstreetmap.org. The data is made available under ODbL."
)
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="Overpass API 0.7.62.5 1bd436f1">
<note>{NOTE}</note>
<meta osm_base="2026-11-24T10:47:02Z"/>

"""
BODY = """  <node id="1" lat="43.7300" lon="7.4200"/>
  <node id="2" lat="43.7310" lon="7.4200">
    <tag k="barrier" v="gate"/>
  </node>
  <node id="3" lat="43.7320" lon="7.4210"/>
  <way id="10">
    <nd ref="1"/>
    <nd ref="2"/>
    <nd ref="3"/>
    <tag k="highway" v="residential"/>
    <tag k="name" v="Rue Grimaldi"/>
  </way>
"""
MAP = f"{HEAD}{BODY}\n</osm>\n".encode()
PLACES = [
    {
        "place_id": 250581302,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "relation",
        "osm_id": 1124039,
        "lat": "43.7323492",
        "lon": "7.4276832",
        "category": "boundary",
        "type": "administrative",
        "place_rank": 4,
        "importance": 0.7,
        "addresstype": "country",
        "name": "Monaco",
        "display_name": "Monaco",
        "boundingbox": ["43.5165358", "43.7519311", "7.4090279", "7.5329917"],
    },
    {
        "place_id": 97364,
        "lat": "43.73",
        "lon": "7.42",
        "category": "place",
        "type": "village",
        "addresstype": "village",
        "name": "Monaco",
        "display_name": "Monaco, Elsewhere",
        "boundingbox": ["43.7299", "43.7301", "7.4199", "7.4201"],
    },
]
BUSY_PAGE = b"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>OSM3S Response</title></head>
<body><p>The data included in this document is from www.openstreetmap.org.</p>
<p><strong style="color:#FF0000">Error</strong>: runtime error: open64: 0 Success /osm3s_osm_base
Dispatcher_Client::request_read_and_idx::timeout. The server is probably too busy to handle your request. </p>
</body></html>
"""

PARSE_ERROR_PAGE = b"""<html><head><title>OSM3S Response</title></head><body>
<p><strong style="color:#FF0000">Error</strong>: line 2: parse error: Unknown type &quot;wey&quot; </p>
</body></html>
"""


@dataclass(frozen=True)
class Asked:
    """One request, as the server saw it."""

    at_s: float
    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    """Takes one request; the rest is up to the test's replies."""

    protocol_version = "HTTP/1.1"
    server: "MapServer"

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
        """Say nothing."""

    def reply(
        self, status: int, body: bytes, content_type: str = "application/osm3s+xml", **headers: str
    ) -> None:
        """Answer as a whole; a header's `_` is a `-`."""
        self.begin(status, content_type, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def begin(self, status: int, content_type: str = "application/osm3s+xml", **headers: str) -> None:
        """Write the head of an answer."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        """Write a chunk of an answer whose `Transfer-Encoding` is chunked."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def hang(self) -> None:
        """Do nothing until the caller goes, or the test ends."""
        self.server.over.wait(LONGEST_S)

    def pause(self) -> bool:
        """Wait a moment; return whether the test goes on."""
        return not self.server.over.wait(STEP_S)

    def _answer(self, text: str) -> None:
        fields = {name: values[0] for name, values in parse_qs(text).items()}
        path = urlsplit(self.path).path
        self.server.asked.append(Asked(time.monotonic(), self.command, path, dict(self.headers), fields))
        replies = self.server.replies
        reply = replies.pop(0) if replies else usual
        with suppress(ConnectionError):
            reply(self)
        if reply is not usual:
            self.close_connection = True


Reply = Callable[[Handler], None]


class MapServer(ThreadingHTTPServer):
    """Serves on a free port of loopback."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Asked] = []
        self.replies: list[Reply] = []
        self.over = threading.Event()
        self.map = MAP

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def overpass_url(self) -> str:
        return f"{self.url}/api/interpreter"

    @property
    def nominatim_url(self) -> str:
        return f"{self.url}/search"


@contextmanager
def map_server() -> Iterator[MapServer]:
    """Give a server that runs until the block ends."""
    server = MapServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def usual(handler: Handler) -> None:
    """Answer as the real servers do."""
    asked = handler.server.asked[-1]
    if asked.path == "/search":
        found = PLACES if "monaco" in asked.fields["q"].casefold() else []
        handler.reply(200, json.dumps(found).encode(), "application/json; charset=utf-8")
    elif "out count" in asked.fields["data"]:
        count = {"version": 0.6, "elements": [{"type": "count", "id": 0, "tags": COUNT_TAGS}]}
        handler.reply(200, json.dumps(count).encode(), "application/json")
    else:
        handler.begin(200, Content_Encoding="gzip", Transfer_Encoding="chunked")
        packed = gzip.compress(handler.server.map)
        for first in range(0, len(packed), 1 << 16):
            handler.chunk(packed[first : first + (1 << 16)])
        handler.chunk(b"")


def status(code: int, page: bytes = BUSY_PAGE, **headers: str) -> Reply:
    """Return a reply that refuses with a web page."""
    return lambda handler: handler.reply(code, page, "text/html; charset=utf-8", **headers)


def map_xml(body: str = BODY, after: str = "") -> bytes:
    """Return a map with `body`, and what comes before its end."""
    return f"{HEAD}{body}{after}\n</osm>\n".encode()


def answer(body: bytes, content_type: str = "application/osm3s+xml", **headers: str) -> Reply:
    """Return a reply of status 200."""
    return lambda handler: handler.reply(200, body, content_type, **headers)


def hang_before_head(handler: Handler) -> None:
    """Take the question and say nothing."""
    handler.hang()


def hang_until_gone(gone: threading.Event) -> Reply:
    """Return a reply that says nothing, and sets `gone` when the caller has hung up."""

    def wait(handler: Handler) -> None:
        if handler.rfile.read(1) == b"":
            gone.set()

    return wait


def hang_in_body(handler: Handler) -> None:
    """Say half and no more."""
    handler.begin(200, Content_Length=str(len(MAP)))
    handler.wfile.write(MAP[: len(MAP) // 2])
    handler.wfile.flush()
    handler.hang()


def trickle(handler: Handler) -> None:
    """Give a byte now and then."""
    handler.begin(200, Content_Length=str(len(MAP)))
    for byte in MAP:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        if not handler.pause():
            return


def half_answer(handler: Handler) -> None:
    """Promise all and go in the middle."""
    handler.begin(200, Content_Length=str(len(MAP)))
    handler.wfile.write(MAP[: len(MAP) // 2])


def half_chunks(handler: Handler) -> None:
    """Go before the last chunk."""
    handler.begin(200, Transfer_Encoding="chunked")
    handler.chunk(MAP[: len(MAP) // 2])


def half_gzip(handler: Handler) -> None:
    """End well, with a packed stream that does not."""
    packed = gzip.compress(MAP)
    handler.reply(200, packed[: len(packed) // 2], Content_Encoding="gzip")


def gzip_without_end(handler: Handler) -> None:
    """Leave out the checksum at the end of a packed stream."""
    handler.reply(200, gzip.compress(MAP)[:-4], Content_Encoding="gzip")


def until_close(handler: Handler) -> None:
    """Send half without saying how much there is: nothing on the wire shows that it is cut."""
    handler.begin(200, Connection="close")
    handler.wfile.write(MAP[: len(MAP) // 2])


def endless(handler: Handler) -> None:
    """Send nodes for ever."""
    handler.begin(200, Transfer_Encoding="chunked")
    handler.chunk(HEAD.encode())
    while not handler.server.over.is_set():
        handler.chunk(b'  <node id="1" lat="43.7300" lon="7.4200"/>\n' * 1_000)
