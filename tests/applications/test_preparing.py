"""What becomes of a file before it is kept: photos made fit, malware and broken files refused, a disk that is full."""

import socket
import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, TiffImagePlugin
from PIL.ExifTags import IFD, Base
from pillow_heif import register_heif_opener
from pytest_django import Settings

from dienstweg.applications import drafts, scanning
from dienstweg.applications.desk import COOKIE
from dienstweg.applications.pictures import fitted
from dienstweg.authorities import durable
from dienstweg.engine import access_code
from dienstweg.engine.files import File
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Limits, Question
from tests import cast, factories
from tests.cast import Cast
from tests.walker import PICTURES, Browser, Page, upload

ALLOWED = ("application/pdf", "image/jpeg", "image/png")
LIMIT = 60_000


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300), *, turned: int = 1, place: bool = False) -> bytes:
    """A photo, red above and blue below as the camera held it."""
    register_heif_opener()
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, size[0], size[1]))
    exif = image.getexif()
    exif[Base.Orientation] = turned
    exif[Base.Model] = "Telefon 7"
    if place:
        exif.get_ifd(IFD.GPSInfo)[1] = "N"
        exif.get_ifd(IFD.GPSInfo)[2] = (TiffImagePlugin.IFDRational(50), 0, 0)
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def noise(kind: str = "JPEG", side: int = 1500) -> bytes:
    """A picture that does not get small by itself."""
    out = BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(out, kind, quality=95)
    return out.getvalue()


def opened(found: tuple[bytes, str] | None) -> tuple[Image.Image, str]:
    assert found is not None
    return Image.open(BytesIO(found[0])), found[1]


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_is_fit_stays_as_it_is(kind: str) -> None:
    assert fitted(photo(kind), f"image/{kind.lower()}", allowed=ALLOWED, max_size=None) is None


def test_one_pixel_is_a_picture() -> None:
    assert fitted(PICTURES["image/jpeg"], "image/jpeg", allowed=ALLOWED, max_size=None) is None


@pytest.mark.parametrize(("kind", "media_type"), [("HEIF", "image/heic"), ("WEBP", "image/webp")])
def test_what_not_everybody_can_open_becomes_jpeg(kind: str, media_type: str) -> None:
    image, became = opened(fitted(photo(kind), media_type, allowed=ALLOWED, max_size=None))
    assert (became, image.format, image.size) == ("image/jpeg", "JPEG", (400, 300))


def test_it_stays_what_it_is_where_jpeg_may_not_be_sent() -> None:
    assert fitted(photo("WEBP"), "image/webp", allowed=("application/pdf",), max_size=None) is None


def test_a_photo_is_turned_upright() -> None:
    image, _ = opened(fitted(photo(turned=6), "image/jpeg", allowed=ALLOWED, max_size=None))
    left, right = image.getpixel((20, 200)), image.getpixel((280, 200))
    assert (image.size, image.getexif().get(Base.Orientation)) == ((300, 400), None)
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert (left[2] > 200, right[0] > 200) == (True, True)


