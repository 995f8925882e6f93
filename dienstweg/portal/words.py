"""Words that depend on what is sent: Antrag, Anmeldung, Anzeige."""

from dienstweg.engine.service import Service

VERBS = {"Anmeldung": "anmelden", "Antrag": "beantragen", "Abmeldung": "abmelden"}
ARTICLES = {"m": "den", "f": "die", "n": "das"}


def start_label(service: Service) -> str:
    """The button that starts: "Jetzt online anmelden"; "anzeigen" would read as "show"."""
    return f"Jetzt online {VERBS.get(service.act_noun, 'ausfüllen')}"


def act_accusative(service: Service) -> str:
    """With article: "die Anmeldung", "den Antrag"."""
    return f"{ARTICLES[service.act_gender]} {service.act_noun}"
