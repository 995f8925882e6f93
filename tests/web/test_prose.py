"""Longer texts: paragraphs, lists, links, and nothing else."""

import pytest

from dienstweg.web.prose import linked, prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Ein Satz.", "<p>Ein Satz.</p>"),
        ("Eins.\n\n  Zwei.", "<p>Eins.</p><p>Zwei.</p>"),
        (
            "Bringen Sie mit:\n- Ausweis\n• Foto\nDanke.",
            "<p>Bringen Sie mit:</p><ul><li>Ausweis</li><li>Foto</li></ul><p>Danke.</p>",
        ),
        ("1 - 2 < 3 & mehr", "<p>1 - 2 &lt; 3 &amp; mehr</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_prose(text: str, html: str) -> None:
    assert prose(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Siehe https://example.org/a?b=1&c=2.",
            'Siehe <a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">https://example.org/a?b=1&amp;c=2</a>.',
        ),
        ("(www.example.org)", '(<a href="https://www.example.org" rel="noreferrer">www.example.org</a>)'),
        (
            "An amt@example.org, bitte",
            'An <a href="mailto:amt@example.org" rel="noreferrer">amt@example.org</a>, bitte',
        ),
        ("javascript://example.org", "javascript://example.org"),
        ('https://x"onclick="y', '<a href="https://x" rel="noreferrer">https://x</a>&quot;onclick=&quot;y'),
        ("kein @ hier", "kein @ hier"),
        (
            "<b> www.example.org <i>",
            '&lt;b&gt; <a href="https://www.example.org" rel="noreferrer">www.example.org</a> &lt;i&gt;',
        ),
    ],
)
def test_links(text: str, html: str) -> None:
    assert linked(text) == html


def test_examples_of_mail_addresses_are_no_links() -> None:
    text = "Zum Beispiel erika@example.org, mehr auf www.example.org"
    link = '<a href="https://www.example.org" rel="noreferrer">www.example.org</a>'
    html = f"Zum Beispiel erika@example.org, mehr auf {link}"
    assert linked(text, mail=False) == html
    assert prose(f"- {text}", mail=False) == f"<ul><li>{html}</li></ul>"
