"""From arguments to an exit code."""

import argparse
import logging
import signal
import traceback
from collections.abc import Callable, Sequence

from desktop_app.cli.arguments import parse
from desktop_app.cli.streams import provide_streams, say, whole_output
from desktop_app.errors import BadInputError, FaultError, GreenwaveError
from desktop_app.storage.locations import user_locations
from desktop_app.storage.log_file import LogFile

_LOG = logging.getLogger(__name__)

DONE, FAULT, BAD_INPUT = 0, 1, 2
INTERRUPTED = 130
"""What shells take for "ended by Ctrl-C"."""

_UNTIL_STOPPED = frozenset({"watch", "simulate"})
"""Verbs for which being stopped is the way to be done."""
_COMMANDS = frozenset(
    {
        "check",
        "download",
        "export",
        "import",
        "isochrone",
        "matrix",
        "route",
        "search",
        "watch",
        "simulate",
        "selftest",
    }
)
"""Verbs that open no window to stay."""

Verb = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code.

    0 done, 1 a fault of ours, 2 bad use or bad input, 3 a valid question without an answer, 130 ended by
    Ctrl-C before it was done. Errors are one line on stderr; a traceback comes only with ``--debug``.
    """
    provide_streams()
    debug = "--debug" in arguments
    interrupted = INTERRUPTED
    try:
        with whole_output():
            parsed = parse(arguments)
            if parsed.verb in _UNTIL_STOPPED:
                interrupted = DONE
            return _logged(parsed)
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        return interrupted
    except GreenwaveError as error:
        if debug:
            traceback.print_exc()
        say(str(error))
        return BAD_INPUT if isinstance(error, BadInputError) else FAULT


def _logged(parsed: argparse.Namespace) -> int:
    """Carry out a verb; what it logs goes to a file, and never to stderr."""
    locations = user_locations()
    is_command = parsed.verb in _COMMANDS
    path = locations.command_log if is_command else locations.window_log
    with LogFile(path, logging.WARNING if is_command else logging.INFO):
        try:
            verb = _verb(parsed.verb)
            if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
                signal.signal(signal.SIGINT, signal.default_int_handler)
            return verb(parsed)
        except GreenwaveError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.filename is None:
                raise  # of stdout, which its own guard puts in words
            _LOG.exception("%s failed", parsed.verb or "the window")
            raise FaultError(
                f"a fault of ours: {error!r}; the log is {path}, and --debug shows where."
            ) from error


def _verb(name: str | None) -> Verb:  # noqa: C901, PLR0911 - one case a verb
    """Return what carries out a verb; each loads only what it needs, so that all of them start fast."""
    # ruff: noqa: PLC0415
    match name:
        case "check":
            from desktop_app.cli import check_verb

            return check_verb.run
        case "download":
            _end_on_signals()
            from desktop_app.cli import download_verb

            return download_verb.run
        case "export":
            from desktop_app.cli import export_verb

            return export_verb.run
        case "import":
            from desktop_app.cli import import_verb

            return import_verb.run
        case "isochrone":
            from desktop_app.cli import isochrone_verb

            return isochrone_verb.run
        case "matrix":
            from desktop_app.cli import matrix_verb

            return matrix_verb.run
        case "route":
            from desktop_app.cli import route_verb

            return route_verb.run
        case "search":
            from desktop_app.cli import search_verb

            return search_verb.run
        case "watch":
            _end_on_signals()
            from desktop_app.cli import watch_verb

            return watch_verb.run
        case "simulate":
            _end_on_signals()
            from desktop_app.cli import simulate_verb

            return simulate_verb.run
        case "selftest":
            from desktop_app.cli import selftest_verb

            return selftest_verb.run
        case _:
            from desktop_app.cli import window_verbs

            return window_verbs.run


def _end_on_signals() -> None:
    """End the verb at both signals from its first moment on, not only once its map is open."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
