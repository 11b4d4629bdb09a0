"""Asking a server until it answers: redirects within its host, waits while it is busy, refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil
from urllib.parse import urljoin, urlsplit

from desktop_app.clock import Clock
from desktop_app.errors import CancelledError, DownloadError
from desktop_app.roadnet.sources.download.exchange import Exchange
from desktop_app.roadnet.sources.download.limits import Limits, Patience
from desktop_app.roadnet.sources.download.page_words import is_busy_page, page_words
from desktop_app.roadnet.sources.download.progress import DownloadProgress, DownloadSink, IsCancelled
from desktop_app.roadnet.sources.download.question import AnswerHead, Question
from desktop_app.roadnet.sources.download.retry_wait import RandomShare, Wait, retry_after_s, retry_wait_s
from desktop_app.roadnet.sources.download.unpacking import unpacked_pieces

_BUSY = frozenset({429, 502, 503, 504})
"""The public Overpass servers answer so when they have no room: the question may be asked again."""
_REDIRECTS = frozenset({301, 302, 307, 308})
_OK = 200
_MOST_REDIRECTS = 3
_WAIT_STEP_S = 0.2
_MOST_PAGE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Tools:
    """What asking needs of the world.

    Attributes
    ----------
    clock, random, wait
        Time, chance and sleep, handed in so that tests need no patience.
    """

    clock: Clock
    random: RandomShare
    wait: Wait
    patience: Patience
    limits: Limits


class Asker:
    """Asks one server one question after the other, for one person who may give up."""

    def __init__(self, tools: Tools, cancelled: IsCancelled, tell: DownloadSink) -> None:
        """Use `tools`; `tell` hears of waits, and `cancelled` ends them."""
        self._tools = tools
        self._cancelled = cancelled
        self._tell = tell

    @contextmanager
    def answer(self, question: Question) -> Iterator[tuple[AnswerHead, Exchange]]:
        """Give the answer to `question`, of status 200 and not a web page; its body is still to be read.

        Raises
        ------
        DownloadError
            The server cannot be reached, refuses, or is busy after all tries.
        CancelledError
            The person asked to stop.
        """
        failures = redirects = 0
        while True:
            self._tell(DownloadProgress("waiting for the server"))
            tools = self._tools
            with Exchange(question, tools.patience, tools.clock, self._cancelled) as exchange:
                head = exchange.head()
                if head.status == _OK and head.content_type != "text/html":
                    yield head, exchange
                    return
                if head.status in _REDIRECTS:
                    redirects += 1
                    question = _redirected(question, head.location, redirects)
                    continue
                page = self._page(head, exchange)
            failures += 1
            self._wait_or_raise(question, head, page, failures)

    def whole_answer(self, question: Question) -> bytes:
        """Return the body of a short answer; raises as `answer` does, and where it is too long."""
        most = self._tools.limits.most_answer_bytes
        body = bytearray()
        with self.answer(question) as (head, exchange):
            for piece in unpacked_pieces(exchange.pieces(), head.encoding, question.url):
                body += piece
                if len(body) > most:
                    raise DownloadError(f"{question.url} answered with too much; check its address.")
        return bytes(body)

    def _page(self, head: AnswerHead, exchange: Exchange) -> str:
        """Return the text of a page that says why there is no answer, as far as it can be had."""
        body = bytearray()
        try:
            for piece in unpacked_pieces(exchange.pieces(), head.encoding, ""):
                body += piece
                if len(body) > _MOST_PAGE_BYTES:
                    break
        except DownloadError:
            return page_words(bytes(body))  # the status says the most of it
        return page_words(bytes(body))

    def _wait_or_raise(self, question: Question, head: AnswerHead, page: str, failures: int) -> None:
        host, patience = urlsplit(question.url).netloc, self._tools.patience
        status = f"HTTP status {head.status}" if head.status != _OK else "a web page"
        because = f": {page}" if page else ""
        if head.status not in _BUSY and not is_busy_page(page):
            raise DownloadError(f"{host} refused with {status}{because}; check the server's address.")
        asked_s = retry_after_s(head.retry_after, self._tools.clock.now_ms())
        if failures >= patience.tries:
            raise DownloadError(f"{host} is too busy ({status}{because}); try again in some minutes.")
        if asked_s is not None and asked_s > patience.longest_wait_s:
            minutes = int(asked_s // 60) + 1
            raise DownloadError(f"{host} is too busy and asks for {minutes} min of patience; try again then.")
        self._pause(retry_wait_s(failures, asked_s, patience, self._tools.random()))

    def _pause(self, seconds: float) -> None:
        """Wait, while saying for how long, unless the person gives up."""
        clock = self._tools.clock
        until_s = clock.monotonic_s() + seconds
        while (left_s := until_s - clock.monotonic_s()) > 0:
            if self._cancelled():
                raise CancelledError("The download was given up.")
            self._tell(DownloadProgress(f"the server is busy, next try in {ceil(left_s)} s"))
            self._tools.wait(min(left_s, _WAIT_STEP_S))


def _redirected(question: Question, location: str, redirects: int) -> Question:
    """Return the question for where a redirect leads, which must be the same host, and no less safe."""
    before = urlsplit(question.url)
    try:
        target = urljoin(question.url, location)
        after = urlsplit(target)
    except ValueError as error:
        raise DownloadError(f"{before.netloc} sends to what is no address; check its own.") from error
    same_server = before.netloc == after.netloc and before.scheme == after.scheme
    made_safe = before.hostname == after.hostname and (before.scheme, after.scheme) == ("http", "https")
    if not location or not (same_server or made_safe):
        raise DownloadError(
            f"{before.netloc} sends elsewhere, to {after.scheme}://{after.netloc[:100]}, which is not "
            "followed; if you trust it, give that server's address."
        )
    if redirects > _MOST_REDIRECTS:
        raise DownloadError(f"{before.netloc} redirects without end; check the server's address.")
    fields = question.fields
    if question.method == "GET" and after.query:
        fields = ()  # they stand in the new address already
    return replace(question, url=target, fields=fields)
