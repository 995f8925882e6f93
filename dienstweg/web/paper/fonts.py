"""Fonts for paper: KERN's Fira Sans and Noto Sans, unpacked from WOFF2, because typst reads TrueType only.

``python -m dienstweg.web.paper.fonts`` prepares them at set-up. Where they are missing, typst's own fonts serve.
"""

import sys
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

_HOME = Path(__file__).resolve().parents[3]
_KERN = _HOME / "node_modules" / "@kern-ux" / "native" / "dist" / "fonts"
FOLDER = _HOME / "var" / "paper-fonts"

# Noto Sans serves for letters that Fira Sans lacks, such as combinations of DIN 91379.
NEEDED = (
    "fira-sans/FiraSans-Regular.woff2",
    "fira-sans/FiraSans-SemiBold.woff2",
    "noto-sans/NotoSans-Regular.woff2",
    "noto-sans/NotoSans-Bold.woff2",
)


def ensure_fonts(kern: Path = _KERN, target: Path = FOLDER) -> tuple[Path, ...]:
    """Unpack the needed fonts that are there and not unpacked yet. Gives the files, in the order of ``NEEDED``."""
    made = []
    for name in NEEDED:
        source = kern / name
        file = target / f"{source.stem}.ttf"
        if source.exists() and not (file.exists() and file.stat().st_mtime >= source.stat().st_mtime):
            target.mkdir(parents=True, exist_ok=True)
            _unpack(source, file)
        if file.exists():
            made.append(file)
    return tuple(made)


def _unpack(source: Path, file: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    # Another process may be reading: the finished file takes its place in one step.
    unfinished = file.with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(file)


@cache
def fonts(folder: Path = FOLDER) -> typst.Fonts:
    """The prepared fonts and typst's own, read once in a process.

    Fonts of the machine are left out, so that the same data give the same paper everywhere.
    """
    paths = [folder] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)


if __name__ == "__main__":
    ready = ensure_fonts()
    if len(ready) < len(NEEDED):
        sys.stderr.write("KERN's fonts are not installed (npm ci): papers will be set in typst's own fonts.\n")
