"""What a server is asked, and how its answer begins."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """What a server is asked.

    Attributes
    ----------
    method
        ``GET`` or ``POST``.
    fields
        Names and values, for the address of a GET or the body of a POST.
    """

    method: str
    url: str
    fields: tuple[tuple[str, str], ...]
    user_agent: str


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """The beginning of an answer; what it does not state is empty.

    Attributes
    ----------
    content_type
        Lower case, without parameters.
    encoding
        ``gzip``, or empty for none.
    """

    status: int
    content_type: str
    encoding: str
    retry_after: str
    location: str
