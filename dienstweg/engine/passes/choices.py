"""Third and fourth pass: exactly-one sets become one choice question; optional groups get their gate."""

from msgspec.structs import replace

from dienstweg.engine.passes import Work, rebuilt
from dienstweg.engine.passes.phrases import choice_question, gate_question
from dienstweg.engine.passes.rule_mentions import FORBIDS, PlacedRule, exactly_one, named_by, open_points, placed_rules
from dienstweg.engine.service import Either, Group, Node, Question, asks, walk


def choices(work: Work) -> Work:
    """Wrap sibling groups that a sentence declares alternatives in an Either; all other sentences are open points.

    A set is taken only where no other sentence in force names one of its groups: then a condition decides, not the
    applicant.
    """
    rules = placed_rules(work.schema)
    taken: list[PlacedRule] = []

    def chosen(siblings: tuple[Node, ...], owner: str, about: str) -> tuple[Node, ...]:
        for placed in rules:
            ids = exactly_one(placed) if placed.owner == owner else None
            wrapped = _wrap(siblings, ids, rules, placed, about) if ids else None
            if wrapped is not None:
                siblings = wrapped
                taken.append(placed)
        return siblings

    def change(node: Node) -> Node:
        return replace(node, children=chosen(node.children, node.path, node.label)) if isinstance(node, Group) else node

    nodes = chosen(rebuilt(work.nodes, change), "", "")
    rest = tuple(placed for placed in rules if placed not in taken)
    return replace(work, nodes=nodes, open_points=(*work.open_points, *open_points(rest)))


def _wrap(
    siblings: tuple[Node, ...], ids: frozenset[str], rules: tuple[PlacedRule, ...], own: PlacedRule, about: str
) -> tuple[Node, ...] | None:
    options = [node for node in siblings if isinstance(node, Group) and node.id in ids]
    if len(options) != len(ids) or any(option.repeats or option.min for option in options):
        return None
    if not any(map(asks, options)):
        return None
    if any(placed != own for option in options for placed in named_by(rules, option.path)):
        return None
    parent = options[0].path.rpartition(".")[0]
    key = f"?{options[0].id}"
    choice = Either(
        path=f"{parent}.{key}" if parent else key,
        label=choice_question(about),
        options=tuple(options),
    )
    return tuple(
        choice if node is options[0] else node for node in siblings if node is options[0] or node not in options
    )


def gates(work: Work) -> Work:
    """An optional group gets its own question only when no rule names it and it contains a mandatory field."""
    rules = placed_rules(work.schema)
    options = {option.path for node in walk(work.nodes) if isinstance(node, Either) for option in node.options}

    def change(node: Node) -> Node:
        if not isinstance(node, Group) or node.min or node.repeats or node.path in options:
            return node
        if named_by(rules, node.path) or not has_mandatory(node):
            return node
        return replace(node, gate=True, gate_label=gate_question(node.label))

    return replace(work, nodes=rebuilt(work.nodes, change))


def forbiddable(work: Work) -> Work:
    """Mark what a sentence can forbid, so that the generated schemas lower its minimum to 0.

    As long as sentences are not run, naming an element in a sentence that forbids anything is enough: a schema that is
    too strict would refuse right applications, one that is too lax refuses none.
    """
    rules = tuple(placed for placed in placed_rules(work.schema) if FORBIDS.search(placed.text))

    def change(node: Node) -> Node:
        if not isinstance(node, Group | Question) or not named_by(rules, node.path):
            return node
        return replace(node, forbiddable=True)

    return replace(work, nodes=rebuilt(work.nodes, change)) if rules else work


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
