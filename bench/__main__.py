"""``python -m bench [application|growth|large_form|search]``: measure, on SQLite and PostgreSQL that writes to disk.

Every measurement runs in a process and a folder of its own and leaves nothing behind.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
MEASUREMENTS = ("application", "growth", "large_form", "search")
DATABASES = {"SQLite": (), "PostgreSQL": (str(ROOT / "scripts" / "postgres"), "--durable")}


def main() -> int:
    """Run what is named, or everything. 0: all of it ran; 1: something could not; 2: there is no such measurement."""
    wanted = sys.argv[1:] or list(MEASUREMENTS)
    if not set(wanted) <= set(MEASUREMENTS):
        print(f"There are: {', '.join(MEASUREMENTS)}.", file=sys.stderr)
        return 2
    codes = [_measure(name, database) for name in wanted for database in DATABASES]
    return max(min(code, 1) for code in codes)


def _measure(name: str, database: str) -> int:
    print(f"\n=== {name} on {database}", flush=True)
    with TemporaryDirectory(prefix="dienstweg-bench-") as home:
        own = {"DIENSTWEG_MODE": "demo", "DIENSTWEG_HOME": home, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DIENSTWEG_")}
        corpus = {key: os.environ[key] for key in ("DIENSTWEG_CORPUS", "DIENSTWEG_DATA") if key in os.environ}
        command = [*DATABASES[database], sys.executable, "-m", "bench.inside", name]
        return subprocess.run(command, cwd=ROOT, env={**kept, **corpus, **own}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
