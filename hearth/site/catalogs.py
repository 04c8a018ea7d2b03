"""Compile the catalogs of words (Spanish, and the project vocabulary) at set-up: `python -m hearth.site.catalogs`."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from hearth.site.environment import PACKAGE


def compile_catalogs(package: Path = PACKAGE) -> list[Path]:
    """Write a .mo beside every .po that is newer than it; gives the files written.

    Raises ValueError for a translation whose placeholders differ from the original's: it would break a page.
    """
    written = []
    for source in sorted(package.glob("**/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name, domain=source.stem)
        for message, problems in catalog.check():
            raise ValueError(f"{source}:{message.lineno}: {problems[0]}")
        with target.open("wb") as file:
            write_mo(file, catalog)
        written.append(target)
    return written


if __name__ == "__main__":
    try:
        compile_catalogs()
    except ValueError as problem:
        sys.exit(str(problem))
