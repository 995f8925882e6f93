"""After a restore: whether everything is there that the database speaks of."""

from django.db.models import QuerySet

from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Application, Document
from dienstweg.applications.signing import SigningKeys
from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import PublicKey
from dienstweg.engine.problems import Problem, Refused

REASON = "the whole installation is checked"


def verify() -> tuple[dict[str, int], tuple[Problem, ...]]:
    """How many applications, files and keys there are, and which files and keys are missing or do not open."""
    keys = KeyStore.from_settings()
    store = FileStore.from_settings()
    problems: list[Problem] = []
    public_keys: QuerySet[PublicKey] = PublicKey.objects.select_related("authority")
    for key in public_keys:
        try:
            keys.private(key.authority.ars, key.kid)
        except Refused as refused:
            problems += refused.problems
    try:
        SigningKeys.from_settings().check()
    except Refused as refused:
        problems += refused.problems
    blobs = [str(blob) for blob in Document.objects.filter(blob__isnull=False).values_list("blob", flat=True)]
    for blob in blobs:
        try:
            store.open(blob)
        except Refused as refused:
            problems += refused.problems
    counts = {
        "applications": Application.objects.everywhere(REASON).count(),
        "files": len(blobs),
        "keys": len(public_keys),
    }
    return counts, tuple(problems)
