"""Last pass: pages. The author's own, or one topic a page computed from the top-level groups, long ones split.

Every node that shows something lies on exactly one page. A gate or choice whose contents fill pages of their own stands
on a page before them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.passes import Work
from dienstweg.engine.passes.author_pages import author_pages
from dienstweg.engine.passes.phrases import LONGEST_NAME
from dienstweg.engine.service import Either, Group, Item, Node, Note, Page, Question, shown

LONG = 12
"""Questions a page aims at: about two screens of a phone."""
MOST = 15
"""Questions a page may have rather than leave two or three for another page."""
LEAD_IN = 3
"""Questions that stand on the page of the rows they lead to, however long a row is."""
LONGEST_TITLE = 80
"""Characters of a page's title before anything that tells it from others."""

LEAST_ROOM = 12
"""Characters below which a cut label tells nothing."""

FIRST, FURTHER, WISHES = "Allgemeine Angaben", "Weitere Angaben", "Was möchten Sie angeben?"


def paging(work: Work) -> Work:
    """Give the service its pages.

    Raises:
        Refused: the author's pages leave something out, show it twice or name what cannot stand on a page.
    """
    if work.overlay.pages:
        return replace(work, pages=author_pages(work.nodes, work.overlay.pages))
    return replace(work, pages=_pages(_told_apart(_without_bare_notes(list(_top(work.nodes))))))


class Sheet(Struct, frozen=True, kw_only=True):
    """A page without a name for addresses. ``trail``: labels of the groups around it, the nearest first."""

    title: str
    items: tuple[Item, ...]
    lead: str = ""
    trail: tuple[str, ...] = ()
    asks: bool = True


def weight(node: Node) -> int:
    """How many questions a node puts before a person at once: one row of a repeated group, one option of a choice."""
    if isinstance(node, Question | Note):
        return 1 if isinstance(node, Question) and shown(node) else 0
    if isinstance(node, Either):
        return 1 + max(map(weight, node.options))
    return (1 if node.gate else 0) + sum(map(weight, node.children))


def _top(nodes: tuple[Node, ...]) -> Iterator[Sheet]:
    """Each group at the top is a topic of its own; what stands between groups is bunched."""
    title = FIRST
    for loose, run in groupby(filter(shown, nodes), lambda node: isinstance(node, Question | Note)):
        if loose:
            yield from (_bunch_sheet(_own_title(bunch) or title, bunch, ()) for bunch in _bunched(list(run)))
        else:
            yield from _topics(list(run), ())
        title = FURTHER


def _topics(nodes: list[Node], trail: tuple[str, ...]) -> Iterator[Sheet]:
    """Groups and choices, each on one page or split. Neighbours that start with a gate share the page of the gates."""
    for gated, run in groupby(nodes, _starts_with_gate):
        siblings = list(run)
        if gated:
            title = siblings[0].label if len(siblings) == 1 else _joined(siblings) or WISHES
            yield Sheet(title=title, items=tuple(Item(node.path, "gate") for node in siblings), trail=trail)
        for node in siblings:
            yield from _split(node, trail) if _is_long(node) else [_alone(node, trail)]


def _starts_with_gate(node: Node) -> bool:
    return isinstance(node, Group) and node.gate and _is_long(node)


def _is_long(node: Node) -> bool:
    """True where a node fills several pages. Rows of a repeated group stay together: they are shown one at a time."""
    return weight(node) > MOST and not (isinstance(node, Group) and node.repeats)


def _alone(node: Node, trail: tuple[str, ...]) -> Sheet:
    return Sheet(title=node.label, items=(Item(node.path),), trail=trail)


def _split(node: Node, trail: tuple[str, ...]) -> Iterator[Sheet]:
    """The pages of a long node, without the page of its gate."""
    below = (node.label, *trail)
    if isinstance(node, Either):
        yield Sheet(title=node.label, items=(Item(node.path, "gate"),), trail=trail)
        for option in filter(shown, node.options):
            yield from _split(option, below) if _is_long(option) else [_alone(option, below)]
    elif isinstance(node, Group):
        sheets = list(_contents(node, below))
        lead = "" if node.gate else node.hint
        yield from (replace(sheets[0], lead="\n\n".join(filter(None, (lead, sheets[0].lead)))), *sheets[1:])


def _contents(group: Group, trail: tuple[str, ...]) -> Iterator[Sheet]:
    """What lies in a long group: bunches of neighbours, and what is long itself on pages of its own."""
    named = group.gate  # the page of the gate has the group's name already
    for splits, run in groupby(filter(shown, group.children), _is_long):
        if splits:
            yield from _topics(list(run), trail)
            continue
        for bunch in _bunched(list(run)):
            title = _title(bunch, group, named=named)
            named = named or title == group.label
            yield _bunch_sheet(title, bunch, trail[title == group.label :])


def _bunch_sheet(title: str, bunch: list[Node], trail: tuple[str, ...]) -> Sheet:
    items = tuple(Item(node.path) for node in bunch)
    return Sheet(title=title, items=items, trail=trail, asks=any(map(weight, bunch)))


