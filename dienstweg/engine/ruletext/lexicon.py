"""The German words the grammar knows, in all their forms, in small letters.

A word that stands in none of these sets is not understood, and the sentence around it is left untranslated.
"""

IF = frozenset({"wenn", "falls", "sofern", "sobald", "soweit", "insofern"})
THEN = frozenset({"dann", "so"})
ELSE = frozenset({"sonst", "ansonsten", "andernfalls", "anderenfalls"})
ELSE_PHRASES = (
    "in allen anderen fällen",
    "in allen übrigen fällen",
    "in anderen fällen",
    "im anderen fall",
    "wenn nicht ,",
    "falls nicht ,",
    "ist dies nicht der fall ,",
    "wenn dies nicht der fall ist ,",
)
"""Phrases that mean "sonst"."""
IN_CASE = (
    "für den fall , dass",
    "in dem fall , dass",
    "im falle , dass",
    "im fall , dass",
    "unter der bedingung , dass",
    "unter der voraussetzung , dass",
    "vorausgesetzt , dass",
)
"""Phrases that mean "wenn"."""
WHOLE = frozenset({"erklärung", "antrag", "formular", "anzeige", "meldung"})
SENT = frozenset({"abgeschickt", "abgesendet", "abgesandt", "eingereicht", "gesendet", "fortgesetzt"})
"""What is then not done with what: "sonst kann der Antrag nicht abgeschickt werden"."""
AND = frozenset({"und", "sowie"})
OR = frozenset({"oder"})
NOT = frozenset({"nicht"})
NO = frozenset({"kein", "keine", "keinen", "keinem", "keiner", "keines"})
ONLY = frozenset({"nur", "ausschließlich", "lediglich"})
ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"})
THIS = frozenset({"dieser", "diese", "dieses", "diesen", "diesem", "jener", "jene", "jenes", "jenen", "jenem"})
ADJECTIVES = frozenset(
    {"folgende", "folgenden", "folgendes", "folgender", "folgendem", "entsprechende", "entsprechenden"}
    | {"entsprechendes", "jeweilige", "jeweiligen", "jeweiliges", "zugehörige", "zugehörigen", "zugehöriges"}
)
BOTH = frozenset({"beide", "beiden", "beides", "beider"})
OTHERS = frozenset({"andere", "anderen", "anderer", "anderes", "übrigen", "restlichen", "sonstigen", "weiteren"})
IN = frozenset({"in", "im", "bei", "beim", "für", "aus", "zu", "zum", "zur", "am", "an"})

FIELDS = frozenset(
    stem + ending
    for stem in (
        "feld",
        "datenfeld",
        "eingabefeld",
        "auswahlfeld",
        "textfeld",
        "datumsfeld",
        "hinweisfeld",
        "unterfeld",
    )
    for ending in ("", "s", "es", "er", "ern")
) | {"datenfelde", "felde", "element", "elements", "elemente", "elementen", "datenelement", "datenelemente"}
GROUPS = frozenset(
    stem + ending
    for stem in ("feldgruppe", "datenfeldgruppe", "datengruppe", "gruppe", "untergruppe", "auswahlgruppe")
    for ending in ("", "n")
)
NOUNS = FIELDS | GROUPS

VALUES = frozenset(
    {"wert", "werte", "wertes", "werten", "code", "codes", "auswahl", "auswahlwert", "auswahlwerte", "antwort"}
    | {"antworten", "option", "optionen", "eintrag", "einträge", "eintrags", "angabe", "ausprägung", "ausprägungen"}
    | {"auswahlmöglichkeit", "auswahlmöglichkeiten", "schlüssel", "eingabe", "möglichkeit", "inhalt", "datum"}
    | {"anzahl", "zahl", "betrag", "höhe"}
)
CONTENT = frozenset({"eintrag", "eintragung", "angabe", "angaben", "wert", "auswahl", "antwort", "eingabe", "einträge"})

BE = frozenset({"ist", "sind", "sei", "seien", "war"})
BECOME = frozenset({"wird", "werden", "wurde", "wurden", "worden", "werde"})
HAVE = frozenset(
    {"hat", "haben", "habe", "besitzt", "besitzen", "enthält", "enthalten", "aufweist", "aufweisen", "annimmt"}
    | {"annehmen", "trägt", "lautet", "beträgt", "entspricht", "entsprechen", "steht"}
)
AUXILIARIES = BE | BECOME | HAVE

