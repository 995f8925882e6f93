"""The signed receipt: anybody checks it by text or PDF, years later; whoever changes a letter is told."""

import io
from datetime import timedelta
from pathlib import Path

import msgspec
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from dienstweg.applications import actions
from dienstweg.applications.actions import Wish
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.models import Application
from dienstweg.applications.proof_views import NOT_IN_FILE
from dienstweg.applications.signing import SigningKeys, proof_of
from dienstweg.engine import access_code, proof_of_receipt
from dienstweg.engine.keys import encode
from dienstweg.engine.problems import Refused
from dienstweg.engine.proof_of_receipt import ReceiptClaims, SigningKey
from tests import cast, factories
from tests.applications.everything import EVERYTHING, FULL
from tests.walker import Browser, Page, Person

CODE = access_code.new(lambda count: bytes(range(count)))
KEY = SigningKey(bytes(32))
CLAIMS = ReceiptClaims(
    reference="ID-2026-0000001-2",
    digest="0" * 64,
    received_at="2026-05-12T12:00:00+02:00",
    ars="064390008008",
    authority="Stadt Idstein",
    slug="hundesteuer-anmelden",
    service="Hundesteuer anmelden",
)
KEYS = {KEY.public.kid: KEY.public}


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR, settings.FILES_DIR = tmp_path / "keys", tmp_path / "files"


def codes(proof: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        proof_of_receipt.verify(proof, KEYS)
    return [problem.code for problem in refused.value.problems]


def test_what_is_signed_is_read_again_however_it_was_wrapped() -> None:
    proof = proof_of_receipt.sign(CLAIMS, KEY)
    wrapped = "\r\n ".join(proof[start : start + 60] for start in range(0, len(proof), 60))
    assert [proof_of_receipt.verify(text, KEYS) for text in (proof, wrapped)] == [CLAIMS, CLAIMS]
    assert proof == proof_of_receipt.sign(CLAIMS, KEY)


@given(st.integers(0, 10_000), st.sampled_from("ABCDEFabcdef0189-_."))
def test_no_letter_can_be_changed(place: int, letter: str) -> None:
    proof = proof_of_receipt.sign(CLAIMS, KEY)
    place %= len(proof)
    changed = proof[:place] + letter + proof[place + 1 :]
    try:
        same = proof_of_receipt.verify(changed, KEYS)
    except Refused:
        same = None
    assert (same is None) == (changed != proof)


def test_what_is_no_proof_says_so() -> None:
    other = proof_of_receipt.sign(CLAIMS, SigningKey(bytes(31) + b"x"))
    texts = ("", "eyJ", "a.b.c", "é" * 90, "x" * 5_000, other, f"{other[:-4]}AAAA")
    unreadable = ["proof_unreadable"]
    assert [codes(text) for text in texts] == [unreadable] * 5 + [["proof_other_key"]] * 2


def test_another_algorithm_is_not_taken() -> None:
    _, payload, signature = proof_of_receipt.sign(CLAIMS, KEY).split(".")
    none = encode(msgspec.json.encode({"alg": "none", "kid": KEY.public.kid}))
    assert codes(f"{none}.{payload}.{signature}") == ["proof_changed"]


def send(wish: Wish | None = None) -> Application:
    people = cast.stage(EVERYTHING)
    draft = OpenDraft(CODE, {key: value for key, value in FULL.items() if key != "F50"})
    return actions.submit(
        draft=draft,
        adoption=people.adoption,
        service=people.service,
        at=factories.NOON,
        wish=wish or Wish(),
    )


def check(text: str = "", file: bytes = b"") -> Page:
    browser = Browser()
    page = browser.open("/beleg-pruefen")
    upload = {"datei": SimpleUploadedFile("beleg.pdf", file)} if file else {}
    return browser.send(page.form, {"pruftext": text, **upload})


@pytest.mark.django_db
def test_the_pdf_of_a_receipt_proves_itself() -> None:
    people = cast.stage(EVERYTHING)
    alice = Person(Browser(), {"F1": "Alice", "?G30": False, "?G41": "F43", "F43": "Hundefreunde"})
    receipt = alice.finish(alice.browser.open(people.step_url()))
    pdf = alice.browser.open(receipt.link("/beleg.pdf")).body
    application = Application.objects.everywhere("a test").get()
    page = check(file=pdf)
    said = ("Der Beleg ist echt", "Stadt Idstein", application.reference, application.digest, "Alles beantragen")
    assert (page.status, [word for word in said if word not in page.words]) == (200, [])
    assert [word for word in ("Alice", "Hundefreunde") if word in page.words] == []
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert (bool(paper.Root.MarkInfo.Marked), str(paper.Root.Lang)) == (True, "de-DE")
        assert str(paper.docinfo["/Title"]).startswith("Eingangsbestätigung: Alles beantragen")


@pytest.mark.django_db
def test_an_old_key_still_proves_after_a_new_one_signs() -> None:
    application = send()
    service = application.release.service()
    old = proof_of(application, service)
    SigningKeys.from_settings().renew()
    new = proof_of(application, service)
    assert old != new
    assert [check(proof).status for proof in (old, new)] == [200, 200]
    keys = msgspec.json.decode(Browser().open("/.well-known/dienstweg-belege.json").body)["keys"]
    assert [sorted(key) for key in keys] == [["alg", "crv", "kid", "kty", "use", "x"]] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "file", "errors"),
    [
        ("", b"", [("pruftext", "Fügen Sie den Prüftext ein oder wählen Sie die Eingangsbestätigung als PDF aus.")]),
        ("Unsinn", b"", [("pruftext", "Das ist kein vollständiger Prüftext. Kopieren Sie ihn ganz, ohne etwas dazu.")]),
        ("", b"%PDF-1.4 nichts", [("datei", NOT_IN_FILE)]),
    ],
)
def test_what_cannot_be_checked_says_why(text: str, file: bytes, errors: list[tuple[str, str]]) -> None:
    page = check(text, file)
    assert (page.status, page.errors) == (422, errors)


@pytest.mark.django_db
def test_a_changed_receipt_is_told() -> None:
    application = send()
    proof = proof_of(application, application.release.service())
    later = factories.NOON + timedelta(days=1)
    header, _, signature = proof.split(".")
    forged = proof_of_receipt.sign(
        ReceiptClaims(**{**msgspec.structs.asdict(CLAIMS), "received_at": later.isoformat()}), KEY
    ).split(".")[1]
    page = check(f"{header}.{forged}.{signature}")
    assert (page.status, page.errors) == (422, [("pruftext", "Dieser Prüftext wurde verändert. Er beweist nichts.")])
    assert "Dieser Beleg wurde verändert" in page.words


def test_a_key_under_another_secret_is_told(tmp_path: Path) -> None:
    SigningKeys(tmp_path, b"x" * 40).renew()
    with pytest.raises(Refused) as refused:
        SigningKeys(tmp_path, b"y" * 40).check()
    assert [problem.code for problem in refused.value.problems] == ["receipt_key_wrong"]
