"""The author's own pages, held against the tree: everything once, and only what can stand on a page.

An item names a node by its dotted path. The gate of a group is named like its answer (``G1.?G2``) where the group's
contents stand on later pages; so is a choice (``G1.?G3``), which brings its options along unless they are named too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from dienstweg.engine.overlay import PagePart
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Either, Group, Item, Node, Page, shown

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Pages = list[tuple[str, list[str]]]
"""Slug and parts of each page."""


class Spot(Struct, frozen=True):
    """What an item may name. ``parts``: what it brings onto the page, as paths of leaves, gates and choices."""

    item: Item
    parts: tuple[str, ...]
    in_rows: bool


def author_pages(nodes: tuple[Node, ...], parts: tuple[PagePart, ...]) -> tuple[Page, ...]:
    """The pages as the author wants them.

    Raises:
        Refused: ``page_slug``, ``page_repeats_slug``, ``page_unknown_element``, ``page_splits_rows``,
            ``page_repeats_element``, ``page_misses_element``, ``page_empty``, ``page_question_late``.
    """
    named = frozenset(path for part in parts for path in part.items)
    spots = dict(_spots(nodes, named))
    pages = [
        (part.slug, [path for item in part.items if item in spots for path in spots[item].parts]) for part in parts
    ]
    apart = {path for path in named & spots.keys() if spots[path].item.part == "gate"}
    problems = (*_slugs(parts), *_unusable(parts, spots), *_counted(nodes, pages), *_late(nodes, pages, apart))
    if problems:
        raise Refused(problems)
    return tuple(
        Page(slug=part.slug, title=part.title, lead=part.lead, items=tuple(spots[path].item for path in part.items))
        for part in parts
    )


def _spots(nodes: tuple[Node, ...], named: frozenset[str], *, in_rows: bool = False) -> Iterator[tuple[str, Spot]]:
    for node in nodes:
        whole = Spot(Item(node.path), tuple(_parts((node,))), in_rows)
        if isinstance(node, Either):
            below = {spot for spot, _ in _spots(node.options, named)}
            own = Spot(Item(node.path, "gate"), (node.path,), in_rows)
            yield node.path, own if below & named else whole
            yield from _spots(node.options, named, in_rows=in_rows)
            continue
        yield node.path, whole
        if isinstance(node, Group):
            if node.gate:
                yield _gate_path(node), Spot(Item(node.path, "gate"), (_gate_path(node),), in_rows)
            yield from _spots(node.children, named, in_rows=in_rows or node.repeats)


def _parts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Either):
            yield node.path
            yield from _parts(node.options)
        elif isinstance(node, Group):
            if node.gate:
                yield _gate_path(node)
            yield from _parts(node.children)
        elif shown(node):
            yield node.path


def _gate_path(group: Group) -> str:
    parent, dot, _ = group.path.rpartition(".")
    return f"{parent}{dot}{group.gate_key}"


def _slugs(parts: tuple[PagePart, ...]) -> Iterator[Problem]:
    for slug, count in Counter(part.slug for part in parts).items():
        if not SLUG.fullmatch(slug):
            message = "Kurznamen von Seiten bestehen aus Kleinbuchstaben von a bis z, Ziffern und Bindestrichen."
            yield Problem("page_slug", slug, message)
        if count > 1:
            yield Problem("page_repeats_slug", slug, "Diesen Kurznamen haben mehrere Seiten.")


def _unusable(parts: tuple[PagePart, ...], spots: dict[str, Spot]) -> Iterator[Problem]:
    for part in parts:
        for path in part.items:
            if path not in spots:
                yield Problem("page_unknown_element", f"{part.slug}: {path}", "Dieses Element gibt es nicht.")
            elif spots[path].in_rows:
                message = "Das Element liegt in einer Gruppe, die sich wiederholt. Nennen Sie die ganze Gruppe."
                yield Problem("page_splits_rows", f"{part.slug}: {path}", message)
        if not any(spots[path].parts for path in part.items if path in spots):
            yield Problem("page_empty", part.slug, "Diese Seite zeigt nichts. Streichen Sie sie.")


def _counted(nodes: tuple[Node, ...], pages: Pages) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for slug, paths in pages:
        for path in paths:
            if path in seen:
                message = f"Das Element steht auch auf der Seite „{seen[path]}“. Nennen Sie es einmal."
                yield Problem("page_repeats_element", f"{slug}: {path}", message)
            seen[path] = slug
    for path in _parts(nodes):
        if path not in seen:
            own = "?" in path.rpartition(".")[2]
            what = "Die Frage vor diesem Teil" if own else "Dieses Element"
            yield Problem("page_misses_element", path, f"{what} steht auf keiner Seite.")


def _late(nodes: tuple[Node, ...], pages: Pages, apart: set[str]) -> Iterator[Problem]:
    """Gates and choices that stand apart from what they open must come before it."""
    places = {path: number for number, (_, paths) in enumerate(pages) for path in paths}
    for own, contents in _questions(nodes):
        first = min((places[path] for path in contents if path in places), default=len(pages))
        if own in apart and places[own] >= first:
            message = "Was diese Frage öffnet, steht nicht auf einer späteren Seite. Stellen Sie es dahinter."
            yield Problem("page_question_late", own, message)


def _questions(nodes: tuple[Node, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every gate and choice outside of rows, with what it opens."""
    for node in nodes:
        if isinstance(node, Either):
            yield node.path, tuple(_parts(node.options))
            yield from _questions(node.options)
        elif isinstance(node, Group) and not node.repeats:
            if node.gate:
                yield _gate_path(node), tuple(_parts(node.children))
            yield from _questions(node.children)
