"""One slip of the fingers in a name, for hundreds of real names."""

import random
import string
from pathlib import Path

from desktop_app.roadnet.search.folding import folded_words
from desktop_app.roadnet.search.streets import named_streets
from desktop_app.roadnet.sources.osm import read_osm
from tests.roadnet.search.towns import index_in, labels
from tests.roadnet.sources.map_files import nobody
from tests.shared_data import SHARED, needs_shared

_NAMES, _LEAST_SHARE = 250, 0.95


def _with_slip(word: str, rng: random.Random) -> str:
    """Return a word with a letter left out, put in, changed, or two that changed places."""
    at = rng.randrange(1, len(word) - 1)
    letter = rng.choice(string.ascii_lowercase)
    return rng.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


@needs_shared
def test_a_slip_in_the_last_long_word_is_forgiven(tmp_path: Path) -> None:
    source = read_osm(SHARED / "maps/campo-grande.osm.gz", nobody)
    network = source.network
    streets = named_streets(network)
    index = index_in(tmp_path, network, source.items)
    rng = random.Random(4)  # noqa: S311 - which slips, is no secret
    asked = found = 0
    for row in rng.sample(range(len(streets.key)), _NAMES):
        words = folded_words(network.texts[int(streets.key[row])])
        long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
        if long:
            words[long[-1]] = _with_slip(words[long[-1]], rng)
            near = (float(streets.lon[row]), float(streets.lat[row]))
            first = labels(index, " ".join(words), near)[:1]
            asked += 1
            found += any(label.startswith(network.texts[int(streets.key[row])]) for label in first)
    index.close()
    assert asked > _NAMES * 0.9
    assert found >= _LEAST_SHARE * asked
