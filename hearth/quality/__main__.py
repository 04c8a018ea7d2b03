"""python -m hearth.quality docs [FOLDER] writes the pages about the checks; ... numbers says how complete they are."""

import argparse
import sys
from pathlib import Path

from hearth.quality.documents import write
from hearth.quality.numbers import numbers


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m hearth.quality")
    parser.add_argument("command", choices=["docs", "numbers"])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/rules"))
    args = parser.parse_args()
    if args.command == "numbers":
        print("\n".join(numbers()))
    else:
        write(args.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
