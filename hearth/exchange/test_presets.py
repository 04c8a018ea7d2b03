"""Exports for known receivers: what is in them, what they refuse to be, and the check before they go."""

import argparse
from pathlib import Path
from typing import Any

import pytest

from hearth.dataset import UnusableInput
from hearth.exchange import export_command, load
from hearth.exchange.order import Order
from hearth.exchange.presets import presets
from hearth.quality import catalogue
from hearth.records.models import Disclosure, ExportRun
from tests.clean_export import clean_export
from tests.hand_made import Rows, export_zip, read_zip

SSVF, RHY_STREET = 33, 25


def named_export() -> Rows:
    """Give an export without faults whose people have names and numbers in the clear."""
    rows = clean_export()
    for client in rows["Client"]:
        client |= {"FirstName": "Ana", "LastName": "Harborview", "SSN": "123456789"}
    return rows


def imported(tmp_path: Path, rows: Rows) -> None:
    path = export_zip(tmp_path / "Vendor.zip", rows)
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)
    path.unlink()


def export(tmp_path: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    export_command.add_arguments(parser)
    return export_command.run(parser.parse_args(["--out", str(tmp_path / "out.zip"), *words]))


def test_each_preset_says_who_gets_it_and_why_unless_the_person_must() -> None:
    assert list(presets()) == ["va", "rhy", "eva", "state"]
    for preset in presets().values():
        assert preset.title and preset.description
        assert bool(preset.recipient) is bool(preset.purpose) is not preset.asks_funders


def test_each_check_that_stops_a_preset_exists() -> None:
    named = {name for preset in presets().values() for name in preset.stops}
    assert named
    assert named <= set(catalogue())


@pytest.mark.parametrize(
    ("code", "asked", "says"),
    [
        ("va", {}, "goes by month: name it"),
        ("va", {"month": "2026-13"}, "not a month of the form YYYY-MM"),
        ("va", {"month": "2026-09", "is_hashed": True}, "takes unhashed exports only"),
        ("rhy", {"is_hashed": False}, "takes hashed exports only"),
        ("rhy", {"funders": [1]}, "are fixed"),
        ("eva", {"month": "2026-09"}, "does not go by month"),
        ("state", {}, "Name the funders"),
    ],
)
def test_what_the_receiver_does_not_take_is_refused(code: str, asked: dict[str, Any], says: str) -> None:
    with pytest.raises(UnusableInput, match=says):
        Order.of_preset(code, **asked)


def test_an_order_is_read_back_as_it_was_written() -> None:
    order = Order.of_preset("va", month="2026-02", cocs=["xx-501"])
    assert Order.from_json(order.as_json()) == order
    assert (str(order.selection.start), str(order.selection.end)) == ("2026-02-01", "2026-02-28")


@pytest.mark.django_db(transaction=True)
def test_the_va_gets_the_ssvf_programs_of_a_month_in_the_clear(tmp_path: Path) -> None:
    imported(tmp_path, named_export())

    assert export(tmp_path, "--preset", "va", "--month", "2026-09") == 0

    went = read_zip(tmp_path / "out.zip")
    assert {row["ProjectID"] for row in went["Project"]} == {"P12", "P13"}
    assert {(row["LastName"], row["SSN"]) for row in went["Client"]} == {("Harborview", "123456789")}
    about = went["Export"][0]
    assert (about["ExportStartDate"], about["ExportEndDate"]) == ("2026-09-01", "2026-09-30")
    assert (about["HashStatus"], about["ExportPeriodType"], about["ExportDirective"]) == ("1", "3", "2")
    logged = Disclosure.objects.get()
    assert (logged.recipient, logged.preset) == ("VA HMIS Repository", "va")


@pytest.mark.django_db(transaction=True)
def test_what_the_receiver_would_refuse_stops_the_export_until_somebody_accepts_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = named_export()
    veteran = next(row for row in rows["Client"] if row["PersonalID"] == "C13")
    veteran |= {"DOB": None, "DOBDataQuality": 99}
    imported(tmp_path, rows)

    assert export(tmp_path, "--preset", "va", "--month", "2026-09") == 2

    said = capsys.readouterr()
    assert "STOPS   error" in said.out
    assert "A client's birth date is given. (Client C13)" in said.out
    assert "say --accept" in said.err
    assert not list(tmp_path.iterdir())
    assert not Disclosure.objects.exists()
    assert ExportRun.objects.get().findings[0]["check"] == "client/birth_date_is_given"

    assert export(tmp_path, "--preset", "va", "--month", "2026-09", "--accept") == 0

    assert "A client's birth date is given." in capsys.readouterr().out
    assert (tmp_path / "out.zip").exists()


@pytest.mark.django_db(transaction=True)
def test_youth_programs_go_out_hashed_and_a_grant_that_ended_before_takes_nobody_along(
    tmp_path: Path,
) -> None:
    rows = named_export()
    for funder in rows["Funder"]:
        if funder["ProjectID"] == "P4":
            funder["Funder"] = RHY_STREET
        if funder["ProjectID"] == "P2":
            funder |= {"Funder": RHY_STREET, "StartDate": "2020-01-01", "EndDate": "2021-01-01"}
    imported(tmp_path, rows)

    words = ("--preset", "rhy", "--start", "2026-07-01", "--end", "2026-09-30", "--accept")
    assert export(tmp_path, *words) == 0

    went = read_zip(tmp_path / "out.zip")
    assert [row["ProjectID"] for row in went["Project"]] == ["P4"]
    assert went["Export"][0]["HashStatus"] == "4"
    assert len(went["Client"][0]["LastName"]) == 64
    assert Disclosure.objects.get().is_hashed
