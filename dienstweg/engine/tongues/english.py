"""The engine's sentences in English, by German pattern.

Numbers are grouped with spaces: "1,234" would be read the German way when it is typed into a form, as a little more
than one.
"""

from datetime import date, time
from decimal import Decimal

from dienstweg.engine.wordings import Euro

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SPACE = "\N{NO-BREAK SPACE}"
_GROUPED_FROM = 5

SENTENCES = {
    # values that only need to be shown
    "{day}": "{day}",
    "{time}": "{time}",
    "{day}, {time}": "{day}, {time}",
    "{number}": "{number}",
    "{amount}": "{amount}",
    "{name}": "{name}",
    "{request}.": "{request}.",
    "{row} {number}": "{row} {number}",
    "„{name}“": "“{name}”",
    "„{name}“.": "“{name}”.",
    "Ja": "Yes",
    "Nein": "No",
    "ja": "yes",
    "nein": "no",
    "nicht angegeben": "not answered",
    "Beträge": "Amounts",
    "Hinweis": "Please note",
    "Ihre Angabe": "Your answer",
    "Der Betrag": "The amount",
    "der Tag": "the day",
    "der Monat": "the month",
    "das Jahr": "the year",
    "Januar": "January",
    "Februar": "February",
    "März": "March",
    "April": "April",
    "Mai": "May",
    "Juni": "June",
    "Juli": "July",
    "August": "August",
    "September": "September",
    "Oktober": "October",
    "November": "November",
    "Dezember": "December",
    # what is missing
    "Hier fehlt eine Angabe.": "An answer is missing here.",
    "Geben Sie „{name}“ an.": "Enter “{name}”.",
    "Laden Sie „{name}“ hoch.": "Upload “{name}”.",
    "Wählen Sie „{name}“ aus.": "Select “{name}”.",
    "Laden Sie hierzu eine Datei hoch: {name}": "Upload a file for this: {name}",
    "Wählen Sie eine Antwort aus: {name}": "Select an answer: {name}",
    "Wählen Sie „Ja“ oder „Nein“ aus: {name}": "Select “Yes” or “No”: {name}",
    "Beantworten Sie: {name}": "Answer this question: {name}",
    "Machen Sie hierzu eine Angabe: {name}": "Give an answer to this: {name}",
    "Wählen Sie „Ja“ oder „Nein“.": "Select “Yes” or “No”.",
    "Wählen Sie „Ja“ oder „Nein“ aus.": "Select “Yes” or “No”.",
    "Wählen Sie aus, was zutrifft.": "Select what applies.",
    "Füllen Sie „{name}“ aus.": "Fill in “{name}”.",
    "Geben Sie mindestens einen Eintrag an: {name}.": "Give at least one entry: {name}.",
    "Hier sind mindestens {least} Einträge nötig, angegeben sind {present}: {name}.": (
        "At least {least} entries are needed here, you have given {present}: {name}."
    ),
    "Es sind höchstens {most} Einträge möglich. Entfernen Sie {surplus}.": (
        "You can give at most {most} entries. Remove {surplus}."
    ),
    "Hier sind mindestens {least} Angaben nötig. Angegeben haben Sie {count}.": (
        "At least {least} answers are needed here. You have given {count}."
    ),
    "Hier sind höchstens {most} Angaben möglich. Entfernen Sie {surplus}.": (
        "You can give at most {most} answers here. Remove {surplus}."
    ),
    # texts and entries of lists
    "{subject} ist zu lang. Kürzen Sie den Text.": "{subject} is too long. Shorten the text.",
    "{subject} enthält ein Zeichen, das wir nicht lesen können. Geben Sie den Text noch einmal ein.": (
        "{subject} contains a character we cannot read. Enter the text again."
    ),
    "{subject} enthält das Zeichen „{found}“. Schreiben Sie mit lateinischen Buchstaben.": (
        "{subject} contains the character “{found}”. Use Latin letters."
    ),
    "Die Angabe zu „{name}“ können wir nicht lesen. Geben Sie sie noch einmal an.": (
        "We cannot read the answer to “{name}”. Enter it again."
    ),
    "Wählen Sie bei „{name}“ einen Eintrag aus der Liste aus.": "Select an entry from the list for “{name}”.",
    "{subject} hat {count} Ziffer.": "{subject} has {count} digit.",
    "{subject} hat {count} Ziffern.": "{subject} has {count} digits.",
    "{subject} hat {count} Zeichen.": "{subject} is {count} characters long.",
    "{told} Es muss {most} sein.": "{told} It must be {most}.",
    "{told} Es müssen {most} sein.": "{told} It must be {most}.",
    "{told} Es müssen mindestens {least} sein.": "{told} It must be at least {least}.",
    "{told} Höchstens {most} sind möglich.": "{told} It can be at most {most}.",
    "{subject} besteht nur aus Ziffern. Geben Sie Ziffern ohne andere Zeichen an.": (
        "{subject} consists of digits only. Enter digits without other characters."
    ),
    "{subject} besteht nur aus Ziffern. Geben Sie genau {count} Ziffern ohne andere Zeichen an.": (
        "{subject} consists of digits only. Enter exactly {count} digits without other characters."
    ),
    "{subject} hat eine andere Form als verlangt.": "{subject} is not in the form that is needed.",
    "{start} Zum Beispiel: {example}": "{start} For example: {example}",
    "{start} Prüfen Sie die Schreibweise.": "{start} Check the spelling.",
    "Diese Postleitzahl gibt es nicht.": "There is no such postcode.",
    "Eine Postleitzahl hat 5 Ziffern.": "A postcode has 5 digits.",
    "In der E-Mail-Adresse fehlt das @-Zeichen.": "The @ sign is missing in the e-mail address.",
    "Diese E-Mail-Adresse ist nicht vollständig. Zum Beispiel: erika.muster@beispiel.de.": (
        "This e-mail address is not complete. For example: erika.muster@beispiel.de."
    ),
    "In der Telefonnummer fehlen Ziffern. Geben Sie sie mit Vorwahl an, zum Beispiel 0611 123456.": (
        "Digits are missing in the telephone number. Enter it with its area code, for example 0611 123456."
    ),
    "Eine IBAN beginnt mit zwei Buchstaben für das Land. In Deutschland ist das DE, dann folgen 20 Ziffern.": (
        "An IBAN begins with two letters for the country. For Germany these are DE, and 20 digits follow."
    ),
    "Die IBAN hat {count} Zeichen. Eine deutsche IBAN hat 22.": (
        "The IBAN has {count} characters. A German IBAN has 22."
    ),
    "Die IBAN hat nicht so viele Zeichen, wie in diesem Land üblich. Prüfen Sie, ob etwas fehlt.": (
        "The IBAN does not have as many characters as is usual in this country. Check whether something is missing."
    ),
    "In der IBAN stimmt eine Ziffer nicht. Vergleichen Sie sie mit Ihrer Bankkarte.": (
        "One digit of the IBAN is not right. Compare it with your bank card."
    ),
    "„{text}“ steht so nicht in der Liste. Wählen Sie aus, was Sie meinen.": (
        "“{text}” is not in the list like this. Select what you mean."
    ),
    # numbers
    "Geben Sie eine ganze Zahl in Ziffern an, zum Beispiel 12.": "Enter a whole number in digits, for example 12.",
    "Geben Sie eine Zahl in Ziffern an, zum Beispiel 12,5.": "Enter a number in digits, for example 12.5.",
    "Geben Sie einen Betrag in Euro an, zum Beispiel 90,00.": "Enter an amount in euros, for example 90.00.",
    "Geben Sie den Betrag mit höchstens zwei Stellen nach dem Komma an.": (
        "Enter the amount with at most two decimal places."
    ),
    "Die Zahl ist zu lang. Höchstens {most} Ziffern sind möglich.": (
        "The number is too long. It can have at most {most} digits."
    ),
    "{subject} muss zwischen {least} und {most} liegen.": "{subject} must be between {least} and {most}.",
    "{subject} muss mindestens {least} sein.": "{subject} must be at least {least}.",
    "{subject} darf höchstens {most} sein.": "{subject} must be at most {most}.",
    # dates and times
    "Das Datum können wir nicht lesen. Geben Sie Tag, Monat und Jahr an, zum Beispiel 3.4.2026.": (
        "We cannot read the date. Enter day, month and year, in this order, for example 3.4.2026 for 3 April 2026."
    ),
    "In „{name}“ fehlt {part}.": "In “{name}”, {part} is missing.",
    "In „{name}“ fehlen {first} und {second}.": "In “{name}”, {first} and {second} are missing.",
    "Im Datum fehlt der Tag.": "The day is missing in the date.",
    "Im Datum fehlt der Monat.": "The month is missing in the date.",
    "Im Datum fehlt das Jahr.": "The year is missing in the date.",
    "Im Datum fehlen {first} und {second}.": "In the date, {first} and {second} are missing.",
    "Geben Sie den Tag als Zahl von 1 bis 31 an.": "Enter the day as a number from 1 to 31.",
    "Den 29. Februar gibt es {year} nicht. Prüfen Sie Tag, Monat und Jahr.": (
        "There is no 29 February in {year}. Check day, month and year."
    ),
    "Den {day}. {month} gibt es nicht. Prüfen Sie Tag und Monat.": "There is no {day} {month}. Check day and month.",
    "Den {day}. {month} gibt es nicht. Prüfen Sie den Tag.": "There is no {day} {month}. Check the day.",
    "Den Monat {month} gibt es nicht. Geben Sie eine Zahl von 1 bis 12 an.": (
        "There is no month {month}. Enter a number from 1 to 12."
    ),
    "Den Monat können wir nicht lesen. Geben Sie eine Zahl von 1 bis 12 an.": (
        "We cannot read the month. Enter a number from 1 to 12."
    ),
    "Geben Sie das Jahr mit vier Ziffern an, zum Beispiel 2026.": "Enter the year with four digits, for example 2026.",
    "Das Datum liegt in der Zukunft. Geben Sie einen Tag bis heute an.": (
        "The date is in the future. Enter today or an earlier day."
    ),
    "Das Datum liegt in der Vergangenheit. Geben Sie einen Tag ab heute an.": (
        "The date is in the past. Enter today or a later day."
    ),
    "Geben Sie einen Tag zwischen dem {first} und dem {last} an.": "Enter a day between {first} and {last}.",
    "Geben Sie einen Tag ab dem {first} an.": "Enter {first} or a later day.",
    "Geben Sie einen Tag bis zum {last} an.": "Enter {last} or an earlier day.",
    "Die Uhrzeit können wir nicht lesen. Geben Sie Stunde und Minute an, zum Beispiel 14:30.": (
        "We cannot read the time. Enter hour and minute, for example 14:30."
    ),
    "Diese Uhrzeit gibt es nicht. Geben Sie eine Zeit von 0:00 bis 23:59 an.": (
        "There is no such time. Enter a time from 0:00 to 23:59."
    ),
    "Die Uhrzeit muss zwischen {first} und {last} liegen.": "The time must be between {first} and {last}.",
    "Geben Sie Datum und Uhrzeit an, zum Beispiel 3.4.2026, 14:30 Uhr.": (
        "Enter date and time, for example 3.4.2026, 14:30 for 3 April 2026, half past two in the afternoon."
    ),
    "Geben Sie einen Zeitpunkt ab dem {first} bis zum {last} an.": "Enter a moment from {first} to {last}.",
    "Geben Sie einen Zeitpunkt ab dem {first} an.": "Enter {first} or a later moment.",
    "Geben Sie einen Zeitpunkt bis zum {last} an.": "Enter {last} or an earlier moment.",
    # files
    "Laden Sie die Datei hoch.": "Upload the file.",
    "Diese Datei fehlt uns. Laden Sie sie noch einmal hoch.": "We do not have this file. Upload it again.",
    "Die Datei „{name}“ ist leer. Prüfen Sie sie und laden Sie sie noch einmal hoch.": (
        "The file “{name}” is empty. Check it and upload it again."
    ),
    "Die Datei ist {size} groß, erlaubt sind {allowed}. "
    "Speichern Sie sie kleiner oder laden Sie die Seiten einzeln hoch.": (
        "The file has {size}, allowed are {allowed}. Save it in a smaller size or upload the pages one by one."
    ),
    "{name}-Dateien können wir nicht lesen. Speichern Sie das Dokument als PDF und laden Sie es noch einmal hoch.": (
        "We cannot read {name} files. Save the document as a PDF and upload it again."
    ),
    "Diese Art von Datei können wir nicht lesen. Laden Sie eine Datei als {types} hoch.": (
        "We cannot read this kind of file. Upload a file as {types}."
    ),
    "{names} oder {last}": "{names} or {last}",
    "{types}, höchstens {size}": "{types}, at most {size}",
    "{types}, bis zu {most} Dateien": "{types}, up to {most} files",
    "{types}, höchstens {size} je Datei, bis zu {most} Dateien": "{types}, at most {size} per file, up to {most} files",
    # what the compiler asks and says by itself
    "Eintrag": "Entry",
    "Allgemeine Angaben": "General information",
    "Weitere Angaben": "Further information",
    "Möchten Sie „{name}“ hochladen?": "Would you like to upload “{name}”?",
    "Möchten Sie „{name}“ machen?": "Would you like to provide “{name}”?",
    "Möchten Sie „{name}“ angeben?": "Would you like to provide “{name}”?",
    "{name}: Was möchten Sie angeben?": "{name}: What would you like to provide?",
    "Was möchten Sie angeben?": "What would you like to provide?",
    "{title} ({number} von {count})": "{title} ({number} of {count})",
    "Antrag": "application",
    "Ich versichere, dass meine Angaben vollständig und richtig sind.": (
        "I confirm that my answers are complete and correct."
    ),
    "Bewilligt": "Granted",
    "Ihrem Antrag wird entsprochen.": "Your application is granted.",
    "Teilweise bewilligt": "Granted in part",
    "Ihrem Antrag wird teilweise entsprochen.": "Your application is granted in part.",
    "Abgelehnt": "Refused",
    "Ihr Antrag wird abgelehnt.": "Your application is refused.",
    "Weitergeleitet": "Forwarded",
    "Ihr Antrag wurde weitergeleitet.": "Your application was forwarded.",
    "Zurückgezogen": "Withdrawn",
    "Sie haben Ihren Antrag zurückgezogen.": "You have withdrawn your application.",
}


def show(value: object) -> str:
    """A value in an English sentence."""
    if isinstance(value, Euro):
        return f"€{show_number(value.quantize(Decimal('0.01')), grouped_from=4)}"
    if isinstance(value, Decimal):
        return show_number(value)
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return value.isoformat("seconds" if value.second else "minutes") if isinstance(value, time) else str(value)


def show_number(number: Decimal, *, grouped_from: int = _GROUPED_FROM) -> str:
    """A number with a decimal point, grouped with spaces."""
    sign, whole, part = "-" if number < 0 else "", *f"{abs(number):f}".partition(".")[::2]
    if len(whole) >= grouped_from:
        whole = f"{int(whole):,}".replace(",", SPACE)
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
