"""Checks of what a field asks for: its kind against its type, limits, lists and files."""

from collections import Counter

from dienstweg.engine.quality.aiming import Details, blank, given, latest_only, on_fields
from dienstweg.engine.quality.findings import CRITICAL, METHODICAL, WARNING, Check
from dienstweg.engine.quality.scene import short
from dienstweg.engine.schema import Field, Precision

TEXTS = ("text", "text_latin")
NUMBERS = ("num", "num_int", "num_currency")
TIMES = ("date", "time", "datetime")
NOT_WRITTEN = ("file", "obj")
"""Types whose value nobody types in."""
PREFILLS = ("keine", "optional", "verpflichtend")

_NO_LIMITS = Precision()


def limits(field: Field) -> Precision:
    """The limits of a field; none of them where it has none."""
    return field.precision or _NO_LIMITS


def _type(field: Field) -> str:
    return f"Der Datentyp ist „{short(field.datatype.value)}“."


def _is(field: Field, *roles: str) -> bool:
    return field.role.value in roles


def _has_type(field: Field, *datatypes: str) -> bool:
    return field.datatype.value in datatypes


def _has_length(field: Field) -> bool:
    return not (blank(limits(field).min_length) and blank(limits(field).max_length))


def _has_bound(field: Field) -> bool:
    return not (blank(limits(field).min_value) and blank(limits(field).max_value))


# --- kind and type ---------------------------------------------------------------------------------------------------


def _select_of_other_type(field: Field) -> Details:
    if _is(field, "select") and not _has_type(field, "text"):
        yield _type(field)


def _note_of_other_type(field: Field) -> Details:
    if _is(field, "label") and not _has_type(field, "obj", *TEXTS):
        yield _type(field)


def _note_without_content(field: Field) -> Details:
    if _is(field, "label") and blank(field.content) and not _has_type(field, *NOT_WRITTEN):
        yield ""


def _unknown_prefill(field: Field) -> Details:
    if field.prefill is None:
        yield ""
    elif field.prefill.value not in PREFILLS:
        yield given(field.prefill.value)


# --- limits ----------------------------------------------------------------------------------------------------------


def _length_of_choice(field: Field) -> Details:
    if _is(field, "select", "label") and _has_type(field, *TEXTS) and _has_length(field):
        yield ""


def _length_of_other_type(field: Field) -> Details:
    if not _has_type(field, *TEXTS) and _has_length(field):
        yield _type(field)


def _bounds_of_other_type(field: Field) -> Details:
    if not _has_type(field, *NUMBERS, *TIMES) and _has_bound(field):
        yield _type(field)


def _no_length(field: Field) -> Details:
    if not (_is(field, "input") and _has_type(field, *TEXTS)):
        return
    missing = (blank(limits(field).min_length), blank(limits(field).max_length))
    if all(missing):
        yield "Es fehlen Mindest- und Höchstlänge."
    elif any(missing):
        yield f"Es fehlt die {'Mindestlänge' if missing[0] else 'Höchstlänge'}."


def _no_bounds(field: Field) -> Details:
    if _is(field, "input") and _has_type(field, *NUMBERS, "date") and not _has_bound(field):
        yield ""


def _pattern_of_file(field: Field) -> Details:
    if _has_type(field, *NOT_WRITTEN) and not blank(limits(field).pattern):
        yield _type(field)


# --- lists of values -------------------------------------------------------------------------------------------------


def _list_without_select(field: Field) -> Details:
    if not _is(field, "select") and (field.values or field.code_list is not None):
        yield f"Die Feldart ist „{short(field.role.value)}“."


def _two_lists(field: Field) -> Details:
    if _is(field, "select") and field.values and field.code_list is not None:
        yield ""


def _one_value(field: Field) -> Details:
    if len(field.values) == 1:
        yield f"Es ist „{short(field.values[0].name)}“."


def _same_codes(field: Field) -> Details:
    for code, count in Counter(value.code for value in field.values).items():
        if count > 1:
            yield f"Den Code „{short(code)}“ gibt es {count}-mal."


