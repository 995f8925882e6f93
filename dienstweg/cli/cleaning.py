"""``clean``: what nobody needs any more."""

from datetime import timedelta

from django.utils import timezone

from dienstweg.applications import drafts, orphans, uploads
from dienstweg.cli.output import FINE, Output, counted

STALE = timedelta(hours=1)
"""An upload that takes longer has been broken off."""
FORGOTTEN = timedelta(days=1)
"""A file in the store that no row names after so long belongs to nothing."""


def clean(*, output: Output) -> int:
    """Delete expired drafts with their files, what broken uploads left, and stored files that belong to nothing."""
    now = timezone.now()
    expired, left = drafts.delete_expired(now), uploads.sweep(now - STALE)
    unnamed = orphans.delete_orphans(now - FORGOTTEN)
    told = [
        counted(expired, "Entwurf", "Entwürfe"),
        f"{counted(left, 'Rest', 'Reste')} von Uploads",
        f"{counted(unnamed, 'Datei', 'Dateien')} ohne Eintrag",
    ]
    data = {"expired_drafts": expired, "incoming_files": left, "unnamed_files": unnamed}
    output.answer(data, [f"Gelöscht: {', '.join(told)}"])
    return FINE
