"""A service and the answers so far: which pages there are, what is missing, what leaves. Computed, never stored.

The rules come first: from here on ``Journey.service`` is the service as they make it for these answers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.answers import Answers, branch, join, rows
from dienstweg.engine.gaps import Gap, Lists, gate_gaps, node_gaps
from dienstweg.engine.ruling import Failing, lies_in, resolve
from dienstweg.engine.service import Amount, Either, Group, Item, Node, Page, Question, Service, asks, shown
from dienstweg.engine.summary import AMOUNTS, Line, Section, amount_lines, gate_lines, lines
from dienstweg.engine.usage import chosen, clean, entered, kept


class Place(Struct, frozen=True):
    """A node on its way: the answers around it and the instance path of its parent.

    ``need``: mandatory questions are mandatory here; ``kept``: the node is the chosen option of a choice.
    """

    item: Item
    node: Node
    here: Answers
    prefix: str
    need: bool
    kept: bool = False


class Journey:
    """The way of one applicant through one service; ``today`` matters to checks and rules that compare with it."""

    def __init__(self, service: Service, answers: Answers, *, today: date | None = None) -> None:
        resolved = resolve(service, answers, today)
        self.master = service
        self.service = resolved.service
        self.answers = answers
        self.lists = Lists(self.service.code_lists, today)
        self._resolved = resolved
        self._places = _together(service, {page.slug: self._places_of(page) for page in service.pages})
        self.pages: tuple[Page, ...] = _numbered([page for page in service.pages if self._places[page.slug]])

    def page(self, slug: str) -> Page | None:
        """The page of that name, if it is part of this way."""
        return next((page for page in self.pages if page.slug == slug), None)

    def places(self, page: Page) -> tuple[Place, ...]:
        """What stands on a page now, in order: items whose gates and choices are open."""
        return self._places[page.slug]

    def gaps(self, page: Page | None = None) -> tuple[Gap, ...]:
        """What is missing or wrong on a page, or on the whole way."""
        pages = self.pages if page is None else (page,)
        return tuple(gap for one in pages for gap in self._gaps_on(one))

    def first_gap(self) -> Page | None:
        """The first page on which something is missing; None: everything can be checked and sent."""
        return next((page for page in self.pages if self.gaps(page)), None)

    def page_before(self, page: Page) -> Page | None:
        """The page before one, if it is not the first of the way."""
        slugs = [one.slug for one in self.service.pages]
        ahead = slugs[: slugs.index(page.slug)]
        return next((one for one in reversed(self.pages) if one.slug in ahead), None)

    def next_page(self, after: Page) -> Page | None:
        """The page after one; None: check and send."""
        slugs = [page.slug for page in self.service.pages]
        behind = slugs[slugs.index(after.slug) + 1 :]
        return next((page for page in self.pages if page.slug in behind), None)

    def amounts(self) -> tuple[tuple[Amount, Decimal], ...]:
        """Amounts that follow from the answers, as far as they are known."""
        known = self._resolved.amounts
        return tuple((amount, known[amount.name]) for amount in self.service.amounts if amount.name in known)

    def summary(self) -> tuple[Section, ...]:
        """Every page with what was asked and answered, and at the end the amounts that follow from it."""
        sections = tuple(Section(page, self._lines_of(page)) for page in self.pages)
        amounts = tuple(line for amount, value in self.amounts() for line in amount_lines(amount, value))
        return (*sections, Section(AMOUNTS, amounts)) if amounts else sections

    def clean(self) -> Answers:
        """The answers that leave: gates, choices and everything behind closed ones dropped, set contents put in."""
        return clean(self.service.nodes, self.answers, self.service.code_lists)

    def kept(self) -> Answers:
        """The answers that count, with those to gates and choices: what is stored when the application is sent."""
        return kept(self.service.nodes, self.answers)

    def _places_of(self, page: Page) -> tuple[Place, ...]:
        located = (self._locate(item) for item in page.items)
        return tuple(place for place in located if place is not None and shown(place.node))

    def _locate(self, item: Item) -> Place | None:
        """The item's node with its surroundings, or None where a gate or choice keeps it closed."""
        here, prefix, need, kept = self.answers, "", True, False
        try:
            chain = chain_to(self.service.nodes, item.path)
        except KeyError:  # a rule has left it out
            return None
        for outer, inner in pairwise(chain):
            if isinstance(outer, Either):
                kept = here.get(outer.key) == getattr(inner, "id", None)
                if not kept:
                    return None
                need = True
                continue
            if not isinstance(outer, Group):
                continue
            open_, need = (True, True) if kept else entered(outer, here, need=need)
            if not open_:
                return None
            here, prefix, kept = branch(here, outer.id), join(prefix, outer.id), False
        return Place(item, chain[-1], here, prefix, need, kept)

    @cached_property
    def _failing(self) -> dict[str, list[Gap]]:
        return anchored(self._resolved.failing, self._places)

    def _gaps_on(self, page: Page) -> Iterator[Gap]:
        found = [gap for place in self.places(page) for gap in self._gaps_at(place)]
        yield from found
        told = {gap.path for gap in found}
        for gap in self._failing.get(page.slug, ()):
            if gap.path not in told:
                told.add(gap.path)
                yield gap

    def _gaps_at(self, place: Place) -> tuple[Gap, ...]:
        if place.item.part == "gate":
            return tuple(gate_gaps(place.node, place.here, place.prefix, need=place.need))
        found = node_gaps(place.node, place.here, place.prefix, self.lists, need=place.need, kept=place.kept)
        return tuple(found)

    def _lines_of(self, page: Page) -> tuple[Line, ...]:
        places = self.places(page)
        found: list[Line] = []
        for place in places:
            if place.item.part == "gate":
                found += gate_lines(place.node, place.here, place.prefix, 0)
            else:
                titled = len(places) > 1
                found += lines(place.node, place.here, place.prefix, self.service.code_lists, 0, titled=titled)
        return tuple(found)


