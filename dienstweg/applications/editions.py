"""A page that was drawn before a new release came into force: it is answered as it was drawn, then the draft moves."""

import re
from copy import copy
from dataclasses import replace

from django.utils import timezone

from dienstweg.applications import drafts
from dienstweg.applications.desk import EDITION, Desk
from dienstweg.catalogue.models import Release

MARK = re.compile(f"[0-9a-f]{{{EDITION}}}")


def as_drawn(desk: Desk, mark: str) -> Desk:
    """The desk of the release a page was drawn from, so that nothing typed there is unknown.

    A mark that names none, a withdrawn release, and a draft that has moved already leave the desk as it is.
    """
    if mark == desk.edition or not MARK.fullmatch(mark) or not desk.edition:
        return desk
    releases = Release.objects.current().filter(online_service=desk.adoption.online_service_id)
    release = releases.filter(digest__startswith=mark).first()
    row = desk.draft.row if desk.draft else None
    if release is None or (row is not None and row.release_id != release.pk):
        return desk
    adoption = copy(desk.adoption)
    adoption.release = release
    if desk.draft is None:
        return replace(desk, adoption=adoption, service=adoption.offered(desk.language))
    language = desk.draft.language
    draft = drafts.find(desk.draft.code, adoption, timezone.now())
    draft = replace(draft, language=language) if draft else None
    return replace(desk, adoption=adoption, service=adoption.offered(language), draft=draft)
