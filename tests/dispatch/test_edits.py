"""Manual edits, undo and redo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.dispatch.commands import EditDraft
from desktop_app.dispatch.edits import EditBook, check_draft, edit_of, edit_words
from desktop_app.errors import BadInputError
from desktop_app.traffic.words import ClosureWord, SpeedWord

NOW = 1_700_000_000_000
CLOSE = EditDraft(chains=((1, 2), (2, 1)), action="close", reason="Flood")


def ids(book: EditBook) -> list[str]:
    return [edit.id for edit in book.edits]


def test_undo_takes_back_and_redo_does_again() -> None:
    book = EditBook()
    first = book.add(CLOSE, NOW).edit.id
    second = book.add(CLOSE, NOW + 1).edit.id
    undone = book.undo()
    assert undone is not None
    assert not undone.came
    assert ids(book) == [first]
    redone = book.redo()
    assert redone is not None
    assert redone.came
    assert ids(book) == [first, second]


def test_removing_can_be_undone() -> None:
    book = EditBook()
    edit_id = book.add(CLOSE, NOW).edit.id
    book.remove(edit_id)
    assert ids(book) == []
    book.undo()
    assert ids(book) == [edit_id]


def test_new_edit_forgets_what_was_undone() -> None:
    book = EditBook()
    book.add(CLOSE, NOW)
    book.undo()
    book.add(CLOSE, NOW)
    assert book.redo() is None
    assert not book.redo_text


def test_expired_edit_leaves_the_list_and_the_history() -> None:
    book = EditBook()
    book.add(EditDraft(chains=((1, 2),), action="close", until_ms=NOW + 5), NOW)
    assert not book.expire(NOW + 4)
    assert book.expire(NOW + 5)
    assert ids(book) == []
    assert book.undo() is None


@given(st.lists(st.sampled_from(["add", "undo", "redo", "remove"]), max_size=40))
def test_undoing_everything_and_redoing_it_gives_the_same_edits(actions: list[str]) -> None:
    book = EditBook()
    for number, action in enumerate(actions):
        if action == "add":
            book.add(CLOSE, NOW + number)
        elif action == "remove" and ids(book):
            book.remove(ids(book)[0])
        elif action == "undo":
            book.undo()
        else:
            book.redo()
    while book.redo() is not None:
        pass
    final = ids(book)
    while book.undo() is not None:
        pass
    assert ids(book) == []
    while book.redo() is not None:
        pass
    assert ids(book) == final


def test_words_carry_reason_end_and_the_edits_id() -> None:
    book = EditBook()
    edit = book.add(EditDraft(chains=((1, 2),), action="speed", speed_kph=20, until_ms=NOW + 9), NOW).edit
    (word,) = edit_words(edit)
    assert isinstance(word, SpeedWord)
    assert (word.speed_kph, word.expires_ms, edit_of(word.id)) == (20, NOW + 9, edit.id)
    assert all(isinstance(word, ClosureWord) for word in edit_words(book.add(CLOSE, NOW).edit))


@pytest.mark.parametrize(
    "draft",
    [
        EditDraft(chains=((1, 2),), action="explode"),
        EditDraft(chains=(), action="close"),
        EditDraft(chains=((1,),), action="close"),
        EditDraft(chains=((1, 2),), action="speed"),
        EditDraft(chains=((1, 2),), action="speed", speed_kph=float("nan")),
        EditDraft(chains=((1, 2),), action="speed", speed_kph=251),
        EditDraft(chains=((1, 2),), action="close", until_ms=NOW),
        EditDraft(chains=((1, 2),), action="close", reason="x" * 501),
    ],
)
def test_draft_that_is_none_is_refused_in_words(draft: EditDraft) -> None:
    with pytest.raises(BadInputError, match=r"\.$"):
        check_draft(draft, NOW)