# --- pages as they are now -------------------------------------------------------------------------------------------


def _together(service: Service, places: dict[str, tuple[Place, ...]]) -> dict[str, tuple[Place, ...]]:
    """Where rules have taken every question from a page, what is left to read leads the next one, or closes the last.

    ``service`` is the one before its rules have looked at the answers.
    """
    found: dict[str, tuple[Place, ...]] = {}
    ahead: tuple[Place, ...] = ()
    last = ""
    for page in service.pages:
        here = places[page.slug]
        bare = bool(here) and not any(_asking(place.item, place.node) for place in here)
        if bare and any(_asking(item, chain_to(service.nodes, item.path)[-1]) for item in page.items):
            ahead, here = ahead + here, ()
        elif here:
            here, ahead, last = ahead + here, (), page.slug
        found[page.slug] = here
    if ahead and not last:
        return places
    return found | {last: found[last] + ahead} if ahead else found


def _asking(item: Item, node: Node) -> bool:
    return item.part == "gate" or asks(node)


_NUMBER = re.compile(r" \(\d+ (?P<of>\w+) \d+\)$")
"""In the language of the service; the number is told in the same."""


def _numbered(pages: list[Page]) -> tuple[Page, ...]:
    """Pages that share a title are counted as many as they are now."""
    titles = [_NUMBER.sub("", page.title) for page in pages]
    if titles == [page.title for page in pages]:
        return tuple(pages)
    count, seen = Counter(titles), Counter[str]()
    found: list[Page] = []
    for page, title in zip(pages, titles, strict=True):
        seen[title] += 1
        numbered = _NUMBER.search(page.title)
        if numbered is None:
            found.append(page)
            continue
        number = f" ({seen[title]} {numbered['of']} {count[title]})" if count[title] > 1 else ""
        found.append(replace(page, title=type(page.title)(title + number)))
    return tuple(found)


def chain_to(nodes: tuple[Node, ...], path: str) -> tuple[Node, ...]:
    """The nodes from the root down to the one at a schema path; choices on the way are included.

    Raises:
        KeyError: there is no such node.
    """
    for node in nodes:
        if node.path == path:
            return (node,)
        if isinstance(node, Either):
            if any(path == option.path or path.startswith(option.path + ".") for option in node.options):
                return (node, *chain_to(node.options, path))
        elif isinstance(node, Group) and path.startswith(node.path + "."):
            return (node, *chain_to(node.children, path))
    raise KeyError(path)


# --- where a check that does not hold is told ------------------------------------------------------------------------


def anchored(failing: tuple[Failing, ...], places: Mapping[str, tuple[Place, ...]]) -> dict[str, list[Gap]]:
    """Gaps by page: at the last thing in sight that the check looks at. Where none is, nobody could mend it."""
    found: dict[str, list[Gap]] = {}
    for one in failing:
        spot = _last_spot(one, places)
        if spot is not None:
            slug, path = spot
            found.setdefault(slug, []).append(Gap(path, "wrong", one.message, one.reads))
    return found


def _last_spot(failing: Failing, places: Mapping[str, tuple[Place, ...]]) -> tuple[str, str] | None:
    last = None
    for slug, here in places.items():
        for place in here:
            if place.item.part == "all":
                for path in _in_sight(place.node, place.here, place.prefix, failing):
                    last = (slug, path)
    return last


def _in_sight(node: Node, here: Answers, prefix: str, failing: Failing) -> Iterator[str]:
    """Instance paths at or below a node that show what a check reads, in its own rows."""
    reads = tuple(read.replace("[]", "") for read in failing.reads)
    if isinstance(node, Either):
        option = chosen(node, here)
        if any(_names(node_option.path, reads) for node_option in node.options):
            yield join(prefix, node.key)
        if option is not None:
            yield from _in_sight(option, here, prefix, failing)
    elif isinstance(node, Question):
        if node.role == "input" and _names(node.path, reads):
            yield join(prefix, node.id, 0) if node.repeats else join(prefix, node.id)
    elif isinstance(node, Group) and any(lies_in(read, node.path) or lies_in(node.path, read) for read in reads):
        yield from _in_group(node, here, prefix, failing, reads)


def _in_group(node: Group, here: Answers, prefix: str, failing: Failing, reads: tuple[str, ...]) -> Iterator[str]:
    path = join(prefix, node.id)
    if node.path in reads and shown(node):
        yield path
    elif not node.repeats:
        inside = branch(here, node.id)
        for child in node.children if not node.gate or here.get(node.gate_key) is True else ():
            yield from _in_sight(child, inside, path, failing)
    elif node.path in failing.home:
        index = failing.rows[failing.home.index(node.path)]
        row = dict(enumerate(rows(here, node.id))).get(index, {})
        for child in node.children_at(index):
            yield from _in_sight(child, row, join(path, index), failing)
    elif shown(node):
        yield path


def _names(path: str, reads: tuple[str, ...]) -> bool:
    return any(lies_in(path, read) for read in reads)