def _bunched(nodes: list[Node]) -> Iterator[list[Node]]:
    """Neighbours in their order in bunches of about the same weight, none above MOST unless a single node is."""
    left = sum(map(weight, nodes))
    aim = left / max(1, math.ceil(left / LONG))
    bunch: list[Node] = []
    held = 0
    for node in nodes:
        more = held + weight(node)
        leads_in = isinstance(node, Group) and node.repeats and held <= LEAD_IN
        ends_here = held + left <= MOST
        if bunch and not leads_in and not ends_here and (more > MOST or more - aim > aim - held):
            yield bunch
            bunch, more = [], weight(node)
        bunch.append(node)
        held, left = more, left - weight(node)
    if bunch:
        yield bunch


def _title(bunch: list[Node], group: Group, *, named: bool) -> str:
    """The one group in a bunch gives its name; else the group around it gives it once; else the parts do."""
    groups = [node for node in bunch if isinstance(node, Group)]
    loose = len(groups) < len(bunch)
    if len(groups) == 1 and (named or not loose):
        return groups[0].label
    return group.label if loose and not named else _joined(bunch) or _joined(groups) or group.label


def _own_title(bunch: list[Node]) -> str:
    """The label of the only question in a bunch, if it is a name and no sentence."""
    asked = [node for node in bunch if isinstance(node, Question)]
    label = asked[0].label if len(asked) == 1 else ""
    return "" if len(label) > LONGEST_NAME or label.endswith((".", "?")) else label


def _joined(nodes: Iterable[Node]) -> str:
    """Two or three labels as one title, or nothing where that is too many or too long."""
    labels = [node.label for node in nodes]
    title = " und ".join(filter(None, (", ".join(labels[:-1]), labels[-1]))) if labels else ""
    fits = 2 <= len(labels) <= 3 and all(labels) and len(title) <= LONGEST_TITLE
    return title if fits and not any(label.endswith((".", "?")) for label in labels) else ""


def _without_bare_notes(sheets: list[Sheet]) -> list[Sheet]:
    """Notes that would stand alone on a page lead the next one, or close the last."""
    kept: list[Sheet] = []
    ahead: tuple[Item, ...] = ()
    for sheet in sheets:
        if sheet.asks:
            kept.append(replace(sheet, items=ahead + sheet.items))
            ahead = ()
        else:
            ahead += sheet.items
    if ahead and kept:
        kept[-1] = replace(kept[-1], items=kept[-1].items + ahead)
    return kept


# --- names -----------------------------------------------------------------------------------------------------------


def _told_apart(sheets: list[Sheet]) -> list[Sheet]:
    """Titles that occur again say the group around them, or are counted."""
    sheets = [_shortened(sheet) for sheet in sheets]
    namesakes = Counter(sheet.title for sheet in sheets)
    around = Counter((sheet.title, label) for sheet in sheets for label in set(sheet.trail))
    return [
        _qualified(sheet, around, namesakes[sheet.title]) if namesakes[sheet.title] > 1 else sheet for sheet in sheets
    ]


def _shortened(sheet: Sheet) -> Sheet:
    """A title that fits; the whole of it leads the page then."""
    title = _cut(sheet.title, LONGEST_TITLE)
    if title == sheet.title:
        return sheet
    return replace(sheet, title=title, lead="\n\n".join(filter(None, (sheet.title, sheet.lead))))


def _qualified(sheet: Sheet, around: Counter[tuple[str, str]], namesakes: int) -> Sheet:
    """The nearest group around the page that none of its namesakes lies in, or at least not all, tells it apart."""
    own = [label for label in sheet.trail if around[sheet.title, label] < namesakes]
    alone = [label for label in own if around[sheet.title, label] == 1]
    nearest = next(iter(alone or own), None)
    room = LONGEST_TITLE - len(sheet.title) - len(" – ")
    if nearest is None or room < LEAST_ROOM:
        return sheet
    return replace(sheet, title=f"{sheet.title} – {_cut(nearest, room)}")


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[: most - 1].rpartition(" ")[0] or text[: most - 2]
    return f"{cut.rstrip(' ,;:/(–-')} …"


def _pages(sheets: list[Sheet]) -> tuple[Page, ...]:
    """Pages with unique titles and slugs."""
    pages: list[Page] = []
    slugs: dict[str, int] = {}
    count = Counter(sheet.title for sheet in sheets)
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen[sheet.title] += 1
        number = f" ({seen[sheet.title]} von {count[sheet.title]})" if count[sheet.title] > 1 else ""
        slug = _free(slug_of(sheet.title), slugs)
        pages.append(Page(slug=slug, title=sheet.title + number, lead=sheet.lead, items=sheet.items))
    return tuple(pages)


def _free(slug: str, taken: dict[str, int]) -> str:
    """A slug that nobody has; ``taken`` says how often each was asked for."""
    free = slug
    while free in taken:
        taken[slug] += 1
        free = f"{slug}-{taken[slug]}"
    taken[free] = 1
    return free


LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(title: str) -> str:
    """A short name for addresses: lower-case ASCII letters, digits and hyphens, at most 48 characters."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower().translate(LETTERS)).strip("-")
    return plain[:48].strip("-") or "angaben"
