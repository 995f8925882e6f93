"""Run in processes of their own: a person applies with a file; later both readers open what was sent.

``python -m tests.cli.two_readers apply`` prints the access code; ``… read CODE`` prints what authority and applicant
read. Which installation that is the environment says.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_bytes
from uuid import uuid4

from dienstweg.cli import database

database.load()

# Models load only after Django did.
from django.utils import timezone  # noqa: E402 # see above

from dienstweg.adoptions import actions as adoptions  # noqa: E402 # see above
from dienstweg.adoptions.models import Adoption  # noqa: E402 # see above
from dienstweg.applications import actions, drafts, reading  # noqa: E402 # see above
from dienstweg.applications.drafts import OpenDraft  # noqa: E402 # see above
from dienstweg.applications.filestore import FileStore  # noqa: E402 # see above
from dienstweg.applications.models import Application  # noqa: E402 # see above
from dienstweg.authorities.keystore import KeyStore  # noqa: E402 # see above
from dienstweg.engine import access_code, sealing  # noqa: E402 # see above
from dienstweg.engine.blobs import KEY_SIZE, PREFIX_SIZE, Encryptor  # noqa: E402 # see above
from dienstweg.engine.files import File  # noqa: E402 # see above
from dienstweg.engine.keys import PrivateKey  # noqa: E402 # see above
from dienstweg.engine.service import Limits, Question  # noqa: E402 # see above
from tests import factories  # noqa: E402 # see above

SECRET = "Der Dackel heißt Waldi"
FILE = b"%PDF-1.4 Impfpass von Waldi %%EOF"


def main(words: list[str]) -> object:
    return submit() if words[0] == "apply" else read(words[1])


def submit() -> Mapping[str, object]:
    adoption = _adoption()
    service, now = adoption.offered(), timezone.now()
    file, key = _upload()
    draft = OpenDraft(access_code.new(token_bytes), {"F1": SECRET, "F2": file}, {file["id"]: key})
    saved = drafts.save(draft=draft, adoption=adoption, service=service, at=now)
    sent = actions.submit(draft=saved, adoption=adoption, service=service, at=now)
    return {"code": draft.code.characters, "reference": sent.reference}


def _adoption() -> Adoption:
    questions = (
        Question(id="F1", path="F1", kind="text", label="Name"),
        Question(id="F2", path="F2", kind="file", label="Nachweis", limits=Limits(media_types=("application/pdf",))),
    )
    release = factories.make_release(factories.make_service(nodes=questions))
    adoption = adoptions.adopt(authority=factories.make_authority(), release=release, actor="Test")
    adoptions.go_live_demo(release=release)
    found = Adoption.objects.live(adoption.authority.ars, adoption.online_service.slug)
    assert found is not None
    return found


def _upload() -> tuple[File, str]:
    id, key = str(uuid4()), token_bytes(KEY_SIZE)
    encryptor = Encryptor(key, token_bytes(PREFIX_SIZE))
    FileStore.from_settings().put(id, [encryptor.update(FILE), encryptor.finish()])
    digest = sha256(FILE).hexdigest()
    file = File(id=id, name="impfpass.pdf", size=len(FILE), type="application/pdf", sha256=digest)
    return file, b64encode(key).decode()


def read(text: str) -> Mapping[str, object]:
    code = access_code.parse(text)
    application = Application.objects.by_code(code)
    assert application is not None
    kid = next(
        kid for kid in sealing.readers(bytes(application.sealed)) if kid != access_code.key_pair(code).public.kid
    )
    office = KeyStore.from_settings().private(application.authority.ars, kid)
    return {"applicant": _read(application, access_code.key_pair(code)), "authority": _read(application, office)}


def _read(application: Application, key: PrivateKey) -> list[str]:
    opened = reading.open_application(application, key)
    attachment, chunks = reading.open_attachment(application.documents.get(), key)
    return [str(opened.content.answers["F1"]), attachment.name, b"".join(chunks).decode()]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
