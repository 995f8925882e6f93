"""Every real file, read and written again: valid, canonically equal, and without a complaint."""

from functools import cache
from pathlib import Path

from lxml import etree

from dienstweg.engine import xdf
from tests.engine.xdf_samples import canonical


@cache
def official(corpus: Path, version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(corpus / "xsd" / version / "xdatenfelder.xsd"))


def test_nothing_is_lost(corpus_file: Path, corpus: Path) -> None:
    data = corpus_file.read_bytes()
    reading = xdf.read(data)
    assert reading.warnings == ()
    written = xdf.write(reading.schema)
    assert canonical(written) == canonical(data)
    official(corpus, corpus_file.parent.name).assertValid(etree.fromstring(written))
