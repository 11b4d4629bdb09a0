"""From turn restrictions with their members to the bans on arcs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.restrictions.ban_rows import BanRows, all_but
from desktop_app.roadnet.sources.restrictions.manoeuvres import ManoeuvreFinder
from desktop_app.roadnet.sources.restrictions.member_arcs import MemberArcs
from desktop_app.roadnet.sources.restrictions.members import Members
from desktop_app.roadnet.sources.restrictions.reasons import NO_CONSEQUENCE
from desktop_app.roadnet.sources.restrictions.rules import Rule, read_rules
from desktop_app.roadnet.sources.restrictions.via_chains import Manoeuvre
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.texts import TextCollector


@dataclass(frozen=True, slots=True)
class Restriction:
    """One relation.

    Attributes
    ----------
    relation
        OSM id.
    tags_number
        Place of its tags among those of all restrictions.
    """

    relation: int
    tags_number: int
    members: Members


class RestrictionCompiler:
    """Compiles restrictions; what makes no sense is counted and bans nothing."""

    def __init__(
        self,
        arcs: MemberArcs,
        other_ways: Collection[int],
        tags: Sequence[Mapping[str, str]],
        profiles: Sequence[Profile],
    ) -> None:
        """Read all `tags`, which are few; the rest as in `ManoeuvreFinder` and `read_rules`."""
        self._arcs = arcs
        self._finder = ManoeuvreFinder(arcs, other_ways)
        self._rules = [read_rules(each, profiles) for each in tags]

    def turn_bans(
        self, restrictions: Sequence[Restriction], conditions: TextCollector, tally: Tally
    ) -> TurnBans:
        """Return the bans of all restrictions, in their order."""
        rows = BanRows()
        for each in restrictions:
            read = self._rules[each.tags_number]
            reasons = dict.fromkeys(read.notes)
            for rule in read.rules:
                sequences, flaws = self._banned(each.members, rule)
                reasons.update(dict.fromkeys(flaws))
                for sequence in sequences:
                    rows.add(sequence, rule, conditions.number(rule.condition), each.relation)
            for reason in reasons:
                tally.add(reason, f"relation {each.relation}", node=self._arcs.node_of(each.members))
        return rows.turn_bans()

    def _banned(self, members: Members, rule: Rule) -> tuple[Sequence[Manoeuvre], Sequence[str]]:
        """Return the sequences that a rule bans, and why it bans less than it says."""
        flaw = members.flaw(several_from=rule.kind == "no_entry", several_to=rule.kind == "no_exit")
        if flaw is not None:
            return (), (flaw,)
        meaning = self._finder.meaning(members, is_u_turn=rule.is_u_turn)
        if not rule.is_mandatory:
            return meaning.manoeuvres, meaning.flaws
        if not all(map(self._arcs.cars_may_drive, meaning.manoeuvres)):
            # A command that nobody can obey must not close the junction.
            return (), (NO_CONSEQUENCE,)
        sequences = [ban for each in meaning.manoeuvres for ban in all_but(each, self._arcs)]
        return sequences, meaning.flaws
