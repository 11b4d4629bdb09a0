"""Which of OSM's tags make a point of interest, how much each weighs, and by what words it is found."""

from collections.abc import Callable

TagGetter = Callable[[str], str | None]

POI_KEYS = (
    "amenity",
    "shop",
    "tourism",
    "leisure",
    "office",
    "healthcare",
    "railway",
    "public_transport",
    "aeroway",
    "historic",
    "emergency",
)
"""In this order: an object's first key that makes it a point of interest names its kind."""

POI_VALUES = {
    "railway": frozenset({"station", "halt", "tram_stop"}),
    "public_transport": frozenset({"station"}),
    "aeroway": frozenset({"aerodrome", "heliport", "helipad", "terminal"}),
}
"""Keys that mostly stand on other things, and the values that make a point of interest."""

_NOT_SEARCHED = frozenset(
    {
        "amenity=bench",
        "amenity=bicycle_parking",
        "amenity=grit_bin",
        "amenity=parking_entrance",
        "amenity=parking_space",
        "amenity=recycling",
        "amenity=vending_machine",
        "amenity=waste_basket",
        "emergency=designated",
        "emergency=destination",
        "emergency=fire_hydrant",
        "emergency=no",
        "emergency=yes",
        "tourism=information",
    }
)

NAMELESS_KINDS = frozenset(
    {
        "aeroway=aerodrome",
        "aeroway=helipad",
        "aeroway=heliport",
        "amenity=bus_station",
        "amenity=charging_station",
        "amenity=clinic",
        "amenity=ferry_terminal",
        "amenity=fire_station",
        "amenity=fuel",
        "amenity=hospital",
        "amenity=parking",
        "amenity=pharmacy",
        "amenity=police",
        "emergency=ambulance_station",
        "railway=station",
    }
)
"""Kinds that are searched for even where they have no name."""

_IMPORTANCE = {
    "aeroway=aerodrome": 0.65,
    "railway=station": 0.6,
    "amenity=hospital": 0.6,
    "public_transport=station": 0.55,
    "amenity=bus_station": 0.5,
    "amenity=university": 0.5,
    "leisure=stadium": 0.5,
    "amenity=fire_station": 0.45,
    "amenity=police": 0.45,
    "amenity=townhall": 0.45,
    "emergency=ambulance_station": 0.45,
    "tourism=museum": 0.4,
    "railway=halt": 0.4,
    "amenity=fuel": 0.35,
    "leisure=park": 0.35,
    "amenity=school": 0.3,
    "amenity=parking": 0.2,
}
_PLAIN_IMPORTANCE = 0.25

_WORDS = {
    "aeroway=aerodrome": "airport aeroporto flughafen aeroport aeropuerto",
    "amenity=bus_station": "busbahnhof rodoviaria autobuses gare routiere",
    "amenity=charging_station": "ev charger ladestation carregamento",
    "amenity=fire_station": "feuerwehr bombeiros pompiers bomberos vigili fuoco",
    "amenity=fuel": "gas petrol tankstelle gasolina combustivel posto gasolinera essence benzina",
    "amenity=hospital": "krankenhaus spital klinikum hopital ospedale",
    "amenity=parking": "car park parkplatz estacionamento parcheggio aparcamiento",
    "amenity=pharmacy": "apotheke farmacia pharmacie drugstore",
    "amenity=police": "polizei policia polizia gendarmerie",
    "amenity=school": "schule escola ecole escuela scuola",
    "amenity=townhall": "rathaus camara municipal mairie ayuntamiento municipio",
    "amenity=university": "universitat universidade universite universidad universita",
    "railway=station": "train bahnhof estacao gare estacion stazione",
    "tourism=hotel": "pousada hotel",
}
_TITLES = {
    "aeroway=aerodrome": "airport",
    "amenity=fuel": "fuel station",
    "amenity=parking": "car park",
    "amenity=police": "police station",
    "amenity=townhall": "town hall",
    "railway=halt": "railway halt",
    "railway=station": "railway station",
}


def poi_kind(tag: TagGetter) -> str:
    """Return what kind of point of interest an object with these tags is, or the empty text.

    The kind is OSM's key and value, ``amenity=fuel``; whether the object needs a name is for
    `needs_name` to say.
    """
    for key in POI_KEYS:
        value = tag(key)
        if not value or value == "no":
            continue
        kind = f"{key}={value}"
        if kind not in _NOT_SEARCHED and value in POI_VALUES.get(key, (value,)):
            return kind
    return ""


def needs_name(kind: str) -> bool:
    """Return whether points of this kind are searched for only where they have a name."""
    return kind not in NAMELESS_KINDS


def poi_importance(kind: str) -> float:
    """Return the weight of a kind, from 0 to 1."""
    return _IMPORTANCE.get(kind, _PLAIN_IMPORTANCE)


def poi_title(kind: str) -> str:
    """Return a kind in words: ``fuel station``."""
    key, _, value = kind.partition("=")
    value = value.partition(";")[0].replace("_", " ")
    if value == "yes":
        return key
    title = _TITLES.get(kind)
    if title is not None:
        return title
    return f"{value} shop" if key == "shop" and not value.endswith(("shop", "market", "mall")) else value


def poi_words(kind: str) -> str:
    """Return words by which a kind is found beside its name, in several languages."""
    return f"{poi_title(kind)} {_WORDS.get(kind, '')}".strip()
