"""``python -m bench.inside NAME …``: one measurement in an environment that :mod:`bench.__main__` has made.

Django is loaded before the measurement's module, so that those modules can import models at their head.
"""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    importlib.import_module(f"bench.{sys.argv[1]}").main(*sys.argv[2:])
