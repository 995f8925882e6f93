"""What a sentence says, once it is read: statements with everything they depend on."""

from msgspec import Struct

from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.clauses import Clause
from dienstweg.engine.ruletext.statements import Statement
from dienstweg.engine.ruletext.terms import Term, both, land


class Ruling(Struct, frozen=True):
    """One statement with everything it depends on. ``otherwise``: it stood behind "sonst".

    ``scope``: the Länder it speaks about; about the others it says nothing.
    """

    statement: Statement
    condition: Term
    scope: frozenset[str] = states.ALL
    otherwise: bool = False

    @property
    def holds(self) -> Term:
        """Condition and Länder together."""
        return both(land(self.scope), self.condition)


class Read(Struct, frozen=True):
    """What a sentence says. ``scope``: the Länder that sentences after it speak about (None: all)."""

    rulings: tuple[Ruling, ...] = ()
    scope: frozenset[str] | None = None


class Unit(Struct, frozen=True):
    """Main clauses under one condition (None: under none)."""

    condition: Term | None
    clauses: tuple[Clause, ...]
    otherwise: tuple[Clause, ...] = ()
    after_else: bool = False
