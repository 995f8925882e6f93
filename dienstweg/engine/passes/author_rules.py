"""The rules of the author's file: in place of sentences that were left, and amounts that are computed."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine import feel, ruling, values
from dienstweg.engine.checking import code_list
from dienstweg.engine.feel import BOOLEAN, NUMBER, Type
from dienstweg.engine.feel.nodes import Constant
from dienstweg.engine.feel.types import comparable, german
from dienstweg.engine.overlay import EffectPart
from dienstweg.engine.passes import Work
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.ruling.scope import type_at
from dienstweg.engine.service import Allowed, Amount, Check, Either, Given, Note, Question, Ruled, walk


class ByHand(Struct, frozen=True):
    """What the author's rules come to. ``named``: the places they set, need, hide or look at."""

    ruled: tuple[Ruled, ...] = ()
    checks: tuple[Check, ...] = ()
    amounts: tuple[Amount, ...] = ()
    named: frozenset[str] = frozenset()


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
    return ByHand(tuple(writing.ruled), tuple(writing.checks), tuple(writing.sums), frozenset(writing.named))


class _Writing:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.scope = ruling.scope_of(work.nodes, work.code_lists, work.parameters)
        self.rows = ruling.repeated_around(work.nodes)
        self.nodes = {node.path: node for node in walk(work.nodes) if not isinstance(node, Either)}
        self.known = {rule.placed.rule.id for rule in work.book.rules}
        self.ruled: list[Ruled] = []
        self.checks: list[Check] = []
        self.sums: list[Amount] = []
        self.named: set[str] = set()
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
        elif target not in self.nodes and not (kind == "valid" and not target):
            self._refuse(where, f"Ein Element {target} gibt es in diesem Datenschema nicht.")
        elif lacking := [name for name in _NEEDED.get(kind, ()) if not getattr(part, name)]:
            self._refuse(where, f"Zu „{kind}“ gehört „{lacking[0]}“.")
        elif kind in ("require", "optional") and isinstance(self.nodes[target], Note):
            self._refuse(where, "Ein Hinweis wird nicht ausgefüllt.")
        else:
            self._taken(kind, rule, target, part, where)

    def _taken(self, kind: str, rule: str, target: str, part: EffectPart, where: str) -> None:
        when = self._expression(part.when, target, where, BOOLEAN, row=kind == "valid")
        if kind == "valid":
            holds = self._expression(part.holds, target, where, BOOLEAN, row=True)
            said = f"not({when}) or ({holds})" if when else holds or "true"
            self.checks.append(Check(path=target, holds=said, message=part.message, rule=rule))
        elif kind == "set":
            self._set(target, part.value, Given("", when), where, (rule,))
        elif kind == "restrict":
            self._restrict(target, part.codes, where)
            self.ruled.append(Ruled(path=target, restrict=(Allowed(part.codes, when),), rules=(rule,)))
        else:
            self.ruled.append(_CONDITIONAL[kind](target, when or "true", rule))
        self.named.add(target)

    def computed(self) -> None:
        for target, text in self.work.overlay.computed.items():
            where = f"computed.{target}"
            if target not in self.nodes:
                self._refuse(where, f"Ein Element {target} gibt es in diesem Datenschema nicht.")
            else:
                self._set(target, text, Given("", shown=True), where, ())
                self.named.add(target)

    def amounts(self) -> None:
        names = [part.name for part in self.work.overlay.amounts]
        for number, part in enumerate(self.work.overlay.amounts):
            where = f"amounts.{number}"
            if part.name in names[:number]:
                self._refuse(where, f"Einen Betrag „{part.name}“ gibt es schon.")
            value = self._expression(part.value, "", where, NUMBER, row=False) or "null"
            self.sums.append(Amount(name=part.name, label=part.label, value=value, note=part.note))

    def _set(self, target: str, text: str | None, how: Given, where: str, rules: tuple[str, ...]) -> None:
        question = self.nodes[target]
        if not isinstance(question, Question) or question.kind == "file":
            self._refuse(where, "Einen Wert bekommt nur ein Feld, das keine Datei ist.")
            return
        value = self._expression(text, target, where, type_at(self.scope, target), row=False)
        if value is None:
            return
        self.ruled.append(Ruled(path=target, set=(replace(how, value=value),), rules=rules))
        tree = feel.parse(value)
        if isinstance(tree, Constant) and not self._takes(question, ruling.canonical(tree.value)):
            self._refuse(where, f"Den Wert {value} nimmt das Feld nicht an.")

    def _takes(self, question: Question, value: str | None) -> bool:
        return values.content(replace(question, content=value), self.work.code_lists) is not None

    def _restrict(self, target: str, codes: tuple[str, ...], where: str) -> None:
        question = self.nodes[target]
        if not isinstance(question, Question) or question.kind != "choice":
            self._refuse(where, "Auf Codes beschränken lässt sich nur ein Auswahlfeld.")
            return
        listed = code_list(question, self.work.code_lists)
        for code in codes:
            if listed.entries and listed.label(code) is None:
                self._refuse(where, f"Den Code „{code}“ gibt es in der Liste dieses Feldes nicht.")

    def _expression(self, text: str | None, target: str, where: str, wanted: Type, *, row: bool) -> str | None:
        """The expression as it is stored, checked where it belongs; ``row``: in the target's own row."""
        if text is None:
            return None
        home = ruling.home_of(target, self.rows, own=row)
        try:
            found = feel.compile_expression(text, self.scope.inside(home[-1]) if home else self.scope)
        except feel.Unusable as unusable:
            self._complain(where, unusable.fault)
            return None
        for fault in found.faults:
            self._complain(where, fault)
        if not comparable(found.type, wanted):
            self._refuse(where, f"Gebraucht wird {german(wanted)}, angegeben ist {german(found.type)}.")
        self.named.update(place.replace("[]", "") for place in found.reads)
        return feel.write_text(feel.parse(text))

    def _complain(self, where: str, fault: feel.Fault) -> None:
        self._refuse(where, f"Zeichen {fault.position + 1}: {fault.message}")

    def _refuse(self, where: str, message: str) -> None:
        self.problems.append(Problem("overlay_rule", f"service.yaml: {where}", message))


_NEEDED = {"set": ("value",), "restrict": ("codes",), "valid": ("holds", "message")}

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
