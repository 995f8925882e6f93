from pathlib import Path

import pytest
from django.conf import settings

from dienstweg.web import assets


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """The folder that ``collectstatic`` fills in an installation; without it WhiteNoise warns."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def kern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for static files that holds ``kern/``."""
    if not assets.KERN.is_dir():
        pytest.skip("KERN is not installed: make setup")
    folder = tmp_path_factory.mktemp("assets")
    assets.make(folder / "kern")
    return folder
