"""Files as answers: how they are described, and the sentences about those that cannot be taken."""

import re
from typing import TypedDict, TypeGuard

from dienstweg.engine.service import Limits, Question
from dienstweg.engine.wordings import Sentence

MEDIA_TYPES = ("application/pdf", "image/jpeg", "image/png")
"""What is taken where the schema names no types: what every office can open."""

_NAMES = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/jpg": "JPG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "image/heic": "HEIC",
    "text/plain": "Text",
    "text/csv": "CSV",
    "application/xml": "XML",
    "text/xml": "XML",
    "application/zip": "ZIP",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
}
_OFFICE = ("Word", "Excel", "OpenDocument")
_SAME = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "text/xml": "application/xml"}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KILO = 1000


class File(TypedDict):
    """An uploaded file in the answers: ``size`` in bytes, ``type`` its media type, ``sha256`` hex digits."""

    id: str
    name: str
    size: int
    type: str
    sha256: str


def is_file(value: object) -> TypeGuard[File]:
    """Whether a value is the description of a file, with nothing missing and nothing more."""
    if not isinstance(value, dict) or value.keys() != File.__annotations__.keys():
        return False
    texts = (value["id"], value["name"], value["type"], value["sha256"])
    if not all(isinstance(text, str) for text in texts) or type(value["size"]) is not int or value["size"] < 0:
        return False
    return bool(_UUID.fullmatch(value["id"]) and _SHA256.fullmatch(value["sha256"]) and value["name"])


def size_text(size: int, *, up: bool = False) -> str:
    """A size for people, in decimal units as file managers show it: "1,2 MB". ``up`` never shows less than it is."""
    if size < _KILO:
        return f"{size} Byte"
    unit, name = (_KILO, "kB") if size < _KILO**2 else (_KILO**2, "MB")
    tenths = -(-size * 10 // unit) if up else (size * 10 + unit // 2) // unit
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth} {name}" if tenth and name == "MB" else f"{whole + (1 if up and tenth else 0)} {name}"


def media_types(question: Question) -> tuple[str, ...]:
    """The media types that may be uploaded, those of the schema or the usual ones."""
    named = (_plain(media_type) for media_type in question.limits.media_types)
    return tuple(dict.fromkeys(named)) or MEDIA_TYPES


def type_names(types: tuple[str, ...]) -> Sentence:
    """Media types as people call them: "PDF, JPG oder PNG"."""
    names = list(dict.fromkeys(_NAMES.get(_plain(name), name.rpartition("/")[2].upper()) for name in types))
    if not names[1:]:
        return Sentence("{name}", name=names[0])
    return Sentence("{names} oder {last}", names=", ".join(names[:-1]), last=names[-1])


def file_limits(question: Question, most: int, types: tuple[str, ...] = (), largest: int | None = None) -> Sentence:
    """What may be uploaded, in one line: "PDF, JPG oder PNG, höchstens 10 MB je Datei, bis zu 3 Dateien".

    ``types`` are those that may be picked, ``largest`` the most bytes that come through, where that is known.
    """
    limit = min((one for one in (question.limits.max_size, largest) if one is not None), default=None)
    names = type_names(types or media_types(question))
    if limit is None:
        return Sentence("{types}, bis zu {most} Dateien", types=names, most=most) if most > 1 else names
    size = size_text(limit)
    if most > 1:
        pattern = "{types}, höchstens {size} je Datei, bis zu {most} Dateien"
        return Sentence(pattern, types=names, size=size, most=most)
    return Sentence("{types}, höchstens {size}", types=names, size=size)


def check_file(question: Question, file: File) -> Sentence | None:
    """What is wrong with a file, and what to do about it."""
    limits: Limits = question.limits
    if file["size"] == 0:
        pattern = "Die Datei „{name}“ ist leer. Prüfen Sie sie und laden Sie sie noch einmal hoch."
        return Sentence(pattern, name=file["name"])
    if limits.max_size is not None and file["size"] > limits.max_size:
        return _too_large(file["size"], limits.max_size)
    allowed = media_types(question)
    if _plain(file["type"]) in allowed:
        return None
    name = _NAMES.get(_plain(file["type"]))
    if name in _OFFICE and "application/pdf" in allowed:
        pattern = (
            "{name}-Dateien können wir nicht lesen. "
            "Speichern Sie das Dokument als PDF und laden Sie es noch einmal hoch."
        )
        return Sentence(pattern, name=name)
    pattern = "Diese Art von Datei können wir nicht lesen. Laden Sie eine Datei als {types} hoch."
    return Sentence(pattern, types=type_names(allowed))


def _too_large(size: int, allowed: int) -> Sentence:
    pattern = (
        "Die Datei ist {size} groß, erlaubt sind {allowed}. "
        "Speichern Sie sie kleiner oder laden Sie die Seiten einzeln hoch."
    )
    return Sentence(pattern, size=size_text(size, up=True), allowed=size_text(allowed))


def _plain(media_type: str) -> str:
    plain = media_type.partition(";")[0].strip().lower()
    return _SAME.get(plain, plain)
