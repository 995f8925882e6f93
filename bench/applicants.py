"""Many applicants at once over real HTTP: each with a connection and cookies of its own, all in one process.

The client sends what was recorded and reads only what it needs (token, cookies, redirects), so that it costs little.
"""

import re
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from itertools import count

from msgspec import Struct

from bench.recording import PLACE, Step
from bench.server import HOST

HIDDEN_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
RECEIPT = b'class="dw-ref"'
TIMEOUT = 30
SECONDS_LIMIT = 60.0
"""No round lasts longer, however slow the machine is."""


class Wrong(Exception):
    """The server answered otherwise than in the recording."""


class Round(Struct, frozen=True):
    """How many units of work were done in how many seconds; ``size``: bytes of all responses, head included."""

    done: int
    seconds: float
    size: int


def drive(work: Callable[[], int], *, times: int, concurrency: int) -> Round:
    """Do ``work`` (it gives bytes received) that many times in all, so many at once. Raises what it raises."""
    numbers, sizes, faults = count(), list[int](), list[BaseException]()
    begun = time.perf_counter()

    def one_after_another() -> None:
        try:
            while next(numbers) < times and not faults and time.perf_counter() - begun < SECONDS_LIMIT:
                sizes.append(work())
        except BaseException as fault:  # noqa: BLE001  # told in the main thread
            faults.append(fault)

    threads = [threading.Thread(target=one_after_another) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return Round(len(sizes), time.perf_counter() - begun, sum(sizes))


def apply(port: int, steps: tuple[Step, ...]) -> int:
    """One applicant's way from the page of the service to the receipt; the bytes received."""
    connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
    cookies: dict[str, str] = {}
    size, token, led_to, page = 0, b"", "", b""
    for step in steps:
        if led_to not in {"", step.path}:
            raise Wrong(f"led to {led_to} instead of {step.path}")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if step.form:
            headers["Content-Type"] = step.form_type
            connection.request("POST", step.path, step.form.replace(PLACE, token), headers)
        else:
            connection.request("GET", step.path, headers=headers)
        response = connection.getresponse()
        page = response.read()
        if response.status not in {200, 302}:
            raise Wrong(f"{step.path} answered {response.status}")
        size += len(page) + sum(len(name) + len(value) + 4 for name, value in response.headers.items())
        _keep(cookies, response.headers.get_all("Set-Cookie") or [])
        led_to = response.headers.get("Location", "")
        if found := HIDDEN_TOKEN.search(page):
            token = found[1]
    connection.close()
    if RECEIPT not in page:
        raise Wrong("no receipt at the end")
    return size


def _keep(cookies: dict[str, str], lines: list[str]) -> None:
    for line in lines:
        name, _, value = line.partition(";")[0].partition("=")
        cookies[name] = value


def ask_often(port: int, path: str, times: int) -> int:
    """The same GET several times over one connection, as many requests as an application has; the bytes received."""
    connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
    size = 0
    for _ in range(times):
        connection.request("GET", path)
        response = connection.getresponse()
        size += len(response.read())
    connection.close()
    return size
