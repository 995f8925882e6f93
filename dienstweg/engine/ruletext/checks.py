"""What a ruling must keep to before it becomes an effect: rows, itself, and conditions that decide something."""

from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.places import Place, Places
from dienstweg.engine.ruletext.rulings import Ruling
from dienstweg.engine.ruletext.terms import TRUE, Term, negated, reads
from dienstweg.engine.ruletext.truth import satisfiable


def rows(place: Place) -> tuple[str, ...]:
    """The repeated groups whose row an effect on this place belongs to; a repeated group is one in all its rows."""
    return tuple(row for row in place.rows if row != place.path)


def check_condition(ruling: Ruling) -> None:
    """A condition that never or always holds was not meant so. Raises :class:`Unread`."""
    if ruling.condition == TRUE:
        return
    if not satisfiable(ruling.holds):
        raise Unread("rule_never_or_always", "Die Bedingung kann nie erfüllt sein.")
    if not satisfiable(negated(ruling.condition)):
        raise Unread("rule_never_or_always", "Die Bedingung ist immer erfüllt.")


def check_target(places: Places, target: Place, condition: Term) -> None:
    """The condition looks at answers that belong to the same row, and not at its own target."""
    for path in sorted(reads(condition)):
        if f"{path}.".startswith(f"{target.path}."):
            message = f"Was mit „{target.label}“ geschieht, hinge von der Angabe selbst ab."
            raise Unread("rule_reads_itself", message)
        if not set(rows(places.by_path[path])) <= set(rows(target)):
            read = places.by_path[path]
            message = (
                f"„{read.label}“ gibt es mehrfach; welche der Angaben über „{target.label}“ entscheidet, ist offen."
            )
            raise Unread("rule_other_row", message)


def home_of(places: Places, home: str, check: Term, condition: Term) -> str:
    """Where a check over several answers belongs: at the rule's element, or in the row that all of them share; "" is
    the whole.

    Raises :class:`Unread` where the answers lie in different repeated groups, or the condition in one that they do not.
    """
    read = [places.by_path[path] for path in sorted(reads(check))]
    start = home if not home or places.by_path[home].is_group else home.rpartition(".")[0]
    own = places.by_path[start].rows if start else ()
    if all(rows(place) == own[: len(rows(place))] for place in read):
        target, shared = start or _common(read), own
    else:
        shared = rows(read[0])
        target = shared[-1] if shared else ""
        if any(rows(place) != shared for place in read) or not target:
            raise Unread("rule_other_row", "Die Angaben stehen in verschiedenen wiederholten Gruppen.")
    for path in sorted(reads(condition)):
        place = places.by_path[path]
        if rows(place) != shared[: len(rows(place))]:
            raise Unread(
                "rule_other_row", f"„{place.label}“ gibt es mehrfach; welche der Angaben entscheidet, ist offen."
            )
    return target


def _common(read: list[Place]) -> str:
    """The group that holds all of them, "" at the root."""
    parts = [place.path.split(".")[:-1] for place in read]
    shared = []
    for steps in zip(*parts, strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return ".".join(shared)
