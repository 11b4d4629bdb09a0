import pytest

from desktop_app.errors import BadArgumentError
from desktop_app.feed.address import FeedAddress, parse_feed_url


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ws://127.0.0.1:8765", FeedAddress("ws", "127.0.0.1", 8765, "/")),
        (" WS://Host.example/feed?x=1 \n", FeedAddress("ws", "host.example", 80, "/feed?x=1")),
        ("wss://host.example", FeedAddress("wss", "host.example", 443, "/")),
        ("ws://[::1]:9/#part", FeedAddress("ws", "::1", 9, "/")),
    ],
)
def test_addresses_are_read(text: str, address: FeedAddress) -> None:
    assert parse_feed_url(text) == address
    assert parse_feed_url(address.url) == address


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "does not begin with ws://"),
        ("127.0.0.1:8765", "does not begin with ws://"),
        ("http://127.0.0.1:8765", "does not begin with ws://"),
        ("ws://", "names no host"),
        ("ws://:80", "names no host"),
        ("ws://host:0", "no port 0"),
        ("ws://host:65536", "port out of range"),
        ("ws://host:port", "port could not be cast"),
        ("ws://[::1", "invalid ipv6"),
        ("ws://user:secret@host", "user name"),
        ("ws://ho st", "characters that no address has"),
        ("ws://host/\x00", "characters that no address has"),
        ("ws://höst", "characters that no address has"),
        ("ws://" + "x" * 3_000, "too long"),
    ],
)
def test_what_is_no_address_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(BadArgumentError) as caught:
        parse_feed_url(text)
    sentence = str(caught.value)
    assert why in sentence
    assert "write it as ws://HOST:PORT" in sentence
    assert sentence.isprintable()
    assert len(sentence) < 300
