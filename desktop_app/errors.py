"""The one tree of errors.

A message is a sentence for a person: what happened, where, and what to do about it.

::

    GreenwaveError
    ├── BadInputError            bad use or bad input; exit code 2
    │   ├── BadArgumentError     an argument of the command line or a field of a form
    │   ├── MapFileError         a map that cannot be read
    │   │   └── NoRoadsError     a sound map that holds no road for cars
    │   ├── MapFolderError       a map folder that is damaged, foreign or of a newer format
    │   ├── CountriesFileError   a table of countries that cannot be read
    │   ├── HoursError           opening hours or a condition on a sign that are not understood
    │   ├── PointsFileError      a file of points that cannot be read
    │   ├── ProfileFileError     a profile of a vehicle that cannot be read
    │   ├── RequestError         a route request that is not one
    │   ├── SpeedsFileError      a segment speed file that cannot be read
    │   └── SessionError         a session file that cannot be used
    ├── DownloadError            a server of maps cannot be reached, or its answer cannot be used
    ├── FeedError                the feed cannot be reached, or does not speak our version
    ├── CancelledError           the person asked to stop
    └── FaultError               a fault of ours; exit code 1
        └── StorageError         the disk is full, or a folder cannot be written
"""


class GreenwaveError(Exception):
    """The root of every error that Greenwave raises on purpose."""


class BadInputError(GreenwaveError):
    """Bad use or bad input: the command line ends with exit code 2."""


class BadArgumentError(BadInputError):
    """An argument or a field of a form that cannot be used."""


class MapFileError(BadInputError):
    """A map file that cannot be read."""


class NoRoadsError(MapFileError):
    """A sound map file that holds no road for cars."""


class MapFolderError(BadInputError):
    """A map folder that is damaged, foreign or written by a newer program."""


class CountriesFileError(BadInputError):
    """A table of countries that cannot be read."""


class HoursError(BadInputError):
    """Opening hours, or a condition with hours, that are not understood."""


class PointsFileError(BadInputError):
    """A file of points that cannot be read."""


class ProfileFileError(BadInputError):
    """A profile of a vehicle that cannot be read."""


class RequestError(BadInputError):
    """A route request that is not one."""


class SpeedsFileError(BadInputError):
    """A segment speed file that cannot be read."""


class SessionError(BadInputError):
    """A session file that is damaged, foreign or written by a newer program."""


class DownloadError(GreenwaveError):
    """A server of maps cannot be reached, or its answer cannot be used."""


class FeedError(GreenwaveError):
    """The feed cannot be reached, or does not speak our version."""


class CancelledError(GreenwaveError):
    """The person asked to stop."""


class FaultError(GreenwaveError):
    """A fault of ours: the command line ends with exit code 1."""


class StorageError(FaultError):
    """A file cannot be written: the disk is full, or the folder is read-only."""
