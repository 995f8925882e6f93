"""Third to fifth pass: exactly-one sets become one choice question; optional groups get their gate."""

from msgspec.structs import replace

from dienstweg.engine.passes import Work, rebuilt
from dienstweg.engine.passes.phrases import choice_question, gate_question
from dienstweg.engine.passes.rule_mentions import FORBIDS, Mentions, PlacedRule, exactly_one, open_points, placed_rules
from dienstweg.engine.service import Either, Group, Node, Question, asks, walk


def choices(work: Work) -> Work:
    """Wrap sibling groups that a sentence declares alternatives in an Either; all other sentences are open points.

    A set is taken only where no other sentence in force names one of its groups: then a condition decides, not the
    applicant.
    """
    rules = placed_rules(work.schema)
    mentions = Mentions(rules)
    declared: dict[str, list[tuple[PlacedRule, frozenset[str]]]] = {}
    for placed in rules:
        if ids := exactly_one(placed):
            declared.setdefault(placed.owner, []).append((placed, ids))
    taken: set[int] = set()

    def chosen(siblings: tuple[Node, ...], owner: str, about: str) -> tuple[Node, ...]:
        for placed, ids in declared.get(owner, ()):
            options = _options(siblings, ids)
            if options and all(mentions.in_force(option.path) == (placed,) for option in options):
                siblings = _wrapped(siblings, options, about)
                taken.add(id(placed))
        return siblings

    def change(node: Node) -> Node:
        return replace(node, children=chosen(node.children, node.path, node.label)) if isinstance(node, Group) else node

    nodes = chosen(rebuilt(work.nodes, change), "", "")
    rest = tuple(placed for placed in rules if id(placed) not in taken)
    return replace(work, nodes=nodes, open_points=(*work.open_points, *open_points(rest)))


def _options(siblings: tuple[Node, ...], ids: frozenset[str]) -> tuple[Group, ...]:
    """The groups of a set, or nothing where they are not all there to be chosen between."""
    options = tuple(node for node in siblings if isinstance(node, Group) and node.id in ids)
    free = not any(option.repeats or option.min for option in options)
    return options if free and len(options) == len(ids) and any(map(asks, options)) else ()


def _wrapped(siblings: tuple[Node, ...], options: tuple[Group, ...], about: str) -> tuple[Node, ...]:
    """The siblings with the options in one choice, in the place of the first."""
    first = options[0]
    parent, dot, _ = first.path.rpartition(".")
    choice = Either(path=f"{parent}{dot}?{first.id}", label=choice_question(about), options=options)
    return tuple(choice if node is first else node for node in siblings if node is first or node not in options)


def gates(work: Work) -> Work:
    """An optional group gets its own question only when no rule names it and it contains a mandatory field."""
    mentions = Mentions(placed_rules(work.schema))
    options = {option.path for node in walk(work.nodes) if isinstance(node, Either) for option in node.options}

    def change(node: Node) -> Node:
        if not isinstance(node, Group) or node.min or node.repeats or node.path in options:
            return node
        if mentions.in_force(node.path) or not has_mandatory(node):
            return node
        return replace(node, gate=True, gate_label=gate_question(node.label))

    return replace(work, nodes=rebuilt(work.nodes, change))


def forbiddable(work: Work) -> Work:
    """Mark what a sentence can forbid, so that the generated schemas lower its minimum to 0.

    As long as sentences are not run, naming an element in a sentence that forbids anything is enough: a schema that is
    too strict would refuse right applications, one that is too lax refuses none.
    """
    mentions = Mentions(placed for placed in placed_rules(work.schema) if FORBIDS.search(placed.text))

    def change(node: Node) -> Node:
        if not isinstance(node, Group | Question) or not mentions.in_force(node.path):
            return node
        return replace(node, forbiddable=True)

    return replace(work, nodes=rebuilt(work.nodes, change))


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
