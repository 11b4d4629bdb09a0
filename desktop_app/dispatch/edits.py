"""Manual edits with undo and redo: pure bookkeeping, which tells what must change in the traffic."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.dispatch.commands import EditDraft
from desktop_app.errors import BadInputError
from desktop_app.traffic.words import FASTEST_KPH, SLOWEST_KPH, ClosureWord, NodesPlace, OpenWord, SpeedWord

SOURCE = "manual"
MOST_UNDO = 200
MOST_CHAIN_NODES = 20_000
LONGEST_REASON = 500
ACTIONS = frozenset({"close", "speed", "open"})

EditWord = SpeedWord | ClosureWord | OpenWord


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that was made."""

    id: str
    draft: EditDraft
    made_ms: int

    def is_over(self, now_ms: int) -> bool:
        """Whether its end has come."""
        return self.draft.until_ms is not None and self.draft.until_ms <= now_ms


@dataclass(frozen=True, slots=True)
class EditStep:
    """One step of the history: an edit that came or went."""

    edit: Edit
    came: bool

    @property
    def text(self) -> str:
        """What the step did, for the menu."""
        verb = {"close": "Close", "speed": "Set speed on", "open": "Open"}[self.edit.draft.action]
        reason = f" ({self.edit.draft.reason})" if self.edit.draft.reason else ""
        return f"{verb} road{reason}" if self.came else f"Remove: {verb.lower()} road{reason}"


def check_draft(draft: EditDraft, now_ms: int) -> None:
    """Refuse a draft that is none.

    Raises
    ------
    BadInputError
        With a sentence that says what is missing.
    """
    if draft.action not in ACTIONS:
        raise BadInputError(f"An edit can close, slow or open a road, not {draft.action!r}.")
    if not draft.chains or any(not 1 < len(chain) <= MOST_CHAIN_NODES for chain in draft.chains):
        raise BadInputError("An edit needs a stretch of road; click on the road that is meant.")
    if draft.action == "speed" and not (
        draft.speed_kph is not None and SLOWEST_KPH <= draft.speed_kph <= FASTEST_KPH
    ):
        raise BadInputError(f"A speed from {SLOWEST_KPH:.0f} to {FASTEST_KPH:.0f} km/h is needed.")
    if draft.until_ms is not None and draft.until_ms <= now_ms:
        raise BadInputError("The edit would have ended already; choose a later end.")
    if len(draft.reason) > LONGEST_REASON:
        raise BadInputError(f"A reason has at most {LONGEST_REASON} letters.")


def edit_words(edit: Edit) -> tuple[EditWord, ...]:
    """Return the words that an edit says, one a chain; their ids begin with the edit's."""
    return tuple(_word(edit, number, chain) for number, chain in enumerate(edit.draft.chains))


def edit_of(word_id: str) -> str:
    """Return the id of the edit that said the word with `word_id`."""
    return word_id.partition("/")[0]


def _word(edit: Edit, number: int, chain: tuple[int, ...]) -> EditWord:
    word_id, place, draft = f"{edit.id}/{number}", NodesPlace(chain), edit.draft
    if draft.action == "speed":
        return SpeedWord(
            source=SOURCE, id=word_id, ts_ms=edit.made_ms, expires_ms=draft.until_ms,
            place=place, text=draft.reason, speed_kph=draft.speed_kph or SLOWEST_KPH,
        )  # fmt: skip
    kind = ClosureWord if draft.action == "close" else OpenWord
    return kind(
        source=SOURCE, id=word_id, ts_ms=edit.made_ms, expires_ms=draft.until_ms,
        place=place, text=draft.reason,
    )  # fmt: skip


class EditBook:
    """The edits that hold, and the steps that can be taken back or done again."""

    def __init__(self) -> None:
        """Start without an edit."""
        self._edits: dict[str, Edit] = {}
        self._done: list[EditStep] = []
        self._undone: list[EditStep] = []
        self._made = 0

    @property
    def edits(self) -> Iterable[Edit]:
        """The edits that hold, in the order in which they were made."""
        return sorted(self._edits.values(), key=lambda edit: (edit.made_ms, edit.id))

    @property
    def undo_text(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self._undone[-1].text if self._undone else ""

    def add(self, draft: EditDraft, now_ms: int) -> EditStep:
        """Make a new edit of a checked draft; what was undone before cannot be redone any more."""
        self._made += 1
        while f"e{self._made}" in self._edits:
            self._made += 1
        step = EditStep(Edit(f"e{self._made}", draft, now_ms), came=True)
        self._do(step)
        return step

    def restore(self, edit: Edit) -> EditStep:
        """Take over an edit of an earlier time; no step to undo."""
        self._edits[edit.id] = edit
        return EditStep(edit, came=True)

    def remove(self, edit_id: str) -> EditStep | None:
        """Take an edit back for good; None where there is none with this id."""
        edit = self._edits.get(edit_id)
        if edit is None:
            return None
        step = EditStep(edit, came=False)
        self._do(step)
        return step

    def undo(self) -> EditStep | None:
        """Return the step that takes the newest one back, or None."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return self._apply(EditStep(step.edit, came=not step.came))

    def redo(self) -> EditStep | None:
        """Return the step that was taken back last, done again, or None."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return self._apply(step)

    def expire(self, now_ms: int) -> bool:
        """Forget edits whose end has come, and the steps about them; return whether there were any."""
        known = [*self._edits.values(), *(step.edit for step in (*self._done, *self._undone))]
        over = {edit.id for edit in known if edit.is_over(now_ms)}
        if not over:
            return False
        self._edits = {key: edit for key, edit in self._edits.items() if key not in over}
        self._done = [step for step in self._done if step.edit.id not in over]
        self._undone = [step for step in self._undone if step.edit.id not in over]
        return True

    def _do(self, step: EditStep) -> None:
        self._apply(step)
        self._done.append(step)
        del self._done[:-MOST_UNDO]
        self._undone.clear()

    def _apply(self, step: EditStep) -> EditStep:
        if step.came:
            self._edits[step.edit.id] = step.edit
        else:
            self._edits.pop(step.edit.id, None)
        return step
