"""Checks of references to code lists. The lists themselves stand elsewhere; how they are named can be seen here."""

import re
from collections.abc import Callable, Iterator

from dienstweg.engine.quality.aiming import Details, blank, given
from dienstweg.engine.quality.findings import CRITICAL, METHODICAL, WARNING, Check, Hit, Test
from dienstweg.engine.quality.scene import Scene, short
from dienstweg.engine.schema import CodeListReference

URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:(?:[A-Za-z0-9()+,.:=@;$_!*'-]|%[0-9A-Fa-f]{2})+")
"""RFC 2141, section 2."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _on_references(ask: Callable[[CodeListReference], Details]) -> Test:
    """Ask every reference; several fields may name the same list."""

    def test(scene: Scene) -> Iterator[Hit]:
        for path, field in scene.fields:
            named = field.code_list
            if named is not None:
                for said in ask(named):
                    yield Hit(path, (named.canonical or "", named.version or "", "" if named.canonical else path), said)

    return test


def _not_a_urn(reference: CodeListReference) -> Details:
    if not blank(reference.canonical) and not (reference.canonical or "").startswith("urn:"):
        yield given(reference.canonical or "")


def _malformed_urn(reference: CodeListReference) -> Details:
    urn = reference.canonical or ""
    if urn.startswith("urn:") and not URN.fullmatch(urn):
        yield given(urn)


def _no_name(reference: CodeListReference) -> Details:
    if blank(reference.canonical):
        yield ""


def _no_day(reference: CodeListReference) -> Details:
    if not blank(reference.version) and not _DAY.fullmatch(reference.version or ""):
        yield f"{short(reference.canonical or '')} hat die Version „{short(reference.version or '')}“."


def _several_versions(scene: Scene) -> Iterator[Hit]:
    lists = [(path, field.code_list) for path, field in scene.fields if field.code_list is not None]
    versions: dict[str, set[str]] = {}
    for _, named in lists:
        if named.canonical and named.version:
            versions.setdefault(named.canonical, set()).add(named.version)
    details = {
        urn: f"{short(urn)} kommt in den Versionen {short(', '.join(sorted(found)))} vor."
        for urn, found in versions.items()
        if len(found) > 1
    }
    for path, named in lists:
        if named.canonical in details and named.version:
            yield Hit(path, (named.canonical,), details[named.canonical])


CHECKS = (
    Check(
        "1005",
        CRITICAL,
        "Die Codeliste ist nicht mit einer URN benannt. So lässt sie sich nirgends finden.",
        _on_references(_not_a_urn),
    ),
    Check(
        "1037",
        WARNING,
        "Eine Codeliste kommt in mehreren Versionen vor. Verwenden Sie möglichst nur eine.",
        _several_versions,
    ),
    Check("1040", CRITICAL, "Der Verweis nennt keine Codeliste.", _on_references(_no_name)),
    Check(
        "1048",
        METHODICAL,
        "Die URN der Codeliste ist nicht richtig aufgebaut. Umlaute und Leerzeichen darf sie nicht haben.",
        _on_references(_malformed_urn),
    ),
    Check("1105", WARNING, "Die Version der Codeliste ist kein Datum wie 2018-03-01.", _on_references(_no_day)),
)
