"""One invented applicant on the whole way: page by page, sealed, opened by both readers, handed over.

What goes wrong on the way is :class:`Failed`, with the place and the value.
"""

from datetime import date
from random import Random

from msgspec import Struct

from dienstweg.engine import access_code, content, handover, sealing, values
from dienstweg.engine.answers import Answers, get, join, leaves, put
from dienstweg.engine.content import Attachment, Content
from dienstweg.engine.files import File, is_file
from dienstweg.engine.journey import Journey, Place
from dienstweg.engine.keys import PrivateKey, new_key
from dienstweg.engine.service import Either, Group, Node, Page, Question, Service, digest
from dienstweg.engine.usage import chosen

REFERENCE = "SIM-2026-000001"
ARS = "000000000000"
_NONCE = 16


class Failed(Exception):
    """Where an applicant got stuck: the step of the way, an instance path, the value, and what is wrong."""

    def __init__(self, step: str, path: str, value: object, message: str) -> None:
        self.step, self.path, self.value, self.message = step, path, str(value), message
        super().__init__(message)


class HandedOver(Struct, frozen=True):
    """What came out at the end, and how many pages, answers, rows and files it took.

    ``service``: as the rules made it for this person; ``kept``: the answers that counted.
    """

    service: Service
    kept: Answers
    json: bytes
    xml: bytes
    files: dict[str, File]
    pages: int
    answers: int
    rows: int


class Way:
    """The way of many applicants through one service; the readers' keys are fresh for each."""

    def __init__(self, service: Service, today: date, keys: handover.Keys) -> None:
        self.service = service
        self.today = today
        self.keys = keys
        self._digest = digest(service)

    def go(self, invented: Answers, rng: Random) -> HandedOver:
        """Take one applicant through. Raises :class:`Failed`, and whatever a fault of the product raises."""
        answers, pages = self._fill_in(invented)
        journey = Journey(self.service, answers, today=self.today)
        clean = journey.clean()
        wanted = Journey(self.service, invented, today=self.today).clean()
        _equal("Seiten", wanted, clean, "Eine erfundene Antwort wurde auf keiner Seite gefragt")
        opened = self._seal(answers, rng)
        received = Journey(self.service, opened, today=self.today).clean()
        _equal("Siegel", clean, received, "Nach dem Öffnen steht dort etwas anderes")
        payload = handover.json_bytes(handover.json_payload(self.service, received, keys=self.keys))
        found = [value for _, value in leaves(clean)]
        return HandedOver(
            service=journey.service,
            kept=journey.kept(),
            json=payload,
            xml=handover.xml_payload(self.service, received),
            files={value["id"]: value for value in found if is_file(value)},
            pages=pages,
            answers=len(found),
            rows=_row_count(clean),
        )

    def _fill_in(self, invented: Answers) -> tuple[Answers, int]:
        """Answer page after page as a person would: only what the page shows, each value typed and read."""
        answers: Answers = {}
        journey = Journey(self.service, answers, today=self.today)
        page: Page | None = next(iter(journey.pages), None)
        count = 0
        while page is not None:
            answers = self._fill_in_page(page, answers, invented)
            journey = Journey(self.service, answers, today=self.today)
            for gap in journey.gaps(page):
                raise Failed(f"Seite „{page.title}“", gap.path, get(answers, gap.path), gap.message)
            page, count = journey.next_page(page), count + 1
        if left := journey.first_gap():
            gap = journey.gaps(left)[0]
            raise Failed("Prüfen vor dem Absenden", gap.path, get(answers, gap.path), gap.message)
        return answers, count

    def _fill_in_page(self, page: Page, answers: Answers, invented: Answers) -> Answers:
        """A gate or choice may open more of the same page: until nothing new shows."""
        while True:
            before = answers
            for place in Journey(self.service, answers, today=self.today).places(page):
                for key in _keys(place):
                    path = join(place.prefix, key)
                    value = get(invented, path)
                    if value is not None:
                        answers = put(answers, path, self._typed(place.node, key, value, path))
            if answers == before:
                return answers

    def _typed(self, node: Node, key: str, value: object, path: str) -> object:
        """What reading gives of a value, or of a tree of values, that a person typed."""
        if key.startswith("?"):
            return value
        if isinstance(node, Either):
            option = next(option for option in node.options if option.id == key)
            return self._typed(option, key, value, path)
        if isinstance(node, Question):
            if not node.repeats:
                return self._typed_value(node, value, path)
            return [self._typed_value(node, one, join(path, index)) for index, one in enumerate(_list(value))]
        if isinstance(node, Group) and node.repeats:
            rows = enumerate(_list(value))
            return [self._typed_level(node.children_at(index), row, join(path, index)) for index, row in rows]
        return self._typed_level(node.children if isinstance(node, Group) else (), value, path)

    def _typed_level(self, nodes: tuple[Node, ...], here: object, path: str) -> Answers:
        result: Answers = {}
        known = here if isinstance(here, dict) else {}
        for node in nodes:
            for key in _answer_keys(node, known):
                if key in known:
                    result[key] = self._typed(node, key, known[key], join(path, key))
        return result

    def _typed_value(self, question: Question, value: object, path: str) -> object:
        lists = self.service.code_lists
        raw = value if is_file(value) else values.edit(question, value)
        reading = values.read(question, raw, lists, today=self.today)
        if reading.value != value:
            said = reading.message or f"Gelesen wird daraus „{reading.value}“."
            raise Failed("Eingabe", path, value, f"Getippt als „{raw}“. {said}")
        return reading.value

    def _seal(self, answers: Answers, rng: Random) -> Answers:
        """Seal for two readers and open as each of them; the answers as they were found."""
        code = access_code.new(rng.randbytes)
        readers = (new_key(rng.randbytes), access_code.key_pair(code))
        what = self._content(answers, rng)
        document = content.canonical(what)
        context = {"purpose": "application", "reference": REFERENCE, "service": self._digest}
        sealed = sealing.seal(document, [reader.public for reader in readers], context=context)
        found = [self._open(sealed, reader, content.digest(what), context) for reader in readers]
        _equal("Siegel", found[0], found[1], "Die beiden Empfänger lesen Verschiedenes")
        return found[0]

    def _open(self, sealed: bytes, reader: PrivateKey, expected: str, context: dict[str, str]) -> Answers:
        opened = sealing.open_sealed(sealed, reader, expect=context)
        return content.verify(opened.document, expected).answers

    def _content(self, answers: Answers, rng: Random) -> Content:
        left = Journey(self.service, answers, today=self.today).kept()
        files = [value for _, value in leaves(left) if is_file(value)]
        return Content(
            nonce=rng.randbytes(_NONCE).hex(),
            service_digest=self._digest,
            schema_id=self.service.schema_id,
            schema_version=self.service.schema_version,
            authority=ARS,
            reference=REFERENCE,
            received_at=f"{self.today.isoformat()}T12:00:00+00:00",
            answers=left,
            parameters={},
            attachments=tuple(_attachment(file) for file in files),
        )


