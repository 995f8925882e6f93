"""``python -m dienstweg.web.assets``: what is served beside our own style sheet, made from the npm package of KERN.

KERN's style sheet is taken over unmodified. Of its 33 fonts two are needed, cut down to the letters of String.Latin
and the signs our pages use (about 20 kB each instead of 130 kB). A file that is newer than its source stays.
"""

import json
import logging
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
KERN = ROOT / "node_modules" / "@kern-ux" / "native"
WEIGHTS = {400: "FiraSans-Regular", 600: "FiraSans-SemiBold"}

# DIN 91379 and its forerunner String.Latin 1.1: letters, combining marks; then the signs of our own texts.
LETTERS = (
    "20-7E A0-17F 18F 192 1A0-1A1 1AF-1B0 1B7 1CD-1DC 1DE-1DF 1E2-1F0 1F4-1F5 1F8-1FF 212-213 218-21B 21E-21F "
    "227-233 259 292 2B0 2B9-2BE 2C6-2C7 2D8-2DD 300-304 306-308 30A-30D 31B 323-328 32D 331-332 335 1E02-1E03 "
    "1E06-1E07 1E0A-1E11 1E17 1E1E-1E2B 1E30-1E31 1E35-1E37 1E3B 1E40-1E41 1E44-1E49 1E53-1E57 1E5B 1E5F-1E63 "
    "1E6A-1E6F 1E80-1E87 1E8C-1E97 1E9E-1EF9"
)
SIGNS = "2012-2014 2018-201E 2020-2022 2026 2030 2039-203A 2044 20AC 2122 2190-2193 2212 2248 2260 2264-2265"
FEATURES = ["kern", "mark", "mkmk", "tnum"]
"""Kerning, marks on letters, figures of equal width."""

NOTICE = """\
kern.min.css is the unmodified style sheet of @kern-ux/native {version}, licence EUPL-1.2 (LICENSE.md), https://kern-ux.de
FiraSans-400.woff2 and FiraSans-600.woff2 are subsets of the fonts of the same package: Fira Sans,
digitized data copyright 2012-2015, The Mozilla Foundation and Telefonica S.A.,
licence SIL Open Font License 1.1, https://openfontlicense.org
"""
FONT_FACE = """\
@font-face {{
  font-family: "Fira Sans"; font-weight: {weight}; font-display: swap;
  src: url("FiraSans-{weight}.woff2") format("woff2");
}}
"""


class AssetsMissing(Exception):
    """KERN's package is not installed; the message says what to do."""


def unicodes(ranges: str) -> set[int]:
    """Code points of hexadecimal ranges: ``41-43 20AC``."""
    bounds = (part.partition("-") for part in ranges.split())
    return {point for low, _, high in bounds for point in range(int(low, 16), int(high or low, 16) + 1)}


def make(target: Path, kern: Path = KERN) -> dict[str, int]:
    """Fill the folder; the sizes of its files in bytes by name. Raises :class:`AssetsMissing`."""
    fonts = kern / "dist" / "fonts" / "fira-sans"
    recipes: dict[str, tuple[Path, Callable[[Path, Path], object]]] = {
        "kern.min.css": (kern / "dist" / "kern.min.css", shutil.copyfile),
        "LICENSE.md": (kern / "LICENSE.md", shutil.copyfile),
        "NOTICE.txt": (kern / "package.json", _write_notice),
        "fonts.css": (kern / "package.json", _write_font_faces),
        **{f"FiraSans-{weight}.woff2": (fonts / f"{name}.woff2", _cut) for weight, name in WEIGHTS.items()},
    }
    if missing := [source for source, _ in recipes.values() if not source.is_file()]:
        raise AssetsMissing(f"KERN fehlt ({missing[0]}). Rufen Sie „make setup“ auf, oder im Projektordner „npm ci“.")
    target.mkdir(parents=True, exist_ok=True)
    for name, (source, recipe) in recipes.items():
        if not _fresh(target / name, source):
            # Another process may be reading: the finished file takes its place in one step.
            unfinished = target / f"{name}.part"
            recipe(source, unfinished)
            unfinished.replace(target / name)
    return {name: (target / name).stat().st_size for name in recipes}


def _fresh(made: Path, source: Path) -> bool:
    newest = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
    return made.is_file() and made.stat().st_mtime >= newest


def _cut(source: Path, target: Path) -> None:
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]  # names, and the licence, which must stay
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes(LETTERS) | unicodes(SIGNS))
    cutter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def _write_notice(package: Path, target: Path) -> None:
    version = json.loads(package.read_text(encoding="utf-8"))["version"]
    target.write_text(NOTICE.format(version=version), encoding="utf-8")


def _write_font_faces(_package: Path, target: Path) -> None:
    target.write_text("".join(FONT_FACE.format(weight=weight) for weight in WEIGHTS), encoding="utf-8")


def main() -> int:
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of a table version that browsers do not read
    target = ROOT / "var" / "assets" / "kern"
    try:
        sizes = make(target)
    except AssetsMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write("".join(f"{size:>8,} {target / name}\n" for name, size in sizes.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
