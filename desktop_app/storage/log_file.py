"""The log: a small rotating file for each process, in which no text from outside can forge a line."""

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Self

MAX_BYTES = 1_000_000
KEPT_FILES = 3

_CONTROL = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_CONTROL |= {
    code: f"\\u{code:04x}"
    for code in (*range(0x200E, 0x2010), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
}


class LogFile:
    """The log of this process while it is open; a context manager."""

    def __init__(self, path: Path, level: int = logging.INFO) -> None:
        """Write what is logged at `level` and above to `path`; without a word where that cannot be done.

        A crash of the interpreter itself leaves its stack in a file beside it.
        """
        self._handlers: list[logging.Handler] = []
        self._crash_file = None
        logging.getLogger().setLevel(level)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", errors="backslashreplace"
            )
            self._keep(handler)
            self._crash_file = path.with_suffix(".crash").open("a", encoding="utf-8")
            faulthandler.enable(self._crash_file)
        except OSError as error:
            # A full disk or a read-only folder must not stop the program: its log goes to stderr.
            self._keep(logging.StreamHandler())
            logging.getLogger(__name__).warning("no log file: %s", error)

    def __enter__(self) -> Self:
        """Return the log itself."""
        return self

    def __exit__(self, *_args: object) -> None:
        """Close the log."""
        self.close()

    def close(self) -> None:
        """Write what is left, and let go of the files."""
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
        self._handlers.clear()
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None

    def _keep(self, handler: logging.Handler) -> None:
        handler.setFormatter(
            OneLineFormatter("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")
        )
        logging.getLogger().addHandler(handler)
        self._handlers.append(handler)


class OneLineFormatter(logging.Formatter):
    """Writes control characters of a message as escapes; the lines of a traceback are indented."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Return the record's line without control characters."""
        return super().formatMessage(record).translate(_CONTROL)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line, and its traceback as lines that cannot be taken for records."""
        line, *traceback = super().format(record).split("\n")
        return "\n".join([line, *("    " + part.translate(_CONTROL) for part in traceback)])
