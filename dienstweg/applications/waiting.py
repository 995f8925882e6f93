"""Questions that wait for an answer on the same page: it must be given, and rules may then leave them out.

Nobody is asked about a training abroad before having said where the training was. What waits is neither drawn nor
missed; the answer it waits for is, so nothing can be sent without it.
"""

from collections.abc import Iterator
from itertools import islice

from dienstweg.applications.drawn import drawn
from dienstweg.engine.answers import put
from dienstweg.engine.gaps import Gap
from dienstweg.engine.journey import Journey
from dienstweg.engine.ruling import watched
from dienstweg.engine.service import Page, Question, Service, walk

NOTHING: frozenset[str] = frozenset()
TRIES = 8
"""So many answers are tried on a page, each at the cost of a look at all rules; what others leave out does not wait."""


def waiting(journey: Journey, page: Page) -> frozenset[str]:
    """Instance paths of what stands on a page and would not with some answer to a question further up.

    That question lies in no row, and its answer is missing.
    """
    names = watched(journey.master, page)
    if not names:
        return NOTHING
    missing = {gap.path for gap in journey.gaps(page) if gap.kind == "missing" and gap.path in names}
    if not missing:
        return NOTHING
    here = list(drawn(journey, page, journey.answers, spare=0))
    tries = ((place, answer) for place in here if place in missing for answer in _answers(journey, place))
    found: set[str] = set()
    for place, answer in islice(tries, TRIES):
        then = Journey(journey.master, put(journey.answers, place, answer), today=journey.lists.today)
        found.update(set(here[here.index(place) + 1 :]).difference(drawn(then, page, journey.answers, spare=0)))
    return frozenset(found)


def due(journey: Journey, page: Page) -> tuple[Gap, ...]:
    """What is missing or wrong on a page, without what waits."""
    later = waiting(journey, page)
    return tuple(gap for gap in journey.gaps(page) if not any(f"{gap.path}.".startswith(f"{one}.") for one in later))


def _answers(journey: Journey, path: str) -> Iterator[object]:
    """Answers to a question that make a difference to rules: of those that the same conditions name, one."""
    service = journey.service
    question = next((node for node in walk(service.nodes) if node.path == path), None)
    if not isinstance(question, Question) or question.repeats:
        return
    if question.kind == "bool":
        yield from (True, False)
    known = service.code_lists.get(question.code_list or "") if question.kind == "choice" else None
    if known is not None:
        conditions = _conditions(service, path)
        yield from {_named(entry.code, conditions): entry.code for entry in known.entries}.values()


def _conditions(service: Service, path: str) -> list[str]:
    """What decides about visibility and values by looking at a place."""
    every = (text for ruled in service.ruled for text in (ruled.forbid, *(one.when for one in ruled.set)))
    return [text for text in every if text and path in text]


def _named(code: str, conditions: list[str]) -> frozenset[int]:
    return frozenset(number for number, text in enumerate(conditions) if f'"{code}"' in text)
