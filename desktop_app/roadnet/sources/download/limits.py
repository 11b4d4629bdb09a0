"""How long a server is waited for, how often it is asked, and how much is taken from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits, in seconds, and tries.

    Attributes
    ----------
    connect_s
        Until the connection stands.
    first_byte_s
        From the question to the head of the answer; Overpass computes for minutes before it.
    silence_s
        Between two pieces of an answer.
    window_s, least_bytes
        A window of so many seconds in which fewer bytes came ends the download: a trickle.
    whole_s
        For one answer from its head to its end.
    tries
        Questions in all where the server is busy.
    first_wait_s, longest_wait_s
        Ceiling of the wait after the first busy answer, which doubles each time up to the longest. A server
        that asks for more than the longest is not waited for.
    between_searches_s
        Nominatim's usage policy: at most one search a second.
    """

    connect_s: float = 15.0
    first_byte_s: float = 330.0
    silence_s: float = 60.0
    window_s: float = 60.0
    least_bytes: int = 10_000
    whole_s: float = 3_600.0
    tries: int = 6
    first_wait_s: float = 5.0
    longest_wait_s: float = 120.0
    between_searches_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes.

    Attributes
    ----------
    ask_above_bytes
        An estimate above it is refused unless the person insists.
    ask_above_km2
        So is a box above it, before the server is asked to count what is in it.
    most_bytes
        A map that unpacks to more is never taken to its end.
    most_answer_bytes
        The same for a list of places or a count.
    """

    ask_above_bytes: int = 300_000_000
    ask_above_km2: float = 50_000.0
    most_bytes: int = 4_000_000_000
    most_answer_bytes: int = 4_000_000
