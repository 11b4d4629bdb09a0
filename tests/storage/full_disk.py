"""Saves a session where no file may grow: what a full disk looks like. Says the error."""

import resource
import signal
import sys
from pathlib import Path

from desktop_app.errors import StorageError
from desktop_app.storage.session import Session
from desktop_app.storage.session_file import SessionFile


def main() -> None:
    """Save over the file named on the command line."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        SessionFile(Path(sys.argv[1])).save(Session(map_source="x" * 5000))
    except StorageError as error:
        sys.stdout.write(str(error))


if __name__ == "__main__":
    main()
