"""The tree of answers: places in it named, read, changed."""

import pytest

from dienstweg.engine.answers import Answers, branch, entries, get, join, leaves, put, rows

FILE = {"id": "7", "name": "a.pdf", "size": 1, "type": "application/pdf", "sha256": "00"}
TREE: Answers = {
    "F1": "a",
    "G1": {"F1": 0, "G2": [{"F1": "x"}, {"F1": "y", "?G3": False}]},
    "F2": ["p", "q"],
    "F3": FILE,
    "?G1": True,
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("F1", "a"),
        ("G1.F1", 0),
        ("G1.G2.1.F1", "y"),
        ("G1.G2.1.?G3", False),
        ("F2.0", "p"),
        ("?G1", True),
        ("F3", FILE),
        ("F9", None),
        ("G1.F9.F1", None),
        ("G1.G2.2", None),
        ("F2.x", None),
        ("F2.-1", None),
        ("F2.٠", None),
        ("F1.0", None),
        ("F2." + "9" * 10_000, None),
        ("", None),
        ("..", None),
    ],
)
def test_a_place_is_read(path: str, value: object) -> None:
    assert get(TREE, path) == value


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("F1", "b", {"F1": "b"}),
        ("G1.G2.0.F1", "b", {"F1": "a", "G1": {"G2": [{"F1": "b"}]}}),
        ("F2.0", "b", {"F1": "a", "F2": ["b"]}),
        ("F1", None, {}),
        ("G1.F1", None, {"F1": "a"}),
        ("G1.G2.0.F1", None, {"F1": "a"}),
        ("F2.0", None, {"F1": "a"}),
    ],
)
def test_a_place_is_changed(path: str, value: object, expected: Answers) -> None:
    before: Answers = {"F1": "a"}
    assert put(before, path, value) == expected
    assert before == {"F1": "a"}


def test_rows_are_added_changed_and_removed() -> None:
    two: Answers = {"G1": [{"F1": "a"}, {"F1": "b"}]}
    assert put(two, "G1.2.F1", "c") == {"G1": [{"F1": "a"}, {"F1": "b"}, {"F1": "c"}]}
    assert put(two, "G1.0.F2", "c") == {"G1": [{"F1": "a", "F2": "c"}, {"F1": "b"}]}
    assert put(two, "G1.0", None) == {"G1": [{"F1": "b"}]}
    assert put(two, "G1.2", None) == put(two, "G1.7.F1", None) == two
    assert two == {"G1": [{"F1": "a"}, {"F1": "b"}]}


@pytest.mark.parametrize("path", ["G1.2.F1", "G1.999999"])
def test_rows_leave_no_holes(path: str) -> None:
    with pytest.raises(IndexError):
        put({"G1": [{}]}, path, "a")


def test_leaves_are_told_with_their_places() -> None:
    assert list(leaves(TREE)) == [
        ("F1", "a"),
        ("G1.F1", 0),
        ("G1.G2.0.F1", "x"),
        ("G1.G2.1.F1", "y"),
        ("G1.G2.1.?G3", False),
        ("F2.0", "p"),
        ("F2.1", "q"),
        ("F3", FILE),
        ("?G1", True),
    ]


def test_whatever_lies_in_a_wrong_place_is_nothing() -> None:
    strange: Answers = {"G1": "text", "G2": {"F1": "a"}, "G3": [1, None, {"F1": "a"}]}
    assert (branch(strange, "G1"), branch(strange, "G3"), branch("text", "G1"), branch(None, "G1")) == ({}, {}, {}, {})
    assert (entries(strange, "G2"), entries(strange, "G9"), entries([], "G1")) == ([], [], [])
    assert rows(strange, "G3") == [{}, {}, {"F1": "a"}]


def test_paths_are_joined() -> None:
    assert (join("", "G1"), join("G1", 0, "F1"), join("", "G1", 2)) == ("G1", "G1.0.F1", "G1.2")
