"""Files in the store that no row names: moved in before a database that then failed, or left when deleting failed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Document, DraftFile

BATCH = 500


def delete_orphans(before: datetime) -> int:
    """Delete files that came in before a moment (aware) and belong to nothing. Returns how many.

    Where no row names any file nothing is deleted: then the settings may name another, empty database.
    """
    if not DraftFile.objects.exists() and not Document.objects.filter(blob__isnull=False).exists():
        return 0
    store = FileStore.from_settings()
    count = 0
    for blobs in _batches(store.kept_before(before)):
        for blob in _unnamed(blobs):
            store.delete(str(blob))
            count += 1
    return count


def _batches(blobs: Iterator[UUID]) -> Iterator[list[UUID]]:
    while batch := list(islice(blobs, BATCH)):
        yield batch


def _unnamed(blobs: Sequence[UUID]) -> set[UUID]:
    """Drafts are asked first: a file that is being sent goes from a draft to a document, never back."""
    of_drafts = set(DraftFile.objects.filter(blob__in=blobs).values_list("blob", flat=True))
    of_documents = set(Document.objects.filter(blob__in=blobs).values_list("blob", flat=True))
    return set(blobs) - of_drafts - of_documents