def _same_names(field: Field) -> Details:
    for name, count in Counter(" ".join(value.name.split()) for value in field.values).items():
        if count > 1:
            yield f"„{short(name)}“ steht {count}-mal da."


def _value_help_repeats(field: Field) -> Details:
    for value in field.values:
        if not blank(value.name) and value.name.split() == (value.help or "").split():
            yield f"So ist es bei „{short(value.name)}“."


def _columns_without_list(field: Field) -> Details:
    named = (field.code_key, field.name_key, field.help_key)
    if field.code_list is None and not all(map(blank, named)):
        yield ""


# --- files -----------------------------------------------------------------------------------------------------------


def _size_of_other_type(field: Field) -> Details:
    if not blank(field.max_size) and not _has_type(field, "file"):
        yield _type(field)


def _media_of_other_type(field: Field) -> Details:
    if field.media_types and not _has_type(field, "file"):
        yield _type(field)


CHECKS = (
    Check("1011", CRITICAL, "Ein Auswahlfeld braucht den Datentyp Text.", on_fields(_select_of_other_type)),
    Check(
        "1012",
        METHODICAL,
        "In eine Auswahl oder einen Hinweis schreibt niemand. Lassen Sie die Längen weg.",
        on_fields(_length_of_choice),
    ),
    Check("1015", CRITICAL, "Mindest- und Höchstlänge passen nur zu Text.", on_fields(_length_of_other_type)),
    Check(
        "1016",
        CRITICAL,
        "Unter- und Obergrenze passen nur zu Zahlen, Beträgen und Zeiten.",
        on_fields(_bounds_of_other_type),
    ),
    Check("1017", CRITICAL, "Das Feld hat eine Liste, ist aber kein Auswahlfeld.", on_fields(_list_without_select)),
    Check(
        "1018",
        WARNING,
        "Das Auswahlfeld hat Werte und dazu noch eine Codeliste. Eine von beiden ist zu viel.",
        on_fields(_two_lists),
    ),
    Check(
        "1030",
        CRITICAL,
        "Ob sich das Feld vorbefüllen lässt, ist nicht oder mit unbekanntem Code angegeben.",
        latest_only(on_fields(_unknown_prefill)),
    ),
    Check("1044", METHODICAL, "Die Werteliste hat nur einen Eintrag.", on_fields(_one_value)),
    Check("1045", CRITICAL, "In der Werteliste steht ein Code mehrmals.", on_fields(_same_codes)),
    Check("1056", CRITICAL, "Eine Höchstgröße passt nur zu Anlagen.", on_fields(_size_of_other_type)),
    Check("1057", CRITICAL, "Dateitypen passen nur zu Anlagen.", on_fields(_media_of_other_type)),
    Check(
        "1058",
        METHODICAL,
        "Das Feld benennt Spalten einer Codeliste, verweist aber auf keine.",
        on_fields(_columns_without_list),
    ),
    Check(
        "1090",
        CRITICAL,
        "Ein Hinweis besteht aus Text oder aus einem Objekt.",
        on_fields(_note_of_other_type),
    ),
    Check(
        "1093",
        WARNING,
        "In der Werteliste heißen Einträge gleich. Wer auswählt, kann sie nicht unterscheiden.",
        on_fields(_same_names),
    ),
    Check("1099", METHODICAL, "Die Hilfe zu einem Wert wiederholt nur seinen Namen.", on_fields(_value_help_repeats)),
    Check(
        "1102",
        WARNING,
        "Zum Text ist nicht angegeben, wie kurz und wie lang er sein darf.",
        on_fields(_no_length),
    ),
    Check(
        "1103",
        WARNING,
        "Zu Zahl oder Datum ist kein Bereich angegeben. Nennen Sie möglichst die Grenzen.",
        on_fields(_no_bounds),
    ),
    Check("1109", WARNING, "Der Hinweis hat keinen Inhalt, den das Formular zeigt.", on_fields(_note_without_content)),
    Check("1120", METHODICAL, "Zu einer Anlage oder einem Objekt passt kein Muster.", on_fields(_pattern_of_file)),
)
