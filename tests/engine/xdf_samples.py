"""Small files of the standard, written for the tests, and the comparison that counts for them."""

from lxml import etree

NAMESPACES = {"3.0.0": "urn:xoev-de:fim:standard:xdatenfelder_3.0.0", "2.0": "urn:xoev-de:fim:standard:xdatenfelder_2"}
_STATUS = '<x:freigabestatus listVersionID="2022-07-12"><code>6</code></x:freigabestatus>'
_CHANGED = "<x:letzteAenderung>2026-05-01T12:00:00Z</x:letzteAenderung>"
_STATUS_2 = '<x:status listURI="urn:xoev-de:fim:codeliste:xdatenfelder.status"><code>aktiv</code></x:status>'


def canonical(data: bytes) -> bytes:
    """Canonical XML 1.0 without comments and without white space between elements."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True))
    for element in root.iter("*"):
        if len(element) and element.text and not element.text.strip():
            element.text = None
        if element.tail and not element.tail.strip():
            element.tail = None
    return etree.tostring(root.getroottree(), method="c14n")


def identified(id_: str, version: str = "1.0.0") -> str:
    return f"<x:identifikation><x:id>{id_}</x:id><x:version>{version}</x:version></x:identifikation>"


def field(id_: str = "F1", *, role: str = "input", datatype: str = "text", precision: str = "", more: str = "") -> str:
    """A field of version 3.0.0, one element per line; ``precision`` stands after the data type, ``more`` at the end."""
    return f"""
<x:datenfeld>{identified(id_)}<x:name>Feld</x:name>{_STATUS}{_CHANGED}
<x:bezeichnungEingabe>Angabe</x:bezeichnungEingabe>
<x:schemaelementart><code>RNG</code></x:schemaelementart>
<x:feldart><code>{role}</code></x:feldart>
<x:datentyp><code>{datatype}</code></x:datentyp>{precision}
<x:vorbefuellung><code>keine</code></x:vorbefuellung>{more}</x:datenfeld>"""


def group(id_: str = "G1", *children: str, more: str = "") -> str:
    """A group of version 3.0.0."""
    return f"""
<x:datenfeldgruppe>{identified(id_)}<x:name>Gruppe</x:name>{_STATUS}{_CHANGED}
<x:bezeichnungEingabe>Angaben</x:bezeichnungEingabe>
<x:schemaelementart><code>RNG</code></x:schemaelementart>{more}{"".join(children)}</x:datenfeldgruppe>"""


def place(element: str, count: str = "1:1") -> str:
    """``struktur`` around an element of version 3.0.0."""
    return f"<x:struktur><x:anzahl>{count}</x:anzahl><x:enthaelt>{element}</x:enthaelt></x:struktur>"


def schema(*children: str, more: str = "", namespace: str = NAMESPACES["3.0.0"]) -> bytes:
    """A whole file of version 3.0.0; ``more`` stands before the places."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="{namespace}"><x:header><x:nachrichtID>N1</x:nachrichtID>
<x:erstellungszeitpunkt>2026-05-01T12:00:00Z</x:erstellungszeitpunkt></x:header>
<x:stammdatenschema>{identified("S1")}<x:name>Schema</x:name>{_STATUS}{_CHANGED}
<x:bezeichnung>Antrag</x:bezeichnung>
<x:ableitungsmodifikationenStruktur><code>3</code></x:ableitungsmodifikationenStruktur>
<x:ableitungsmodifikationenRepraesentation><code>1</code></x:ableitungsmodifikationenRepraesentation>
<x:dokumentsteckbrief><x:id>D1</x:id></x:dokumentsteckbrief>{more}
{"".join(children)}</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>
""".encode()


def general_2(id_: str, *, definition: str = "") -> str:
    """What every element of version 2.0 begins with; most of it is mandatory and may be empty."""
    return f"""{identified(id_, "1.0")}<x:name>Name</x:name><x:bezeichnungEingabe>Angabe</x:bezeichnungEingabe>
<x:beschreibung/><x:definition>{definition}</x:definition><x:bezug/>{_STATUS_2}"""


def field_2(id_: str = "F1", *, role: str = "input", precision: str = "", more: str = "") -> str:
    """A field of version 2.0; ``precision`` is JSON."""
    return f"""<x:datenfeld>{general_2(id_)}<x:schemaelementart><code>RNG</code></x:schemaelementart>
<x:hilfetextEingabe/><x:hilfetextAusgabe/><x:feldart><code>{role}</code></x:feldart>
<x:datentyp><code>text</code></x:datentyp><x:praezisierung>{precision}</x:praezisierung><x:inhalt/>{more}</x:datenfeld>"""


def place_2(element: str, count: str = "1:1") -> str:
    return f"<x:struktur><x:anzahl>{count}</x:anzahl><x:bezug/><x:enthaelt>{element}</x:enthaelt></x:struktur>"


def schema_2(*children: str, more: str = "") -> bytes:
    """A whole file of version 2.0; ``more`` stands before the places."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="{NAMESPACES["2.0"]}"><x:header><x:nachrichtID>N1</x:nachrichtID>
<x:erstellungszeitpunkt>2026-05-01T12:00:00Z</x:erstellungszeitpunkt></x:header>
<x:stammdatenschema>{general_2("S1")}
<x:ableitungsmodifikationenStruktur><code>3</code></x:ableitungsmodifikationenStruktur>
<x:ableitungsmodifikationenRepraesentation><code>1</code></x:ableitungsmodifikationenRepraesentation>{more}
{"".join(children)}</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>
""".encode()
