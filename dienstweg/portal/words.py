"""Words that depend on what is sent (Antrag, Anmeldung, Anzeige), on documents and on times."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as noop

from dienstweg.engine.asked import Document
from dienstweg.engine.service import Service
from dienstweg.web.tongue import plain
from dienstweg.web.words import file_size

STARTS = {
    "Anmeldung": noop("Jetzt online anmelden"),
    "Antrag": noop("Jetzt online beantragen"),
    "Abmeldung": noop("Jetzt online abmelden"),
}
START = noop("Jetzt online ausfüllen")
YEAR = 365
MEDIA = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "image/heic": "HEIC",
    "image/tiff": "TIFF",
    "text/plain": "TXT",
}
OTHER = noop("andere Dateien")
SOME_CASES = noop("nur in bestimmten Fällen")
UNTIL_DONE = noop(
    "Was Sie absenden, bewahrt die Behörde so lange auf, wie sie es für diese Aufgabe braucht. "
    "Danach gelten die Fristen für ihre Akten."
)
KEPT = noop("Was Sie absenden, bewahrt die Behörde nach dem Eingang {time} auf. Danach löscht sie es.")


def start_label(german: Service) -> str:
    """The button that starts: "Jetzt online anmelden"; "anzeigen" would read as "show"."""
    return gettext(STARTS.get(german.act_noun, START))


def document_line(document: Document) -> tuple[str, str]:
    """What it is, and when it is needed and in which form: ("Foto des Hundes", "freiwillig; PDF oder JPG, höchstens
    10 MB").
    """
    given = plain(document.when)
    when = {
        "always": "",
        "voluntary": gettext("freiwillig"),
        "conditional": gettext("nur bei „{answer}“").format(answer=given) if given else gettext(SOME_CASES),
    }[document.need]
    kinds = list(dict.fromkeys(gettext(MEDIA.get(kind, OTHER)) for kind in document.media_types))
    form = gettext(" oder ").join(filter(None, (", ".join(kinds[:-1]), *kinds[-1:])))
    size = gettext("höchstens {size}").format(size=file_size(document.max_size)) if document.max_size else ""
    return document.label, "; ".join(filter(None, (when, ", ".join(filter(None, (form, size))))))


def retention(service: Service) -> str:
    """How long what was sent is kept, in a sentence."""
    if service.data_protection.retention:
        return service.data_protection.retention
    days = service.retention_days
    if not days:
        return gettext(UNTIL_DONE)
    years, rest = divmod(days, YEAR)
    told = gettext("{count} Tage").format(count=days)
    if years and not rest:
        told = ngettext("ein Jahr", "{count} Jahre", years).format(count=years)
    return gettext(KEPT).format(time=told)
