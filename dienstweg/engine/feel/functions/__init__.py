"""The built-in functions that forms need, by name.

``today()`` and ``now()`` are here for their names only: what they give comes in as an argument of the evaluation.
"""

from dienstweg.engine.feel.functions import contexts, conversions, dates, lists, numeric, strings
from dienstweg.engine.feel.functions.forms import Form, Function, Parameter, form, function
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.values import Value

__all__ = ["CLOCK", "FUNCTIONS", "LEFT_OUT", "Form", "Function", "Parameter"]


def _nothing(_: Meter) -> Value:
    return None


CLOCK: dict[str, Function] = {
    "today": function("today", form("", _nothing, "date")),
    "now": function("now", form("", _nothing, "datetime")),
}

FUNCTIONS: dict[str, Function] = CLOCK | {
    one.name: one for module in (conversions, strings, lists, numeric, dates, contexts) for one in module.FUNCTIONS
}

LEFT_OUT = frozenset(
    {
        "after",
        "assert",
        "before",
        "coincides",
        "during",
        "exp",
        "finished by",
        "finishes",
        "includes",
        "list replace",
        "log",
        "median",
        "meets",
        "met by",
        "mode",
        "overlaps",
        "overlaps after",
        "overlaps before",
        "product",
        "range",
        "sort",
        "sqrt",
        "started by",
        "starts",
        "stddev",
    }
)
"""Functions of the standard that no form needs."""