FINITE: dict[str, str] = (
    dict.fromkeys(("muss", "müssen", "muß"), "muss")
    | dict.fromkeys(("darf", "dürfen"), "darf")
    | dict.fromkeys(("soll", "sollen"), "soll")
    | dict.fromkeys(("kann", "können"), "kann")
    | dict.fromkeys(("braucht", "brauchen"), "braucht")
    | dict.fromkeys(("ist", "sind"), "ist")
    | dict.fromkeys(("wird", "werden"), "wird")
    | dict.fromkeys(("bleibt", "bleiben"), "bleibt")
    | dict.fromkeys(("entfällt", "entfallen"), "entfällt")
    | dict.fromkeys(("erscheint", "erscheinen"), "erscheint")
    | dict.fromkeys(("gilt", "gelten"), "gilt")
    | dict.fromkeys(("steht", "stehen"), "steht")
)
MODAL_VERBS = frozenset(
    {"muss", "muß", "müssen", "müsse", "müssten", "müsste", "darf", "dürfen", "dürfe", "dürfte", "dürften", "soll"}
    | {"sollen", "solle", "sollte", "sollten", "kann", "können", "könne", "könnte", "könnten", "mag", "mögen"}
    | {"möchte", "will", "wollen"}
)
IMPERATIVES: dict[str, str] = {
    "zeige": "zeige",
    "zeigen": "zeige",
    "blende": "blende",
    "blenden": "blende",
    "aktiviere": "aktiviere",
    "deaktiviere": "deaktiviere",
    "mache": "mache",
    "verberge": "deaktiviere",
    "verstecke": "deaktiviere",
}
PARTICLES = frozenset({"an", "ein", "aus"})

TOGETHER = frozenset({"gleichzeitig", "zugleich"})
FILLED = frozenset(
    {"befüllt", "ausgefüllt", "gefüllt", "eingegeben", "eingetragen", "erfasst", "hochgeladen", "vorhanden"}
    | {"beigefügt"}
)
HELD = frozenset({"belegt", "beantwortet", "versehen", "gesetzt"})
CHOSEN = frozenset({"gewählt", "ausgewählt", "angegeben", "selektiert", "eingestellt", "markiert"})
ANSWERED = CHOSEN | HELD | {"eingegeben", "eingetragen", "erfasst", "auszuwählen"}
"""What is done with an answer: a name before it that is not the element's own may be that answer."""
TICKED = frozenset({"angekreuzt", "angehakt", "bejaht"})
DENIED = frozenset({"verneint"})
SHOWN = frozenset({"angezeigt", "eingeblendet", "dargestellt", "aktiviert", "sichtbar", "aktiv", "gezeigt"})
HIDDEN = frozenset({"ausgeblendet", "deaktiviert", "verborgen", "versteckt", "unsichtbar", "inaktiv"})
EMPTY = frozenset({"leer", "unbefüllt", "unausgefüllt"})
TO_FILL = frozenset(
    {"auszufüllen", "anzugeben", "einzugeben", "einzutragen", "hochzuladen", "auszuwählen", "beizufügen"}
)
TO_SHOW = frozenset({"anzuzeigen", "einzublenden", "darzustellen"})
TO_HIDE = frozenset({"auszublenden"})
TO_PREFILL = frozenset({"vorzubefüllen", "vorzubelegen"})
PREFILLED = frozenset({"vorbefüllt", "vorbelegt"})
AFTER_TO: dict[str, str] = (
    dict.fromkeys(("befüllen", "füllen", "erfassen", "beantworten", "belegen"), "ZUFILL")
    | dict.fromkeys(("aktivieren", "zeigen"), "ZUSHOW")
    | dict.fromkeys(("deaktivieren", "verbergen", "verstecken"), "ZUHIDE")
    | dict.fromkeys(("lassen",), "ZULASSEN")
)
INFINITIVES: dict[str, str] = (
    dict.fromkeys(("befüllen", "ausfüllen", "angeben"), "FILLINF")
    | dict.fromkeys(("anzeigen", "einblenden", "aktivieren"), "SHOWINF")
    | dict.fromkeys(("ausblenden", "deaktivieren", "verbergen"), "HIDEINF")
)

MANDATORY_NOUNS = frozenset(
    {
        "pflichtfeld",
        "pflichtfelder",
        "pflichtfeldern",
        "pflichtfeldes",
        "pflichtgruppe",
        "pflichtgruppen",
        "pflichtfeldgruppe",
    }
    | {"pflichtfeldgruppen", "pflichtangabe", "pflichtangaben", "pflicht", "mussfeld", "muss-feld", "mussfelder"}
    | {"pflichtdatenfeld", "pflichtdatenfeldgruppe", "pflichteingabe"}
)
MANDATORY = frozenset(
    {"verpflichtend", "verpflichtende", "verpflichtendes", "obligatorisch", "pflichtig", "erforderlich", "notwendig"}
)
OPTIONAL = frozenset({"optional", "optionales", "optionale", "optionaler", "freiwillig", "freiwillige", "freiwilliges"})
OPTIONAL_NOUNS = frozenset({"optionalfeld", "kannfeld", "kann-feld"})

YES = frozenset({"ja", "wahr", "true"})
NEIN = frozenset({"nein", "falsch", "unwahr", "false"})

