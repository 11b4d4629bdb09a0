"""One question to a server and its answer, on a thread of its own: its caller is never held up."""

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from desktop_app.clock import Clock
from desktop_app.errors import CancelledError, DownloadError
from desktop_app.roadnet.sources.download.held_sockets import HeldSockets
from desktop_app.roadnet.sources.download.limits import Patience
from desktop_app.roadnet.sources.download.progress import IsCancelled
from desktop_app.roadnet.sources.download.question import AnswerHead, Question

_POLL_S = 0.05
_PIECES_AHEAD = 16


_News = AnswerHead | bytes | Exception
"""Empty bytes are the end of the answer."""


class Exchange:
    """Asks at once; use it in a ``with``, at whose end its socket is shut whatever the server does."""

    def __init__(self, question: Question, patience: Patience, clock: Clock, cancelled: IsCancelled) -> None:
        """Ask `question`; `cancelled` is asked for as long as there is a wait."""
        self._question = question
        self._patience = patience
        self._clock = clock
        self._cancelled = cancelled
        self._held = HeldSockets()
        self._news: queue.Queue[_News] = queue.Queue(_PIECES_AHEAD)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="download", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Shut the socket; the thread ends by that."""
        self._is_over.set()
        self._held.shut()

    def head(self) -> AnswerHead:
        """Return the head of the answer.

        Raises
        ------
        DownloadError
            The server cannot be reached, or does not answer in time.
        CancelledError
            The person asked to stop.
        """
        news = self._next(self._clock.monotonic_s() + self._patience.first_byte_s)
        if isinstance(news, AnswerHead):
            return news
        raise DownloadError(f"{self._question.url} answered with nothing; try again later.")

    def pieces(self) -> Iterator[bytes]:
        """Yield the body as it came over the wire; call `head` first.

        Raises DownloadError where it is cut short, stalls or trickles, else as `head`.
        """
        patience, began_s = self._patience, self._clock.monotonic_s()
        window_s, in_window = began_s, 0
        while True:
            now_s = self._clock.monotonic_s()
            if now_s - window_s >= patience.window_s:
                if in_window < patience.least_bytes:
                    raise self._too_slow()
                window_s, in_window = now_s, 0
            news = self._next(min(now_s + patience.silence_s, began_s + patience.whole_s))
            if not isinstance(news, bytes) or not news:
                return
            in_window += len(news)
            yield news

    def _next(self, deadline_s: float) -> _News:
        """Return what came next; raises what the thread failed with."""
        while True:
            if self._cancelled():
                raise CancelledError("The download was given up.")
            if self._clock.monotonic_s() >= deadline_s:
                raise self._too_slow()
            try:
                news = self._news.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if isinstance(news, Exception):
                raise news
            return news

    def _too_slow(self) -> DownloadError:
        return DownloadError(
            f"{self._question.url} did not answer in time; it may be overloaded: try again later, "
            "or take a smaller box."
        )

    def _work(self) -> None:
        """Run on the thread."""
        try:
            # Loading requests takes a quarter of a second, which nobody else need wait for.
            from desktop_app.roadnet.sources.download.wire import ask  # noqa: PLC0415 - as just said

            for news in ask(self._question, self._patience, self._held):
                self._put(news)
                if self._is_over.is_set():
                    return
            self._put(b"")
        except Exception as error:  # noqa: BLE001 - a thread that dies in silence leaves its caller waiting
            self._put(error)

    def _put(self, news: _News) -> None:
        """Hand over what came, unless nobody listens any more."""
        while not self._is_over.is_set():
            with suppress(queue.Full):
                self._news.put(news, timeout=_POLL_S)
                return
