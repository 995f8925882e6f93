"""``check``: everything that can be found wrong without an applicant."""

from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
from msgspec import Struct

from dienstweg.cli.cases import case_files, differences
from dienstweg.cli.languages import Completeness, completeness, languages_told
from dienstweg.cli.output import FINE, FOUND, UNUSABLE, Output, Unusable, counted, told
from dienstweg.cli.progress import progress
from dienstweg.cli.schemas import NAMED_PLACES, open_points_told
from dienstweg.cli.sources import Source, expand, read_code_lists, read_source
from dienstweg.engine import handover, quality
from dienstweg.engine.adoption import check_declaration
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.problems import Problem, Refused, errors
from dienstweg.engine.quality import Finding
from dienstweg.engine.service import OpenPoint, Service, digest


class Checked(Struct, frozen=True, kw_only=True):
    """What was found in one file or folder; ``digest`` is empty where nothing could be compiled."""

    path: str
    title: str = ""
    digest: str = ""
    cases: int = 0
    problems: tuple[Problem, ...] = ()
    languages: tuple[Completeness, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    quality: tuple[Finding, ...] = ()
    """What FIM's method objects to. It never decides about the code: such a file can still be a good form."""
    usable: bool = True

    @property
    def code(self) -> int:
        if not self.usable:
            return UNUSABLE
        return FOUND if errors(self.problems) else FINE


def check(*, paths: list[Path], codelists: Path | None, output: Output) -> int:
    """Check schemas and service folders; the code is that of the worst of them."""
    lists = read_code_lists(codelists)
    found = [check_one(path, lists) for path in progress(expand(paths), "Datei")]
    output.answer({"checked": found}, (line for one in found for line in _told(one)))
    return max(one.code for one in found)


def check_one(path: Path, lists: CodeLists) -> Checked:
    """Reading, quality, compiling, declarations, the generated schemas, the cases."""
    try:
        source = read_source(path)
    except Refused as refused:
        return Checked(path=str(path), problems=refused.problems, usable=not isinstance(refused, Unusable))
    found = quality.examine(source.schema)
    try:
        service = source.service(lists)
    except Refused as refused:
        problems = (*source.warnings, *refused.problems)
        return Checked(path=str(path), title=source.schema.title, problems=problems, quality=found)
    cases = case_files(source.folder) if source.folder else ()
    return Checked(
        path=str(path),
        title=service.title,
        digest=digest(service),
        cases=len(cases),
        problems=(*source.warnings, *_problems(source, service, cases)),
        languages=completeness(service),
        open_points=service.open_points,
        quality=found,
    )


def _problems(source: Source, service: Service, cases: tuple[Path, ...]) -> Iterator[Problem]:
    yield from check_declaration(service)
    if (
        source.folder is not None
        and source.overlay is not None
        and source.overlay.slug not in (None, source.folder.resolve().name)
    ):
        message = f"Der Ordner heißt anders als der Dienst („{service.slug}“). Geben Sie beiden denselben Namen."
        yield Problem("folder_name", str(source.folder), message, "warning")
    yield from _schema_problems(service)
    for case in cases:
        yield from differences(service, case)


def _schema_problems(service: Service) -> Iterator[Problem]:
    """The schemas of the hand-over: JSON Schema by its own metaschema, XSD by its processor."""
    keys: tuple[handover.Keys, ...] = ("plain", "versioned")
    for names in keys:
        schema = handover.json_schema(service, keys=names)
        if not jsonschema_rs.meta.is_valid(schema):
            message = "Das erzeugte JSON-Schema entspricht nicht seinem eigenen Standard (2020-12)."
            yield Problem("handover_schema", service.schema_id, message)
    try:
        handover.Contract(service)
    except Refused as refused:
        yield from refused.problems


def _told(checked: Checked) -> Iterator[str]:
    yield f"{checked.path}: {checked.title}".rstrip(": ")
    yield from (f"  {told(problem)}" for problem in checked.problems)
    yield from _quality_told(checked.quality)
    if not checked.digest:
        return
    if checked.cases:
        yield f"  {counted(checked.cases, 'Fall', 'Fälle')} durchgespielt"
    yield from languages_told(checked.languages)
    yield from open_points_told(checked.open_points)
    wrong = len(errors(checked.problems))
    fine = "Als Formular in Ordnung" if any("Fehler" in finding.level for finding in checked.quality) else "In Ordnung"
    yield f"  {counted(wrong, 'Fehler', 'Fehler')}" if wrong else f"  {fine}"


def _quality_told(found: tuple[Finding, ...]) -> Iterator[str]:
    """Counts by level, then every check that found something with its first places."""
    if not found:
        return
    levels = (counted(number, *quality.LEVELS[level]) for level, number in quality.counts(found).items())
    yield f"  Qualität nach FIM-Methodik: {', '.join(levels)}"
    for batch in quality.batches(found):
        check = batch.check
        yield f"    {check.number} ({quality.LEVELS[check.level][0]}, {len(batch.findings)}-mal): {check.sentence}"
        for finding in batch.findings[:NAMED_PLACES]:
            yield f"      {_place_told(finding)}"
        if len(batch.findings) > NAMED_PLACES:
            yield f"      und {len(batch.findings) - NAMED_PLACES} weitere (alle mit --json)"


def _place_told(finding: Finding) -> str:
    name = f" „{finding.name}“" if finding.name else ""
    more = f" und {counted(len(finding.also), 'weitere Stelle', 'weitere Stellen')}" if finding.also else ""
    return f"{finding.where}{name}{more}{': ' if finding.detail else ''}{finding.detail}"
