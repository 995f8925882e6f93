"""The Nu HTML checker over pages as the server sent them."""

import json
import shutil
import subprocess
import warnings
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKER = Path(__file__).parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def mistakes(pages: Mapping[str, str]) -> list[str]:
    """What the checker says about pages by name: ``"name: sentence, the place"``. Where it cannot run, a warning."""
    java = shutil.which("java")
    if java is None or not CHECKER.exists():
        warnings.warn("HTML was not checked: apt install default-jre-headless, then make test", stacklevel=2)
        return []
    with TemporaryDirectory() as folder:
        for number, html in enumerate(pages.values()):
            Path(folder, f"{number}.html").write_text(html, encoding="utf-8")
        command = [java, "-jar", str(CHECKER), "--errors-only", "--format", "json", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    names = list(pages)
    return [
        f"{names[int(Path(said['url']).stem)]}: {said['message']} {said.get('extract', '')}"
        for said in json.loads(done.stderr)["messages"]
    ]
