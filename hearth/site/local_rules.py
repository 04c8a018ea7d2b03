"""`hearth local-rules`: show or keep what a CoC asks beyond HUD. Django is set up and the records are ready."""

import argparse
import sys
from pathlib import Path

from hearth.actions.keep_local_rules import keep_local_rules
from hearth.actions.refusal import NotDone
from hearth.forms.local_rules import coc_names, versions

DONE, UNUSABLE = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth local-rules`."""
    parser.add_argument("coc", metavar="XX-501", help="the CoC")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--set", type=Path, dest="file", metavar="FILE.toml", help="check the rules and use them"
    )
    what.add_argument("--remove", action="store_true", help="ask what HUD asks and nothing else")


def run(args: argparse.Namespace) -> int:
    """Show the rules in use, or keep new ones. Gives 2, with a line for each fault, where they cannot be used."""
    if args.coc not in coc_names():
        return _refuse(f"{args.coc} is no CoC of this instance; there are {', '.join(coc_names()) or 'none'}")
    if not args.file and not args.remove:
        kept = versions(args.coc)
        print(kept[-1].text if kept and kept[-1].text else f"# {args.coc} asks what HUD asks, nothing else.")
        return DONE
    try:
        text = args.file.read_text("utf-8-sig") if args.file else ""
        keep_local_rules(by=None, coc_code=args.coc, text=text)
    except (OSError, UnicodeDecodeError) as problem:
        return _refuse(
            f"{args.file} cannot be read: {getattr(problem, 'strerror', None) or 'it is not UTF-8'}"
        )
    except NotDone as refusal:
        return _refuse(*(f"{args.file}: {problem.message}" for problem in refusal.problems))
    print(f"The forms of {args.coc} use these rules now." if text else f"{args.coc} asks what HUD asks now.")
    return DONE


def _refuse(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return UNUSABLE
