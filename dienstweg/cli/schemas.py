"""``read`` and ``compile``: what a standards file says, and what becomes of it."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import msgspec
from msgspec import Struct

from dienstweg.cli.languages import completeness, languages_told
from dienstweg.cli.output import FINE, Output, counted, told
from dienstweg.cli.rules import comparison, opinion, read_book
from dienstweg.cli.sources import read_code_lists, read_source
from dienstweg.engine import xdf
from dienstweg.engine.problems import Problem
from dienstweg.engine.schema import Child, Field, Group, Schema
from dienstweg.engine.service import OpenPoint, Question, Service, digest, walk

NAMED_PLACES = 8

ROLES = {"input": "Eingabe", "select": "Auswahl", "label": "Hinweis", "hidden": "verborgen", "locked": "gesperrt"}


class Summary(Struct, frozen=True, kw_only=True):
    """What a standards file says, in numbers. Elements count at every place they stand at."""

    standard: str
    id: str
    version: str | None
    title: str
    fields: int
    fields_by_role: dict[str, int]
    fields_by_type: dict[str, int]
    groups: int
    choice_groups: int
    repeated: int
    rules: int
    code_list_references: int
    code_lists: tuple[str, ...]
    depth: int
    """Elements on the longest way from the root to a field."""
    warnings: tuple[Problem, ...]


def read(*, file: Path, write: Path | None, output: Output) -> int:
    """Summarise a file; with ``write`` put what was read into a new one."""
    source = read_source(file)
    summary = summarise(source.schema, source.warnings)
    if write is not None:
        write.write_bytes(xdf.write(source.schema))
    output.answer(msgspec.structs.asdict(summary), _told(summary, write))
    return FINE


def summarise(schema: Schema, warnings: tuple[Problem, ...]) -> Summary:
    """Count what a schema holds."""
    places = tuple(_below(schema.children, 1))
    fields = [child.element for child, _ in places if isinstance(child.element, Field)]
    groups = [child.element for child, _ in places if isinstance(child.element, Group)]
    lists = [field.code_list for field in fields if field.code_list is not None]
    return Summary(
        standard=schema.standard,
        id=schema.id,
        version=schema.version,
        title=" ".join((schema.title or schema.name).split()),
        fields=len(fields),
        fields_by_role=_counts(field.role.value for field in fields),
        fields_by_type=_counts(field.datatype.value for field in fields),
        groups=len(groups),
        choice_groups=sum(group.kind is not None and group.kind.value == "X" for group in groups),
        repeated=sum(child.max is None or child.max > 1 for child, _ in places),
        rules=len(schema.rules) + sum(len(child.element.rules) for child, _ in places),
        code_list_references=len(lists),
        code_lists=tuple(sorted({one.canonical_version or one.canonical or one.id or "" for one in lists})),
        depth=max((depth for _, depth in places), default=0),
        warnings=warnings,
    )


def _below(children: tuple[Child, ...], depth: int) -> Iterator[tuple[Child, int]]:
    for child in children:
        yield child, depth
        if isinstance(child.element, Group):
            yield from _below(child.element.children, depth + 1)


def _counts(words: Iterator[str]) -> dict[str, int]:
    return dict(Counter(words).most_common())


def _told(summary: Summary, written: Path | None) -> Iterator[str]:
    roles = ", ".join(f"{count} {ROLES[role]}" for role, count in summary.fields_by_role.items())
    types = ", ".join(f"{count} {name}" for name, count in summary.fields_by_type.items())
    choice = f", davon {summary.choice_groups} zur Auswahl" if summary.choice_groups else ""
    yield f"{summary.title}"
    yield f"  XDatenfelder {summary.standard}, {summary.id}, Fassung {summary.version or 'nicht genannt'}"
    yield f"  {counted(summary.fields, 'Feld', 'Felder')}: {roles}"
    yield f"    Datentypen: {types}"
    groups = counted(summary.groups, "Gruppe", "Gruppen")
    yield f"  {groups}{choice}, Tiefe {summary.depth}, {summary.repeated} wiederholbar"
    yield f"  {counted(summary.rules, 'Regel', 'Regeln')}"
    if summary.code_list_references:
        references = counted(summary.code_list_references, "Verweis", "Verweise")
        lists = counted(len(summary.code_lists), "Codeliste", "Codelisten")
        yield f"  {references} auf {lists}: {', '.join(summary.code_lists)}"
    yield f"  {counted(len(summary.warnings), 'Hinweis', 'Hinweise')}" + (":" if summary.warnings else "")
    yield from (f"    {told(problem)}" for problem in summary.warnings)
    if written is not None:
        yield f"Geschrieben: {written}"


def compile(
    *,
    path: Path,
    out: Path | None,
    translation: list[Path],
    state: str | None,
    rules: Path | None,
    codelists: Path | None,
    output: Output,
) -> int:
    """Compile a schema or service folder; say its digest and what could not be decided.

    ``rules``: FITKO's translations, used where a sentence was not understood; every difference is told.
    """
    source = read_source(path, translation)
    lists = read_code_lists(codelists)
    book, verdicts = read_book(source.schema, lists, state=state, rules=rules)
    service = source.service(lists, book)
    if out is not None:
        out.write_bytes(msgspec.json.format(msgspec.json.encode(service, order="sorted"), indent=1) + b"\n")
    data: dict[str, object] = {
        "digest": digest(service),
        "slug": service.slug,
        "title": service.title,
        "schema": service.schema_id,
        "version": service.schema_version,
        "pages": [page.slug for page in service.pages],
        "questions": _questions(service),
        "languages": completeness(service),
        "open_points": service.open_points,
        "warnings": source.warnings,
    }
    if rules is not None:
        data["second_opinion"] = opinion(verdicts, book)
    output.answer(data, (*_compiled(service, out), *comparison(verdicts, book.foreign)))
    return FINE


def _questions(service: Service) -> int:
    return sum(isinstance(node, Question) and node.role == "input" for node in walk(service.nodes))


def _compiled(service: Service, written: Path | None) -> Iterator[str]:
    yield service.title
    yield f"  Prüfsumme {digest(service)}"
    pages, questions = counted(len(service.pages), "Seite", "Seiten"), counted(_questions(service), "Frage", "Fragen")
    yield f"  {pages}, {questions}: {', '.join(page.title for page in service.pages)}"
    yield from languages_told(completeness(service))
    yield from open_points_told(service.open_points)
    if written is not None:
        yield f"Geschrieben: {written}"


def open_points_told(points: tuple[OpenPoint, ...]) -> Iterator[str]:
    """Open points for people: grouped by code, with their number, one message and the first places."""
    if not points:
        yield "  Keine offenen Punkte"
        return
    yield f"  {counted(len(points), 'offener Punkt', 'offene Punkte')}:"
    ordered = sorted(points, key=lambda point: point.code)
    for code, group in groupby(ordered, key=lambda point: point.code):
        same = list(group)
        yield f"    {code}: {len(same)}-mal, zum Beispiel: {_short(same[0].message)}"
        places = list(dict.fromkeys(point.where for point in same))
        yield from (f"      {place}" for place in places[:NAMED_PLACES])
        if len(places) > NAMED_PLACES:
            yield f"      und an {len(places) - NAMED_PLACES} weiteren Stellen (alle mit --json)"


def _short(message: str, most: int = 160) -> str:
    text = " ".join(message.split())
    return text if len(text) <= most else f"{text[:most].rstrip()} …"
