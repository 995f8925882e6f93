"""The ``dienstweg`` command.

Each command is one function in a module of this folder: its arguments come in by name, its answer goes through
:class:`~dienstweg.cli.output.Output`, its exit code comes back. :data:`~dienstweg.cli.commands.COMMANDS` lists them;
a module is loaded only when its command runs, so that reading a schema never loads Django.
"""

from dienstweg.cli.program import main

__all__ = ["main"]
