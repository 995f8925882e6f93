"""Words that depend on what is sent (Antrag, Anmeldung, Anzeige), on documents and on times."""

from dienstweg.engine.asked import Document
from dienstweg.engine.service import Service
from dienstweg.web.words import file_size

VERBS = {"Anmeldung": "anmelden", "Antrag": "beantragen", "Abmeldung": "abmelden"}
ARTICLES = {"m": "den", "f": "die", "n": "das"}
DATIVE = {"m": "dem", "f": "der", "n": "dem"}
YEAR = 365
MEDIA = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "image/heic": "HEIC",
    "image/tiff": "TIFF",
    "text/plain": "TXT",
}
OTHER = "andere Dateien"


def start_label(service: Service) -> str:
    """The button that starts: "Jetzt online anmelden"; "anzeigen" would read as "show"."""
    return f"Jetzt online {VERBS.get(service.act_noun, 'ausfüllen')}"


def act_accusative(service: Service) -> str:
    """With article: "die Anmeldung", "den Antrag"."""
    return f"{ARTICLES[service.act_gender]} {service.act_noun}"


def act_dative(service: Service) -> str:
    """With article: "der Anmeldung", "dem Antrag"."""
    return f"{DATIVE[service.act_gender]} {service.act_noun}"


def document_line(document: Document) -> tuple[str, str]:
    """What it is, and when it is needed and in which form: ("Foto des Hundes", "freiwillig; PDF oder JPG, höchstens
    10 MB").
    """
    when = {
        "always": "",
        "voluntary": "freiwillig",
        "conditional": f"nur bei „{document.when}“" if document.when else "nur in bestimmten Fällen",
    }[document.need]
    kinds = list(dict.fromkeys(MEDIA.get(kind, OTHER) for kind in document.media_types))
    form = " oder ".join(filter(None, (", ".join(kinds[:-1]), *kinds[-1:])))
    size = f"höchstens {file_size(document.max_size)}" if document.max_size else ""
    return document.label, "; ".join(filter(None, (when, ", ".join(filter(None, (form, size))))))


def retention(service: Service) -> str:
    """How long what was sent is kept, in a sentence."""
    if service.data_protection.retention:
        return service.data_protection.retention
    days = service.retention_days
    if not days:
        return (
            "Was Sie absenden, bewahrt die Behörde so lange auf, wie sie es für diese Aufgabe braucht. "
            "Danach gelten die Fristen für ihre Akten."
        )
    years, rest = divmod(days, YEAR)
    told = f"{years} Jahre" if years > 1 and not rest else "ein Jahr" if years == 1 and not rest else f"{days} Tage"
    return f"Was Sie absenden, bewahrt die Behörde nach dem Eingang {told} auf. Danach löscht sie es."
