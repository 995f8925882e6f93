"""publiccode.yml holds what its standard demands (publiccode.yml 0.4, core), apart from what nobody can say yet."""

import msgspec

from tests.house.sources import document

NOT_YET = ("url", "maintenance/contacts")
"""Mandatory, and named at the head of the file: a public repository and a person who answers for it."""
MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal/license",
    "maintenance/type",
    "maintenance/contacts",
    "localisation/localisationReady",
    "localisation/availableLanguages",
)
SHORTEST, LONGEST, ONE_LINE = 150, 10_000, 150


def test_what_is_mandatory_is_there_or_named_as_missing() -> None:
    text = document("publiccode.yml")
    data = msgspec.yaml.decode(text)
    assert [key for key in MANDATORY if _at(data, key) is None] == list(NOT_YET)
    assert [key for key in NOT_YET if f"# - {key}:" not in text] == []


def test_descriptions_have_the_lengths_of_the_standard() -> None:
    for description in msgspec.yaml.decode(document("publiccode.yml"))["description"].values():
        assert len(description["shortDescription"]) <= ONE_LINE
        assert SHORTEST <= len(description["longDescription"]) <= LONGEST
        assert description["features"]


def _at(data: object, key: str) -> object:
    for part in key.split("/"):
        data = data.get(part) if isinstance(data, dict) else None
    return data
