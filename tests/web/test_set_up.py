"""What set-up runs before there are settings."""

import os
import subprocess
import sys


def test_assets_and_fonts_need_no_settings() -> None:
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    script = "import dienstweg.web.assets; from dienstweg.web.paper import fonts; print(fonts.ensure_fonts.__name__)"
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("ensure_fonts", "")
