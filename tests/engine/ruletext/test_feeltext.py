"""The FEEL text of every condition is true exactly where the condition holds."""

from itertools import islice

import pytest

from dienstweg.engine.ruletext.feeltext import feel
from dienstweg.engine.ruletext.terms import Term, negated, reads
from dienstweg.engine.ruletext.truth import holds, trials
from tests.engine.ruletext.feel_values import feel_holds
from tests.engine.ruletext.sample import book
from tests.engine.ruletext.test_sentences import READ

TRIALS = 60


def conditions() -> list[Term]:
    found: dict[Term, None] = {}
    for text in READ:
        for effect in book(text).effects:
            found.setdefault(effect.condition)
            found.setdefault(negated(effect.condition))
    return list(found)


CONDITIONS = conditions()


@pytest.mark.parametrize("term", CONDITIONS, ids=range(len(CONDITIONS)))
def test_feel_agrees(term: Term) -> None:
    paths = reads(term)
    if any(other.startswith(f"{path}.") for path in paths for other in paths):
        pytest.skip("reads a group and a question inside it: answers by path cannot be invented apart")
    tried = [found for found in islice(trials((term,)), TRIALS) if found is not None]
    told = {str(found): feel_holds(term, found) for found in tried}
    assert told == {str(found): holds(term, found) for found in tried}, feel(term)
