"""KERN's fonts are unpacked once; without them typst's own serve."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from dienstweg.web.paper.fonts import NEEDED, ensure_fonts, fonts


def test_fonts_are_unpacked_once(tmp_path: Path) -> None:
    kern, target = tmp_path / "kern", tmp_path / "target"
    _web_font(kern / NEEDED[0])
    (file,) = ensure_fonts(kern, target)
    assert file == target / "FiraSans-Regular.ttf"
    assert TTFont(file).flavor is None
    assert TTFont(file).getBestCmap() == {0x41: "A"}
    made = file.stat().st_mtime_ns
    assert ensure_fonts(kern, target) == (file,)
    assert file.stat().st_mtime_ns == made
    assert [path.name for path in target.iterdir()] == ["FiraSans-Regular.ttf"]


def test_without_kern_nothing_is_made_and_own_fonts_serve(tmp_path: Path) -> None:
    assert ensure_fonts(tmp_path / "kern", tmp_path / "target") == ()
    assert fonts(tmp_path / "target").families() == [
        "DejaVu Sans Mono",
        "Libertinus Serif",
        "New Computer Modern",
        "New Computer Modern Math",
    ]


def _web_font(file: Path) -> None:
    pen = TTGlyphPen(None)
    for point, draw in zip(((0, 0), (500, 0), (250, 700)), (pen.moveTo, pen.lineTo, pen.lineTo), strict=True):
        draw(point)
    pen.closePath()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({0x41: "A"})
    builder.setupGlyf({".notdef": pen.glyph(), "A": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Fira Sans", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font.flavor = "woff2"
    file.parent.mkdir(parents=True)
    builder.font.save(file)
