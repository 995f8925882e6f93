"""Life situations in plain words, and the catalogue's own names for what belongs to them."""

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
        "Kind und Familie",
        "Ein Kind kommt, wird betreut oder zieht zu Ihnen.",
        ("Geburt", "Kinderbetreuung", "Adoption & Pflegekinder"),
    ),
    LifeSituation(
        "heiraten-und-trennen",
        "Heiraten und sich trennen",
        "Sie heiraten, ändern Ihren Namen oder gehen getrennte Wege.",
        ("Eheschließung", "Scheidung", "Trennung mit Kind"),
    ),
    LifeSituation(
        "schule-und-ausbildung",
        "Schule, Ausbildung, Studium",
        "Sie lernen, bilden sich weiter oder brauchen dafür Geld.",
        ("Schule", "Berufsausbildung", "Studium", "Weiterbildung"),
    ),
    LifeSituation(
        "umziehen-und-wohnen",
        "Umziehen und wohnen",
        "Sie ziehen um, wohnen zur Miete oder im eigenen Haus.",
        ("Wohnen & Umzug", "Hausbau & Immobilienerwerb"),
    ),
    LifeSituation(
        "ausweise-und-reisen",
        "Ausweise, Urkunden, Reisen",
        "Sie brauchen einen Ausweis oder eine Urkunde, oder Sie fahren weg.",
        ("Querschnitt Bürger", "Auslandsaufenthalt", "Auswanderung"),
    ),
    LifeSituation(
        "auto-und-verkehr",
        "Auto, Boot, Führerschein",
        "Sie fahren, melden ein Fahrzeug an oder suchen einen Parkausweis.",
        ("Führerschein", "Kfz-Besitz", "Bootsbesitz", "Logistik & Transport"),
    ),
    LifeSituation("tiere-halten", "Tiere halten", "Sie halten einen Hund oder ein anderes Tier.", ("Tierhaltung",)),
    LifeSituation(
        "freizeit-und-ehrenamt",
        "Verein, Ehrenamt, Freizeit",
        "Sie engagieren sich, feiern, angeln oder jagen.",
        (
            "Engagement & Beteiligung",
            "Veranstaltung durchführen",
            "Veranstaltungen",
            "Fischen & Jagen",
        ),
    ),
    LifeSituation(
        "gesund-und-krank",
        "Gesundheit und Krankheit",
        "Sie sorgen vor oder sind krank.",
        ("Gesundheitsvorsorge", "Krankheit"),
    ),
    LifeSituation(
        "pflege-und-behinderung",
        "Pflege und Behinderung",
        "Sie pflegen jemanden oder leben mit einer Behinderung.",
        ("Pflege", "Behinderung"),
    ),
    LifeSituation(
        "geld-und-arbeit",
        "Arbeit, Rente, zu wenig Geld",
        "Sie suchen Arbeit, gehen in Rente oder kommen mit dem Geld nicht aus.",
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
        "Todesfall und Erbe",
        "Jemand ist gestorben, oder Sie haben geerbt.",
        ("Tod",),
    ),
    LifeSituation(
        "nach-deutschland-kommen",
        "Nach Deutschland kommen",
        "Sie ziehen zu, möchten bleiben oder Deutsche werden.",
        ("Einwanderung",),
    ),
    LifeSituation(
        "steuern",
        "Steuern und Abgaben",
        "Sie zahlen Steuern oder geben eine Erklärung ab.",
        ("Steuererklärung", "Steuern & Abgaben"),
    ),
    LifeSituation(
        "recht-und-notlagen",
        "Gericht, Notlagen, Fundsachen",
        "Sie sind betroffen, haben etwas verloren oder brauchen Ihr Recht.",
        (
            "Gerichtliche und außergerichtliche Verfahren",
            "Rechtsverstöße - Anzeigen und Hilfen für Opfer",
            "Naturkatastrophen",
            "Weitere Leistungen",
        ),
    ),
    LifeSituation(
        "bauen",
        "Bauen und Grundstück",
        "Sie bauen, reißen ab oder brauchen Auskunft über ein Grundstück.",
        ("Bauen & Immobilien",),
    ),
    LifeSituation(
        "betrieb-gruenden",
        "Betrieb gründen und schließen",
        "Sie melden ein Gewerbe an, gründen oder hören auf.",
        (
            "Unternehmensstart & Gewerbezulassung",
            "Geschäftsauflösung & Unternehmensübergang",
            "Querschnitt Unternehmen",
        ),
    ),
    LifeSituation(
        "betrieb-fuehren",
        "Betrieb führen",
        "Sie beschäftigen Menschen, bilden aus, liefern oder suchen Förderung.",
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
        "Umwelt und Anlagen",
        "Sie betreiben eine Anlage oder nutzen Wasser, Boden, Wald.",
        ("Anlagen & Stoffe", "Abfall & Umweltschutz"),
    ),
)
BY_SLUG = {one.slug: one for one in LIFE_SITUATIONS}
BY_SITUATION = {situation: one for one in LIFE_SITUATIONS for situation in one.situations}