DEMANDING = (
    MODAL_VERBS | TO_FILL | TO_SHOW | TO_HIDE | TO_PREFILL | IMPERATIVES.keys() | MANDATORY_NOUNS | MANDATORY | OPTIONAL
)  # fmt: skip
"""Words with which a sentence asks for something, so that it is no mere remark."""

DOING = (
    DEMANDING | SHOWN | HIDDEN | EMPTY | AFTER_TO.keys() | PREFILLED | INFINITIVES.keys() | OPTIONAL_NOUNS
    | {"entfällt", "entfallen", "erscheint", "erscheinen"}
)  # fmt: skip
"""Words that say what happens to an element."""

NUMBERS: dict[str, int] = {
    "ein": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1, "eines": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4,
    "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip

ADDING = frozenset({"auch", "außerdem", "ebenfalls", "ebenso", "zudem", "zusätzlich"})
"""Words that tie a sentence to the one before."""
ADVERBS = ADDING | {"dann", "immer", "stets", "jeweils", "hier"}
"""Words that change nothing in their own sentence."""

FORBIDDEN_IN_NAMES = (
    IF | THEN | ELSE | AND | OR | NOT | NO | ONLY | THIS | ADJECTIVES | BOTH | OTHERS | IN | NOUNS | VALUES
    | AUXILIARIES | FINITE.keys() | MODAL_VERBS | IMPERATIVES.keys() | PARTICLES | FILLED | HELD | CHOSEN | TICKED
    | DENIED | SHOWN | HIDDEN | EMPTY | TO_FILL | TO_SHOW | TO_HIDE | TO_PREFILL | PREFILLED | INFINITIVES.keys()
    | MANDATORY_NOUNS | MANDATORY | OPTIONAL | OPTIONAL_NOUNS | YES | NEIN | NUMBERS.keys() | ADVERBS
    | {"als", "mit", "ohne", "außer", "ausgenommen", "ausnahme", "weder", "noch", "entweder", "sowohl", "wobei", "erst"}
    | {"gleich", "ungleich", "größer", "kleiner", "älter", "jünger", "mindestens", "höchstens", "genau", "alle"}
    | {"aller", "allen", "alles", "mehr", "weniger", "bis", "zwischen", "vor", "nach", "es", "sie", "er", "dass", "wie"}
    | {"nie"}
    | {"niemals", "keinesfalls", "bzw.", "ggf.", "z.b.", "d.h.", "aber", "sondern", "jedoch", "trotzdem", "denn"}
    | {"weil", "da"}
    | {"teilweise", "teils", "ganz", "gar", "kaum", "fast", "vielleicht", "eventuell", "gegebenenfalls", "meist"}
    | {"grundsätzlich", "regelmäßig", "normalerweise", "üblicherweise", "ausnahmsweise", "möglichst", "insbesondere"}
    | {"mal", "je", "pro", "nein", "ja", "gegenteil", "land", "länder", "ländern", "bundesland", "bundesländer"}
)  # fmt: skip
"""Words that end a name written without quotation marks."""
NAME_GLUE = frozenset({"der", "die", "des", "das", "den", "dem", "von", "vom", "zur", "zum"})
"""Small words that a name may hold between others."""

POINTS_BACK = frozenset(
    {
        "dies",
        "diese",
        "dieser",
        "dieses",
        "diesem",
        "diesen",
        "hiervon",
        "davon",
        "dafür",
        "hierfür",
        "hierbei",
        "dabei",
    }
    | {"ausnahme", "ausnahmen", "ausgenommen", "allerdings", "jedoch", "dagegen", "abweichend", "vorstehende"}
    | {
        "vorstehenden",
        "vorgenannte",
        "vorgenannten",
        "obige",
        "obigen",
        "genannte",
        "genannten",
        "letztere",
        "gleiches",
    }
    | {"selbiges", "entsprechend", "umgekehrt", "analog", "vorausgesetzt"}
)
"""Words with which a sentence may speak about the ones before it."""
POINTS_AHEAD = frozenset(
    {"folgende", "folgenden", "folgendes", "folgender", "nachfolgende", "nachfolgenden", "nachfolgendes"}
    | {"nachstehende", "nachstehenden", "nachstehendes", "untenstehende", "untenstehenden"}
)
"""Words with which a sentence may speak about the ones behind it."""
REMARKS = frozenset({"hinweis", "anmerkung", "achtung", "erläuterung", "beispiel", "bemerkung", "notiz"})
"""Words before a colon that limit nothing."""
BEARING = (
    MODAL_VERBS | IF | ELSE | NOT | NO | ONLY | MANDATORY_NOUNS | MANDATORY | OPTIONAL | {"gilt", "gelten", "außer"}
)
"""Words with which a sentence that names no element says something about those of other sentences."""
