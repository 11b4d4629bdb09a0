"""A search index of a few streets, for tests of what stands in front of one."""

from desktop_app.errors import MapFolderError
from desktop_app.roadnet.search.result import ResultKind, SearchResult

RESULTS = (
    SearchResult(
        kind=ResultKind.STREET, label="Row 1", lat=45.002, lon=0.104, score=0.9, detail="Residential street",
        town="Gridham", bounds=(0.1, 45.002, 0.11, 45.002),
    ),
    SearchResult(kind=ResultKind.JUNCTION, label="Row 1 & Column 2", lat=45.002, lon=0.104, score=0.8),
    SearchResult(
        kind=ResultKind.ADDRESS, label="Row 1 <b>12</b>", lat=45.002, lon=0.1013, score=0.5, interpolated=True
    ),
)  # fmt: skip


class FakeFinder:
    """Finds `RESULTS` by the beginning of their labels; the word `damaged` finds that it is."""

    def find(
        self, text: str, *, near: tuple[float, float] | None = None, limit: int = 10
    ) -> tuple[SearchResult, ...]:
        """Return the results that begin with `text`."""
        if text == "damaged":
            raise MapFolderError("The search index is damaged; import the map again.")
        assert near is not None
        found = [result for result in RESULTS if result.label.casefold().startswith(text.casefold())]
        return tuple(found[:limit])
