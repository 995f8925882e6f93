"""``python -m dienstweg`` is the ``dienstweg`` command."""

import sys

from dienstweg.cli import main

if __name__ == "__main__":
    sys.exit(main())