def test_the_place_where_it_was_taken_goes() -> None:
    image, _ = opened(fitted(photo(place=True), "image/jpeg", allowed=ALLOWED, max_size=None))
    assert (image.size, dict(image.getexif())) == ((400, 300), {})


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_is_too_large_is_made_smaller(kind: str) -> None:
    data = noise(kind)
    found = fitted(data, f"image/{kind.lower()}", allowed=ALLOWED, max_size=len(data) // 4)
    image, became = opened(found)
    assert (became, found is not None and len(found[0]) <= len(data) // 4, max(image.size) >= 1000) == (
        "image/jpeg",
        True,
        True,
    )


def test_one_that_cannot_get_small_enough_is_left_for_the_check_to_refuse() -> None:
    assert fitted(noise(), "image/jpeg", allowed=ALLOWED, max_size=500) is None


@pytest.mark.parametrize("data", [photo()[:-800], photo("PNG")[:200], b"\xff\xd8\xff\xe0 ein Foto"])
def test_half_a_picture_is_refused(data: bytes) -> None:
    media_type = "image/png" if data[:1] == b"\x89" else "image/jpeg"
    with pytest.raises(Refused) as refused:
        fitted(data, media_type, allowed=ALLOWED, max_size=None)
    assert [problem.code for problem in refused.value.problems] == ["picture_broken"]


@pytest.mark.parametrize("side", [10_000, 20_000])
def test_a_picture_that_would_unpack_to_gigabytes_is_refused(side: int) -> None:
    out = BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    with pytest.raises(Refused) as refused:
        fitted(out.getvalue(), "image/png", allowed=ALLOWED, max_size=None)
    assert [problem.code for problem in refused.value.problems] == ["picture_too_large"]


# --- on the page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def people(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    files = Question(id="F2", path="F2", kind="file", label="Nachweise", min=0, max=3, limits=Limits(max_size=LIMIT))
    name = Question(id="F1", path="F1", kind="text", label="Name", min=0)
    return cast.stage(factories.make_service("nachweise", nodes=(name, files)))


def send(people: Cast, name: str, content: bytes | None, browser: Browser | None = None) -> Page:
    browser = browser or Browser()
    page = browser.open(people.step_url())
    return browser.send(page.form, {"F1": "Alice", "F2": upload(name, content)}, button="hochladen:F2")


def kept(browser: Browser, people: Cast) -> list[File]:
    code = access_code.parse(browser.client.cookies[COOKIE].value)
    draft = drafts.find(code, people.adoption, factories.NOON)
    return drafts.files_in(draft.answers) if draft else []


@pytest.mark.django_db
def test_limits_are_said_before_the_field(people: Cast) -> None:
    page = Browser().open(people.step_url())
    said = "PDF, JPG, PNG oder HEIC, höchstens 60 kB je Datei, bis zu 3 Dateien. Größere Fotos verkleinern wir."
    assert said in page.words
    assert 'accept="application/pdf,image/jpeg,image/png,image/heic"' in page.html


@pytest.mark.django_db
def test_a_photo_of_a_phone_is_taken(people: Cast) -> None:
    browser = Browser()
    page = send(people, "IMG_0001.HEIC", photo("HEIF", turned=6), browser)
    (file,) = kept(browser, people)
    assert (page.status, file["name"], file["type"]) == (200, "IMG_0001.jpg", "image/jpeg")


@pytest.mark.django_db
def test_a_large_photo_is_taken(people: Cast) -> None:
    browser = Browser()
    page = send(people, "gross.jpg", noise(side=400), browser)
    (file,) = kept(browser, people)
    assert (page.status, file["size"] <= LIMIT) == (200, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("halb.pdf", b"%PDF-1.4 und dann brach es ab", "Diese PDF-Datei ist nicht vollständig."),
        ("halb.jpg", photo()[:-800], "Dieses Bild ist beschädigt oder nicht vollständig."),
        ("bild.jpg", b"kein Bild", "Diese Art von Datei können wir nicht lesen."),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_rest_stays(
    people: Cast, name: str, content: bytes, sentence: str
) -> None:
    browser = Browser()
    send(people, "gut.pdf", None, browser)
    page = send(people, name, content, browser)
    assert (page.status, sentence in page.words) == (422, True)
    assert ([file["name"] for file in kept(browser, people)], page.form.values["F1"]) == (["gut.pdf"], "Alice")


@pytest.mark.django_db
def test_a_file_that_is_sent_twice_is_there_once(people: Cast) -> None:
    browser = Browser()
    statuses = [send(people, "foto.png", PICTURES["image/png"], browser).status for _ in range(2)]
    assert (statuses, [file["name"] for file in kept(browser, people)]) == ([200, 200], ["foto.png"])


@pytest.mark.django_db
def test_a_disk_that_is_full_takes_nothing_else_with_it(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    browser = Browser()
    send(people, "gut.pdf", None, browser)
    monkeypatch.setattr(durable, "sync_file", full)
    page = send(people, "zu-viel.pdf", None, browser)
    monkeypatch.undo()
    assert (page.status, "Diese Datei konnten wir gerade nicht speichern." in page.words) == (422, True)
    assert [file["name"] for file in kept(browser, people)] == ["gut.pdf"]
    assert send(people, "zu-viel.pdf", None, browser).status == 200


# --- the scanner ------------------------------------------------------------------------------------------------------


class Clamd:
    """A scanner that speaks INSTREAM and finds what holds the word ``Wurm``."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as wire:
                assert wire.read(10) == b"zINSTREAM\0"
                data = b""
                while size := int.from_bytes(wire.read(4), "big"):
                    data += wire.read(size)
                self.seen.append(data)
                wire.write(self.verdict(data))

    def verdict(self, data: bytes) -> bytes:
        if b"Grenze" in data:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Test.Wurm FOUND\0" if b"Wurm" in data else b"stream: OK\0"


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Clamd]:
    scanner = Clamd()
    settings.CLAMD = scanner.address
    yield scanner
    scanner.server.close()


def test_the_scanner_sees_the_file_and_its_word_counts(clamd: Clamd) -> None:
    assert [scanning.finding([b"nur ", b"", b"Text" * 100_000]), scanning.finding([b"ein Wurm"])] == [None, "Test.Wurm"]
    assert clamd.seen == [b"nur " + b"Text" * 100_000, b"ein Wurm"]


def test_without_a_judgement_nothing_is_known(clamd: Clamd, settings: Settings) -> None:
    with pytest.raises(scanning.NoAnswer):
        scanning.finding([b"Grenze"])
    settings.CLAMD = "/nicht/da.sock"
    with pytest.raises(scanning.NoAnswer):
        scanning.finding([b"x"])


@pytest.mark.django_db
@pytest.mark.usefixtures("clamd")
def test_malware_is_refused_and_the_other_files_are_there(people: Cast) -> None:
    browser = Browser()
    send(people, "gut.pdf", None, browser)
    page = send(people, "wurm.pdf", b"%PDF-1.4 Wurm %%EOF", browser)
    told = "In dieser Datei haben wir Schadsoftware gefunden und sie gelöscht. Ihre anderen Dateien sind da."
    assert (page.status, told in page.words) == (422, True)
    assert [file["name"] for file in kept(browser, people)] == ["gut.pdf"]


@pytest.mark.django_db
def test_while_the_scanner_is_away_no_file_is_taken(people: Cast, settings: Settings) -> None:
    settings.CLAMD = "127.0.0.1:9"
    browser = Browser()
    page = send(people, "gut.pdf", None, browser)
    assert (page.status, "gerade nicht auf Schadsoftware prüfen" in page.words) == (422, True)
    assert (kept(browser, people), page.form.values["F1"]) == ([], "Alice")
