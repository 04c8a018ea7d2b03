"""The database: migrations are complete, raw SQL stays behind two doors, policy and pages hold together."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.template import engines

from tests.architecture.source import files, is_test, shown

RAW = re.compile(r"\bconnections?(\[[^\]]+\])?\.cursor\(|\bRawSQL\(|\.raw\(|\.extra\(")
DOORS = ("hearth/records/", "hearth/exchange/")
# DuckDB's cursors: no people's database behind them, and no Django to reach one.
NUMBERS = ("hearth/dataset/", "hearth/duplicates/", "hearth/reports/")


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say() -> None:
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told, skip_checks=True)
    except SystemExit:
        pytest.fail(told.getvalue())


def test_all_tables_of_ours_are_in_the_records_app() -> None:
    folders = {
        shown(path.parent.parent) for path in files(".py", "hearth/") if path.parent.name == "migrations"
    }
    assert folders == {"hearth/records"}


def test_raw_sql_reaches_the_database_through_records_and_exchange_only() -> None:
    raw = [
        f"{shown(path)}:{number}"
        for path in files(".py", "hearth/")
        if not shown(path).startswith(DOORS + NUMBERS) and not is_test(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if RAW.search(line)
    ]
    assert not raw


def test_components_are_rendered_and_not_left_as_tags() -> None:
    page = engines["django"].from_string('{% include "ui/components.html" %}').render({})
    assert "<c-" not in page
