"""What must hold of a place, whichever place that is."""

from collections.abc import Callable

from msgspec import Struct

from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.terms import Term

Apply = Callable[[Place], Term]


class Relation(Struct, frozen=True):
    """What must hold of a place. ``opposite``: what "nicht" makes of it, where that is not plainly the reverse."""

    apply: Apply
    opposite: Apply | None = None
    upper: bool = False
    """"höchstens", "maximal": also after "darf" without "nicht"."""
    negative: bool = False
    """It says no by itself: another "nicht" beside it is not understood."""
