"""Settings of the test run: mode ``test``, a folder of its own, quick password hashes. Everything else is the
product's.
"""

import os
from pathlib import Path

os.environ["DIENSTWEG_MODE"] = "test"
os.environ.setdefault("DIENSTWEG_HOME", "var/test")

from dienstweg.config.settings import *  # noqa: F403  # the mode must be known first
from dienstweg.config.settings import DATABASES, HOME

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

Path(HOME).mkdir(parents=True, exist_ok=True)
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # A file, not memory: threads of a test then meet the same locks as in operation.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / f"test-{os.getpid()}.sqlite3")}
