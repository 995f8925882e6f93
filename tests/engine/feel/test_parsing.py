"""From text to tree and back: what binds how tightly, what a name is, where a mistake lies."""

import pytest

from dienstweg.engine.feel import Unsupported, Unusable, parse, write_text

CANONICAL = {
    "a or (b and c) or d": "a or b and c or d",
    "(a or b) and c": "(a or b) and c",
    "(a and b) and c": "(a and b) and c",
    "a = b and c != d": "a = b and c != d",
    "(a = b) = c": "(a = b) = c",
    "1 + 2 * 3 ** 4": "1 + 2 * 3 ** 4",
    "(1 + 2) * 3": "(1 + 2) * 3",
    "a - (b - c)": "a - (b - c)",
    "(a - b) - c": "a - b - c",
    "(-2) ** 2": "-2 ** 2",
    "-(2 ** 2)": "-(2 ** 2)",
    "(2 ** 3) ** 2": "2 ** 3 ** 2",
    "- - 1": "--1",
    "x  between 1+1 and 3 and y": "x between 1 + 1 and 3 and y",
    "x in (1, <2, [3..4], =5)": "x in (1, < 2, [3..4], = 5)",
    "x in >= 5": "x in (>= 5)",
    "x in (y).z": "x in y.z",
    "]1..2[": "(1..2)",
    "[1..(x[1])]": "[1..(x[1])]",
    "( < 10 )": "(< 10)",
    "if a then b else c": "if a then b else c",
    "1 + if a then b else c": "1 + (if a then b else c)",
    "some x in xs, y in x satisfies x = y and z": "some x in xs, y in x satisfies x = y and z",
    "(every x in xs satisfies x) or z": "(every x in xs satisfies x) or z",
    "for i in 1 .. 3, j in xs return i*j": "for i in 1..3, j in xs return i * j",
    "xs[a = 1][2].b": "xs[a = 1][2].b",
    "f(1)": "f(1)",
    'number(from: "1", decimal separator: ",")': 'number(from: "1", decimal separator: ",")',
    '{ a b : 1, "c  d": 2, e+f: 3 }': '{a b: 1, "c  d": 2, "e+f": 3}',
    "x instance of list<range<date and time>>": "x instance of list<range<date and time>>",
    "x instance of context<a b: number>": "x instance of context<a b: number>",
    "-x instance of number": "-x instance of number",
    "a in (-x) instance of number": "a in (-x) instance of number",
    '@"P1D" + @"2020-02-29"': '@"P1D" + @"2020-02-29"',
    "1.20e3 + .5": "1.20E+3 + 0.5",
    r'"\u00e4\uD83D\uDC36\d\"\\\n"': '"ä🐶\\\\d\\"\\\\\\n"',
    "a // bis zum Ende\n + /* oder\n so */ b": "a + b",
    'G05000013427.F60000000231 = "001"': 'G05000013427.F60000000231 = "001"',
    "G05.?G60 = true": "G05.?G60 = true",
}


@pytest.mark.parametrize("text", CANONICAL)
def test_an_expression_is_written_with_the_brackets_it_needs(text: str) -> None:
    assert write_text(parse(text)) == CANONICAL[text]


NAMES = {
    "string length(a b)": "string length(a b)",
    "date and  time(x) = date and time": "date and time(x) = date and time",
    "years and\nmonths duration(a, b)": "years and months duration(a, b)",
    "x.time offset + y": "x.time offset + y",
    "größe_2 and ?G5": "größe_2 and ?G5",
}


@pytest.mark.parametrize("text", NAMES)
def test_a_run_of_words_is_one_name(text: str) -> None:
    assert write_text(parse(text)) == NAMES[text]


MISTAKES: dict[str, tuple[int, str]] = {
    "": (0, "Erwartet wird ein Wert, hier endet der Ausdruck."),
    "1 +": (3, "Erwartet wird ein Wert, hier endet der Ausdruck."),
    "(1 + 2": (6, "Erwartet wird „)“, hier endet der Ausdruck."),
    "a = b = c": (6, "Vergleiche lassen sich nicht aneinanderreihen. Setzen Sie Klammern."),
    "a == b": (2, "Geschrieben wird das mit einem =, oder als <= und >=."),
    "a <> b": (2, "Ungleich wird als != geschrieben."),
    "a && b": (2, "Das Wort dafür heißt „and“."),
    "a = 'x'": (4, 'Texte stehen in doppelten Anführungszeichen: "so".'),
    "a = „x“": (4, 'Texte stehen in geraden Anführungszeichen: "so".'),
    'a = "x': (4, "Ein Text beginnt hier und endet nicht: Es fehlt das Anführungszeichen am Schluss."),
    "1 /* 2": (2, "Ein Kommentar beginnt hier und endet nicht: Es fehlt */."),
    "a § b": (2, "Das Zeichen „§“ hat hier keine Bedeutung."),
    "if a then b": (11, "Erwartet wird „else“, hier endet der Ausdruck."),
    "some x in xs": (12, "Erwartet wird „satisfies“, hier endet der Ausdruck."),
    "1 2": (2, "Erwartet wird ein Operator oder das Ende, hier steht „2“."),
    "f(a: 1, 2)": (0, "Entweder hat jedes Argument einen Namen oder keines."),
    "x instance date": (11, "Erwartet wird „of“, hier steht „date“."),
    "x instance of nummer": (14, "Den Typ „nummer“ gibt es nicht. Meinen Sie „number“?"),
    '"f"(1)': (3, "Was davor steht, lässt sich nicht aufrufen."),
    '@"2026-02-30"': (
        0,
        "„2026-02-30“ ist kein Datum, keine Uhrzeit und keine Dauer, etwa 2026-05-31, 14:30:00, P14D.",
    ),
    r'"\uD800"': (0, "In diesem Text steht ein halbes Zeichen (\\uD800 bis \\uDFFF allein)."),
    "1e99999": (0, "Diese Zahl ist zu groß."),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_with_its_place(text: str) -> None:
    with pytest.raises(Unusable) as refused:
        parse(text)
    fault = refused.value.fault
    assert (fault.code, fault.position, fault.message) == ("feel_syntax", *MISTAKES[text])


def test_people_count_characters_from_one() -> None:
    with pytest.raises(
        Unusable, match=r"^Zeichen 1: Erwartet wird ein Wert, hier endet der Ausdruck\. \[feel_syntax\]$"
    ):
        parse("")


OUTSIDE = {
    "function(a) a": 0,
    '1 + @"10:00:00@Europe/Berlin"': 4,
    '@"-2020-01-01"': 0,
    '@"12026-01-01T00:00:00"': 0,
    "x instance of function<number> -> number": 14,
}


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_lies_outside_the_subset_is_said_to_do_so(text: str) -> None:
    with pytest.raises(Unsupported) as refused:
        parse(text)
    assert (refused.value.fault.code, refused.value.fault.position) == ("feel_unsupported", OUTSIDE[text])
