"""Reading the hours of a day: ``07:00-09:00,16:00-18:00``, ``22:00-06:00``, ``sunset-sunrise``."""

from desktop_app.roadnet.opening_tokens import TokenKind, Tokens

Span = tuple[int, int]
"""First minute and the one after the last, counted from the begin of a day."""

_DAY_MIN = 24 * 60
WHOLE_DAY: tuple[Span, ...] = ((0, _DAY_MIN),)

_SUN_MIN = {"dawn": 330, "sunrise": 360, "sunset": 1080, "dusk": 1110}


class TimeReader:
    """Takes hours from the words of a text."""

    def __init__(self, tokens: Tokens) -> None:
        """Read on in `tokens`."""
        self._tokens = tokens

    def spans(self) -> tuple[Span, ...]:
        """Return the hours that come next, none where there are none; raises HoursError."""
        if not self._is_time(0):
            return ()
        spans = [self._span()]
        while self._tokens.next.text == "," and self._is_time(1):
            self._tokens.take()
            spans.append(self._span())
        return tuple(spans)

    def _is_time(self, ahead: int) -> bool:
        token = self._tokens.ahead(ahead)
        return token.kind is TokenKind.TIME or token.text in _SUN_MIN or token.text == "("

    def _span(self) -> Span:
        first = self._minute()
        if first >= _DAY_MIN:
            raise self._tokens.error()
        if self._tokens.take_if("+"):
            return first, _DAY_MIN
        if not self._tokens.take_if("-"):
            raise self._tokens.error()
        last = self._minute()
        if last <= first:
            last += _DAY_MIN
        # An open end after an end is when the staff go home; the sign says the first.
        self._tokens.take_if("+")
        return first, last

    def _minute(self) -> int:
        """Return a time of day in minutes, up to 48 hours."""
        if self._tokens.next.kind is TokenKind.TIME:
            return self._clock(2 * _DAY_MIN)
        if self._tokens.take_if("("):
            minute = self._sun()
            sign = 1 if self._tokens.take_if("+") else -1
            if sign < 0 and not self._tokens.take_if("-"):
                raise self._tokens.error()
            minute += sign * self._clock(_DAY_MIN // 2)
            if not self._tokens.take_if(")"):
                raise self._tokens.error()
            return minute % _DAY_MIN
        return self._sun()

    def _sun(self) -> int:
        minute = _SUN_MIN.get(self._tokens.next.text)
        if minute is None:
            raise self._tokens.error()
        self._tokens.take()
        return minute

    def _clock(self, highest: int) -> int:
        if self._tokens.next.kind is not TokenKind.TIME:
            raise self._tokens.error()
        hour, minute = (int(part) for part in self._tokens.next.text.split(":"))
        if minute >= 60 or hour * 60 + minute > highest:  # noqa: PLR2004 - minutes of an hour
            raise self._tokens.error()
        self._tokens.take()
        return hour * 60 + minute
