"""``clean``: what nobody needs any more."""

from datetime import timedelta

from django.utils import timezone

from dienstweg.applications import drafts, uploads
from dienstweg.cli.output import FINE, Output, counted

STALE = timedelta(hours=1)
"""An upload that takes longer has been broken off."""


def clean(*, output: Output) -> int:
    """Delete expired drafts with their files, and what broken uploads left."""
    now = timezone.now()
    expired, left = drafts.delete_expired(now), uploads.sweep(now - STALE)
    told = f"Gelöscht: {counted(expired, 'Entwurf', 'Entwürfe')}, {counted(left, 'Rest', 'Reste')} von Uploads"
    output.answer({"expired_drafts": expired, "incoming_files": left}, [told])
    return FINE
