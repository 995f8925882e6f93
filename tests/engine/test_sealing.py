"""Sealing: two readers, nobody else, nothing changed."""

import base64
import json
import random
from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap

from dienstweg.engine import content, sealing
from dienstweg.engine.content import Attachment, Content
from dienstweg.engine.keys import PrivateKey, PublicKey, encode, new_key
from dienstweg.engine.problems import Refused
from dienstweg.engine.sealing import open_sealed, seal

RANDOM = random.Random(2)
AUTHORITY, APPLICANT, STRANGER = (new_key(RANDOM.randbytes) for _ in range(3))
READERS = (AUTHORITY.public, APPLICANT.public)
CONTEXT = {"purpose": "application", "service": "5e" * 32, "reference": "DW-2026-0001"}
SECRET = b"Hasso, Langhaardackel"


def refused(step: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        step()
    (problem,) = caught.value.problems
    return problem.code


def test_both_readers_open_it_and_find_the_context() -> None:
    sealed = seal(SECRET, READERS, context=CONTEXT)
    expected = sealing.Opened(SECRET, CONTEXT, "application/json")
    assert open_sealed(sealed, AUTHORITY) == expected
    assert open_sealed(sealed, APPLICANT, expect=CONTEXT) == expected
    assert refused(lambda: open_sealed(sealed, STRANGER)) == "seal_other_reader"


def test_any_kind_of_document_can_be_sealed() -> None:
    sealed = seal(b"", READERS, context={}, content_type="application/pdf")
    assert open_sealed(sealed, AUTHORITY) == sealing.Opened(b"", {}, "application/pdf")


def test_it_is_a_jwe_that_others_can_read() -> None:
    """General JSON serialisation (RFC 7516, 7.2.1), opened step by step as RFC 7518, 4.6.2 and 5.3, say."""
    jwe = json.loads(seal(SECRET, READERS, context=CONTEXT))
    assert sorted(jwe) == ["ciphertext", "iv", "protected", "recipients", "tag"]
    assert json.loads(_decoded(jwe["protected"])) == {
        "alg": "ECDH-ES+A256KW",
        "enc": "A256GCM",
        "typ": "vnd.dienstweg.seal.v1+json",
        "cty": "application/json",
        "readers": [reader.kid for reader in READERS],
        "context": CONTEXT,
    }
    assert [entry["header"]["kid"] for entry in jwe["recipients"]] == [reader.kid for reader in READERS]
    for private, entry in zip((AUTHORITY, APPLICANT), jwe["recipients"], strict=True):
        ephemeral = X25519PublicKey.from_public_bytes(_decoded(entry["header"]["epk"]["x"]))
        shared = X25519PrivateKey.from_private_bytes(private.seed).exchange(ephemeral)
        info = len(sealing.ALG).to_bytes(4, "big") + sealing.ALG.encode() + bytes(8) + (256).to_bytes(4, "big")
        wrapping = ConcatKDFHash(SHA256(), 32, info).derive(shared)
        key = aes_key_unwrap(wrapping, _decoded(entry["encrypted_key"]))
        closed = _decoded(jwe["ciphertext"]) + _decoded(jwe["tag"])
        assert AESGCM(key).decrypt(_decoded(jwe["iv"]), closed, jwe["protected"].encode()) == SECRET


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


def test_the_document_is_not_in_the_sealed_bytes_and_no_two_seals_are_alike() -> None:
    first, second = (seal(SECRET, READERS, context=CONTEXT) for _ in range(2))
    assert SECRET not in first
    assert base64.urlsafe_b64encode(SECRET).rstrip(b"=")[:-1] not in first
    for part in ("iv", "ciphertext", "tag", "recipients"):
        assert json.loads(first)[part] != json.loads(second)[part]


def test_the_readers_can_be_asked_for_without_a_key() -> None:
    assert sealing.readers(seal(SECRET, READERS, context=CONTEXT)) == (AUTHORITY.public.kid, APPLICANT.public.kid)


def test_a_document_in_the_wrong_place_is_noticed() -> None:
    sealed = seal(SECRET, READERS, context=CONTEXT)
    assert refused(lambda: open_sealed(sealed, AUTHORITY, expect={"reference": "DW-2026-0002"})) == "seal_context"
    assert refused(lambda: open_sealed(sealed, AUTHORITY, expect={"message": "1"})) == "seal_context"


def _altered(change: Callable[[dict[str, object]], object]) -> bytes:
    jwe = json.loads(seal(SECRET, READERS, context=CONTEXT))
    change(jwe)
    return msgspec.json.encode(jwe)


def _header_with(**values: object) -> Callable[[dict[str, object]], None]:
    def change(jwe: dict[str, object]) -> None:
        header = json.loads(_decoded(str(jwe["protected"])))
        jwe["protected"] = encode(json.dumps(header | values, separators=(",", ":")).encode())

    return change


def _swap_readers(jwe: dict[str, object]) -> None:
    recipients = jwe["recipients"]
    assert isinstance(recipients, list)
    recipients.reverse()


def _drop_reader(jwe: dict[str, object]) -> None:
    recipients = jwe["recipients"]
    assert isinstance(recipients, list)
    recipients.pop()


@pytest.mark.parametrize(
    "change",
    [
        _swap_readers,
        _drop_reader,
        _header_with(context=CONTEXT | {"reference": "DW-2026-0002"}),
        _header_with(readers=[AUTHORITY.public.kid]),
        _header_with(enc="A128GCM"),
        _header_with(alg="dir"),
        _header_with(typ="vnd.dienstweg.seal.v2+json"),
        _header_with(zip="DEF"),
        _header_with(crit=["exp"]),
        lambda jwe: jwe.update(protected=encode(b'{"alg":' + b"[" * 3000)),
        lambda jwe: jwe.update(protected="A" * 9000),
        lambda jwe: jwe.update(unprotected={"zip": "DEF"}),
        lambda jwe: jwe.update(aad="AAAA"),
        lambda jwe: jwe.update(iv=""),
        lambda jwe: jwe.update(tag="ä"),
        lambda jwe: jwe.update(ciphertext=""),
        lambda jwe: jwe.pop("tag"),
    ],
)
def test_every_alteration_is_noticed_by_both(change: Callable[[dict[str, object]], object]) -> None:
    sealed = _altered(change)
    assert refused(lambda: open_sealed(sealed, AUTHORITY)) == "seal_broken"
    assert refused(lambda: open_sealed(sealed, APPLICANT)) == "seal_broken"


@pytest.mark.parametrize("junk", [b"", b"{}", b"null", b"\xff", b"[" * 10**5, b"eyJ.a.b.c.d"])
def test_what_is_no_sealed_document_is_refused(junk: bytes) -> None:
    assert refused(lambda: open_sealed(junk, AUTHORITY)) == "seal_broken"


def test_only_what_can_be_opened_again_is_sealed() -> None:
    largest = bytes(sealing.MAX_DOCUMENT)
    assert open_sealed(seal(largest, READERS, context={}), APPLICANT).document == largest
    assert refused(lambda: seal(largest + b"1", READERS, context={})) == "seal_too_large"
    assert refused(lambda: seal(b"", READERS, context={"note": "x" * 8000})) == "seal_too_large"
    assert refused(lambda: seal(b"", [], context={})) == "seal_readers"
    assert refused(lambda: seal(b"", [AUTHORITY.public, AUTHORITY.public], context={})) == "seal_readers"
    assert refused(lambda: seal(b"", [PublicKey("A" * 43)], context={})) == "seal_readers"


# --- keys -------------------------------------------------------------------------------------------------------------


def test_a_key_is_known_by_its_thumbprint() -> None:
    """The X25519 key of RFC 8037, A.6, with the digest of its members in the order of RFC 7638."""
    bob = PublicKey("3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08")
    assert bob.jwk() == {"kty": "OKP", "crv": "X25519", "x": bob.x, "kid": bob.kid}
    assert bob.kid == "giQqigT_IKcuzHl0FVJ3k5ts3_TWNAxvsC08UZsfcM8"


def test_the_public_half_follows_from_the_private_one() -> None:
    """RFC 7748, 6.1."""
    alice = PrivateKey(bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))
    assert alice.public == PublicKey(
        encode(bytes.fromhex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"))
    )


@pytest.mark.parametrize("x", ["", "A" * 42, "A" * 44, "A" * 42 + "B", "ä" * 43, "_" * 42 + "8", "A" * 42 + "="])
def test_a_public_key_has_one_spelling(x: str) -> None:
    assert refused(lambda: PublicKey(x)) == "key_malformed"


def test_a_private_key_has_32_bytes_and_shows_none_of_them() -> None:
    assert refused(lambda: PrivateKey(bytes(31))) == "key_malformed"
    assert [repr(AUTHORITY), f"{AUTHORITY}"] == ["PrivateKey(…)"] * 2
    assert list(AUTHORITY.__rich_repr__()) == []


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_locked_under_key_and_context() -> None:
    key, other = RANDOM.randbytes(32), RANDOM.randbytes(32)
    locked = sealing.lock(SECRET, key, context={"draft": "1", "service": "a"}, random_bytes=RANDOM.randbytes)
    assert SECRET not in locked
    assert sealing.unlock(locked, key, context={"service": "a", "draft": "1"}) == SECRET
    for attempt in (
        lambda: sealing.unlock(locked, other, context={"draft": "1", "service": "a"}),
        lambda: sealing.unlock(locked, key, context={"draft": "2", "service": "a"}),
        lambda: sealing.unlock(b"\x02" + locked[1:], key, context={"draft": "1", "service": "a"}),
        lambda: sealing.unlock(locked[:20], key, context={"draft": "1", "service": "a"}),
        lambda: sealing.unlock(b"", key, context={"draft": "1", "service": "a"}),
    ):
        assert refused(attempt) == "lock_broken"


# --- content ----------------------------------------------------------------------------------------------------------

ATTACHMENT = Attachment(
    id="9b2f8c1e-0000-4000-8000-000000000001",
    name="Nachweis.pdf",
    media_type="application/pdf",
    size=3,
    sha256="ab" * 32,
    key="c2VjcmV0",
    blob="9b2f8c1e-0000-4000-8000-000000000001",
)
CONTENT = Content(
    nonce="00" * 16,
    service_digest="5e" * 32,
    schema_id="S00000092",
    schema_version="1.0",
    authority="064350014014",
    reference="DW-2026-0001",
    received_at="2026-05-01T14:30:00+02:00",
    answers={"G2": {"F1": "Hasso"}, "F1": ["b", "a"], "F0": 3},
    parameters={"zonen": "A = Altstadt"},
    attachments=(ATTACHMENT,),
)


def test_content_has_one_form() -> None:
    assert content.canonical(CONTENT) == (
        b'{"answers":{"F0":3,"F1":["b","a"],"G2":{"F1":"Hasso"}},"attachments":[{"blob":"9b2f8c1e-0000-4000-8000-000000000001",'
        b'"id":"9b2f8c1e-0000-4000-8000-000000000001","key":"c2VjcmV0","media_type":"application/pdf","name":"Nachweis.pdf",'
        b'"sha256":"abababababababababababababababababababababababababababababababab","size":3}],"authority":"064350014014",'
        b'"corrects":"","format":3,"language":"de","nonce":"00000000000000000000000000000000",'
        b'"parameters":{"zonen":"A = Altstadt"},'
        b'"received_at":"2026-05-01T14:30:00+02:00","reference":"DW-2026-0001","schema_id":"S00000092","schema_version":"1.0",'
        b'"service_digest":"5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",'
        b'"taken_by":""}'
    )
    assert content.digest(CONTENT) == "4a39211d94bf95ec0ed8e60ee56aa8f00b17d14ff1020e9b89f8423f2d5e578e"


def test_content_is_what_was_sealed() -> None:
    sealed = seal(content.canonical(CONTENT), READERS, context=CONTEXT)
    assert content.verify(open_sealed(sealed, APPLICANT).document, content.digest(CONTENT)) == CONTENT


def test_another_content_under_the_same_reference_is_noticed() -> None:
    """Anyone who knows the public keys can seal; the digest on record tells what was received."""
    other = msgspec.structs.replace(CONTENT, answers={"F1": "Bello"})
    assert refused(lambda: content.verify(content.canonical(other), content.digest(CONTENT))) == "content_changed"


def test_equal_answers_do_not_give_equal_digests() -> None:
    again = msgspec.structs.replace(CONTENT, nonce="11" * 16)
    assert content.digest(again) != content.digest(CONTENT)


def test_an_older_format_is_read_through_its_upgrades() -> None:
    oldest = content.canonical(CONTENT).replace(b'"format":3', b'"format":-1').replace(b'"nonce"', b'"salt"')

    def to_0(raw: content.Raw) -> content.Raw:
        return raw | {"format": 0, "nonce": raw["salt"]}

    def to_3(raw: content.Raw) -> content.Raw:
        return {name: value for name, value in raw.items() if name != "salt"} | {"format": 3}

    assert content.read(oldest, {-1: to_0, 0: to_3}) == CONTENT


@pytest.mark.parametrize(
    "document", [b"", b"[]", b"{}", b'{"format":3}', b'{"format":"1"}', b'{"format":1}', b'{"format":[]}']
)
def test_an_unknown_format_is_refused(document: bytes) -> None:
    assert refused(lambda: content.read(document)) == "content_format"


def test_answers_and_keys_are_not_shown() -> None:
    assert repr(CONTENT) == "Content(reference='DW-2026-0001', …)"
    assert repr(ATTACHMENT) == "Attachment(id='9b2f8c1e-0000-4000-8000-000000000001', …)"
    assert list(CONTENT.__rich_repr__()) == [("reference", "DW-2026-0001")]
    assert list(ATTACHMENT.__rich_repr__()) == [("id", "9b2f8c1e-0000-4000-8000-000000000001")]
