"""The command line of a clone: `python cli.py allowed --week 6`. Installed, it is `recovery`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "engine"))

from recovery_guidance.verbs.command import main

if __name__ == "__main__":
    main()
