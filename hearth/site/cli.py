"""The command line: `hearth COMMAND`. Exit status 0 done, 2 bad arguments or unusable input, 1 our fault.

A command's module is imported only when the command is called: reports over CSV files must not load Django,
and `hearth --help` must not load anything.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import NoReturn

UNUSABLE = 2
FAULT = 1


@dataclass(frozen=True)
class Command:
    """Where a command lives: `module:function` that adds its arguments, and the one that runs it.

    `moves_records` says that it uses them, and nothing of what serves pages: so it starts sooner.
    """

    help: str
    add_arguments: str
    run: str
    uses_records: bool = False
    moves_records: bool = False


COMMANDS = {
    "demo": Command(
        "run everything with a demo community",
        "hearth.site.processes:add_demo_arguments",
        "hearth.site.processes:run_demo",
    ),
    "serve": Command(
        "run the web server", "hearth.site.processes:add_serve_arguments", "hearth.site.processes:run_serve"
    ),
    "worker": Command(
        "run queued and nightly work",
        "hearth.site.processes:add_no_arguments",
        "hearth.site.processes:run_worker",
    ),
    "check": Command(
        "check this deployment",
        "hearth.site.deployment:add_arguments",
        "hearth.site.deployment:run",
        uses_records=True,
    ),
    "import": Command(
        "load an HMIS CSV export",
        "hearth.exchange.command:add_import_arguments",
        "hearth.exchange.command:run_import",
        uses_records=True,
        moves_records=True,
    ),
    "export": Command(
        "write an HMIS CSV export",
        "hearth.exchange.export_command:add_arguments",
        "hearth.exchange.export_command:run",
        uses_records=True,
        moves_records=True,
    ),
    "backup": Command(
        "write database and files into one sealed file",
        "hearth.site.backup:add_arguments",
        "hearth.site.backup:run",
    ),
    "restore": Command(
        "read a backup into an empty instance, or check that it could be",
        "hearth.site.restore:add_arguments",
        "hearth.site.restore:run",
    ),
    "keys": Command(
        "change the keys that secrets are encrypted with",
        "hearth.site.keys:add_arguments",
        "hearth.site.keys:run",
        uses_records=True,
    ),
    "local-rules": Command(
        "show or keep what a CoC asks beyond HUD",
        "hearth.site.local_rules:add_arguments",
        "hearth.site.local_rules:run",
        uses_records=True,
    ),
    "log": Command(
        "verify the log of readings, changes and logins, and keep its seals",
        "hearth.site.log_command:add_arguments",
        "hearth.site.log_command:run",
        uses_records=True,
    ),
    "quality": Command(
        "check the data quality of CSV exports",
        "hearth.quality.command:add_arguments",
        "hearth.quality.command:run",
    ),
    "report": Command(
        "run a report, on the live database or over CSV exports",
        "hearth.library.command:add_arguments",
        "hearth.library.command:run",
        uses_records=True,
    ),
    "manage": Command(
        "run one of Django's own commands (makemigrations, changepassword ...)",
        "hearth.site.deployment:add_manage_arguments",
        "hearth.site.deployment:run_manage",
        uses_records=True,
    ),
}
REPORT_FROM_CSV = Command(
    COMMANDS["report"].help, "hearth.reports.command:add_arguments", "hearth.reports.command:run"
)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = next((argument for argument in given if not argument.startswith("-")), "")
    command = _command(name, given)
    # What a command loads lives as long as it does: looking through it for what could go finds nothing.
    gc.disable()
    try:
        return _run(command, name, given)
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        return _say(problem)


def _run(command: Command | None, name: str, given: Sequence[str]) -> int:
    if command is None:
        _parsed(command, name, given)  # ends by itself: help, or the line that says what is wrong
        return UNUSABLE
    if not command.uses_records:
        args = _parsed(command, name, given)
        _all_is_loaded()
        return int(_function(command.run)(args))
    from hearth.site.start import RECORDS_ALONE, SETTINGS, records_ready, set_up_django

    set_up_django(RECORDS_ALONE if command.moves_records else SETTINGS)
    # Arguments first: a mistyped date should not have to wait for a database.
    args = _parsed(command, name, given)
    from hearth.records.place import working_at

    _all_is_loaded()
    with records_ready(), working_at(f"command:{name}"):
        return int(_function(command.run)(args))


def _all_is_loaded() -> None:
    gc.freeze()
    gc.enable()


def _command(name: str, given: Sequence[str]) -> Command | None:
    if name == "report" and any(argument.split("=")[0] == "--from-csv" for argument in given):
        return REPORT_FROM_CSV
    return COMMANDS.get(name)


def _parsed(command: Command | None, name: str, given: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="hearth", description="An open Homeless Management Information System.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for each, known in COMMANDS.items():
        one = commands.add_parser(each, help=known.help, description=known.help.capitalize() + ".")
        if each == name and command is not None:
            _function(command.add_arguments)(one)
    return parser.parse_args(given)


def _function(place: str):  # type: ignore[no-untyped-def]
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)


def _say(problem: Exception) -> int:
    """Tell a failure: in one line when it is known, else where it happened, without the values in it."""
    from hearth.site.environment import BadSetting
    from hearth.site.logs import PlainFormatter
    from hearth.site.postgres import PostgresUnavailable

    if isinstance(problem, BadSetting):
        print(problem, file=sys.stderr)
        return UNUSABLE
    if isinstance(problem, PostgresUnavailable):
        print(problem, file=sys.stderr)
        return FAULT
    formatter = PlainFormatter(with_messages=bool(os.environ.get("HEARTH_DEBUG")))
    print(formatter.formatException((type(problem), problem, problem.__traceback__)), file=sys.stderr)
    print("Hearth failed; the lines above say where. HEARTH_DEBUG=1 shows values too.", file=sys.stderr)
    return FAULT


if __name__ == "__main__":
    sys.exit(main())
