"""Files as answers: how they are described, and the sentences about those that cannot be taken."""

import re
from typing import TypedDict, TypeGuard

from dienstweg.engine.service import Limits, Question

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
    unit, name = (_KILO, "KB") if size < _KILO**2 else (_KILO**2, "MB")
    tenths = -(-size * 10 // unit) if up else (size * 10 + unit // 2) // unit
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth} {name}" if tenth and name == "MB" else f"{whole + (1 if up and tenth else 0)} {name}"


def media_types(question: Question) -> tuple[str, ...]:
    """The media types that may be uploaded, those of the schema or the usual ones."""
    named = (_plain(media_type) for media_type in question.limits.media_types)
    return tuple(dict.fromkeys(named)) or MEDIA_TYPES


def type_names(types: tuple[str, ...]) -> str:
    """Media types as people call them: "PDF, JPG oder PNG"."""
    names = list(dict.fromkeys(_NAMES.get(_plain(name), name.rpartition("/")[2].upper()) for name in types))
    return " oder ".join((", ".join(names[:-1]), names[-1])) if names[1:] else names[0]


def file_limits(question: Question, most: int, types: tuple[str, ...] = (), largest: int | None = None) -> str:
    """What may be uploaded, in one line: "PDF, JPG oder PNG, höchstens 10 MB je Datei, bis zu 3 Dateien".

    ``types`` are those that may be picked, ``largest`` the most bytes that come through, where that is known.
    """
    size = min((one for one in (question.limits.max_size, largest) if one is not None), default=None)
    several = most > 1
    parts = [type_names(types or media_types(question))]
    if size is not None:
        parts.append(f"höchstens {size_text(size)}{' je Datei' if several else ''}")
    if several:
        parts.append(f"bis zu {most} Dateien")
    return ", ".join(parts)


def check_file(question: Question, file: File) -> str | None:
    """What is wrong with a file, and what to do about it."""
    limits: Limits = question.limits
    if file["size"] == 0:
        return f"Die Datei „{file['name']}“ ist leer. Prüfen Sie sie und laden Sie sie noch einmal hoch."
    if limits.max_size is not None and file["size"] > limits.max_size:
        sizes = f"{size_text(file['size'], up=True)} groß, erlaubt sind {size_text(limits.max_size)}"
        return f"Die Datei ist {sizes}. Speichern Sie sie kleiner oder laden Sie die Seiten einzeln hoch."
    allowed = media_types(question)
    if _plain(file["type"]) in allowed:
        return None
    name = _NAMES.get(_plain(file["type"]))
    if name in _OFFICE and "application/pdf" in allowed:
        advice = "Speichern Sie das Dokument als PDF und laden Sie es noch einmal hoch."
        return f"{name}-Dateien können wir nicht lesen. {advice}"
    return f"Diese Art von Datei können wir nicht lesen. Laden Sie eine Datei als {type_names(allowed)} hoch."


def _plain(media_type: str) -> str:
    plain = media_type.partition(";")[0].strip().lower()
    return _SAME.get(plain, plain)
