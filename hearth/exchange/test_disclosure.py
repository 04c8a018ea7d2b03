"""Every bulk export is logged: for whom, what for, and the clients in it."""

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from hearth.dataset import UnusableInput
from hearth.exchange import load
from hearth.exchange.disclosure import Recipient
from hearth.exchange.export import write_export
from hearth.exchange.selection import Selection
from hearth.records.models import DisclosedClient, Disclosure
from tests.hand_made import export_zip, household_of_two, read_zip

pytestmark = pytest.mark.django_db(transaction=True)

TO = Recipient(" Example State ", "Yearly report", preset="state")


@pytest.fixture(autouse=True)
def _imported(tmp_path: Path) -> None:
    path = export_zip(tmp_path / "Vendor.zip", household_of_two())
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)


def test_an_export_is_logged_with_recipient_purpose_and_the_clients_in_it(tmp_path: Path) -> None:
    period = Selection(start=date(2026, 3, 1), end=date(2026, 3, 31))
    written = write_export(tmp_path / "out.zip", period, to=TO, is_hashed=True)

    [logged] = Disclosure.objects.all()
    assert written.disclosure == logged
    assert (logged.recipient, logged.purpose, logged.preset) == ("Example State", "Yearly report", "state")
    assert (logged.is_hashed, logged.account) == (True, None)
    assert logged.operator
    row = read_zip(tmp_path / "out.zip")["Export"][0]
    assert logged.export == {name: value for name, value in row.items() if value}
    clients = DisclosedClient.objects.filter(disclosure=logged)
    with connection.cursor() as cursor:
        cursor.execute(
            "select hud_id from records_client where id = any(%s)", [[c.client_id for c in clients]]
        )
        assert sorted(key for (key,) in cursor.fetchall()) == ["1", "2"]
    assert [client["PersonalID"] for client in read_zip(tmp_path / "out.zip")["Client"]] == ["1", "2"]


def test_what_is_not_sent_is_not_logged_and_what_is_not_logged_is_not_sent(tmp_path: Path) -> None:
    def refuse(written: Path) -> None:
        assert Disclosure.objects.exists()
        raise UnusableInput("The receiver would not take it.")

    with pytest.raises(UnusableInput):
        write_export(tmp_path / "out.zip", Selection(), to=TO, check=refuse)
    assert not Disclosure.objects.exists()

    with connection.cursor() as cursor:
        cursor.execute("alter table records_disclosedclient rename to elsewhere")
    try:
        with pytest.raises(DatabaseError):
            write_export(tmp_path / "out.zip", Selection(), to=TO)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("alter table elsewhere rename to records_disclosedclient")
    assert [path.name for path in tmp_path.iterdir()] == ["Vendor.zip"]
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(("name", "purpose"), [("", "Report"), ("State", "  ")])
def test_an_export_without_recipient_or_purpose_is_refused(name: str, purpose: str) -> None:
    with pytest.raises(UnusableInput, match="who receives the export, and what for"):
        Recipient(name, purpose)
