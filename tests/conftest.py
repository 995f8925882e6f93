"""The corpus: real schemas that lie outside the repository, because no licence for them has been declared."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import settings

from dienstweg.portal.search import finding

settings.register_profile("dienstweg", deadline=None)  # a busy machine must not fail a law
settings.load_profile("dienstweg")

CORPUS = Path(os.environ.get("DIENSTWEG_CORPUS") or Path(__file__).parents[2] / "shared" / "fim")
WHY_SKIPPED = f"no real schemas in {CORPUS} (set DIENSTWEG_CORPUS)"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder with ``xdf3``, ``xdf2``, ``codelists`` and ``xsd``."""
    if not CORPUS.is_dir():
        pytest.skip(WHY_SKIPPED)
    return CORPUS


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> None:
    """Row numbers start again with each test's database."""
    finding.forget()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``corpus_file`` runs for every real schema; a heavy one for a sample, if one is wanted."""
    if "corpus_file" not in metafunc.fixturenames:
        return
    files = sorted([*CORPUS.glob("xdf2/*.xml"), *CORPUS.glob("xdf3/*.xml")])
    sample = int(os.environ.get("DIENSTWEG_SAMPLE") or 0)
    if sample and metafunc.definition.get_closest_marker("browser"):
        sample = max(1, sample // 4)  # every page of a schema is looked at
    if sample and metafunc.definition.get_closest_marker("heavy"):
        chance = random.Random(os.environ.get("DIENSTWEG_SEED"))
        files = sorted(chance.sample(files, min(sample, len(files))))
    if files:
        metafunc.parametrize("corpus_file", files, ids=[file.stem for file in files])
    else:
        metafunc.parametrize("corpus_file", [pytest.param(None, marks=pytest.mark.skip(reason=WHY_SKIPPED))])
