"""Why a JSON object does not fit its model: one of the protocol's words.

Only for objects that msgspec refused; the quick path never comes here.
"""

from collections.abc import Mapping

import msgspec

from desktop_app.feed.refusals import Reason

_OUT_OF_RANGE: dict[str, Reason] = {
    "speed_kph": "bad_speed",
    "delay_s": "bad_delay",
    "nodes": "bad_place",
    "way": "bad_place",
    "line": "bad_place",
    "points": "bad_place",
}
"""What a number says that no machine number can hold, by field; elsewhere it is of the wrong type."""

_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def fields_of(raw: bytes | msgspec.Raw) -> dict[str, msgspec.Raw] | None:
    """Return the fields of a JSON object, each as its text, or None if it is none; the last of repeated ones.

    Raises msgspec.DecodeError where `raw` is not JSON.
    """
    try:
        return _FIELDS.decode(raw)
    except msgspec.ValidationError:
        return None


def text_of(raw: msgspec.Raw) -> str | None:
    """Return the text that a JSON string holds, or None if `raw` is no string."""
    try:
        return msgspec.json.decode(raw, type=str)
    except msgspec.ValidationError:
        return None


def misfit(fields: Mapping[str, msgspec.Raw], model: type[msgspec.Struct]) -> Reason:
    """Return why `fields` do not fit `model`: the first thing that is wrong, in the model's order."""
    for field in msgspec.structs.fields(model):
        raw = fields.get(field.encode_name)
        if raw is None:
            if field.required:
                return "missing_field"
            continue
        try:
            msgspec.json.decode(raw, type=field.type)
        except msgspec.ValidationError as error:
            return _reason(field.encode_name, str(error))
    return "wrong_type"


def _reason(field: str, complaint: str) -> Reason:
    # msgspec tells these apart in words only; the tests of this room hold it to them.
    if "missing required field" in complaint:
        return "missing_field"
    if "out of range" in complaint:
        return "bad_delay" if ".delay" in complaint else _OUT_OF_RANGE.get(field, "wrong_type")
    return "wrong_type"
