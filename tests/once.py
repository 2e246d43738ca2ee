"""What is long to make and the same for all tests of a run: made by the first process that wants it."""

import os

from filelock import FileLock


def once(tmp_path_factory, name, make):
    """The folder that `make` fills; other processes of the run wait for it, and make it only where it failed."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each process has a folder of its own below the run's
        base = base.parent
    folder, made = base / name, base / f"{name}.made"
    with FileLock(base / f"{name}.lock"):
        if not made.exists():
            make(folder)
            made.touch()
    return folder
