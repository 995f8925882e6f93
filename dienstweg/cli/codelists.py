"""``codelist import`` and ``codelist list``: code lists kept in the home folder for compiling."""

from collections.abc import Iterator
from pathlib import Path

from dienstweg.cli.output import FINE, Output, counted
from dienstweg.cli.sources import read_code_list, store
from dienstweg.engine import codelists
from dienstweg.engine.codelists import GenericodeList


def take_in(*, file: Path, output: Output) -> int:
    """Keep a list. The same URN and version again replaces the file."""
    codes = read_code_list(file)
    path = store() / codelists.file_name(codes)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another process may be reading: the finished file takes its place in one step.
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(codelists.dump(codes))
    unfinished.replace(path)
    output.answer({**_data(codes), "file": str(path)}, [f"Aufgenommen: {_line(codes)}"])
    return FINE


def tell(*, output: Output) -> int:
    """The lists that were taken in, by URN and version."""
    found = [codelists.load(path.read_bytes(), name=path.name) for path in sorted(store().glob("*.json"))]
    found.sort(key=lambda codes: (codes.canonical_uri, codes.version))
    output.answer({"code_lists": [_data(codes) for codes in found]}, _lines(found))
    return FINE


def _lines(found: list[GenericodeList]) -> Iterator[str]:
    if not found:
        yield "Noch keine Codeliste aufgenommen. Eine nimmt „dienstweg codelist import DATEI“ auf."
    yield from (_line(codes) for codes in found)


def _line(codes: GenericodeList) -> str:
    name = codes.long_name or codes.short_name or "ohne Namen"
    entries = counted(len(codes.rows), "Eintrag", "Einträge")
    return f"{codes.canonical_uri}, Fassung {codes.version or 'nicht genannt'}: {name}, {entries}"


def _data(codes: GenericodeList) -> dict[str, object]:
    return {
        "urn": codes.canonical_uri,
        "version": codes.version,
        "name": codes.long_name or codes.short_name,
        "entries": len(codes.rows),
    }
