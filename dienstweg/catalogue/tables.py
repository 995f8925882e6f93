"""The tables of facts about public services that the repository ships (``data/``; sources stand beside them)."""

import csv
from collections.abc import Iterator
from pathlib import Path

from dienstweg.catalogue.public_services import OzgBundle, PublicService

DATA = Path(__file__).parents[2] / "data"
SERVICES = DATA / "public_services"
EVERYDAY_WORDS = DATA / "everyday_words" / "bundles.csv"


def bundles() -> Iterator[OzgBundle]:
    """All bundles, with the everyday words and the office that were written for them."""
    words = {line["ozg_id"]: line["words"] for line in lines(EVERYDAY_WORDS)}
    office = {line["ozg_id"]: line["office"] for line in lines(SERVICES / "review.csv")}
    for line in lines(SERVICES / "bundles.csv"):
        ozg_id = line["ozg_id"]
        yield OzgBundle(**line, office=office.get(ozg_id, ""), everyday_words=words.get(ozg_id, ""))


def services(bundle_by_id: dict[str, OzgBundle]) -> Iterator[PublicService]:
    """All public services, in the order of their keys, each with its saved bundle."""
    legal = {line["number"]: line["text"] for line in lines(SERVICES / "legal_bases.csv")}
    review = {line["ozg_id"]: line for line in lines(SERVICES / "review.csv")}
    for line in lines(SERVICES / "services.csv"):
        reviewed = review[line["ozg_id"]]
        informal = reviewed["general_application"] == "yes" and line["leika_key"] not in reviewed["but_not"].split()
        yield PublicService(
            leika_key=line["leika_key"],
            name=line["name"],
            bundle=bundle_by_id[line["ozg_id"]],
            type=line["type"],
            for_whom=line["for_whom"],
            laws=line["laws"],
            legal_basis=legal.get(line["legal_basis"], ""),
            common=line["common"] == "yes",
            general_application=informal,
        )


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
