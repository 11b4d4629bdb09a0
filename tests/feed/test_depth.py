import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.feed.depth import clip_depth, is_deeper

NESTED = st.recursive(
    st.none() | st.text('[]{}"\\x', max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('[]{}"\\', max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


def depth(value: object) -> int:
    if not isinstance(value, dict | list):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inner), default=0)


def clipped(value: object, levels: int) -> object:
    if isinstance(value, dict | list) and levels == 0:
        return None
    if isinstance(value, dict):
        return {key: clipped(inner, levels - 1) for key, inner in value.items()}
    return [clipped(inner, levels - 1) for inner in value] if isinstance(value, list) else value


@given(NESTED, st.integers(0, 6))
def test_depth_is_told_and_cut_as_a_parser_would(value: object, levels: int) -> None:
    text = json.dumps(value).encode()
    assert is_deeper(text, levels) == (depth(value) > levels)
    assert json.loads(clip_depth(text, levels)) == clipped(value, levels)


@given(st.binary(max_size=60) | st.text('[]{}"\\,:1', max_size=60).map(str.encode))
def test_what_is_no_json_is_looked_at_all_the_same(text: bytes) -> None:
    is_deeper(text, 2)
    assert not is_deeper(clip_depth(text, 2), 2)


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"":' * 100_000 + b"1" + b"}" * 100_000])
def test_bombs_are_deep_and_cut_short(text: bytes) -> None:
    assert is_deeper(text)
    assert len(clip_depth(text)) < 1_000
