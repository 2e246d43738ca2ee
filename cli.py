"""The command line of a clone: `python cli.py allowed --week 6`. Installed, it is `recovery`."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
HOW = """
In this folder `make allowed WEEK=6` sets up an environment in .venv, and answers. Or install it, with
`pipx install .` or in an environment of yours `python -m pip install .`, and ask `recovery allowed --week 6`."""


def run() -> None:
    """Answers; where this Python cannot, says what it lacks and what to do, with exit code 1."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python can run this file
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit("Error: this is Python " + found + ", and Python 3.11 or later is needed." + HOW)
    sys.path.insert(0, str(HERE / "engine"))
    try:
        from recovery_guidance.verbs.command import main

        main()
    except ModuleNotFoundError:
        missing = not_installed()
        if not missing:
            raise
        sys.exit("Error: this Python lacks " + ", ".join(missing) + "." + HOW)


def not_installed() -> "list[str]":
    """What pyproject.toml asks for and is not there."""
    import re
    import tomllib
    from importlib.metadata import PackageNotFoundError, distribution

    asked = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    missing = []
    for one in asked:
        name = re.split("[<>=]", one)[0]
        try:
            distribution(name)
        except PackageNotFoundError:
            missing.append(name)
    return missing


if __name__ == "__main__":
    run()
