"""Whom a notice is addressed to, and what it says."""

import io
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pikepdf
import pytest

from dienstweg.applications.models import Application
from dienstweg.applications.reading import OpenApplication
from dienstweg.authorities.models import Authority
from dienstweg.casework.letters import addressee, notice_data
from dienstweg.engine.adoption import offer
from dienstweg.engine.answers import Answers
from dienstweg.engine.content import Content
from dienstweg.engine.service import Outcome, Service
from dienstweg.web import paper
from tests import cast

NOON = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
SERVICES = sorted(path.name for path in cast.SERVICES.iterdir() if path.is_dir())


def opened(service: Service, answers: Answers) -> OpenApplication:
    """An application as the office has it before it."""
    authority = Authority(ars=cast.IDSTEIN, name="Idstein", official_name="Stadt Idstein")
    row = Application(authority=authority, reference="ID-2026-1234567-8", received_at=NOON)
    content = Content(
        nonce="00",
        service_digest="0" * 64,
        schema_id=service.schema_id,
        schema_version=None,
        authority=row.authority.ars,
        reference=row.reference,
        received_at=NOON.isoformat(),
        answers=answers,
        parameters={},
        attachments=(),
    )
    return OpenApplication(row, content, service)


def ours(name: str) -> Service:
    return offer(cast.our_service(name)[0], cast.ZONES if name == "bewohnerparkausweis" else {})


def case(path: str) -> tuple[Service, Answers]:
    data = msgspec.yaml.decode((cast.SERVICES / path).read_bytes())
    return ours(Path(path).parts[0]), data["answers"]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("hundesteuer-anmelden/cases/ein-hund.yaml", ("Erika Muster", "Musterweg 12", "65232 Taunusstein")),
        ("hundesteuer-anmelden/cases/leer.yaml", ("Zum Aktenzeichen ID-2026-1234567-8",)),
        ("bewohnerparkausweis/cases/eigenes-fahrzeug.yaml", ("Erika Muster", "Marktstraße 3", "35037 Marburg")),
        (
            "voruebergehender-gaststaettenbetrieb/cases/verein.yaml",
            (
                "Turn- und Sportverein Musterhausen 1899 e. V.",
                "Kim Beispiel",
                "Am Sportplatz 1",
                "61169 Friedberg",
            ),
        ),
        (
            "voruebergehender-gaststaettenbetrieb/cases/einzelperson.yaml",
            ("Erika Muster", "Musterweg 12", "36043 Fulda"),
        ),
    ],
)
def test_who_applied_is_written_to(path: str, lines: tuple[str, ...]) -> None:
    assert addressee(opened(*case(path))) == lines


def test_a_name_or_address_is_never_put_together_from_two_groups() -> None:
    """The owner gave a family name and a street, the second owner the rest."""
    person, second = "G06000900101", "G06000900102"
    answers: Answers = {
        person: {"F60000000227": "Ährenfeld", "G60000000086": {"F60000000243": "Musterweg"}},
        f"?{second}": True,
        second: {"F60000000228": "Bob", "F60000000227": "Berger", "F60000000246": "65510"},
    }
    assert addressee(opened(ours(cast.DOG_TAX), answers)) == ("Ährenfeld", "Musterweg")


def test_endless_names_are_cut_to_a_line() -> None:
    person: Answers = {"F60000000227": "Meier\n" * 10_000, "G60000000086": {"F60000000243": "x" * 201}}
    name, street = addressee(opened(ours(cast.DOG_TAX), {"G06000900101": person}))
    assert (name, street) == (f"{('Meier ' * 34)[:200]} …", f"{'x' * 200} …")


@pytest.mark.parametrize("name", SERVICES)
def test_every_outcome_of_every_service_makes_a_notice(name: str) -> None:
    """A legal remedy stands under administrative acts and nowhere else; every notice is a PDF that holds its data."""
    service = ours(name)
    for outcome in service.outcomes:
        application = opened(service, {})
        data = notice_data(application, outcome, " Darum. ", by="Bob Berger", at=NOON)
        assert (data.subject, data.outcome, data.reasons) == (
            f"{service.title}: {outcome.label}",
            outcome.text,
            "Darum.",
        )
        assert (bool(data.remedy), "{" in data.remedy) == (outcome.act, False)
        assert ("Stadt Idstein" in data.remedy) is outcome.act
        assert data.closing == ("Mit freundlichen Grüßen", "Bob Berger")
        with pikepdf.open(io.BytesIO(paper.notice(data))) as pdf:
            (attached,) = pdf.attachments.values()
            said = msgspec.json.decode(attached.get_file().read_bytes(), type=dict[str, str])
        assert said == {
            "reference": "ID-2026-1234567-8",
            "authority": application.row.authority.ars,
            "service": service.slug,
            "service_digest": "0" * 64,
            "received_at": NOON.isoformat(),
            "decided_at": NOON.isoformat(),
            "outcome": outcome.code,
            "reasons": "Darum.",
        }


@pytest.mark.parametrize(
    "reasons",
    [
        "x" * 20_000,
        "Wort " * 4_000,
        "ä\n" * 10_000,
        "\n" * 20_000,
        "𝔄🐕 שלום مُحَمَّد \x1b[31m\u202e",
        "#set page() $x^2$ `code` *fett* \\ <label> @ref",
    ],
    ids=lambda text: text[:8],
)
def test_whatever_the_reasons_are_there_is_a_notice(reasons: str) -> None:
    outcome = Outcome(code="granted", label="Bewilligt", text="Ja.")
    data = notice_data(opened(ours(cast.DOG_TAX), {}), outcome, reasons, by="Bob", at=NOON)
    assert paper.notice(data)[:5] == b"%PDF-"
