"""A service and the answers so far: which pages there are, what is missing, what leaves. Computed, never stored."""

from datetime import date
from itertools import pairwise

from msgspec import Struct

from dienstweg.engine.answers import Answers, branch, join
from dienstweg.engine.gaps import Gap, Lists, gate_gaps, node_gaps
from dienstweg.engine.service import Either, Group, Item, Node, Page, Service, shown
from dienstweg.engine.summary import Line, Section, gate_lines, lines
from dienstweg.engine.usage import clean, entered


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
    """The way of one applicant through one service; ``today`` only matters to checks that compare with it."""

    def __init__(self, service: Service, answers: Answers, *, today: date | None = None) -> None:
        self.service = service
        self.answers = answers
        self.lists = Lists(service.code_lists, today)
        self._places = {page.slug: self._places_of(page) for page in service.pages}
        self.pages: tuple[Page, ...] = tuple(page for page in service.pages if self._places[page.slug])

    def page(self, slug: str) -> Page | None:
        """The page of that name, if it is part of this way."""
        return next((page for page in self.pages if page.slug == slug), None)

    def places(self, page: Page) -> tuple[Place, ...]:
        """What stands on a page now, in order: items whose gates and choices are open."""
        return self._places[page.slug]

    def gaps(self, page: Page | None = None) -> tuple[Gap, ...]:
        """What is missing or wrong on a page, or on the whole way."""
        pages = self.pages if page is None else (page,)
        return tuple(gap for one in pages for place in self.places(one) for gap in self._gaps_at(place))

    def first_gap(self) -> Page | None:
        """The first page on which something is missing; None: everything can be checked and sent."""
        return next((page for page in self.pages if self.gaps(page)), None)

    def next_page(self, after: Page) -> Page | None:
        """The page after one; None: check and send."""
        behind = self.service.pages[self.service.pages.index(after) + 1 :]
        return next((page for page in behind if self._places[page.slug]), None)

    def summary(self) -> tuple[Section, ...]:
        """Every page with what was asked and answered."""
        return tuple(Section(page, self._lines_of(page)) for page in self.pages)

    def clean(self) -> Answers:
        """The answers that leave: gates, choices and everything behind closed ones dropped, set contents put in."""
        return clean(self.service.nodes, self.answers, self.service.code_lists)

    def _places_of(self, page: Page) -> tuple[Place, ...]:
        located = (self._locate(item) for item in page.items)
        return tuple(place for place in located if place is not None and shown(place.node))

    def _locate(self, item: Item) -> Place | None:
        """The item's node with its surroundings, or None where a gate or choice keeps it closed."""
        here, prefix, need, kept = self.answers, "", True, False
        chain = chain_to(self.service.nodes, item.path)
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
