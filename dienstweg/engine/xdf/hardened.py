"""XML from strangers: bytes in, an element tree out, or a sentence that says what is wrong with the file.

Nothing outside the bytes is ever read: a document type (``<!DOCTYPE``) is refused before the XML reader sees it, and
with it entities, external files and their bombs. Size, number of tags and depth are limited before a tree is built.
Only encodings that occur in practice are read, and decoded here, so that no encoding can hide a document type.
"""

import codecs
import re

from lxml import etree

from dienstweg.engine.problems import Problem, Refused

MAX_BYTES = 30 * 1024 * 1024
BYTES_PER_MARK = 12
"""A file may hold one tag or attribute per so many bytes: real ones need 13 to 20, a tree of nothing but tags 4."""
MARKS_ALWAYS = 20_000

_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "windows-1252",
}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_HTML = "eine HTML-Seite. Bitte laden Sie die XML-Datei selbst herunter, nicht die Seite, auf der sie steht"
_OTHER_FORMATS = (
    (b"PK\x03\x04", "ein ZIP-Archiv. Bitte entpacken Sie es und wählen Sie die XML-Datei darin"),
    (b"%PDF", "ein PDF. Bitte wählen Sie die XML-Datei, die das FIM-Portal unter „XDatenfelder“ anbietet"),
    (b"\x1f\x8b", "ein gepacktes Archiv (gzip). Bitte entpacken Sie es zuerst"),
    (b"\xd0\xcf\x11\xe0", "eine Office-Datei. Bitte wählen Sie die XML-Datei"),
    (b"{", "JSON. Gelesen wird die XML-Fassung"),
    (b"[", "JSON. Gelesen wird die XML-Fassung"),
    (b"<!doctype html", _HTML),
    (b"<html", _HTML),
)
_TOO_LONG = re.compile(r"XML_PARSE_HUGE|too big|too long", re.IGNORECASE)
_NOT_FINISHED = {4, 77}
_SYNTAX = {
    5: "Nach dem Ende des äußersten Elements steht noch etwas",
    8: "Die Datei enthält ein Zeichen, das in XML nicht vorkommen darf",
    9: "Die Datei enthält ein Zeichen, das in XML nicht vorkommen darf",
    23: "Ein Zeichen & steht allein; schreiben Sie &amp;",
    26: "Eine Entität ist nicht erklärt; erlaubt sind nur &amp;, &lt;, &gt;, &quot; und &apos;",
    38: "In einem Attribut steht das Zeichen <; schreiben Sie &lt;",
    42: "Ein Element trägt zweimal dasselbe Attribut",
    64: "Vor der XML-Deklaration (<?xml …?>) steht etwas; sie gehört an den Anfang der Datei",
    68: "Ein Zeichen & oder < steht allein; schreiben Sie &amp; oder &lt;",
    76: "Ein Element wird mit einem anderen Namen geschlossen, als es geöffnet wurde",
    201: "Ein Präfix ist keinem Namensraum zugeordnet; es fehlt eine Angabe xmlns:…",
}
"""By error number of libxml2 (``xmlParserErrors``), which does not change, unlike its messages."""


def parse(data: bytes, *, name: str = "Datei", max_bytes: int = MAX_BYTES) -> etree._Element:
    """The root element of an XML file, without comments.

    Raises:
        Refused: ``empty_file``, ``too_large``, ``not_xml``, ``too_many_elements``, ``encoding``, ``doctype``,
            ``truncated``, ``too_deep``, ``text_too_long``, ``malformed_xml``; the place is a line, or the file's name.
    """
    _refuse_other_things(data, name, max_bytes)
    text = _decode(data, name)
    position = text.find("<!DOCTYPE")
    if position >= 0:
        line = text.count("\n", 0, position) + 1
        message = (
            "Die Datei enthält eine DOCTYPE-Angabe und wird deshalb nicht gelesen. Bitte entfernen Sie die Angabe."
        )
        raise Refused(Problem("doctype", f"Zeile {line}", message))
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as fault:
        raise Refused(_syntax_problem(fault, text)) from None


def _refuse_other_things(data: bytes, name: str, max_bytes: int) -> None:
    if not data.strip():
        raise Refused(Problem("empty_file", name, "Die Datei ist leer. Bitte laden Sie sie neu herunter."))
    if len(data) > max_bytes:
        allowed = max_bytes // (1024 * 1024)
        message = f"Die Datei ist größer als {allowed} MB. So große Dateien werden nicht gelesen."
        raise Refused(Problem("too_large", name, message))
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, what in _OTHER_FORMATS:
        if start.startswith(mark.lower()):
            raise Refused(Problem("not_xml", name, f"Das ist {what}."))
    if b"<" not in data[:1000]:
        raise Refused(Problem("not_xml", name, "Das ist keine XML-Datei. Bitte wählen Sie eine Datei im Format XML."))
    marks = data.count(b"<") + data.count(b"=")
    if marks > max(MARKS_ALWAYS, len(data) // BYTES_PER_MARK):
        message = "Die Datei besteht fast nur aus leeren Elementen oder Attributen. Sie wird nicht gelesen."
        raise Refused(Problem("too_many_elements", name, message))


def _decode(data: bytes, name: str) -> str:
    """The text of the file; the encoding follows from byte order mark or XML declaration (XML 1.0, appendix F)."""
    encoding = _encoding(data, name)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        message = (
            f"Die Datei ist nicht so gespeichert, wie sie es angibt ({encoding.removesuffix('-sig').upper()}): "
            "Umlaute und andere Zeichen lassen sich nicht lesen. Bitte speichern Sie sie als UTF-8."
        )
        raise Refused(Problem("encoding", f"Zeile {line}", message)) from None


def _encoding(data: bytes, name: str) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE):
        return "utf-16"
    if data.startswith(b"<\0"):
        return "utf-16-le"
    if data.startswith(b"\0<"):
        return "utf-16-be"
    declared = _DECLARED.match(data.lstrip())
    if declared is None:
        return "utf-8"
    wanted = declared[1].decode("ascii")
    known = _ENCODINGS.get(wanted.lower())
    if known is None:
        message = f"Die Zeichenkodierung {wanted} wird nicht gelesen. Bitte speichern Sie die Datei als UTF-8."
        raise Refused(Problem("encoding", name, message))
    return known


def _syntax_problem(fault: etree.XMLSyntaxError, text: str) -> Problem:
    where = f"Zeile {fault.lineno or 1}"
    number: int = getattr(fault, "code", 0)
    said = (fault.msg or "").strip()
    if said.startswith("Excessive depth"):
        return Problem("too_deep", where, "Die Elemente sind zu tief verschachtelt (mehr als 255 Ebenen).")
    if _TOO_LONG.search(said):
        return Problem("text_too_long", where, "Ein Text oder Name in der Datei ist länger als 10 MB.")
    if number in _NOT_FINISHED or not text.rstrip().endswith(">"):
        message = "Die Datei bricht hier ab; das Ende fehlt. Bitte laden Sie sie vollständig neu herunter."
        return Problem("truncated", where, message)
    reason = _SYNTAX.get(number, f"Die Datei ist kein wohlgeformtes XML (Meldung des XML-Lesers: {said})")
    return Problem("malformed_xml", where, f"{reason}.")
