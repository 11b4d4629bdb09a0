"""Whether a barrier at a node lets a profile pass (wiki: Key:barrier)."""

from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.access import said_access
from desktop_app.roadnet.sources.tagging.notes import Note
from desktop_app.roadnet.sources.tagging.tags import Tags, is_set

_EVERYBODY = frozenset({"allowed", "designated", "official", "permissive", "public", "yes"})


def has_barrier(tags: Tags) -> bool:
    """Say whether a node is a barrier of any kind."""
    return is_set(tags, "barrier")


def barrier_access(tags: Tags, profile: Profile, note: Note) -> Access:
    """Return whether a profile may pass a barrier.

    Its access tags decide, else its kind; of several kinds (``gate;bollard``) the one that closes
    most. A kind that nobody has described closes, as the wiki asks for. A locked one lets through
    only those whom a tag names: ``access=yes`` does not unlock it.
    """
    said = said_access(tags, profile, "", note)
    if tags.get("locked") == "yes" and (said is None or tags[said.key].casefold() in _EVERYBODY):
        return Access.CLOSED
    if said is not None:
        return said.access
    return max(_kind_access(kind.strip(), tags, profile, note) for kind in tags["barrier"].split(";"))


def _kind_access(kind: str, tags: Tags, profile: Profile, note: Note) -> Access:
    access = profile.barriers.get(kind)
    if access is None:
        note("barrier_unknown")
        return Access.CLOSED
    if kind == "bollard":
        return profile.bollards.get(tags.get("bollard", ""), access)
    if kind == "kerb":
        return profile.kerbs.get(tags.get("kerb", ""), access)
    return access
