"""Files that are there after a power cut, whole or not at all, and readable by their owner only."""

import os
from collections.abc import Iterable
from io import BufferedWriter
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def make_folder(path: Path) -> None:
    """Create a folder, and those above it, for this user only; keep one that exists."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
        sync_folder(path.parent)


def open_new(path: Path) -> BufferedWriter:
    """A new file for this user only. Raises ``FileExistsError``."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb")


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file beside its place, flush it to the disk, rename it. Follow with :func:`sync_folder` of its folder."""
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with open_new(beside) as file:
            file.writelines(chunks)
            sync_file(file)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def sync_file(file: BufferedWriter) -> None:
    """Let the disk have what was written."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Let the disk have the folder's entries: new and renamed files."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
