"""What was found, as it is told."""

from collections.abc import Sequence

from desktop_app.roadnet.search.address_search import FoundAddress
from desktop_app.roadnet.search.candidates import Candidate
from desktop_app.roadnet.search.entries import LonLat
from desktop_app.roadnet.search.entry_search import FoundEntry
from desktop_app.roadnet.search.junction_search import FoundJunction
from desktop_app.roadnet.search.result import ResultKind, SearchResult
from desktop_app.roadnet.search.scoring import nearness_of, score_of

_DECIMALS = 7
_NUMBER_BONUS, _UNKNOWN_NUMBER_WEIGHT = 0.03, 0.85
_ENGLISH_ENDS = """
    alley avenue boulevard circle close court crescent drive highway lane parkway place road square street
    terrace way
"""
_FRENCH_BEGINNINGS = "allee avenue boulevard chemin cours impasse quai route rue"
_NUMBER_FIRST = frozenset(_ENGLISH_ENDS.split()), frozenset(_FRENCH_BEGINNINGS.split())
"""Last and first words of the streets whose house numbers stand before the name."""


def entry_results(found: Sequence[FoundEntry], near: LonLat | None, most: int) -> list[SearchResult]:
    """Return the best of these entries as results, seen from `near`; no more than `most`."""
    scored = [(_entry_score(entry.candidate, entry.quality, near), entry.candidate) for entry in found]
    scored.sort(key=lambda pair: (-pair[0], pair[1].entry))
    return [_of_entry(candidate, score) for score, candidate in scored[:most]]


def address_result(found: FoundAddress, near: LonLat | None) -> SearchResult:
    """Return an address as a result; where its number is not known, the street."""
    street = found.street
    if not found.number:
        return _of_entry(street, _entry_score(street, _UNKNOWN_NUMBER_WEIGHT * found.quality, near))
    parts = (street.name, found.number)
    label = " ".join(parts[::-1] if _has_number_first(street) else parts)
    label += street.label.removeprefix(street.name)
    if found.between is not None:
        label += f" (interpolated between {found.between[0]} and {found.between[1]})"
    score = score_of(found.quality, street.importance, nearness_of(found.lon, found.lat, None, near))
    return SearchResult(
        kind=ResultKind.ADDRESS,
        label=label,
        lat=round(found.lat, _DECIMALS),
        lon=round(found.lon, _DECIMALS),
        score=_rounded(score + _NUMBER_BONUS),
        detail="address",
        town=found.town or street.town,
        interpolated=found.between is not None,
    )


def junction_result(found: FoundJunction, near: LonLat | None) -> SearchResult:
    """Return a junction as a result, seen from `near`."""
    one, other = found.one, found.other
    town = one.town or other.town
    is_shared = one.label != one.name and other.label != other.name
    importance = (one.importance + other.importance) / 2
    return SearchResult(
        kind=ResultKind.JUNCTION,
        label=f"{one.name} / {other.name}" + (f", {town}" if town and is_shared else ""),
        lat=round(found.lat, _DECIMALS),
        lon=round(found.lon, _DECIMALS),
        score=_rounded(score_of(found.quality, importance, nearness_of(found.lon, found.lat, None, near))),
        detail="junction",
        town=town,
    )


def coordinate_result(lon: float, lat: float, detail: str) -> SearchResult:
    """Return a place that was named by numbers."""
    return SearchResult(
        kind=ResultKind.COORDINATE,
        label=f"{lat:.6f}, {lon:.6f}",
        lat=round(lat, _DECIMALS),
        lon=round(lon, _DECIMALS),
        score=1.0,
        detail=detail,
    )


def _has_number_first(street: Candidate) -> bool:
    last, first = _NUMBER_FIRST
    return bool(street.words) and (street.words[-1] in last or street.words[0] in first)


def _entry_score(entry: Candidate, quality: float, near: LonLat | None) -> float:
    return score_of(quality, entry.importance, nearness_of(entry.lon, entry.lat, entry.bounds, near))


def _of_entry(entry: Candidate, score: float) -> SearchResult:
    return SearchResult(
        kind=entry.kind,
        label=entry.label,
        lat=round(entry.lat, _DECIMALS),
        lon=round(entry.lon, _DECIMALS),
        score=_rounded(score),
        detail=entry.detail,
        town=entry.town,
        bounds=entry.bounds,
    )


def _rounded(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 4)