def _attachment(file: File) -> Attachment:
    return Attachment(
        id=file["id"],
        name=file["name"],
        media_type=file["type"],
        size=file["size"],
        sha256=file["sha256"],
        key="",
        blob=file["id"],
    )


def _keys(place: Place) -> tuple[str, ...]:
    """The keys a node on a page answers, with only its own question where only that is shown."""
    node = place.node
    own = (node.gate_key,) if isinstance(node, Group) and node.gate else (node.key,) if isinstance(node, Either) else ()
    return own if place.item.part == "gate" else _answer_keys(node, place.here)


def _answer_keys(node: Node, here: Answers) -> tuple[str, ...]:
    if isinstance(node, Question):
        return (node.id,) if node.role == "input" else ()
    if isinstance(node, Group):
        return (node.gate_key, node.id) if node.gate else (node.id,)
    if isinstance(node, Either):
        option = chosen(node, here)
        return (node.key, option.id) if option is not None else (node.key,)
    return ()


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _row_count(here: object) -> int:
    """Rows of repeated groups in an answer tree."""
    if isinstance(here, list):
        return sum(isinstance(one, dict) and not is_file(one) for one in here) + sum(map(_row_count, here))
    return sum(map(_row_count, here.values())) if isinstance(here, dict) else 0


def _equal(step: str, wanted: Answers, found: Answers, message: str) -> None:
    if wanted == found:
        return
    left, right = dict(leaves(wanted)), dict(leaves(found))
    path = next((path for path in (*left, *right) if left.get(path) != right.get(path)), "")
    raise Failed(step, path, left.get(path, ""), f"{message}: „{right.get(path, '')}“.")
