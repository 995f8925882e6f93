"""An authority's colour: readable on our pages, and never to be taken for the red that says "error".

Contrast as WCAG 2.2 defines it; lightness is lowered in OKLCH (Ottosson, "A perceptual color space", 2020), which keeps
the hue people know from the town's own signs.
"""

import re
from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin

from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused

GROUNDS = ("#ffffff", "#f3f4f7")
"""White, and the tint of open groups and of the foot."""
LEAST_CONTRAST = 4.5
DANGER_LIGHTNESS, DANGER_HUE = 0.5237, 29.28
"""``--kern-color-red-600`` of KERN."""
NEAR_HUE = 15.0
NEAR_LIGHTNESS = 0.12
LEAST_CHROMA = 0.04
"""Below it a colour is grey to the eye, and its hue says nothing."""
STEP = 0.005
_HEX = re.compile(r"#[0-9a-f]{6}")

Triple = tuple[float, float, float]


class Accent(Struct, frozen=True):
    """The colour that was asked for and the one that is used: the same, or darker until it can be read."""

    asked: str
    used: str


def accent(colour: str) -> Accent:
    """A colour (``#rrggbb``) as pages can use it.

    Raises:
        Refused: ``accent_unreadable`` (no colour), ``accent_danger`` (too close to the red of errors).
    """
    asked = colour.strip().lower()
    if not _HEX.fullmatch(asked):
        message = "Schreiben Sie die Farbe als # und sechs Zeichen, zum Beispiel #17614b."
        raise Refused(Problem("accent_unreadable", colour, message))
    used = asked
    lightness, chroma, hue = _oklch(asked)
    while not readable(used):
        lightness -= STEP
        used = _hex(lightness, chroma, hue)
    if _like_danger(used):
        message = (
            "Diese Farbe gleicht dem Rot, das bei uns Fehler zeigt. Wählen Sie eine andere oder ein dunkleres Rot."
        )
        raise Refused(Problem("accent_danger", colour, message))
    return Accent(asked, used)


@lru_cache(1024)
def usable(colour: str) -> bool:
    """Whether a stored colour may be shown as it is; whatever way it came into the database."""
    return bool(_HEX.fullmatch(colour)) and readable(colour) and not _like_danger(colour)


def readable(colour: str) -> bool:
    """Whether text in this colour can be read on all our grounds."""
    return all(contrast(colour, ground) >= LEAST_CONTRAST for ground in GROUNDS)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _like_danger(colour: str) -> bool:
    lightness, chroma, hue = _oklch(colour)
    apart = abs((hue - DANGER_HUE + 180) % 360 - 180)
    return chroma >= LEAST_CHROMA and apart <= NEAR_HUE and abs(lightness - DANGER_LIGHTNESS) <= NEAR_LIGHTNESS


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> Triple:
    """Lightness 0 to 1, chroma, hue in degrees."""
    r, g, b = _linear(colour)
    x = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    y = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    z = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z
    across = 1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z
    along = 0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z
    return lightness, hypot(across, along), degrees(atan2(along, across)) % 360


def _hex(lightness: float, chroma: float, hue: float) -> str:
    across, along = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    x = (lightness + 0.3963377774 * across + 0.2158037573 * along) ** 3
    y = (lightness - 0.1055613458 * across - 0.0638541728 * along) ** 3
    z = (lightness - 0.0894841775 * across - 1.2914855480 * along) ** 3
    red = 4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z
    green = -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z
    blue = -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z
    return "#" + "".join(f"{_byte(value):02x}" for value in (red, green, blue))


def _byte(value: float) -> int:
    """A linear channel as sRGB; what a screen cannot show is cut off."""
    value = min(max(value, 0.0), 1.0)
    curved = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(curved * 255)
