"""Last pass: pages. The author's own, or one topic a page computed from the top-level groups, long ones split.

Every node that can be shown lies on exactly one page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from dienstweg.engine.overlay import PagePart
from dienstweg.engine.passes import Work
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Either, Group, Item, Node, Note, Page, Question

LONG = 12
"""Questions on one page before a group is split: about two screens of a phone for each topic."""


def paging(work: Work) -> Work:
    """Give the service its pages.

    Raises:
        Refused: the author's pages leave a node out, show one twice or name one that does not exist.
    """
    if work.overlay.pages:
        _check(work.nodes, work.overlay.pages)
        pages = tuple(
            Page(slug=part.slug, title=part.title, lead=part.lead, items=tuple(Item(path) for path in part.items))
            for part in work.overlay.pages
        )
    else:
        pages = _slugged(_Sheet(title, tuple(items)) for title, items in _top(work.nodes))
    return replace(work, pages=pages)


@dataclass(frozen=True)
class _Sheet:
    title: str
    items: tuple[Item, ...]


def weight(node: Node) -> int:
    """How many questions a node puts before a person (a repeated group counts once)."""
    if isinstance(node, Question):
        return 0 if node.role == "hidden" else 1
    if isinstance(node, Note):
        return 0
    if isinstance(node, Either):
        return 1 + sum(weight(option) for option in node.options)
    return (1 if node.gate else 0) + sum(weight(child) for child in node.children)


def _top(nodes: tuple[Node, ...]) -> list[tuple[str, list[Item]]]:
    sheets: list[tuple[str, list[Item]]] = []
    loose: list[Node] = []
    for node in nodes:
        if isinstance(node, Question | Note):
            loose.append(node)
            continue
        if loose:
            sheets += _bunch(loose, "Allgemeine Angaben")
            loose = []
        sheets += _split(node) if weight(node) > LONG else [(_title(node), [Item(node.path)])]
    if loose:
        title = "Allgemeine Angaben" if not sheets else "Weitere Angaben"
        sheets += _bunch(loose, title)
    return sheets


def _title(node: Node) -> str:
    return node.label.rstrip(":").strip()


def _bunch(nodes: list[Node], title: str) -> list[tuple[str, list[Item]]]:
    """Loose nodes in their order, at most LONG questions a page."""
    sheets: list[tuple[str, list[Item]]] = []
    held = 0
    for node in nodes:
        if not sheets or held + weight(node) > LONG:
            sheets.append((title, []))
            held = 0
        sheets[-1][1].append(Item(node.path))
        held += weight(node)
    return sheets


def _split(node: Node) -> list[tuple[str, list[Item]]]:
    """The pages of a long node. Rows of a repeated group stay together: they are shown one at a time."""
    if isinstance(node, Either):
        sheets = [(_title(node), [Item(node.path, "gate")])]
        for option in node.options:
            sheets += _split(option) if weight(option) > LONG else [(_title(option), [Item(option.path)])]
        return sheets
    if not isinstance(node, Group) or node.repeats:
        return [(_title(node), [Item(node.path)])]
    sheets = [(_title(node), [Item(node.path, "gate")])] if node.gate else []
    return sheets + _split_children(node)


def _split_children(group: Group) -> list[tuple[str, list[Item]]]:
    sheets: list[tuple[str, list[Item]]] = []
    bucket: list[Node] = []

    def flush() -> None:
        if bucket:
            single = bucket[0] if len(bucket) == 1 and not isinstance(bucket[0], Question | Note) else group
            sheets.append((_title(single), [Item(node.path) for node in bucket]))
            bucket.clear()

    for child in group.children:
        if weight(child) > LONG:
            flush()
            sheets += _split(child)
            continue
        if sum(weight(node) for node in bucket) + weight(child) > LONG:
            flush()
        bucket.append(child)
    flush()
    return sheets


def _slugged(sheets: Iterable[_Sheet]) -> tuple[Page, ...]:
    """Pages with unique slugs; titles that occur again are numbered so that a person can tell them apart."""
    pages: list[Page] = []
    slugs: dict[str, int] = {}
    titles: dict[str, int] = {}
    for sheet in sheets:
        slug = slug_of(sheet.title)
        slugs[slug] = slugs.get(slug, 0) + 1
        titles[sheet.title] = titles.get(sheet.title, 0) + 1
        title = sheet.title if titles[sheet.title] == 1 else f"{sheet.title} ({titles[sheet.title]})"
        unique = slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}"
        pages.append(Page(slug=unique, title=title, items=sheet.items))
    return tuple(pages)


LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(title: str) -> str:
    """A short name for addresses: lower-case ASCII letters, digits and hyphens, at most 48 characters."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower().translate(LETTERS)).strip("-")
    return plain[:48].strip("-") or "angaben"


def _check(nodes: tuple[Node, ...], parts: tuple[PagePart, ...]) -> None:
    """Every leaf of the tree lies on exactly one of the author's pages."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for part in parts:
        for path in part.items:
            below = [leaf for leaf in _leaves(nodes) if leaf == path or leaf.startswith(path + ".")]
            if not below:
                problems.append(
                    Problem("page_unknown_element", f"{part.slug}: {path}", "Dieses Element gibt es nicht.")
                )
            for leaf in below:
                if leaf in seen:
                    message = f"Das Element steht auch auf der Seite „{seen[leaf]}“. Nennen Sie es einmal."
                    problems.append(Problem("page_repeats_element", f"{part.slug}: {leaf}", message))
                seen[leaf] = part.slug
    problems.extend(
        Problem("page_misses_element", leaf, "Dieses Element steht auf keiner Seite.")
        for leaf in _leaves(nodes)
        if leaf not in seen
    )
    if problems:
        raise Refused(problems)


def _leaves(nodes: tuple[Node, ...]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Group):
            found += _leaves(node.children)
        elif isinstance(node, Either):
            found += _leaves(node.options)
        else:
            found.append(node.path)
    return found
