"""What the commands of one call of the planner ask to be told."""

from dataclasses import dataclass, field

from desktop_app.dispatch import commands as c
from desktop_app.dispatch.change import AlertView


@dataclass(slots=True)
class Batch:
    """What the commands of one call ask to be told."""

    now_ms: int
    removed: list[str] = field(default_factory=list)
    questions: list[c.AskRoute] = field(default_factory=list)
    ways: list[c.AskWays] = field(default_factory=list)
    directions: list[c.AskDirections] = field(default_factory=list)
    taken: list[c.TakeWay] = field(default_factory=list)
    matrices: list[c.AskMatrix] = field(default_factory=list)
    reaches: list[c.AskReach] = field(default_factory=list)
    what_ifs: list[c.AskWhatIf] = field(default_factory=list)
    alerts: list[AlertView] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    edits: bool = False
    feed: bool = False

    def ask(self, question: c.Question) -> None:
        """Note a question, to be answered once the routes are up to date."""
        match question:
            case c.AskRoute():
                self.questions.append(question)
            case c.AskWays():
                self.ways.append(question)
            case c.AskDirections():
                self.directions.append(question)
            case c.AskMatrix():
                self.matrices.append(question)
            case c.AskReach():
                self.reaches.append(question)
            case c.AskWhatIf():
                self.what_ifs.append(question)
