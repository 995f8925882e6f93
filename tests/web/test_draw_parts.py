"""Steps and answers: their HTML, and that texts stay texts."""

import pytest
from django.utils.safestring import SafeString

from dienstweg.web.draw_parts import answers, steps
from dienstweg.web.parts import Answer, Sheet, Step

MARKUP = "<i onclick=x>\"'&amp;</i>"
ESCAPED = "&lt;i onclick=x&gt;&quot;&#x27;&amp;amp;&lt;/i&gt;"


def test_steps_tell_where_a_person_stands() -> None:
    assert steps([Step("Über Sie", "done"), Step("Ihr Hund", "now"), Step("Prüfen", "next")]) == (
        '<div class="dw-steps"><p><strong>Schritt 2 von 3</strong> · Ihr Hund</p>\n'
        '<ol><li class="is-done"><span>Über Sie<span class="kern-sr-only"> (fertig)</span></span></li>'
        '<li aria-current="step"><span>Ihr Hund</span></li><li><span>Prüfen</span></li></ol></div>'
    )


@pytest.mark.parametrize(("count", "marked"), [(7, False), (8, True)])
def test_many_steps_show_bars_only(count: int, *, marked: bool) -> None:
    assert ('<ol class="is-many">' in steps([Step("Seite", "next")] * count)) is marked


@pytest.mark.parametrize(
    ("title", "marked"),
    [("Angaben zum Hund", False), ("Antragstellende Person", True), ("Wohnsitz, Kontakt und Ausweis der Person", True)],
)
def test_titles_that_do_not_fit_under_their_bars_are_left_to_the_line_above(title: str, *, marked: bool) -> None:
    assert ('<ol class="is-many">' in steps([Step(title, "next")] * 7)) is marked


def test_answers_stand_under_their_headings() -> None:
    sheets = [
        Sheet("Über Sie", (Answer("Name", "Muster", "/da#F1", "§ 1"), Answer("Telefon")), legal="§ 2"),
        Sheet("Hund 1", level=3),
    ]
    assert answers(sheets) == (
        '<section class="dw-sheet"><h2 class="kern-heading-medium">Über Sie</h2>'
        '<p class="dw-small dw-muted">Grundlage: § 2</p>\n<dl class="dw-ans">\n'
        "<div><dt>Name<br><small>§ 1</small></dt><dd>Muster</dd>"
        '<dd class="dw-do"><a href="/da#F1">Ändern<span class="kern-sr-only">: Name</span></a></dd></div>\n'
        '<div><dt>Telefon</dt><dd><span class="dw-muted">nicht angegeben</span></dd></div>\n</dl></section>\n'
        '<section class="dw-sheet"><h3 class="kern-heading-small">Hund 1</h3></section>'
    )


def test_markup_in_texts_stays_text() -> None:
    drawn = steps([Step(MARKUP, "now")]) + answers(
        [Sheet(MARKUP, (Answer(MARKUP, MARKUP, MARKUP, MARKUP),), legal=MARKUP)]
    )
    assert "<i " not in drawn
    # The step twice; of the answers the title, both norms, the label twice, the value and the address.
    assert drawn.count(ESCAPED) == 9


def test_a_value_may_be_html_of_ours() -> None:
    assert "<dd><b>12</b></dd>" in answers([Sheet("", (Answer("Zahl", SafeString("<b>12</b>")),))])
