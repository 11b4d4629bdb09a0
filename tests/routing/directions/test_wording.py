"""The sentences of steps."""

from string import Formatter

import pytest

from desktop_app.routing.directions.phrases import PHRASES
from desktop_app.routing.directions.wording import Saying, step_text

SENTENCES = [
    (Saying("depart", None, "Rue Grimaldi"), "Start on Rue Grimaldi"),
    (Saying("depart", "left"), "Start"),
    (Saying("turn", "left", "Rue Grimaldi"), "Turn left into Rue Grimaldi"),
    (Saying("turn", "slight right"), "Turn slightly right"),
    (Saying("turn", "sharp left", "A"), "Turn sharply left into A"),
    (Saying("turn", "straight", "Main Street", "B 1"), "Go straight on into Main Street (B 1)"),
    (Saying("turn", "left", "B 1", "B 1"), "Turn left into B 1"),
    (Saying("turn", "left", "B 1;B 2", "B 1;B 2"), "Turn left into B 1, B 2"),
    (Saying("turn", "uturn", "A"), "Make a U-turn into A"),
    (Saying("continue", "uturn", "A"), "Make a U-turn and stay on A"),
    (Saying("continue", "left", "A"), "Turn left to stay on A"),
    (Saying("new name", "straight", "A"), "Continue into A"),
    (Saying("new name", "slight left", "A"), "Continue slightly left into A"),
    (Saying("end of road", "right", "A"), "At the end of the road turn right into A"),
    (Saying("merge", "slight left", "A 8", "A 8"), "Merge left onto A 8"),
    (Saying("on ramp", "right", destination="Lyon; Paris"), "Take the ramp on the right towards Lyon, Paris"),
    (Saying("on ramp", "straight"), "Take the ramp"),
    (
        Saying("off ramp", "slight right", exit_ref="12", destination="Altstadt"),
        "Take exit 12 on the right towards Altstadt",
    ),
    (Saying("off ramp", "slight right", "A 1a", "A 1a"), "Take the ramp on the right onto A 1a"),
    (
        Saying("fork", "slight left", "A 1", "A 1", "Hamburg"),
        "Keep left at the fork onto A 1 towards Hamburg",
    ),
    (Saying("fork", "slight right"), "Keep right at the fork"),
    (Saying("roundabout", "right", "A", exit=2), "At the roundabout take the second exit into A"),
    (Saying("roundabout", "right", exit=11), "At the roundabout take exit 11"),
    (Saying("roundabout", "right"), "Enter the roundabout"),
    (
        Saying("rotary", "right", "A", exit=3, rotary="Place Ronde"),
        "At Place Ronde take the third exit into A",
    ),
    (Saying("rotary", "right", rotary="Place Ronde"), "Enter Place Ronde"),
    (Saying("exit roundabout", "right", "A", exit=2), "Leave the roundabout into A"),
    (Saying("notification", "straight", "Line 4", ferry=True), "Take the ferry Line 4"),
    (Saying("notification", "straight", "A"), "Continue onto A"),
    (Saying("arrive", "left", "A"), "Arrive at your destination, on the left"),
    (Saying("arrive", None, "A"), "Arrive at your destination"),
    (Saying("arrive", "right", via=2), "Arrive at via point 2, on the right"),
]


@pytest.mark.parametrize(("saying", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_a_step_says_what_there_is_to_say(saying: Saying, sentence: str) -> None:
    assert step_text(saying) == sentence


def test_every_sentence_and_every_word_goes_through_the_catalogue() -> None:
    catalogue = {
        "At the roundabout take the {ordinal} exit into {street}": "Am Kreisel {ordinal} Ausfahrt: {street}",
        "second": "zweite",
        "Turn {direction}": "{direction} abbiegen",
        "left": "links",
    }

    def in_german(message: str) -> str:
        return catalogue.get(message, message)

    assert step_text(Saying("roundabout", "right", "A", exit=2), in_german) == "Am Kreisel zweite Ausfahrt: A"
    assert step_text(Saying("turn", "left"), in_german) == "links abbiegen"


@pytest.mark.parametrize("kind", [*sorted({kind for kind, _ in PHRASES}), "unheard of"])
@pytest.mark.parametrize("modifier", [None, "straight", "uturn", "sharp left", "slight right"])
def test_a_step_of_which_nothing_is_known_still_has_a_sentence(kind: str, modifier: str | None) -> None:
    text = step_text(Saying(kind, modifier))
    assert text
    assert not list(filter(None, (name for _, name, _, _ in Formatter().parse(text))))


def test_braces_in_names_are_said_as_they_stand() -> None:
    assert step_text(Saying("turn", "left", "{street} {0}")) == "Turn left into {street} {0}"
