"""Words on progress: few enough for whoever shows them."""

from desktop_app.roadnet.progress import ImportProgress, throttled


def test_words_are_thinned_out_but_every_stage_is_told_at_once() -> None:
    now_s = 100.0
    told: list[ImportProgress] = []
    sink = throttled(told.append, lambda: now_s)
    for number in range(100):
        sink(ImportProgress("reading", number, 100))
        now_s += 0.01
    sink(ImportProgress("writing", 0, 0))
    reading = [word for word in told if word.stage == "reading"]
    assert reading[0].done == 0
    assert 10 <= len(reading) <= 20
    assert told[-1] == ImportProgress("writing", 0, 0)
