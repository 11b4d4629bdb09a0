"""Words on progress: few enough for whoever shows them."""

from desktop_app.roadnet.progress import BYTES, ImportProgress, ProgressRate, rate_words, throttled


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


def test_a_rate_is_that_of_its_stage_and_comes_once_it_is_steady() -> None:
    now_s = 10.0
    rate = ProgressRate(lambda: now_s)
    assert not rate.words(ImportProgress("reading", 1000, 0, "objects"))
    now_s += 0.1
    assert not rate.words(ImportProgress("reading", 2000, 0, "objects"))
    now_s += 0.9
    assert rate.words(ImportProgress("reading", 5000, 0, "objects")) == "4.0 thousand objects/s"
    assert not rate.words(ImportProgress("writing", 0, 0, BYTES))
    now_s += 2
    assert rate.words(ImportProgress("writing", 5_000_000, 0, BYTES)) == "2.5 MB/s"
    assert not rate.words(ImportProgress("writing", 6_000_000, 0))


def test_rates_are_told_in_sizes_that_people_read() -> None:
    assert rate_words(0.4, "ways") == ""
    assert rate_words(250, "ways") == "250 ways/s"
    assert rate_words(1_234_567, "ways") == "1.2 million ways/s"
