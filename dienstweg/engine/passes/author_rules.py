"""The rules of the author's file: in place of sentences that were left, and amounts that are computed."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from dienstweg.engine import feel, ruling
from dienstweg.engine.feel import Scope
from dienstweg.engine.overlay import EffectPart
from dienstweg.engine.passes import Work
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Allowed, Amount, Check, Given, Ruled


class ByHand(Struct, frozen=True):
    """What the author's rules come to."""

    ruled: tuple[Ruled, ...] = ()
    checks: tuple[Check, ...] = ()
    amounts: tuple[Amount, ...] = ()


def author_rules(work: Work) -> ByHand:
    """Read and check the author's rules.

    Raises:
        Refused: ``overlay_rule`` with the place in the file: no such rule or place, or an expression that does not fit.
    """
    overlay = work.overlay
    if not (overlay.rules or overlay.computed or overlay.amounts):
        return ByHand()
    writing = _Writing(work)
    writing.rules()
    writing.computed()
    writing.amounts()
    if writing.problems:
        raise Refused(writing.problems)
    return ByHand(tuple(writing.ruled), tuple(writing.checks), tuple(writing.sums))


class _Writing:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.scope = ruling.scope_of(work.nodes, work.code_lists, work.parameters)
        self.rows = ruling.repeated_around(work.nodes)
        self.known = {rule.placed.rule.id for rule in work.book.rules}
        self.ruled: list[Ruled] = []
        self.checks: list[Check] = []
        self.sums: list[Amount] = []
        self.problems: list[Problem] = []

    def rules(self) -> None:
        for rule, part in self.work.overlay.rules.items():
            where = f"rules.{rule}"
            if rule not in self.known:
                self._refuse(where, f"Eine Regel {rule} gibt es in diesem Datenschema nicht.")
            if bool(part.effects) == bool(part.documentation):
                self._refuse(where, "Nötig sind entweder Wirkungen oder eine Erläuterung mit Begründung.")
            if part.documentation and not part.by:
                self._refuse(where, "Nennen Sie unter „by“, wer die Erläuterung verantwortet.")
            for number, effect in enumerate(part.effects):
                self._effect(rule, effect, f"{where}.effects.{number}")

    def _effect(self, rule: str, part: EffectPart, where: str) -> None:
        kind, target = next(_kinds(part), ("", ""))
        if not kind or len(list(_kinds(part))) > 1:
            self._refuse(where, "Eine Wirkung hat genau ein Ziel: require, forbid, optional, set, restrict oder valid.")
        elif target not in self.rows and not (kind == "valid" and not target):
            self._refuse(where, f"Ein Element {target} gibt es in diesem Datenschema nicht.")
        else:
            self._taken(kind, rule, target, part, where)

    def _taken(self, kind: str, rule: str, target: str, part: EffectPart, where: str) -> None:
        when = self._expression(part.when, target, where, row=False)
        needed = {"set": part.value, "restrict": part.codes, "valid": part.holds}.get(kind, True)
        if not needed:
            named = {"set": "value", "restrict": "codes", "valid": "holds"}[kind]
            self._refuse(where, f"Zu „{kind}“ gehört „{named}“.")
            return
        if kind == "valid":
            holds = self._expression(part.holds, target, where, row=True)
            said = f"not({when}) or ({holds})" if when else holds or "true"
            self.checks.append(Check(path=target, holds=said, message=part.message, rule=rule))
        elif kind == "set":
            value = self._expression(part.value, target, where, row=False) or "null"
            self.ruled.append(Ruled(path=target, set=(Given(value, when),), rules=(rule,)))
        elif kind == "restrict":
            self.ruled.append(Ruled(path=target, restrict=(Allowed(part.codes, when),), rules=(rule,)))
        else:
            self.ruled.append(_CONDITIONAL[kind](target, when or "true", rule))

    def computed(self) -> None:
        for target, text in self.work.overlay.computed.items():
            where = f"computed.{target}"
            if target not in self.rows:
                self._refuse(where, f"Ein Element {target} gibt es in diesem Datenschema nicht.")
                continue
            value = self._expression(text, target, where, row=False) or "null"
            self.ruled.append(Ruled(path=target, set=(Given(value),)))

    def amounts(self) -> None:
        for number, part in enumerate(self.work.overlay.amounts):
            value = self._expression(part.value, "", f"amounts.{number}", row=False) or "null"
            self.sums.append(Amount(name=part.name, label=part.label, value=value, note=part.note))

    def _expression(self, text: str | None, target: str, where: str, *, row: bool) -> str | None:
        """The text again, checked where it belongs; ``row``: in the target's own row."""
        if text is None:
            return None
        home = ruling.home_of(target, self.rows, own=row)
        try:
            found = feel.compile_expression(text, self._scope(home)).faults
        except feel.Unusable as unusable:
            found = (unusable.fault,)
        for fault in found:
            self._refuse(where, f"Zeichen {fault.position + 1}: {fault.message}")
        return text

    def _scope(self, home: tuple[str, ...]) -> Scope:
        return self.scope.inside(home[-1]) if home else self.scope

    def _refuse(self, where: str, message: str) -> None:
        self.problems.append(Problem("overlay_rule", f"service.yaml: {where}", message))


_CONDITIONAL: dict[str, Callable[[str, str, str], Ruled]] = {
    "require": lambda target, when, rule: Ruled(path=target, require=when, rules=(rule,)),
    "forbid": lambda target, when, rule: Ruled(path=target, forbid=when, rules=(rule,)),
    "optional": lambda target, when, rule: Ruled(path=target, optional=when, rules=(rule,)),
}


def _kinds(part: EffectPart) -> Iterator[tuple[str, str]]:
    for kind in ("require", "forbid", "optional", "set", "restrict", "valid"):
        target = getattr(part, kind)
        if target is not None:
            yield kind, str(target)
