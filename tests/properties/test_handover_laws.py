"""Laws of the hand-over: what any invented applicant sends keeps to both schemas, and nothing else ever leaves."""

import json
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dienstweg.engine import handover
from dienstweg.engine.answers import Answers
from dienstweg.engine.handover import Keys
from dienstweg.engine.invent import invent
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Either, Group, Node, Note, Question, Service
from tests.properties.random_services import services

TODAY = date(2026, 5, 12)
SECRET = "GEHEIM-4711"
SLOW_TO_DRAW = (HealthCheck.too_slow, HealthCheck.data_too_large)

seeds = st.integers(0, 2**32)


@pytest.mark.parametrize("keys", ["plain", "versioned"])
@settings(max_examples=150, suppress_health_check=SLOW_TO_DRAW, deadline=None)
@given(service=services(), seed=seeds)
def test_every_invented_applicant_is_complete_and_validates(keys: Keys, service: Service, seed: int) -> None:
    answers = invented(service, seed)
    journey = Journey(service, answers, today=TODAY)
    assert journey.gaps() == ()
    clean = journey.clean()
    payload = handover.json_bytes(handover.json_payload(service, clean, keys=keys))
    assert handover.validate(service, payload, handover.xml_payload(service, clean), keys=keys) == ()


@settings(max_examples=80, suppress_health_check=SLOW_TO_DRAW, deadline=None)
@given(service=services(), seed=seeds)
def test_the_same_seed_invents_the_same_applicant(service: Service, seed: int) -> None:
    assert invented(service, seed) == invented(service, seed)


@settings(max_examples=80, suppress_health_check=SLOW_TO_DRAW, deadline=None)
@given(service=services(), seed=seeds)
def test_schemas_are_deterministic(service: Service, seed: int) -> None:
    assert handover.xsd(service) == handover.xsd(service)
    assert json.dumps(handover.json_schema(service)) == json.dumps(handover.json_schema(service))


@settings(max_examples=150, suppress_health_check=SLOW_TO_DRAW, deadline=None)
@given(service=services(), seed=seeds)
def test_nothing_hidden_locked_closed_or_unasked_leaks(service: Service, seed: int) -> None:
    answers = invented(service, seed)
    planted = plant(service.nodes, answers) | {"F404": SECRET, "?G404": SECRET}
    clean, honest = Journey(service, planted).clean(), Journey(service, answers).clean()
    assert handover.json_payload(service, clean) == handover.json_payload(service, honest)
    assert handover.xml_payload(service, clean) == handover.xml_payload(service, honest)


def invented(service: Service, seed: int) -> Answers:
    try:
        return invent(service, Random(seed), today=TODAY)
    except Refused:
        assume(False)
        raise


def plant(nodes: tuple[Node, ...], here: Answers) -> Answers:
    """The answers with a secret wherever the applicant was not asked or took another way."""
    result = dict(here)
    for node in nodes:
        if isinstance(node, Either):
            for option in node.options:
                if here.get(node.key) == option.id:
                    result |= _below(option, here)
                else:
                    result |= _secrets(option)
        elif isinstance(node, Group) and node.gate and here.get(node.gate_key) is not True:
            result |= _secrets(node)
        elif not isinstance(node, Note):
            result |= _below(node, here)
    return result


def _below(node: Group | Question, here: Answers) -> Answers:
    if isinstance(node, Question):
        return {} if node.role == "input" else _secrets(node)
    value = here.get(node.id)
    if isinstance(value, list):
        return {node.id: [plant(node.children, row) for row in value]}
    return {node.id: plant(node.children, value)} if isinstance(value, dict) else {}


def _secrets(node: Group | Question) -> Answers:
    if isinstance(node, Question):
        return {node.id: [SECRET] if node.repeats else SECRET}
    inside: Answers = {}
    for child in node.children:
        if isinstance(child, Group | Question):
            inside |= _secrets(child)
    return {node.id: [inside] if node.repeats else inside}
