"""Whether pages stay as quick when authorities, services and applications grow: 442 × 500 against 1 × 1.

Both worlds (:mod:`bench.world`) are built at the same time, each in a process with a database of its own, and visited
in turns, so that both meet the same machine.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, cast

import psycopg
from psycopg.sql import SQL, Identifier

from bench.figures import figure, line

SIZES = {"small": ("2", "1"), "large": ("442", "500")}
"""Authorities, the village included, and the services all others offer."""
PAGES = {
    "service": "page of a service",
    "form": "first page of questions",
    "saving": "saving a page",
    "authority": "village with 3 services",
    "search": "search with place",
    "inbox": "inbox with 20 applications",
}
ROUNDS = 15
VISITS = 10
URL = "DIENSTWEG_DATABASE_URL"


def main() -> None:
    with _world("small") as small, _world("large") as large:
        for world in (small, large):
            world.ready()
        line("", "1 x 1", "442 x 500", "ratio")
        for page, title in PAGES.items():
            _compare(title, page, small, large)


class World:
    """The process of a world, asked and answering by lines."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._asked, self._answers = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)

    def ready(self) -> None:
        """Wait until it is built."""
        if self._answers.readline().strip() != "ready":
            raise RuntimeError("a world could not be built")

    def visit(self, page: str, times: int) -> float:
        """The middle one of so many visits, in milliseconds."""
        self._asked.write(f"{page} {times}\n")
        self._asked.flush()
        milliseconds: list[float] = json.loads(self._answers.readline())
        return median(milliseconds)


def _compare(title: str, page: str, small: World, large: World) -> None:
    for world in (small, large):
        world.visit(page, VISITS)
    pairs = [(small.visit(page, VISITS), large.visit(page, VISITS)) for _ in range(ROUNDS)]
    few, many = figure(pair[0] for pair in pairs), figure(pair[1] for pair in pairs)
    ratio = many.middle / few.middle
    line(title, few.text("ms"), many.text("ms"), f"{ratio:.2f}")


@contextmanager
def _world(name: str) -> Iterator[World]:
    with TemporaryDirectory(prefix="dienstweg-bench-") as home:
        own = {**os.environ, "DIENSTWEG_HOME": home}
        if URL in own:
            own[URL] = _new_database(own[URL], name)
        command = [sys.executable, "-m", "bench.inside", "world", *SIZES[name]]
        process = subprocess.Popen(command, env=own, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            yield World(process)
        finally:
            process.communicate()  # the end of its input is the end of the world


def _new_database(url: str, name: str) -> str:
    """A database of that name on the same server; its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"{url.rpartition('/')[0]}/{name}"
