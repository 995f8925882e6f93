"""A small file of translations (message 0106), in the order and the words of the standard."""

FIELD = "F1"

ELEMENT = f"""<xdf:element>
<xdf:uebersetzt><xdf:id>{FIELD}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:uebersetzt>
<xdf:bezeichnungEingabe>Colour</xdf:bezeichnungEingabe>
<xdf:bezeichnungAusgabe>Colour of it</xdf:bezeichnungAusgabe>
<xdf:hilfetextEingabe>Which one?</xdf:hilfetextEingabe>
<xdf:inhalt>red</xdf:inhalt>
<xdf:werte><xdf:wert><xdf:code>1</xdf:code><xdf:name>red</xdf:name><xdf:hilfe>like a rose</xdf:hilfe></xdf:wert>
</xdf:werte>
<xdf:regel><xdf:uebersetzt><xdf:id>R1</xdf:id><xdf:version>1.0.0</xdf:version></xdf:uebersetzt>
<xdf:fehler code="7">Choose one.</xdf:fehler></xdf:regel>
</xdf:element>"""


def translation_file(attributes: str = 'lang="en" region="GB" version="2"', element: str = ELEMENT) -> bytes:
    """One language with one element."""
    return f"""<xdf:xdatenfelder.uebersetzung.0106 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
<xdf:header><xdf:nachrichtID>m</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-05-01T12:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
<xdf:uebersetzt><xdf:id>S1</xdf:id><xdf:version>1.0.0</xdf:version></xdf:uebersetzt>
<xdf:sprache {attributes}>
{element}
</xdf:sprache>
</xdf:xdatenfelder.uebersetzung.0106>""".encode()


EXAMPLE = translation_file()
