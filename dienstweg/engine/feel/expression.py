"""From text to something that can be evaluated."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from dienstweg.engine.feel import invoking, loops  # noqa: F401 # they teach "compiled" the nodes it lacks
from dienstweg.engine.feel.analysis import Analysis
from dienstweg.engine.feel.closures import Run, State, compiled
from dienstweg.engine.feel.faults import Fault
from dienstweg.engine.feel.limits import STEPS
from dienstweg.engine.feel.parser import parse
from dienstweg.engine.feel.types import EMPTY, Scope, Type
from dienstweg.engine.feel.values import Value


class Expression(Struct, frozen=True, eq=False):
    """A compiled expression.

    ``type``: what it gives. ``reads``: the places of the scope that can change its value (:mod:`.reads`). ``faults``:
    what is wrong with it; by the standard it can be evaluated all the same, and what is wrong is null.
    """

    text: str
    type: Type
    reads: tuple[str, ...]
    faults: tuple[Fault, ...]
    run: Run
    slots: int

    def evaluate(
        self,
        values: Mapping[str, Value],
        *,
        today: date | None = None,
        now: datetime | None = None,
        steps: int = STEPS,
    ) -> Value:
        """The value. ``values``: by the names of the scope; a name without a value is null.

        ``today`` is what ``today()`` gives, ``now`` what ``now()`` gives. Raises :class:`faults.Unusable` when one of
        them is needed and missing, or when ``steps`` do not suffice.
        """
        return self.run(State(values, self.slots, today, now, steps))


def compile_expression(text: str, scope: Scope = EMPTY) -> Expression:
    """Read, check and compile an expression. Raises :class:`faults.Unusable`, or :class:`faults.Unsupported`."""
    tree = parse(text)
    analysis = Analysis(tree, scope)
    run = compiled(tree, analysis)
    faults = tuple(sorted(analysis.faults, key=lambda fault: fault.position))
    return Expression(text, analysis.type, analysis.reads.places(), faults, run, len(analysis.slots))
