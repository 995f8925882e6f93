"""Invented applicants walk real schemas through the pages to the receipt, and an office reads what they sent."""

import os
import random
from functools import cache
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from pytest_django import Settings

from dienstweg.applications.models import Application
from dienstweg.applications.reading import open_application
from dienstweg.authorities.keystore import KeyStore
from dienstweg.engine import sealing
from dienstweg.engine.answers import Answers, leaves
from dienstweg.engine.codelists import CodeLists, read_genericode
from dienstweg.engine.files import is_file
from dienstweg.engine.invent import invent
from dienstweg.engine.usage import kept
from tests import cast
from tests.cast import Cast
from tests.walker import Browser, Person

SEED = int(os.environ.get("DIENSTWEG_SEED") or 0)
APPLICANTS = 1 if os.environ.get("DIENSTWEG_SAMPLE") else 3


@cache
def code_lists(corpus: Path) -> CodeLists:
    lists = CodeLists()
    for file in sorted((corpus / "codelists").iterdir()):
        lists = lists.with_list(read_genericode(file.read_bytes()))
    return lists


@pytest.mark.heavy
@pytest.mark.django_db
def test_applicants_reach_the_receipt(corpus_file: Path, corpus: Path, settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    source = corpus_file.read_bytes()
    people = cast.stage(cast.foreign_service(source, code_lists(corpus)), source)
    for seed in range(SEED, SEED + APPLICANTS):
        answers = invent(people.service, random.Random(seed), today=localdate())
        person = Person(Browser(), answers)
        receipt = person.finish(person.browser.open(people.step_url()))
        application = Application.objects.everywhere("a test").latest("pk")
        assert application.reference in receipt.words
        meant, arrived = said(kept(people.service.nodes, answers)), said(received(people, application))
        assert meant.items() ^ arrived.items() == set()


def received(people: Cast, application: Application) -> Answers:
    """What the authority reads."""
    key = KeyStore.from_settings().private(people.idstein.ars, people.idstein.public_key().kid)
    assert people.idstein.public_key().kid in sealing.readers(bytes(application.sealed))
    return open_application(application, key).content.answers


def said(answers: Answers) -> dict[str, object]:
    """Every answer by its path; of a file name and type alone, because the rest follows from the upload."""
    return {path: (value["name"], value["type"]) if is_file(value) else value for path, value in leaves(answers)}
