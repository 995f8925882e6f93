"""Fourth to sixth pass: exactly-one sets become one choice question; optional groups get their gate."""

from msgspec.structs import replace

from dienstweg.engine import feel
from dienstweg.engine.feel.nodes import Constant
from dienstweg.engine.passes import Work, rebuilt
from dienstweg.engine.passes.phrases import choice_question, gate_question
from dienstweg.engine.ruletext import Effect
from dienstweg.engine.ruletext.terms import Count, Filled
from dienstweg.engine.service import Check, Either, Group, Node, Question, Ruled, asks, walk


def choices(work: Work) -> Work:
    """Wrap sibling groups of which a rule wants exactly one in an Either.

    A set is taken only where no other rule speaks of one of its groups: then a condition decides, not the applicant.
    The check that the rule came to is no longer needed.
    """
    taken: set[tuple[str, str]] = set()
    sets: dict[str, dict[frozenset[str], tuple[int, Effect]]] = {}
    for number, effect in _checks(work):
        if paths := exactly_one(effect):
            sets.setdefault(min(paths).rpartition(".")[0], {})[paths] = (number, effect)

    def chosen(siblings: tuple[Node, ...], around: str, about: str) -> tuple[Node, ...]:
        for paths, (number, effect) in sets.get(around, {}).items():
            options = _options(siblings, paths)
            if options and all(work.named.get(option.path) == frozenset((number,)) for option in options):
                siblings = _wrapped(siblings, options, about)
                taken.add((effect.rule, effect.message))
        return siblings

    def change(node: Node) -> Node:
        return replace(node, children=chosen(node.children, node.path, node.label)) if isinstance(node, Group) else node

    nodes = chosen(rebuilt(work.nodes, change), "", "")
    return replace(work, nodes=nodes, checks=tuple(check for check in work.checks if _key(check) not in taken))


def _checks(work: Work) -> list[tuple[int, Effect]]:
    """The checks of the rules, each with the number of its rule in the book."""
    rules = enumerate(work.book.rules)
    return [(number, effect) for number, rule in rules for effect in rule.effects if effect.kind == "valid"]


def _key(check: Check) -> tuple[str, str]:
    return check.rule, check.message


def exactly_one(effect: Effect) -> frozenset[str] | None:
    """The places of which an effect wants exactly one filled in, whatever else was answered; else None."""
    match effect.condition:
        case Count(1, 1, parts) if all(isinstance(part, Filled) and not part.many for part in parts):
            return frozenset(part.path for part in parts if isinstance(part, Filled))
    return None


def _options(siblings: tuple[Node, ...], paths: frozenset[str]) -> tuple[Group, ...]:
    """The groups of a set, or nothing where they are not all there to be chosen between."""
    options = tuple(node for node in siblings if isinstance(node, Group) and node.path in paths)
    free = not any(option.repeats or option.min for option in options)
    return options if free and len(options) == len(paths) > 1 and any(map(asks, options)) else ()


def _wrapped(siblings: tuple[Node, ...], options: tuple[Group, ...], about: str) -> tuple[Node, ...]:
    """The siblings with the options in one choice, in the place of the first."""
    first = options[0]
    parent, dot, _ = first.path.rpartition(".")
    choice = Either(path=f"{parent}{dot}?{first.id}", label=choice_question(about), options=options)
    return tuple(choice if node is first else node for node in siblings if node is first or node not in options)


def gates(work: Work) -> Work:
    """An optional group gets its own question only when no rule names it and it contains a mandatory field.

    Where a rule can require something in it, the group opens by itself.
    """
    options = {option.path for node in walk(work.nodes) if isinstance(node, Either) for option in node.options}

    def change(node: Node) -> Node:
        if not isinstance(node, Group) or node.min or node.repeats or node.path in options:
            return node
        if node.path in work.named or node.path in work.lifted or not has_mandatory(node):
            return node
        return replace(node, gate=True, gate_label=gate_question(node.label, files=only_files(node)))

    return replace(work, nodes=rebuilt(work.nodes, change))


def only_files(group: Group) -> bool:
    """Whether all that a group asks for is files."""
    return {node.kind for node in walk(group.children) if isinstance(node, Question) and node.role == "input"} == {
        "file"
    }


def forbiddable(work: Work) -> Work:
    """Mark what a rule can forbid or make optional, or whose value is computed and may not be known: the generated
    schemas lower its minimum to 0.
    """
    lowered = {one.path for one in work.ruled if one.forbid is not None or one.optional is not None or _computed(one)}

    def change(node: Node) -> Node:
        if not isinstance(node, Group | Question) or node.path not in lowered:
            return node
        return replace(node, forbiddable=True)

    return replace(work, nodes=rebuilt(work.nodes, change))


def _computed(ruled: Ruled) -> bool:
    return not all(isinstance(feel.parse(one.value), Constant) for one in ruled.set)


def has_mandatory(group: Group) -> bool:
    """True where using the group makes a question in it mandatory, at any depth of groups that come with it."""
    for node in group.children:
        if isinstance(node, Question) and node.min and node.role == "input":
            return True
        if isinstance(node, Group) and node.min and has_mandatory(node):
            return True
        if isinstance(node, Either) and node.required:
            return True
    return False
