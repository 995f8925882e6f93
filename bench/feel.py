"""``python -m bench.feel``: what one evaluation of a rule costs, compiled once, beside the same condition in Python."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from time import process_time
from typing import Any

from bench.figures import figure, line
from dienstweg.engine.feel import BOOLEAN, DATE, NUMBER, STRING, ListOf, Record, Scope, compile_expression, read_values

ROUNDS = 15
CALLS = 2_000
SCOPE = Scope(
    {
        "G05": Record({"F60": STRING, "F61": NUMBER, "F62": BOOLEAN, "F63": DATE}),
        "dogs": ListOf(Record({"breed": STRING, "age": NUMBER})),
    }
)
ANSWERS: dict[str, object] = {
    "G05": {"F60": "002", "F61": "12.50", "F62": True, "F63": "1990-02-28"},
    "dogs": [{"breed": "Mops", "age": 3}, {"breed": "Boxer", "age": 5}, {"breed": "Beagle", "age": 7}],
}
Values = Mapping[str, Any]
RULES: tuple[tuple[str, str, Callable[[Values], object]], ...] = (
    (
        "three terms",
        'G05.F60 = "002" and G05.F61 > 10 and G05.F62 = true',
        lambda v: v["G05"]["F60"] == "002" and v["G05"]["F61"] > 10 and v["G05"]["F62"] is True,
    ),
    (
        "quantifier over three rows",
        'some d in dogs satisfies d.breed = "Dackel" and d.age > 2',
        lambda v: any(d["breed"] == "Dackel" and d["age"] > 2 for d in v["dogs"]),
    ),
    (
        "sum over three rows",
        "sum(for d in dogs return if d.age > 4 then 24.50 else 10)",
        lambda v: sum(24.5 if d["age"] > 4 else 10 for d in v["dogs"]),
    ),
)


def main() -> int:
    values = read_values(SCOPE, ANSWERS)
    line("", "evaluate", "compile", "× the same in Python")
    for label, text, by_hand in RULES:
        compiled = compile_expression(text, SCOPE)
        ours, theirs = _microseconds(partial(compiled.evaluate, values)), _microseconds(partial(by_hand, values))
        once = _microseconds(partial(compile_expression, text, SCOPE), CALLS // 50)
        ratio = figure([one / other for one, other in zip(ours, theirs, strict=True)])
        line(label, figure(ours).text("µs"), figure(once).text("µs", 0), ratio.text())
    return 0


def _microseconds(work: Callable[[], object], calls: int = CALLS) -> list[float]:
    """The processor time of one call, in several rounds: on a busy machine, waiting would count too."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        for _ in range(calls):
            work()
        times.append((process_time() - start) / calls * 1e6)
    return times


if __name__ == "__main__":
    sys.exit(main())
