"""Routes, edits and questions as tests send them."""

from desktop_app.dispatch.commands import AddEdit, AddRoute, AskRoute, EditDraft, RestoreEdit
from desktop_app.routing.request import LonLat, RouteRequest

REQUEST = RouteRequest(start=LonLat(7.41, 43.73), end=LonLat(7.43, 43.74))
CLOSE = EditDraft(chains=((1, 2, 3), (3, 2, 1)), action="close", reason="Burst main")


def route(route_id: str, name: str = "Depot to harbour") -> AddRoute:
    return AddRoute(id=route_id, name=name, request=REQUEST)


def edit(edit_id: str) -> RestoreEdit:
    return RestoreEdit(id=edit_id, draft=CLOSE, made_ms=1_700_000_000_000)


def new_edit() -> AddEdit:
    return AddEdit(draft=CLOSE)


def question(query_id: str) -> AskRoute:
    return AskRoute(query_id=query_id, request=REQUEST)
