"""What is served beside our own style sheet, and how heavy a form page is."""

import gzip
import shutil
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from fontTools.ttLib import TTFont

from dienstweg.web import assets
from dienstweg.web.blocks import Block, Option
from dienstweg.web.specimen import parts

STYLE = Path(assets.__file__).parent / "static" / "dienstweg" / "dienstweg.css"
LACKING = "ḐḑḠḡḦḧḰḱẌẍẎẏẐẑ"
"""Letters of String.Latin that Fira Sans does not have; the browser takes them from another font."""


@pytest.fixture
def made(kern: Path) -> Path:
    return kern / "kern"


def test_ranges() -> None:
    assert assets.unicodes("41-43 20AC") == {0x41, 0x42, 0x43, 0x20AC}


def test_missing_kern_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsMissing) as missing:
        assets.make(tmp_path, kern=tmp_path / "nirgends")
    assert str(missing.value).endswith("Rufen Sie „make setup“ auf, oder im Projektordner „npm ci“.")


def test_kern_is_served_unmodified_with_its_licence(made: Path) -> None:
    assert (made / "kern.min.css").read_bytes() == (assets.KERN / "dist" / "kern.min.css").read_bytes()
    assert (made / "LICENSE.md").read_bytes() == (assets.KERN / "LICENSE.md").read_bytes()
    assert "SIL Open Font License" in (made / "NOTICE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("weight", [400, 600])
def test_fonts_hold_the_letters_of_names_and_stay_small(made: Path, weight: int) -> None:
    file = made / f"FiraSans-{weight}.woff2"
    letters = set(TTFont(file).getBestCmap())
    wanted = {ord(sign) for sign in "AZaz09äöüÄÖÜßẞéèçñøłşžđŐűĳ„“–…€§° ạảấầ\u0302\u030c"}
    assert wanted - letters == set()
    assert {sign for sign in LACKING if ord(sign) in letters} == set()
    assert file.stat().st_size <= 25_000


def test_making_twice_changes_nothing(made: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    assets.make(made)
    assert {path.name: path.stat().st_mtime_ns for path in made.iterdir()} == before


def test_a_lost_file_is_made_again(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    (tmp_path / "fonts.css").unlink()
    assert assets.make(tmp_path)["fonts.css"] == (made / "fonts.css").stat().st_size


def test_a_form_page_with_its_styles_weighs_at_most_60_kb(made: Path) -> None:
    questions = [Block("text", f"t{number}", "Familienname der Person", hint="Wie im Ausweis") for number in range(9)]
    questions += [
        Block("radios", f"r{number}", "Gilt der Hund?", options=[Option("a", "Ja"), Option("b", "Nein")])
        for number in range(3)
    ]
    context = {"page_blocks": questions, "title": "Ihre Hunde", "steps": parts()["steps"]}
    page = render_to_string("web/base.html") + render_to_string("web/parts/form.html", context)
    files = (page.encode(), STYLE.read_bytes(), (made / "kern.min.css").read_bytes(), (made / "fonts.css").read_bytes())
    assert sum(len(gzip.compress(content)) for content in files) <= 60_000
