"""Write the pages about the quality checks: python -m hearth.quality docs [FOLDER]."""

import argparse
import sys
from pathlib import Path

from hearth.quality.documents import write


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m hearth.quality")
    parser.add_argument("command", choices=["docs"])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/rules"))
    write(parser.parse_args().folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
