"""Tokens to a tree (DMN 1.3, 10.3.1.2): one function for each kind of expression, one loop for operators.

Names may consist of several words (``string length``). Between two words without an operator there is no other meaning,
so a run of words is one name, whatever the scope knows.
"""

from collections.abc import Iterator
from typing import cast

from dienstweg.engine.feel import faults, temporal
from dienstweg.engine.feel.cursor import Cursor
from dienstweg.engine.feel.nodes import (
    Alternatives,
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    Constant,
    Entries,
    Entry,
    Filter,
    For,
    If,
    Inside,
    InstanceOf,
    Interval,
    Items,
    Name,
    Negative,
    Node,
    Operator,
    Or,
    Path,
    Quantified,
    Relative,
    Span,
    Variable,
    hold_depth,
)
from dienstweg.engine.feel.tokens import Token
from dienstweg.engine.feel.type_parser import read_type
from dienstweg.engine.feel.values import Relation, read_number

OR, AND, COMPARISON, SUM, PRODUCT, POWER = range(1, 7)
"""How tightly operators bind (rule 2): the higher, the tighter."""

_RELATIONS = ("=", "!=", "<", "<=", ">", ">=")
_BINDING = {"or": OR, "and": AND, **dict.fromkeys([*_RELATIONS, "between", "in"], COMPARISON)}
_BINDING |= {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}
_WORDS = {"true": True, "false": False, "null": None}


def parse(text: str) -> Node:
    """The tree of an expression. Raises :class:`faults.Unusable`, or :class:`faults.Unsupported`."""
    parser = _Parser(text)
    node = parser.expression()
    if parser.token.kind != "end":
        raise parser.complaint("ein Operator oder das Ende")
    hold_depth(node)
    return node


