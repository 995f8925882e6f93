"""The sentence with which a person agrees to fetch notices, in the language they read it in: it is kept as agreed."""

from django.utils.text import capfirst
from django.utils.translation import gettext, override

from dienstweg.authorities.models import Authority
from dienstweg.engine.notification import LAWS, NoticeLaw
from dienstweg.engine.tongues import spoken


def consent_wording(law: NoticeLaw, authority: Authority, tongue: str) -> str:
    """``Ich bin einverstanden: Die Stadt Idstein stellt mir den Bescheid auf der Statusseite bereit, …``."""
    with override(spoken(tongue)):
        pattern = gettext(
            "Ich bin einverstanden: {who} stellt mir den Bescheid auf der Statusseite bereit, "
            "und ich rufe ihn dort ab ({norm})."
        )
    return pattern.format(who=capfirst(authority.called(tongue)), norm=LAWS[law].norm)
