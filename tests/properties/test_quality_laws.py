"""Laws of the quality checks: they stand whatever a schema says, and name places that are there."""

from hypothesis import given
from hypothesis import strategies as st

from dienstweg.engine import quality
from dienstweg.engine.quality.scene import Scene
from dienstweg.engine.schema import Schema
from tests.properties.random_schemas import schemas
from tests.properties.xdf_schemas import Vocabulary


@given(st.one_of(Vocabulary("3.0.0").schemas, Vocabulary("2.0").schemas, schemas()))
def test_every_finding_has_a_place_in_the_schema_and_is_told_once(schema: Schema) -> None:
    scene = Scene(schema)
    places = {schema.id, *(spot.path for spot in scene.spots), *(spot.where for spot in scene.rules)}
    told = [(one.number, where, one.detail) for one in quality.examine(schema) for where in (one.where, *one.also)]
    assert {where for _, where, _ in told} - places == set()
    assert len(set(told)) == len(told)
