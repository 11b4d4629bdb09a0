"""What people shorten in the names of streets, in English, German, Portuguese, French, Spanish, Italian."""

_SHORT: dict[str, str] = {
    # kinds of street
    "al": "alameda allee",
    "all": "allee",
    "aly": "alley",
    "av": "avenida avenue avinguda",
    "avd": "avenida",
    "avda": "avenida",
    "ave": "avenue avenida",
    "aven": "avenida avenue",
    "bd": "boulevard",
    "blvd": "boulevard",
    "boul": "boulevard",
    "br": "bairro bridge",
    "c": "calle",
    "ch": "chemin",
    "cir": "circle",
    "cl": "calle close",
    "cno": "camino",
    "cres": "crescent",
    "crs": "cours",
    "cso": "corso",
    "ct": "court",
    "ctra": "carretera",
    "dr": "drive doutor doctor doktor docteur dottore",
    "est": "estrada estacao",
    "estr": "estrada",
    "fbg": "faubourg",
    "fg": "faubourg",
    "hwy": "highway",
    "imp": "impasse",
    "jd": "jardim",
    "lg": "largo",
    "lgo": "largo",
    "ln": "lane",
    "p": "piazza",
    "pca": "praca",
    "pc": "praca",
    "pct": "praceta",
    "pcta": "praceta",
    "pk": "park",
    "pkwy": "parkway",
    "pl": "place platz plaza placa",
    "plz": "platz",
    "pq": "parque",
    "pr": "praca",
    "pso": "paseo",
    "pza": "plaza piazza",
    "pzza": "piazza",
    "q": "quai quadra",
    "r": "rua rue",
    "rd": "road",
    "rod": "rodovia",
    "rot": "rotunda",
    "rte": "route",
    "sq": "square",
    "st": "street saint sankt",
    "str": "strasse street strada straat",
    "ter": "terrace",
    "tr": "travessa trail",
    "trav": "travessa traverse traversa",
    "tv": "travessa",
    "urb": "urbanizacao urbanizacion",
    "v": "via viale",
    "vl": "vila",
    "vle": "viale",
    # saints, titles, ranks
    "alm": "almirante",
    "brig": "brigadeiro",
    "cap": "capitao captain capitan",
    "cel": "coronel",
    "com": "comendador",
    "cons": "conselheiro",
    "d": "dom dona don",
    "des": "desembargador",
    "dra": "doutora doctora",
    "eng": "engenheiro",
    "fr": "frei",
    "gal": "general",
    "gen": "general",
    "gov": "governador",
    "mal": "marechal",
    "ns": "nossa",
    "pe": "padre",
    "pres": "presidente president",
    "prof": "professor professora",
    "s": "sao santo santa san south",
    "sen": "senador",
    "sr": "senhor",
    "sra": "senhora",
    "sta": "santa",
    "ste": "sainte",
    "sto": "santo",
    "ten": "tenente",
    "visc": "visconde",
    # directions, and what is not a street
    "n": "north nossa",
    "e": "east",
    "w": "west",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
    "apt": "airport aeroporto",
    "esc": "escola escuela",
    "ft": "fort",
    "hosp": "hospital",
    "i": "interstate",
    "mt": "mount",
    "univ": "universidade universitat university",
}

LONG_FORMS: dict[str, tuple[str, ...]] = {short: tuple(longs.split()) for short, longs in _SHORT.items()}
"""The words that a short form may stand for."""

_STREET_WORDS = """
    rua avenida travessa praca praceta largo estrada alameda beco calcada rotunda caminho viela escadas
    rodovia street road avenue lane drive boulevard court place square crescent terrace alley way highway
    parkway close strasse weg gasse platz ring damm ufer steig pfad chaussee rue chemin impasse quai route
    allee cours faubourg calle paseo plaza carretera camino ronda via viale piazza corso strada vicolo
"""
STREET_WORDS = frozenset(_STREET_WORDS.split())
"""Words that say what kind of street it is, and so tell little."""

_SMALL_WORDS = """
    a as o os e da das de do dos del della delle di du des d l la le les los las el the of der die dem den das
    von vom zu zur zum am an auf im in y et und and
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Articles and the like, which people leave out or add."""

_ENDINGS = (
    "strasse", "gasse", "weg", "platz", "allee", "ring", "damm", "ufer", "steig", "straat", "gatan",
    "vagen", "laan",
)  # fmt: skip
_SHORT_ENDINGS = {"str": "strasse"}
_SHORTEST_STEM = 3
_MOST_JOINED = 4


def written_out(word: str) -> tuple[str, ...]:
    """Return what a typed word may be short for: ``rua`` of ``r``, ``hauptstrasse`` of ``hauptstr``."""
    longs = LONG_FORMS.get(word, ())
    for short, ending in _SHORT_ENDINGS.items():
        if word.endswith(short) and len(word) >= len(short) + _SHORTEST_STEM:
            longs = (*longs, word[: -len(short)] + ending)
    return longs


def words_beside(words: list[str]) -> list[str]:
    """Return further words by which a name of these folded words is found.

    Its short forms written out; ``haupt`` and ``strasse`` of ``hauptstrasse``; and ``parkstrasse``
    of ``park strasse``.
    """
    more = [long for word in words for long in written_out(word)]
    for word in words:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST_STEM:
                more += [word[: -len(ending)], ending]
    if 1 < len(words) <= _MOST_JOINED:
        last = _SHORT_ENDINGS.get(words[-1], words[-1])
        if last in _ENDINGS:
            more += ["".join([*words[start:-1], last]) for start in range(len(words) - 1)]
    return [word for word in dict.fromkeys(more) if word not in words]
