"""Life situations in plain words, and the catalogue's own names for what belongs to them."""

from django.utils.translation import gettext_noop as noop
from msgspec import Struct


class LifeSituation(Struct, frozen=True):
    """``situations``: how the catalogue calls what belongs here."""

    slug: str
    name: str
    lead: str
    situations: tuple[str, ...]


LIFE_SITUATIONS: tuple[LifeSituation, ...] = (
    LifeSituation(
        "kind-und-familie",
        noop("Kind und Familie"),
        noop("Ein Kind kommt, wird betreut oder zieht zu Ihnen."),
        ("Geburt", "Kinderbetreuung", "Adoption & Pflegekinder"),
    ),
    LifeSituation(
        "heiraten-und-trennen",
        noop("Heiraten und sich trennen"),
        noop("Sie heiraten, ändern Ihren Namen oder gehen getrennte Wege."),
        ("Eheschließung", "Scheidung", "Trennung mit Kind"),
    ),
    LifeSituation(
        "schule-und-ausbildung",
        noop("Schule, Ausbildung, Studium"),
        noop("Sie lernen, bilden sich weiter oder brauchen dafür Geld."),
        ("Schule", "Berufsausbildung", "Studium", "Weiterbildung"),
    ),
    LifeSituation(
        "umziehen-und-wohnen",
        noop("Umziehen und wohnen"),
        noop("Sie ziehen um, wohnen zur Miete oder im eigenen Haus."),
        ("Wohnen & Umzug", "Hausbau & Immobilienerwerb"),
    ),
    LifeSituation(
        "ausweise-und-reisen",
        noop("Ausweise, Urkunden, Reisen"),
        noop("Sie brauchen einen Ausweis oder eine Urkunde, oder Sie fahren weg."),
        ("Querschnitt Bürger", "Auslandsaufenthalt", "Auswanderung"),
    ),
    LifeSituation(
        "auto-und-verkehr",
        noop("Auto, Boot, Führerschein"),
        noop("Sie fahren, melden ein Fahrzeug an oder suchen einen Parkausweis."),
        ("Führerschein", "Kfz-Besitz", "Bootsbesitz", "Logistik & Transport"),
    ),
    LifeSituation(
        "tiere-halten", noop("Tiere halten"), noop("Sie halten einen Hund oder ein anderes Tier."), ("Tierhaltung",)
    ),
    LifeSituation(
        "freizeit-und-ehrenamt",
        noop("Verein, Ehrenamt, Freizeit"),
        noop("Sie engagieren sich, feiern, angeln oder jagen."),
        (
            "Engagement & Beteiligung",
            "Veranstaltung durchführen",
            "Veranstaltungen",
            "Fischen & Jagen",
        ),
    ),
    LifeSituation(
        "gesund-und-krank",
        noop("Gesundheit und Krankheit"),
        noop("Sie sorgen vor oder sind krank."),
        ("Gesundheitsvorsorge", "Krankheit"),
    ),
    LifeSituation(
        "pflege-und-behinderung",
        noop("Pflege und Behinderung"),
        noop("Sie pflegen jemanden oder leben mit einer Behinderung."),
        ("Pflege", "Behinderung"),
    ),
    LifeSituation(
        "geld-und-arbeit",
        noop("Arbeit, Rente, zu wenig Geld"),
        noop("Sie suchen Arbeit, gehen in Rente oder kommen mit dem Geld nicht aus."),
        (
            "(Drohender) Arbeitsplatzverlust & -suche",
            "Arbeitsplatzwechsel",
            "Finanzielle Existenzsicherung/Unterstützung bei finanziellen Problemen",
            "Altersvorsorge",
            "Rente & Soziale Entschädigung",
        ),
    ),
    LifeSituation(
        "todesfall",
        noop("Todesfall und Erbe"),
        noop("Jemand ist gestorben, oder Sie haben geerbt."),
        ("Tod",),
    ),
    LifeSituation(
        "nach-deutschland-kommen",
        noop("Nach Deutschland kommen"),
        noop("Sie ziehen zu, möchten bleiben oder Deutsche werden."),
        ("Einwanderung",),
    ),
    LifeSituation(
        "steuern",
        noop("Steuern und Abgaben"),
        noop("Sie zahlen Steuern oder geben eine Erklärung ab."),
        ("Steuererklärung", "Steuern & Abgaben"),
    ),
    LifeSituation(
        "recht-und-notlagen",
        noop("Gericht, Notlagen, Fundsachen"),
        noop("Sie sind betroffen, haben etwas verloren oder brauchen Ihr Recht."),
        (
            "Gerichtliche und außergerichtliche Verfahren",
            "Rechtsverstöße - Anzeigen und Hilfen für Opfer",
            "Naturkatastrophen",
            "Weitere Leistungen",
        ),
    ),
    LifeSituation(
        "bauen",
        noop("Bauen und Grundstück"),
        noop("Sie bauen, reißen ab oder brauchen Auskunft über ein Grundstück."),
        ("Bauen & Immobilien",),
    ),
    LifeSituation(
        "betrieb-gruenden",
        noop("Betrieb gründen und schließen"),
        noop("Sie melden ein Gewerbe an, gründen oder hören auf."),
        (
            "Unternehmensstart & Gewerbezulassung",
            "Geschäftsauflösung & Unternehmensübergang",
            "Querschnitt Unternehmen",
        ),
    ),
    LifeSituation(
        "betrieb-fuehren",
        noop("Betrieb führen"),
        noop("Sie beschäftigen Menschen, bilden aus, liefern oder suchen Förderung."),
        (
            "Arbeitgeber sein",
            "Arbeitssicherheit",
            "Aus-, Weiterbildung & Sachkunde",
            "Ausschreibungen & öffentliche Aufträge",
            "Auslandsgeschäft",
            "Finanzierung & Förderung",
            "Forschung & Entwicklung",
            "Statistik- & Berichtspflichten",
        ),
    ),
    LifeSituation(
        "umwelt-und-anlagen",
        noop("Umwelt und Anlagen"),
        noop("Sie betreiben eine Anlage oder nutzen Wasser, Boden, Wald."),
        ("Anlagen & Stoffe", "Abfall & Umweltschutz"),
    ),
)
BY_SLUG = {one.slug: one for one in LIFE_SITUATIONS}
BY_SITUATION = {situation: one for one in LIFE_SITUATIONS for situation in one.situations}
