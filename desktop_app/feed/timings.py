"""How long the client waits for what; the defaults are the protocol's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedTimings:
    """Spans in seconds.

    A client is live again at most 15 s after its server is sound, which bounds `connect_s`,
    `least_welcome_s` and `longest_wait_s` together.

    Attributes
    ----------
    connect_s
        From the first packet to the end of the handshake, and to the welcome.
    least_welcome_s
        What the welcome is given at least after a late handshake.
    silent_heartbeats
        So many heartbeats without a sign of life make a feed stale.
    longest_heartbeat_s
        A server that promises heartbeats less often is not believed.
    stale_hold_s
        How long a stale connection is given to speak after all before it is dropped.
    resync_s
        Between two wishes for a snapshot, at least; a second, and some for what delays the first.
    resync_again_s
        When a wish that found no answer is said again by itself.
    part_s
        Between two parts of a snapshot, at most.
    message_s
        From the first byte of a message to its last.
    close_s
        For the server to take note of a close.
    first_wait_s, longest_wait_s
        Bounds of the first wait between two tries, and of every wait.
    refused_wait_s
        The least wait where the server said that it does not want us (close code 1008).
    proven_s
        So long live, and the waits begin anew.
    poll_s
        How often the client looks at its clock while the socket is silent.
    status_s
        Between two reports of what changes often.
    """

    connect_s: float = 5.0
    least_welcome_s: float = 1.0
    silent_heartbeats: int = 3
    longest_heartbeat_s: float = 60.0
    stale_hold_s: float = 1.2
    resync_s: float = 1.05
    resync_again_s: float = 3.0
    part_s: float = 5.0
    message_s: float = 20.0
    close_s: float = 0.4
    first_wait_s: float = 0.5
    longest_wait_s: float = 8.0
    refused_wait_s: float = 2.0
    proven_s: float = 10.0
    poll_s: float = 0.25
    status_s: float = 0.1
