"""Addresses of servers, and the name that we give ourselves."""

import pytest

from desktop_app.errors import BadArgumentError
from desktop_app.roadnet.sources.download.servers import (
    NOMINATIM_URL,
    OVERPASS_URL,
    MapServers,
    checked_servers,
    user_agent,
)


def test_the_public_servers_stand_in_for_none() -> None:
    assert checked_servers(MapServers(overpass_url="", nominatim_url="")) == MapServers()
    assert OVERPASS_URL.startswith("https://")
    assert NOMINATIM_URL.startswith("https://")


@pytest.mark.parametrize("given", ["http://maps.example:8080", " http://maps.example:8080/ "])
def test_an_address_without_a_path_gets_the_usual_one(given: str) -> None:
    servers = checked_servers(MapServers(overpass_url=given, nominatim_url=given))
    assert servers.overpass_url == "http://maps.example:8080/api/interpreter"
    assert servers.nominatim_url == "http://maps.example:8080/search"


def test_a_path_of_its_own_is_kept() -> None:
    url = "https://maps.example/osm/overpass"
    assert checked_servers(MapServers(overpass_url=url)).overpass_url == url


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org",
        "file:///etc/passwd",
        "example.org",
        "https://",
        "https://user:word@example.org",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://example.org:0",
        "https://example.org:99999",
        "https://exa mple.org",
        "https://ex\u00e4mple.org",
        "https://[::1",
        "https://example.org/" + "a" * 2_000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    for servers in (MapServers(overpass_url=url), MapServers(nominatim_url=url)):
        with pytest.raises(BadArgumentError, match="cannot be used"):
            checked_servers(servers)


@pytest.mark.parametrize("contact", ["a\r\nHost: b", "\u00e9", "x" * 201])
def test_a_contact_that_would_break_a_header_is_refused(contact: str) -> None:
    with pytest.raises(BadArgumentError, match="contact"):
        checked_servers(MapServers(contact=contact))


def test_the_user_agent_is_honest() -> None:
    assert user_agent("").startswith("greenwave/")
    assert user_agent("ops@example.org").endswith(" (+ops@example.org)")
