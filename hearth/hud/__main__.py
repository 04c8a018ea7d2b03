"""Read the standard on the command line.

python -m hearth.hud show 3.917
python -m hearth.hud form start --type 1 --funder 8 --hoh
python -m hearth.hud diff fy2024 fy2026
"""

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from hearth.hud import golden, pages
from hearth.hud.collection import PersonFacts, ProjectFacts, UnknownStage, asked, collection_year, stages
from hearth.hud.condition import BadCondition
from hearth.hud.difference import BadChanges, explained
from hearth.hud.elements import BadElement, elements
from hearth.hud.form_orders import form_orders
from hearth.hud.local import read_local_rules
from hearth.hud.standard import Standard, standard, years

DONE, DIFFERENT, BAD_USE = 0, 1, 2


class BadUse(ValueError):
    """The command line asks for something that there is not; the message says it in one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives 0, 1 where two years differ without a reason, 2 for something that there is not."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (BadUse, UnknownStage, BadElement, BadCondition, BadChanges, OSError) as problem:
        print(problem, file=sys.stderr)
        return BAD_USE


def show(options: argparse.Namespace) -> int:
    """Print what the standard says of an element, a list or a column."""
    known = standard(options.year)
    subject: str = options.subject
    found = elements(options.year)
    by_case = {number.upper(): number for number in found}
    if number := by_case.get(subject.upper()):
        print(pages.element_page(found[number], known))
    elif subject in known.lists:
        print(pages.list_page(known.lists[subject]))
    elif columns := pages.columns_named(known, subject):
        print("\n\n".join(pages.column_text(column, known) for column in columns))
    else:
        raise BadUse(f"{subject!r} is no element, list or column of {options.year}")
    return DONE


def form(options: argparse.Namespace) -> int:
    """Print a form field by field, with the reason for each."""
    known = standard(collection_year(options.on))
    project = ProjectFacts(
        type=_code(known, "2.02.6", options.type, "project type"),
        funders=tuple(_code(known, "2.06.1", code, "funder") or 0 for code in options.funder),
        rrh_subtype=options.rrh_subtype,
        access_point=options.access_point,
    )
    age = 8 if options.child and options.age is None else options.age
    relationship = 1 if options.hoh else options.relationship
    person = PersonFacts(age, relationship, 1 if options.veteran else None)
    local = [read_local_rules(path.read_text("utf-8"), path.name) for path in options.local]
    stage = {"intake": "start"}.get(options.stage, options.stage)
    fields = asked(stage, project, person, options.on, local)
    print(golden.form_text(stage, project, person, options.on, fields), end="")
    return DONE


def diff(options: argparse.Namespace) -> int:
    """Print the differences between two years; 1 when changes.toml leaves one unexplained."""
    for year in (options.old, options.new):
        if year not in years():
            raise BadUse(f"{year} is not held; there are {', '.join(years())}")
    found = explained(standard(options.old), standard(options.new))
    unexplained = [each for each in found if each.why is None]
    for each in found:
        print(f"{each.difference}\n{'':<15}{each.why or 'NOT EXPLAINED in changes.toml'}")
    print(f"{len(found)} differences, {len(unexplained)} not explained")
    return DIFFERENT if unexplained else DONE


def write_golden(_options: argparse.Namespace) -> int:
    """Write the golden forms anew."""
    golden.write(golden.cases())
    print(f"{len(golden.cases())} forms in {golden.FOLDER}")
    return DONE


def docs(options: argparse.Namespace) -> int:
    """Write the pages of the standard."""
    written = pages.write(options.out)
    print(f"{len(written)} pages in {options.out}")
    return DONE


def _code(known: Standard, list_id: str, code: int | None, what: str) -> int | None:
    if code is not None and not known.lists[list_id].knows(code):
        raise BadUse(f"{code} is no {what} of {known.year} (list {list_id})")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hearth.hud", description="The HUD data standard as data."
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    command = commands.add_parser("show", help="an element (3.917), a list (3.12.1) or a column (MoveInDate)")
    command.add_argument("subject")
    command.add_argument("--year", default="fy2026", choices=[each for each in years() if form_orders(each)])
    command.set_defaults(run=show)

    command = commands.add_parser("form", help="the fields of a form, each with the reason why it is there")
    command.add_argument("stage", help=f"{', '.join(stages())} (intake is start)")
    command.add_argument("--type", type=int, help="project type (2.02.6)")
    command.add_argument(
        "--funder", type=int, action="append", default=[], help="funder (2.06.1); may repeat"
    )
    command.add_argument("--rrh-subtype", type=int, choices=[1, 2])
    command.add_argument("--access-point", action="store_true", help="the project is an access point (2.09)")
    command.add_argument("--hoh", action="store_true", help="about the head of household")
    command.add_argument("--relationship", type=int, help="relationship to the head (3.15)")
    command.add_argument("--age", type=int, help="age in years; unknown counts as adult")
    command.add_argument("--child", action="store_true", help="about a child, where no age is given")
    command.add_argument("--veteran", action="store_true")
    command.add_argument(
        "--on", type=datetime.date.fromisoformat, default=datetime.date.today(), metavar="DATE"
    )
    command.add_argument("--local", type=Path, action="append", default=[], help="a CoC's own rules (TOML)")
    command.set_defaults(run=form)

    command = commands.add_parser(
        "diff", help="differences between two years; fails while one is unexplained"
    )
    command.add_argument("old")
    command.add_argument("new")
    command.set_defaults(run=diff)

    command = commands.add_parser("golden", help="write the golden forms anew, to review what changed")
    command.set_defaults(run=write_golden)

    command = commands.add_parser("docs", help="write the pages of the standard")
    command.add_argument("--out", type=Path, default=Path("docs/standard"))
    command.set_defaults(run=docs)
    return parser


if __name__ == "__main__":
    sys.exit(main())
