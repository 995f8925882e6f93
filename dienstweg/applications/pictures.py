"""Photos as phones take them, made fit: turned upright, in a kind that can be opened everywhere, without the place
where they were taken, and small enough. A picture that is fit already stays as it is, byte for byte.
"""

from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop
from PIL import Image, ImageOps
from PIL.ExifTags import IFD, Base

from dienstweg.engine.problems import Problem, Refused

JPEG, PNG = "image/jpeg", "image/png"
FORMATS = {
    JPEG: ("JPEG", "MPO"),
    PNG: ("PNG",),
    "image/heic": ("HEIF",),
    "image/heif": ("HEIF",),
    "image/webp": ("WEBP",),
}
"""Kinds that can be read, with the names that Pillow gives them."""
TAKEN_FOR_JPEG = ("image/heic", "image/heif", "image/webp")
"""Kinds that become JPEG where JPEG may be sent."""
MOST_PIXELS = 120_000_000
"""Of a JPEG; other kinds are unpacked whole and may have half as many."""
STEPS = ((6000, 88), (4000, 88), (3000, 85), (2200, 82), (1600, 80), (1600, 60), (1100, 70), (1100, 45))
"""Longest side (pixels) and quality to try one after the other; with 2200 an A4 page has 190 dpi: small print can be
read."""
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
NOT_WHOLE = noop("Dieses Bild ist beschädigt oder nicht vollständig. Öffnen Sie es und speichern Sie es noch einmal.")


def fitted(data: bytes, media_type: str, *, allowed: tuple[str, ...], max_size: int | None) -> tuple[bytes, str] | None:
    """The picture made fit, and its kind; None where it is fit as it is or cannot become so.

    Raises:
        Refused: ``picture_broken``, ``picture_too_large``.
    """
    try:
        with _opened(data, media_type) as image:
            if not _needs_work(image, media_type, len(data), allowed=allowed, max_size=max_size):
                image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
                image.load()
                return None
        kind = JPEG if JPEG in allowed else media_type
        if kind not in allowed or kind not in (JPEG, PNG):
            return None
        tried = _smaller_and_smaller(data, media_type, kind)
        found = next((one for one in tried if max_size is None or len(one) <= max_size), None)
    except Refused:
        raise
    except Exception as error:  # decoders fail in every way on bytes that were made to break them
        message = gettext(NOT_WHOLE)
        raise Refused(Problem("picture_broken", "Hochgeladenes Bild", message)) from error
    return None if found is None else (found, kind)


def _opened(data: bytes, media_type: str) -> Image.Image:
    if "HEIF" in FORMATS[media_type]:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 # 9 MB of memory that most processes never need

        register_heif_opener()
    try:
        image = Image.open(BytesIO(data), formats=FORMATS[media_type])
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    if image.width * image.height > MOST_PIXELS // (1 if media_type == JPEG else 2):
        raise _too_many_pixels()
    return image


def _too_many_pixels() -> Refused:
    message = gettext("Dieses Bild hat mehr Bildpunkte, als wir lesen können. Speichern Sie es kleiner.")
    return Refused(Problem("picture_too_large", "Hochgeladenes Bild", message))


def _needs_work(
    image: Image.Image, media_type: str, size: int, *, allowed: tuple[str, ...], max_size: int | None
) -> bool:
    exif = image.getexif()
    turned = exif.get(Base.Orientation, 1) != 1
    placed = bool(exif.get_ifd(IFD.GPSInfo))
    return media_type not in allowed or turned or placed or (max_size is not None and size > max_size)


def _smaller_and_smaller(data: bytes, media_type: str, kind: str) -> Iterator[bytes]:
    """The picture in one size after the other, as long as that makes it smaller."""
    with _opened(data, media_type) as image:
        longest = max(image.size)
    for side, quality in dict.fromkeys((min(longest, side), quality) for side, quality in STEPS):
        with _opened(data, media_type) as image:
            image.draft("RGB", (side, side))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((side, side))
            yield _written(upright, kind, quality)


def _written(image: Image.Image, kind: str, quality: int) -> bytes:
    """The bytes of a picture with its colour profile, without anything else about it."""
    out = BytesIO()
    profile = image.info.get("icc_profile")
    if kind == PNG:
        image.info = {}
        image.save(out, "PNG", optimize=True, icc_profile=profile)
    else:
        _flat(image).save(out, "JPEG", quality=quality, optimize=True, icc_profile=profile, exif=b"")
    return out.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """In three colours, on white where it was transparent."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        white = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        white.paste(layer, mask=layer.getchannel("A"))
        return white
    return image if image.mode in ("RGB", "L") else image.convert("RGB")
