from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feed.talk import Talk

_SEQ = st.integers(0, 4)
_EPOCHS = st.sampled_from(["e7", "e8"])
_STEPS = st.one_of(
    st.tuples(st.just("delta"), _SEQ, _SEQ, _EPOCHS),
    st.tuples(st.just("snapshot"), _SEQ, st.integers(1, 3), st.integers(1, 3), _EPOCHS),
    st.tuples(st.just("welcome"), _SEQ, _EPOCHS),
    st.tuples(st.just("heartbeat"), _SEQ),
    st.tuples(st.just("noise"), st.binary(max_size=9)),
    st.tuples(st.just("wait"), st.sampled_from([0.25, 1.0, 6.0, 20.0])),
    st.tuples(st.just("reconnect")),
)


def _play(talk: Talk, step: tuple[object, ...]) -> None:
    match step:
        case ("delta", int(start), int(end), str(epoch)):
            talk.delta(start, end, f"{epoch}:{end}", epoch=epoch)
        case ("snapshot", int(seq), int(part), int(parts), str(epoch)):
            talk.snapshot(f"{epoch}:{seq}", seq=seq, part=part, parts=parts, epoch=epoch)
        case ("welcome", int(seq), str(epoch)):
            talk.welcome(seq, epoch)
        case ("heartbeat", int(seq)):
            talk.heartbeat(seq)
        case ("noise", bytes(frame)):
            talk.say_bytes(frame)
        case ("wait", float(seconds)):
            talk.wait(seconds)
        case _:
            talk.lose()
            talk.open()


@settings(deadline=None, max_examples=150)
@given(st.lists(_STEPS, max_size=30))
def test_whatever_comes_a_good_server_is_followed_afterwards(steps: list[tuple[object, ...]]) -> None:
    talk = Talk()
    talk.open()
    for step in steps:
        _play(talk, step)
        assert talk.status.state in {"connecting", "live", "stale", "lost"}
    talk.lose()
    talk.open()
    resume = talk.sent[-1]["resume"]
    talk.welcome(seq=50, epoch="e9")
    talk.snapshot("n", seq=50, epoch="e9")
    talk.delta(50, 51, "m", epoch="e9")
    talk.heartbeat(51)
    assert (talk.held, talk.status.state) == (["n", "m"], "live")
    assert resume is None or resume["epoch"] in {"e7", "e8"}
