"""From a question about one noun to a test of the whole schema. A question yields a detail per fault, "" for none."""

from collections.abc import Callable, Iterator

from dienstweg.engine.quality.findings import Hit, Test
from dienstweg.engine.quality.scene import Element, RuleSpot, Scene, Spot, short
from dienstweg.engine.schema import Field, Group, Schema

Details = Iterator[str]


def on_schema(ask: Callable[[Schema], Details]) -> Test:
    """Ask the schema itself."""

    def test(scene: Scene) -> Iterator[Hit]:
        schema = scene.schema
        return (Hit(schema.id, (schema.id,), detail) for detail in ask(schema))

    return test


def on_elements(ask: Callable[[Element], Details]) -> Test:
    """Ask every field and every group."""

    def test(scene: Scene) -> Iterator[Hit]:
        return (Hit(spot.path, _name(spot.element), said) for spot in scene.spots for said in ask(spot.element))

    return test


def on_fields(ask: Callable[[Field], Details]) -> Test:
    """Ask every field."""

    def test(scene: Scene) -> Iterator[Hit]:
        return (Hit(path, _name(field), said) for path, field in scene.fields for said in ask(field))

    return test


def on_groups(ask: Callable[[Group], Details]) -> Test:
    """Ask every group."""

    def test(scene: Scene) -> Iterator[Hit]:
        return (Hit(path, _name(group), said) for path, group in scene.groups for said in ask(group))

    return test


def on_places(ask: Callable[[Spot], Details]) -> Test:
    """Ask how every element is built into the one around it; what is wrong there is another thing in another group."""

    def test(scene: Scene) -> Iterator[Hit]:
        for spot in scene.spots:
            for said in ask(spot):
                yield Hit(spot.path, (*_name(spot.parent), *_name(spot.element)), said)

    return test


def on_rules(ask: Callable[[RuleSpot], Details]) -> Test:
    """Ask every rule; one that several elements own is asked at each, and is the same rule there."""

    def test(scene: Scene) -> Iterator[Hit]:
        for spot in scene.rules:
            for said in ask(spot):
                yield Hit(spot.where, (spot.rule.id, spot.rule.version or ""), said)

    return test


def together(*tests: Test) -> Test:
    """What any of the tests finds."""

    def test(scene: Scene) -> Iterator[Hit]:
        for one in tests:
            yield from one(scene)

    return test


def latest_only(test: Test) -> Test:
    """Only for XDatenfelder 3.0.0: version 2.0 has no place for what is asked."""

    def found(scene: Scene) -> Iterator[Hit]:
        return test(scene) if scene.latest else iter(())

    return found


def given(value: str) -> str:
    """The detail that tells what the file says."""
    return f"Angegeben ist „{short(value)}“."


def blank(text: str | None) -> bool:
    return not (text or "").strip()


def _name(noun: Schema | Field | Group) -> tuple[str, str]:
    return noun.id, noun.version or ""
