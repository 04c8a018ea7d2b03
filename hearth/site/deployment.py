"""`hearth check` and `hearth manage`: what an operator asks of an installation."""

import argparse
import stat
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth check`."""


def run(_args: argparse.Namespace) -> int:
    """Check settings, database and the files that hold secrets: 0 when all is well, 1 with a line per finding."""
    from django.core import checks

    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    lines = [f"{message.id}: {message.msg}" for message in found if not message.is_silenced()]
    lines += _open_key_files() + _old_server()
    for line in lines:
        print(line, file=sys.stderr)
    if not lines:
        print("All is well.")
    return 1 if lines else 0


def _open_key_files() -> list[str]:
    from hearth.site.environment import data_folder

    mine_only = stat.S_IRWXG | stat.S_IRWXO
    keys = (data_folder() / "keys").glob("*")
    return [
        f"{path} can be read by others: chmod 600 {path}" for path in keys if path.stat().st_mode & mine_only
    ]


def _old_server() -> list[str]:
    from django.db import connection

    from hearth.site.postgres import OLDEST_MAJOR

    major = connection.get_database_version()[0]
    return (
        []
        if major >= OLDEST_MAJOR
        else [f"The database is PostgreSQL {major}; Hearth needs {OLDEST_MAJOR} or later."]
    )


def add_manage_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth manage`."""
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="...", help="Django's command and its arguments"
    )


def run_manage(args: argparse.Namespace) -> int:
    """Run one of Django's commands with the database running."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hearth manage", *args.arguments])
    return 0
