"""What the reader of a rule knows besides the sentence: the places, the lists, and what was said before."""

from msgspec import Struct

from dienstweg.engine.ruletext.codes import Codes
from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.places import Place, Places
from dienstweg.engine.ruletext.terms import Term

Said = tuple[Place, ...]


class Memory(Struct):
    """What later sentences of a rule can point back to. None: nothing to point to, or not understood."""

    subject: Said | None = None
    targets: Said | None = None
    condition: Term | None = None
    conditions: int = 0
    """How many conditions the sentence before had; "dann" needs exactly one."""
    undecided: int = 0
    """How many conditions there were since the last "sonst"; "sonst" at the start of a sentence needs exactly one."""
    colon: bool = False
    """Whether a sentence before had its condition before a colon, a list or a new line."""
    headed: bool = False
    """Whether a sentence before was not understood that has something before a colon."""
    lands: frozenset[str] | None = frozenset()
    """Every Land named so far; None once a sentence about Länder was not understood."""
    named_values: dict[str, dict[str, None]] = {}
    """By path, the codes compared so far in this rule ("alle anderen Ausprägungen")."""


class Scene(Struct):
    """One rule at one place."""

    places: Places
    codes: Codes
    home: str
    memory: Memory

    def resolve(self, reference: str) -> Place | Fault:
        return self.places.resolve(reference, self.home)
