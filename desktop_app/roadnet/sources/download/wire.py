"""One question by requests: the only module that speaks HTTP."""

from collections.abc import Iterator
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.poolmanager import PoolManager

from desktop_app.errors import DownloadError
from desktop_app.roadnet.sources.download.failure_words import failure_words
from desktop_app.roadnet.sources.download.held_sockets import HeldSockets
from desktop_app.roadnet.sources.download.limits import Patience
from desktop_app.roadnet.sources.download.question import AnswerHead, Question

_PIECE_BYTES = 1 << 16


def ask(question: Question, patience: Patience, held: HeldSockets) -> Iterator[AnswerHead | bytes]:
    """Yield the head of the answer, then its body as it comes over the wire, in pieces that are not empty.

    No redirect is followed.

    Raises
    ------
    DownloadError
        The server cannot be reached, or the answer is not whole.
    """
    try:
        with held_session(held) as session, _asked(session, question, patience) as response:
            yield _head_of(response)
            while piece := response.raw.read1(_PIECE_BYTES, decode_content=False):
                yield piece
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise DownloadError(failure_words(error, question.url)) from error


def _asked(session: requests.Session, question: Question, patience: Patience) -> requests.Response:
    fields = dict(question.fields)
    return session.request(
        question.method,
        question.url,
        params=fields if question.method == "GET" else None,
        data=fields if question.method == "POST" else None,
        headers={"User-Agent": question.user_agent, "Accept-Encoding": "gzip", "Accept": "*/*"},
        timeout=(patience.connect_s, patience.first_byte_s),
        stream=True,
        allow_redirects=False,
    )


def _head_of(response: requests.Response) -> AnswerHead:
    headers = response.headers
    return AnswerHead(
        status=response.status_code,
        content_type=headers.get("Content-Type", "").partition(";")[0].strip().casefold(),
        encoding=headers.get("Content-Encoding", "").strip().casefold().replace("identity", ""),
        retry_after=headers.get("Retry-After", "").strip(),
        location=headers.get("Location", "").strip(),
    )


def held_session(held: HeldSockets) -> requests.Session:
    """Return a session that follows no redirect by itself, sends no stored password and verifies TLS.

    Proxies and certificates that the environment names are used.
    """
    session = _PlainSession()
    adapter = _HeldAdapter(held)
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
    # Else requests would look for a password in the user's .netrc.
    session.auth = _without_password
    return session


class _PlainSession(requests.Session):
    """Looks at no redirect: to do so it would read the whole body of one, however long."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - the library's own
        return None


class _HeldAdapter(HTTPAdapter):
    """Makes connections whose sockets are held."""

    def __init__(self, held: HeldSockets) -> None:
        self._pools = _pool_classes(held)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - urllib3's own
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *arguments: Any, **options: Any) -> PoolManager:  # noqa: ANN401 - urllib3's own
        manager: PoolManager = super().proxy_manager_for(*arguments, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pool_classes(held: HeldSockets) -> dict[str, type[HTTPConnectionPool]]:
    """Return urllib3's pools by scheme, made to tell `held` of each socket."""

    class HeldConnection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            held.hold(self.sock)

    class HeldTlsConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            held.hold(self.sock)

    class HeldPool(HTTPConnectionPool):
        ConnectionCls = HeldConnection

    class HeldTlsPool(HTTPSConnectionPool):
        ConnectionCls = HeldTlsConnection

    return {"http": HeldPool, "https": HeldTlsPool}


def _without_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
