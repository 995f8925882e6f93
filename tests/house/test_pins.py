"""What is installed is pinned with hashes, and no file says where it is downloaded from."""

import json
import re

import pytest

from tests.house.sources import document

PINS = ("runtime", "dev", "node")


@pytest.mark.parametrize("pins", PINS)
def test_every_requirement_has_a_version_and_hashes(pins: str) -> None:
    entries = document(f"requirements/{pins}.txt").replace("\\\n", " ").split("\n")
    loose = [
        entry
        for entry in entries
        if entry and not re.fullmatch(r"[a-z0-9.-]+==[\w.]+(\s+--hash=sha256:[0-9a-f]{64})+\s*", entry)
    ]
    assert loose == []


@pytest.mark.parametrize("pins", PINS)
def test_every_wanted_package_is_pinned(pins: str) -> None:
    wanted = set(re.findall(r"^[\w-]+", document(f"requirements/{pins}.in").lower(), re.MULTILINE)) - {"-c"}
    pinned = set(re.findall(r"^([\w.-]+)==", document(f"requirements/{pins}.txt"), re.MULTILINE))
    assert wanted - pinned == set()


@pytest.mark.parametrize("pins", PINS)
def test_every_wanted_package_has_a_reason(pins: str) -> None:
    lines = document(f"requirements/{pins}.in").splitlines()
    silent = [line for line in lines if "#" not in line and not line.startswith("-c")]
    assert silent == []


def test_the_same_package_has_the_same_version_everywhere() -> None:
    def versions(pins: str) -> dict[str, str]:
        return dict(re.findall(r"^([\w.-]+)==([\w.]+)", document(f"requirements/{pins}.txt"), re.MULTILINE))

    runtime, dev = versions("runtime"), versions("dev")
    assert {name: dev[name] for name in runtime.keys() & dev.keys()} == {
        name: runtime[name] for name in runtime.keys() & dev.keys()
    }


def test_the_npm_lock_names_checksums_and_no_addresses() -> None:
    packages = json.loads(document("package-lock.json"))["packages"]
    assert {name for name, package in packages.items() if name and "integrity" not in package} == set()
    assert {name for name, package in packages.items() if "resolved" in package} == set()
