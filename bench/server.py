"""The product's web process on the loopback address, and what the kernel says about its workers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from msgspec import Struct

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 10
TICK = 1000 / os.sysconf("SC_CLK_TCK")
"""Milliseconds of one clock tick."""


class Server(Struct, frozen=True):
    """A running ``dienstweg serve``: its port, and the process ids of its workers."""

    port: int
    workers: tuple[int, ...]

    def cpu_ms(self) -> float:
        """What all workers have used so far, in user mode and in the kernel."""
        return sum(_ticks(worker) for worker in self.workers) * TICK

    def memory_mib(self, kind: str) -> tuple[float, ...]:
        """``Pss`` (shared pages counted by their share) or ``Rss`` of each worker."""
        return tuple(_rollup(worker, kind) / 1024 for worker in self.workers)


@contextmanager
def serving(*, workers: int, threads: int) -> Iterator[Server]:
    """Start the server on a free port, wait for its first answer, and end it afterwards."""
    with socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dienstweg", "serve", "--host", HOST, "--port", str(port)]
    master = subprocess.Popen([*command, "--workers", str(workers), "--threads", str(threads)])
    try:
        yield _wait_for(master, port, workers)
    finally:
        master.send_signal(signal.SIGTERM)
        try:
            master.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            master.kill()
            master.wait()


def _wait_for(master: "subprocess.Popen[bytes]", port: int, workers: int) -> Server:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and master.poll() is None:
        children = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text(encoding="ascii").split()
        if len(children) == workers and _answers(port):
            return Server(port, tuple(map(int, children)))
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/leer/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _ticks(process: int) -> int:
    """User and system time (proc(5), fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _rollup(process: int, kind: str) -> int:
    """KiB of one line of smaps_rollup."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:"))