class _Parser(Cursor):
    def expression(self) -> Node:
        return self.climb(OR)

    def climb(self, level: int, left: Node | None = None, *, filters: bool = True) -> Node:
        """An expression of operators that bind at least as tightly as ``level``.

        Without ``filters`` an opening bracket ends it: the upper end of a range may be closed with one (``[1..10[``).
        """
        self.deeper()
        node = self.unary(filters=filters) if left is None else left
        while (binding := self.binding()) >= level:
            node = self.joined(node, binding, filters=filters)
        self.higher()
        return node

    def binding(self) -> int:
        return _BINDING.get(self.token.text, 0) if self.token.kind in {"symbol", "keyword"} else 0

    def joined(self, left: Node, binding: int, *, filters: bool) -> Node:
        sign = self.advance()
        if binding == COMPARISON:
            node = self.comparison(left, sign, filters=filters)
            if self.binding() == COMPARISON:
                raise faults.syntax(
                    "Vergleiche lassen sich nicht aneinanderreihen. Setzen Sie Klammern.", self.token.position
                )
            return node
        right = self.climb(binding + 1, filters=filters)
        if binding > COMPARISON:
            return Arithmetic(cast(Operator, sign.text), left, right, position=sign.position)
        terms = [left, right]
        while self.take(sign.text):
            terms.append(self.climb(binding + 1, filters=filters))
        return (And if binding == AND else Or)(tuple(terms), position=sign.position)

    def comparison(self, left: Node, sign: Token, *, filters: bool) -> Node:
        if sign.text == "between":
            low = self.climb(SUM)
            self.expect("and")
            return Between(left, low, self.climb(SUM, filters=filters), position=sign.position)
        if sign.text == "in":
            return Inside(left, self.alternatives(), position=sign.position)
        relation = self.relation(sign)
        return Comparison(relation, left, self.climb(SUM, filters=filters), position=sign.position)

    def relation(self, sign: Token) -> Relation:
        """The sign that was just taken, unless it is one of other languages."""
        beside = self.token.position == sign.end and self.token.kind == "symbol"
        if beside and sign.text == "=" and self.token.text in {"=", ">", "<"}:
            raise faults.syntax("Geschrieben wird das mit einem =, oder als <= und >=.", sign.position)
        if beside and sign.text == "<" and self.token.text == ">":
            raise faults.syntax("Ungleich wird als != geschrieben.", sign.position)
        return cast(Relation, sign.text)

    def alternatives(self) -> Node:
        """What stands behind ``in``: one test, or several in brackets."""
        if not self.sees("("):
            return self.test()
        node = self.brackets(several=True)
        return node if isinstance(node, Alternatives) else self.climb(SUM, self.typed(self.continued(node)))

    def test(self) -> Node:
        sign = self.take(*_RELATIONS)
        if sign is None:
            return self.climb(SUM)
        return Relative(self.relation(sign), self.climb(SUM), position=sign.position)

    def unary(self, *, filters: bool = True) -> Node:
        if sign := self.take("-"):
            self.deeper()
            node: Node = Negative(self.unary(filters=filters), position=sign.position)
            self.higher()
            return node
        return self.typed(self.continued(self.operand(), filters=filters))

    def typed(self, node: Node) -> Node:
        """An operand, and whether it is of some type."""
        if sign := self.take("instance"):
            if (self.token.kind, self.token.text) != ("name", "of"):
                raise self.complaint("„of“")
            self.advance()
            return InstanceOf(node, read_type(self), position=sign.position)
        return node

    def continued(self, node: Node, *, filters: bool = True) -> Node:
        """Members and filters behind an operand."""
        while True:
            sign = self.token
            if self.take("."):
                node = Path(node, self.name(), position=sign.position)
            elif filters and self.take("["):
                node = Filter(node, self.expression(), position=sign.position)
                self.expect("]")
            elif self.sees("("):
                raise faults.syntax("Was davor steht, lässt sich nicht aufrufen.", sign.position)
            else:
                return node

    def operand(self) -> Node:
        token = self.token
        match token.kind, token.text:
            case "name", _:
                return self.named()
            case "number" | "string" | "at", _:
                return self.constant()
            case "symbol", "(":
                return self.brackets()
            case "symbol", "[" | "]":
                return self.items()
            case "symbol", "{":
                return self.entries()
            case "keyword", "true" | "false" | "null":
                self.advance()
                return Constant(_WORDS[token.text], position=token.position)
            case "keyword", "if":
                return self.choice()
            case "keyword", "for" | "some" | "every":
                return self.loop()
            case "keyword", "function":
                raise faults.unsupported("Eigene Funktionen gehören nicht zum Sprachumfang.", token.position)
        raise self.complaint("ein Wert")

    def constant(self) -> Node:
        token = self.advance()
        if token.kind == "string":
            return Constant(token.text, position=token.position)
        if token.kind == "number":
            read = read_number(token.text)
            if read is None:
                raise faults.syntax("Diese Zahl ist zu groß.", token.position)
            return Constant(read, position=token.position)
        if reason := temporal.outside_subset(token.text):
            raise faults.unsupported(reason, token.position)
        value = temporal.read(token.text)
        if value is None:
            message = f"„{token.text}“ ist kein Datum, keine Uhrzeit und keine Dauer, etwa 2026-05-31, 14:30:00, P14D."
            raise faults.syntax(message, token.position)
        return Constant(value, position=token.position)

    def named(self) -> Node:
        position = self.token.position
        name = self.name()
        if not self.take("("):
            return Name(name, position=position)
        arguments: list[Node] = []
        names: list[str] = []
        while not self.sees(")"):
            if argument := self.argument_name():
                names.append(argument)
            arguments.append(self.expression())
            if names and len(names) < len(arguments):
                raise faults.syntax("Entweder hat jedes Argument einen Namen oder keines.", position)
            if not self.take(","):
                break
        self.expect(")")
        return Call(name, tuple(arguments), tuple(names), position=position)

    def brackets(self, *, several: bool = False) -> Node:
        """``(a)``, ``(a..b)``, ``(< a)``, and with ``several`` also ``(a, < b)``."""
        start = self.expect("(")
        first = self.test() if self.sees(*_RELATIONS) else self.expression()
        if self.take(".."):
            return self.upper_end(first, start)
        tests = [first]
        while several and self.take(","):
            tests.append(self.test())
        self.expect(")")
        return first if len(tests) == 1 else Alternatives(tuple(tests), position=start.position)

    def items(self) -> Node:
        start = self.advance()
        if start.text == "[" and self.take("]"):
            return Items((), position=start.position)
        items = [self.expression()]
        if start.text == "]":
            self.expect("..")
            return self.upper_end(items[0], start)
        if self.take(".."):
            return self.upper_end(items[0], start)
        while self.take(","):
            items.append(self.expression())
        self.expect("]")
        return Items(tuple(items), position=start.position)

    def upper_end(self, low: Node, start: Token) -> Node:
        high = self.climb(SUM, filters=False)
        end = self.expect("]", ")", "[")
        return Interval(low, high, start.text == "[", end.text == "]", position=start.position)

    def entries(self) -> Node:
        start = self.advance()
        entries: list[Entry] = []
        while not self.sees("}"):
            position, key = self.token.position, self.key()
            self.expect(":")
            entries.append(Entry(key, self.expression(), position=position))
            if not self.take(","):
                break
        self.expect("}")
        return Entries(tuple(entries), position=start.position)

    def choice(self) -> Node:
        start = self.advance()
        condition = self.expression()
        self.expect("then")
        yes = self.expression()
        self.expect("else")
        return If(condition, yes, self.expression(), position=start.position)

    def loop(self) -> Node:
        start = self.advance()
        variables = tuple(self.variables())
        if start.text == "for":
            self.expect("return")
            return For(variables, self.expression(), position=start.position)
        self.expect("satisfies")
        return Quantified(start.text == "every", variables, self.expression(), position=start.position)

    def variables(self) -> Iterator[Variable]:
        while True:
            position, name = self.token.position, self.name()
            self.expect("in")
            source = self.expression()
            if dots := self.take(".."):
                source = Span(source, self.climb(SUM), position=dots.position)
            yield Variable(name, source, position=position)
            if not self.take(","):
                return
