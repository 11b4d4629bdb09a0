"""Reading the rules of opening hours."""

from dataclasses import dataclass

from desktop_app.roadnet.opening_dates import DateReader
from desktop_app.roadnet.opening_days import DayPattern
from desktop_app.roadnet.opening_times import WHOLE_DAY, Span, TimeReader
from desktop_app.roadnet.opening_tokens import TokenKind, Tokens

_STATES = {"open": True, "off": False, "closed": False}


@dataclass(frozen=True, slots=True)
class DayRule:
    """Hours of some days.

    Attributes
    ----------
    days
        The days it names.
    spans
        First minute and the one after the last, counted from the begin of the day; up to 2,880.
    opens
        Whether it opens or closes.
    is_additional
        A comma joins it to the rules before.
    """

    days: DayPattern
    spans: tuple[Span, ...]
    opens: bool
    is_additional: bool = False


def parsed_rules(text: str) -> tuple[DayRule, ...]:
    """Return the rules of a text in its order; raises HoursError where it is not understood."""
    tokens = Tokens(text)
    rules: list[DayRule] = []
    is_additional = False
    while not tokens.at_end():
        if tokens.take_if(";"):
            is_additional = False
            continue
        rules.append(_rule(tokens, is_additional=is_additional))
        if tokens.take_if(","):
            is_additional = True
            if tokens.at_end():
                raise tokens.error()
        elif not tokens.at_end() and tokens.next.text != ";":
            raise tokens.error()
    if not rules:
        raise tokens.error()
    return tuple(rules)


def _rule(tokens: Tokens, *, is_additional: bool) -> DayRule:
    before = tokens.next
    if tokens.next.kind is TokenKind.ALWAYS:
        tokens.take()
        days, spans = DayPattern(), WHOLE_DAY
    else:
        days = DateReader(tokens).days()
        spans = TimeReader(tokens).spans()
    has_selector = tokens.next is not before
    state = _STATES.get(tokens.next.text)
    if state is not None:
        tokens.take()
    elif not has_selector:
        raise tokens.error()
    return DayRule(days, spans or WHOLE_DAY, opens=state is not False, is_additional=is_additional)
