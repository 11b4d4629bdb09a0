"""From arguments to an exit code."""

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence

from desktop_app.cli.arguments import parse
from desktop_app.errors import BadInputError, GreenwaveError
from desktop_app.storage.locations import user_locations

DONE, FAULT, BAD_INPUT = 0, 1, 2

Verb = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code.

    0 done, 1 a fault of ours, 2 bad use or bad input, 3 a valid question without an answer.
    Errors are one line on stderr; a traceback comes only with ``--debug``.
    """
    debug = "--debug" in arguments
    try:
        parsed = parse(arguments)
        return _verb(parsed.verb)(parsed)
    except BrokenPipeError:
        return _reader_is_gone()
    except BadInputError as error:
        _complain(error, debug=debug)
        return BAD_INPUT
    except KeyboardInterrupt:
        return DONE
    except GreenwaveError as error:
        _complain(error, debug=debug)
        return FAULT
    except Exception as error:  # noqa: BLE001 - the last door: a line and a hint instead of a traceback
        log = user_locations().window_log
        _complain(f"a fault of ours: {error!r}; the log is {log}, and --debug shows where.", debug=debug)
        return FAULT


def _verb(name: str | None) -> Verb:
    """Return what carries out a verb; each loads only what it needs, so that all of them start fast."""
    # ruff: noqa: PLC0415
    match name:
        case "import":
            from desktop_app.cli import import_verb

            return import_verb.run
        case "route":
            from desktop_app.cli import route_verb

            return route_verb.run
        case "watch":
            # Both end it as Ctrl-C does from the first moment on, not only once its map is open.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.default_int_handler)
            from desktop_app.cli import watch_verb

            return watch_verb.run
        case "simulate":
            from desktop_app.cli import simulate_verb

            return simulate_verb.run
        case "selftest":
            from desktop_app.cli import selftest_verb

            return selftest_verb.run
        case _:
            from desktop_app.cli import window_verbs

            return window_verbs.run


def _complain(error: GreenwaveError | str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    line = " ".join(str(error).split())
    print(f"greenwave: {line}", file=sys.stderr)


def _reader_is_gone() -> int:
    """End without a word where the reader of stdout has gone, as ``| head`` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
