"""What a command works on: a standards file, a service folder, and the code lists at hand."""

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.cli.output import Unusable
from dienstweg.engine import codelists, texts, xdf
from dienstweg.engine import overlay as overlays
from dienstweg.engine.codelists import CodeLists, GenericodeList
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.overlay import Overlay
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.ruletext import Rulebook
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import Service
from dienstweg.engine.texts import Texts
from dienstweg.engine.translating.standards import check_translation
from dienstweg.engine.translation import Translation
from dienstweg.engine.xdf.hardened import MAX_BYTES

SCHEMA_FILE = "schema.xml"
OVERLAY_FILE = "service.yaml"
TEXTS_FOLDER = "texts"
"""Beside them: the author's words in other languages (``en.yaml``), the standard's translations (message 0106)."""

NOT_THE_STANDARD = frozenset(
    {"empty_file", "too_large", "not_xml", "too_many_elements", "encoding", "doctype", "truncated", "too_deep"}
    | {"text_too_long", "malformed_xml", "wrong_standard", "wrong_message"}
)
"""Codes of files that cannot be read at all, unlike those that can and contradict themselves."""


class Source(Struct, frozen=True, kw_only=True):
    """A schema as it was read: ``data`` are the bytes of the file, ``folder`` the service folder it stands in."""

    path: Path
    data: bytes
    schema: Schema
    warnings: tuple[Problem, ...] = ()
    folder: Path | None = None
    overlay: Overlay | None = None
    texts: dict[str, Texts] = {}
    translations: tuple[Translation, ...] = ()

    def service(self, lists: CodeLists, book: Rulebook | None = None) -> Service:
        """The compiled service; ``book``: its rules as read. Raises :class:`Refused` as the compiler does."""
        return compile_service(
            self.schema,
            overlay=self.overlay,
            code_lists=lists,
            book=book,
            texts=self.texts,
            translations=self.translations,
        )


def home() -> Path:
    """The folder of the installation, as the settings have it, without loading them."""
    return Path(os.environ.get("DIENSTWEG_HOME", "").strip() or "var")


def read_bytes(path: Path) -> bytes:
    """A file's bytes, no more than one more than a schema may have (the reader then says that it is too large)."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def read_source(path: Path, translations: Iterable[Path] = ()) -> Source:
    """A standards file, or a service folder with its overlay and texts; ``translations``: further files (0106).

    Raises:
        Unusable: not a file of the standard at all; a folder without ``schema.xml``.
        Refused: what is wrong in schema or overlay.
        OSError: there is no such file, or no right to read it.
    """
    if not path.is_dir():
        return _translated(_read_file(path), translations)
    if not (path / SCHEMA_FILE).is_file():
        message = f"In diesem Ordner liegt keine Datei {SCHEMA_FILE}. Geben Sie die Datei des Datenschemas selbst an."
        raise Unusable(Problem("no_schema", str(path), message))
    source = _read_file(path / SCHEMA_FILE)
    beside = path / OVERLAY_FILE
    overlay = overlays.read(read_bytes(beside)) if beside.is_file() else None
    words = {
        file.stem: texts.read(read_bytes(file), name=f"{TEXTS_FOLDER}/{file.name}") for file in _beside(path, "yaml")
    }
    source = replace(source, path=path, folder=path, overlay=overlay, texts=words)
    return _translated(source, (*_beside(path, "xml"), *translations))


def _beside(folder: Path, ending: str) -> list[Path]:
    return sorted((folder / TEXTS_FOLDER).glob(f"*.{ending}"))


def _translated(source: Source, files: Iterable[Path]) -> Source:
    found: list[Translation] = []
    warnings: list[Problem] = []
    for file in files:
        try:
            reading = xdf.read_translation(read_bytes(file), name=file.name)
            warnings += (*reading.warnings, *check_translation(reading.translation, source.schema))
        except Refused as refused:
            raise Unusable(_in(file.name, problem) for problem in refused.problems) from None
        found.append(reading.translation)
    return replace(source, translations=tuple(found), warnings=(*source.warnings, *warnings))


def _read_file(path: Path) -> Source:
    data = read_bytes(path)
    try:
        reading = xdf.read(data, name=path.name)
    except Refused as refused:
        if NOT_THE_STANDARD.issuperset(problem.code for problem in refused.problems):
            raise Unusable(refused.problems) from None
        raise
    return Source(path=path, data=data, schema=reading.schema, warnings=reading.warnings)


def expand(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files and service folders as given; a folder of many schemas becomes the XML files in it, by name.

    Raises:
        Unusable: a folder holds neither.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir() or (path / SCHEMA_FILE).is_file():
            found.append(path)
            continue
        files = sorted(path.glob("*.xml")) or sorted(file.parent for file in path.glob(f"*/{SCHEMA_FILE}"))
        if not files:
            raise Unusable(Problem("no_schema", str(path), "In diesem Ordner liegt kein Datenschema."))
        found += files
    return tuple(found)


def store() -> Path:
    """Where ``codelist import`` keeps lists."""
    return home() / "codelists"


def read_code_lists(folder: Path | None) -> CodeLists:
    """The lists taken in, and those of a folder (genericode), which win over stored ones of the same version.

    Raises:
        Refused: a file is no code list; ``where`` names it.
    """
    stored = [codelists.load(path.read_bytes(), name=path.name) for path in sorted(store().glob("*.json"))]
    return _together([*stored, *_in_folder(folder)] if folder else stored)


def _in_folder(folder: Path) -> list[GenericodeList]:
    if not folder.is_dir():
        raise Unusable(Problem("no_code_lists", str(folder), "Diesen Ordner mit Codelisten gibt es nicht."))
    return [read_code_list(path) for path in sorted(folder.glob("*.xml"))]


def read_code_list(path: Path) -> GenericodeList:
    """One genericode file. Raises :class:`Unusable` with the file's name in every place."""
    try:
        return codelists.read_genericode(read_bytes(path), name=path.name)
    except Refused as refused:
        raise Unusable(_in(path.name, problem) for problem in refused.problems) from None


def _in(name: str, problem: Problem) -> Problem:
    return problem if problem.where.startswith(name) else replace(problem, where=f"{name}, {problem.where}")


def _together(lists: Iterable[GenericodeList]) -> CodeLists:
    by_name = {(one.canonical_uri, one.version): one for one in lists}
    return CodeLists(tuple(by_name.values()))
