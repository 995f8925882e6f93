"""The cases of a service folder: ``cases/*.yaml`` hold answers and what must come of them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from dienstweg.engine import handover
from dienstweg.engine.adoption import check_parameters, offer
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service


class Expectation(Struct, frozen=True, forbid_unknown_fields=True):
    """Slugs of the pages, instance paths of the gaps; amounts by name and the JSON payload where a case names them."""

    pages: tuple[str, ...]
    gaps: tuple[str, ...]
    amounts: dict[str, str] | None = None
    payload: dict[str, object] | None = None


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    answers: dict[str, object]
    expect: Expectation
    parameters: dict[str, str] = {}


def case_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("cases/*.yaml")))


def read_case(path: Path) -> Case:
    """One case. Raises :class:`Refused` (``case_unreadable``)."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Case)
    except (msgspec.DecodeError, ValueError) as fault:
        message = f"Dieser Fall lässt sich nicht lesen: {' '.join(str(fault).split())}."
        raise Refused(Problem("case_unreadable", f"cases/{path.name}", message)) from None


def differences(service: Service, path: Path) -> Iterator[Problem]:
    """Where the journey of a case is not what the case expects."""
    try:
        case = read_case(path)
    except Refused as refused:
        yield from refused.problems
        return
    yield from check_parameters(service, case.parameters)
    offered = offer(service, case.parameters)
    journey = Journey(offered, case.answers)
    expected, place = case.expect, f"cases/{path.name}"
    pages = tuple(page.slug for page in journey.pages)
    if pages != expected.pages:
        message = f"Erwartet sind die Seiten {_list(expected.pages)}, es sind {_list(pages)}."
        yield Problem("case_differs", place, message)
    gaps = tuple(gap.path for gap in journey.gaps())
    if gaps != expected.gaps:
        message = f"Erwartet sind Lücken bei {_list(expected.gaps)}, es sind {_list(gaps)}."
        yield Problem("case_differs", place, message)
    amounts = {amount.name: f"{value:f}" for amount, value in journey.amounts()}
    if expected.amounts is not None and amounts != expected.amounts:
        message = f"Erwartet sind die Beträge {expected.amounts or 'keine'}, es sind {amounts or 'keine'}."
        yield Problem("case_differs", place, message)
    if expected.payload is not None:
        payload = handover.json_bytes(handover.json_payload(offered, journey.clean()))
        if msgspec.json.decode(payload) != msgspec.json.decode(msgspec.json.encode(expected.payload)):
            message = f"Die Übergabe ist eine andere als erwartet: {payload.decode()}"
            yield Problem("case_differs", place, message)


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "keine"
