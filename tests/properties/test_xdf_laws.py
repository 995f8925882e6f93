"""Laws of the standard's files: reading undoes writing; whatever stands in a file, reading says yes or why not."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dienstweg.engine import xdf
from dienstweg.engine.problems import Problem, Refused, errors
from dienstweg.engine.schema import Schema, Standard
from tests.engine.xdf_samples import canonical, field, group, place, schema, schema_2
from tests.properties.xdf_schemas import Vocabulary
from tests.properties.xsd_documents import Documents

SAMPLE = schema(
    place(group("G1", place(field("F1"), "2:5"))), place(field("F2", precision='<x:praezisierung pattern="a"/>'))
)
DAMAGE = (
    b"",
    b"<",
    b">",
    b"&",
    b"\0",
    b"\xff",
    b"]]>",
    b"<x:name>",
    b"</x:name>",
    b"<?a?>",
    b"<!--",
    b"<!DOCTYPE a>",
    b'"',
    b"9" * 400,
)


@pytest.mark.parametrize("standard", ("2.0", "3.0.0"))
def test_reading_undoes_writing(standard: Standard) -> None:
    @given(Vocabulary(standard).schemas)
    def law(written: Schema) -> None:
        assert xdf.read(xdf.write(written)).schema == written

    law()


def answer(data: bytes) -> tuple[bool, tuple[Problem, ...]]:
    """Whether the file was read, and what was told; anything but a refusal fails the test."""
    try:
        return True, xdf.read(data).warnings
    except Refused as refusal:
        return False, refusal.problems


@given(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.sampled_from(DAMAGE) | st.binary(max_size=8))
def test_a_damaged_file_is_refused_for_an_error_or_read(start: int, length: int, instead: bytes) -> None:
    readable, problems = answer(SAMPLE[:start] + instead + SAMPLE[start + length :])
    assert readable == (errors(problems) == ())


@given(st.integers())
def test_a_file_in_disorder_is_refused_for_an_error_or_read(seed: int) -> None:
    lines = SAMPLE.splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    readable, problems = answer(b"".join(lines))
    assert readable == (errors(problems) == ())


@given(st.binary(max_size=300))
def test_bytes_that_are_no_file_are_refused(data: bytes) -> None:
    readable, problems = answer(data)
    assert (readable, len(errors(problems))) == (False, 1)


@pytest.mark.parametrize("data", (SAMPLE, schema_2()))
def test_the_samples_are_read(data: bytes) -> None:
    assert answer(data) == (True, ())


@pytest.mark.parametrize("version", ("xdf2", "xdf3"))
def test_whatever_the_official_xsd_allows_survives(version: str, corpus: Path) -> None:
    official = etree.XMLSchema(etree.parse(corpus / "xsd" / version / "xdatenfelder.xsd"))

    @given(st.integers(0, 2**32))
    def law(seed: int) -> None:
        data = Documents(corpus / "xsd" / version, random.Random(seed)).document()
        official.assertValid(etree.fromstring(data))
        written = xdf.write(xdf.read(data).schema)
        assert canonical(written) == canonical(data)

    law()
