"""The command line: one clear line for a mistake, and exit statuses that scripts can rely on."""

import pytest

from hearth.site import cli, supervise
from hearth.site.postgres import PostgresUnavailable


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["demo", "--port", "eighty"],
        ["demo", "--port", "0"],
        ["import"],
        ["report", "apr", "--from-csv", "x.zip", "--start", "yesterday", "--end", "2025-09-30", "--out", "o"],
    ],
)
def test_bad_arguments_end_with_2_and_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ending:
        cli.main(arguments)
    assert ending.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("hearth")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        cli.main([name, "--help"])
    assert ending.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: hearth {name}")


def test_a_taken_port_is_said_in_one_line_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supervise, "free_port", lambda _host, _port: False)
    monkeypatch.setattr("hearth.site.processes.records_ready", None)
    assert cli.main(["serve", "--port", "8123"]) == 2
    assert capsys.readouterr().err.startswith("Port 8123 on 127.0.0.1 is taken")


def test_our_own_fault_ends_with_1_and_shows_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_args: object) -> int:
        raise RuntimeError("Key (ssn)=(123-45-6789) already exists")

    monkeypatch.setattr("hearth.site.processes.run_worker", fail)
    monkeypatch.delenv("HEARTH_DEBUG", raising=False)
    assert cli.main(["worker"]) == 1
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert "123-45-6789" not in told


def test_a_missing_database_ends_with_1_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_args: object) -> int:
        raise PostgresUnavailable("No PostgreSQL here.")

    monkeypatch.setattr("hearth.site.processes.run_worker", fail)
    assert cli.main(["worker"]) == 1
    assert capsys.readouterr().err == "No PostgreSQL here.\n"
