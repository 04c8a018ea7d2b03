"""Reading an export: types, lines, encodings, several inputs, what cannot be read."""

import json
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from hearth.dataset import Dataset, UnusableInput, open_dataset
from hearth.dataset.conftest import Export, csv_text
from hearth.hud.standard import standard


def refusal(*paths: Path) -> str:
    with pytest.raises(UnusableInput) as refused:
        open_dataset(paths)
    message = str(refused.value)
    assert "\n" not in message
    return message


def clients(*rows: dict[str, str]) -> str:
    return csv_text("Client", *rows)


def test_every_hud_file_is_a_typed_table_in_huds_spelling() -> None:
    with Dataset.empty() as dataset:
        for file in standard().files.values():
            found = dataset.connection.execute(f'describe "{file.name}"').fetchall()
            names = [row[0] for row in found]
            assert names == [*(column.name for column in file.columns), "_input", "_line", "_id", "_misfits"]
        types = {row[0]: row[1] for row in dataset.connection.execute("describe IncomeBenefits").fetchall()}
    assert types["EarnedAmount"] == "DECIMAL(14,2)"
    assert (types["Earned"], types["InformationDate"], types["DateCreated"]) == (
        "INTEGER",
        "DATE",
        "TIMESTAMP",
    )


def test_values_are_typed_and_blank_is_null(export: Export) -> None:
    income = csv_text(
        "IncomeBenefits",
        {
            "IncomeBenefitsID": " I ",
            "EnrollmentID": "E",
            "InformationDate": "2023-01-01",
            "EarnedAmount": "12.5",
            "Earned": "1",
            "SSI": " ",
            "DateCreated": "2023-03-12 02:30:00",
        },
    )
    query = """
    select IncomeBenefitsID, InformationDate, EarnedAmount, Earned, SSI, DateCreated, _line, _input
    from IncomeBenefits
    """
    with open_dataset([export(IncomeBenefits=income)]) as dataset:
        assert dataset.connection.execute(query).fetchall() == [
            ("I", date(2023, 1, 1), Decimal("12.50"), 1, None, datetime(2023, 3, 12, 2, 30), 2, 0)
        ]


def test_a_file_that_is_absent_or_has_a_header_only_is_an_empty_table(export: Export) -> None:
    with open_dataset([export(Services=csv_text("Services"))]) as dataset:
        assert dataset.connection.execute("select count(*) from Services").fetchone() == (0,)
        assert dataset.connection.execute("select count(*) from Event").fetchone() == (0,)


def test_lines_are_those_of_a_text_editor_also_after_line_breaks_in_quotes(export: Export) -> None:
    text = clients(
        {"PersonalID": "A"}, {"PersonalID": "B", "AdditionalRaceEthnicity": "two\nlines"}, {"PersonalID": "C"}
    )
    for name, content in (("unix", text), ("windows", text.replace("\n", "\r\n")), ("blank", text + "\n\n")):
        with open_dataset([export(name, Client=content)]) as dataset:
            found = dataset.connection.execute("select PersonalID, _line from Client order by 2").fetchall()
            assert found == [("A", 2), ("B", 3), ("C", 5)]
            kept = dataset.connection.execute(
                "select AdditionalRaceEthnicity from Client where PersonalID = 'B'"
            )
            assert kept.fetchone() == ("two\nlines",)


def test_a_byte_order_mark_and_another_case_of_the_header_are_tolerated(export: Export) -> None:
    text = clients({"PersonalID": "A", "DOB": "1980-01-01"}).replace("PersonalID", "PERSONALID")
    with open_dataset([export(Client=b"\xef\xbb\xbf" + text.encode())]) as dataset:
        assert dataset.connection.execute("select PersonalID, DOB from Client").fetchall() == [
            ("A", date(1980, 1, 1))
        ]


def test_columns_may_come_in_another_order(export: Export) -> None:
    names = [column.name for column in standard().files["Organization"].columns][::-1]
    values = [{"OrganizationID": "O", "OrganizationName": "Haven"}.get(name, "") for name in names]
    text = f"{','.join(names)}\n{','.join(values)}\n"
    with open_dataset([export(Organization=text)]) as dataset:
        assert dataset.connection.execute("select OrganizationName from Organization").fetchone() == (
            "Haven",
        )


def test_text_in_windows_1252_is_read(export: Export) -> None:
    text = clients({"PersonalID": "A", "LastName": "Muñoz"})
    with open_dataset([export(Client=text.encode("cp1252"))]) as dataset:
        assert dataset.connection.execute("select LastName from Client").fetchone() == ("Muñoz",)


def test_a_wrong_header_names_what_is_missing_and_what_is_not_known(export: Export) -> None:
    text = clients().replace("PersonalID", "ClientID").replace("SSNDataQuality", "DOB")
    message = refusal(export(Client=text))
    assert message == (
        "Client.csv has a wrong header: missing PersonalID, SSNDataQuality; unexpected 'ClientID'; twice DOB."
    )


def test_an_empty_file_has_a_wrong_header(export: Export) -> None:
    assert refusal(export(Client="")) == "Client.csv has a wrong header: missing 38 columns."


def with_surplus(text: str, line: int) -> str:
    lines = text.splitlines()
    lines[line - 1] += ",surplus"
    return "\n".join(lines)


def test_a_row_with_a_column_too_many_is_named_by_its_line(export: Export) -> None:
    text = with_surplus(clients({"PersonalID": "A"}, {"PersonalID": "B"}), line=3)
    assert refusal(export(Client=text)) == "export: Client.csv line 3: has 39 columns, the header 38."


def test_rows_that_have_no_place_are_kept_aside_with_their_lines_and_values(export: Export) -> None:
    text = with_surplus(clients({"PersonalID": "A"}, {"PersonalID": "B"}, {"LastName": "Example"}), line=3)
    with open_dataset([export(Client=text)], refuse_misfits=False) as dataset:
        assert [(finding.line, finding.kind) for finding in dataset.findings] == [(3, "width"), (4, "key")]
        assert all(finding.loses_row for finding in dataset.findings)
        kept = dataset.connection.execute(
            "select file, _line, kind, problem, content from left_out"
        ).fetchall()
        assert dataset.connection.execute("select PersonalID from Client").fetchall() == [("A",)]
    (wide, keyless) = sorted(kept, key=lambda row: row[1])
    assert wide[:4] == ("Client", 3, "width", "has 39 columns, the header 38")
    assert json.loads(wide[4])[0] == "B"
    assert keyless[:4] == ("Client", 4, "key", "PersonalID is empty, so the row has no key")
    assert json.loads(keyless[4])["LastName"] == "Example"


def test_a_column_that_hud_does_not_have_is_told_and_left_out(export: Export) -> None:
    header, *rows = clients({"PersonalID": "A", "DOB": "1980-01-01"}).splitlines()
    text = "\n".join([f"{header},ShoeSize", *(f"{row},42" for row in rows)])
    with open_dataset([export(Client=text)]) as dataset:
        assert [str(finding) for finding in dataset.findings] == [
            "Client.csv line 1: ShoeSize is no column of HUD's; its values were left out"
        ]
        assert dataset.connection.execute("select PersonalID, DOB from Client").fetchall() == [
            ("A", date(1980, 1, 1))
        ]


@pytest.mark.parametrize("ends", [("\r\n", "\n"), ("\n", "\r\n"), ("\r", "\r"), ("\n", "\r"), ("\r\n", "\r")])
def test_line_ends_may_be_of_any_kind_and_mixed(export: Export, ends: tuple[str, str]) -> None:
    lines = clients(*({"PersonalID": str(number), "LastName": "Ñandú"} for number in range(5))).splitlines()
    text = "".join(line + ends[number % 2] for number, line in enumerate(lines))
    with open_dataset([export(Client=text)]) as dataset:
        found = dataset.connection.execute("select PersonalID, _line from Client order by 2").fetchall()
    assert found == [(str(number), number + 2) for number in range(5)]


def test_each_line_may_have_its_own_encoding(export: Export) -> None:
    header, *rows = clients(
        {"PersonalID": "A", "LastName": "Muñoz"}, {"PersonalID": "B", "LastName": "Peña"}
    ).splitlines(keepends=True)
    content = header.encode() + rows[0].encode("cp1252") + rows[1].encode()
    with open_dataset([export(Client=content)]) as dataset:
        found = dataset.connection.execute("select LastName from Client order by PersonalID").fetchall()
    assert found == [("Muñoz",), ("Peña",)]


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("VeteranStatus", "1.5", "is not a whole number ('1.5')"),
        ("VeteranStatus", "yes", "is not a whole number ('yes')"),
        (
            "DateDeleted",
            "2023-02-30",
            "is not a date and time of the form YYYY-MM-DD hh:mm:ss ('2023-02-30')",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_file_line_and_column(
    export: Export, column: str, value: str, problem: str
) -> None:
    path = export(Client=clients({"PersonalID": "A"}, {"PersonalID": "B", column: value}))
    assert refusal(path) == f"export: Client.csv line 3: {column} {problem}."


def test_the_value_of_a_personal_column_is_not_shown(export: Export) -> None:
    message = refusal(export(Client=clients({"PersonalID": "A", "DOB": "01/31/1980"})))
    assert message == "export: Client.csv line 2: DOB is not a date of the form YYYY-MM-DD."


def test_misfits_can_be_collected_instead(export: Export) -> None:
    text = clients({"PersonalID": "A", "VeteranStatus": "x"}, {"PersonalID": "", "VeteranStatus": "1"})
    with open_dataset([export(Client=text)], refuse_misfits=False) as dataset:
        assert [str(finding) for finding in dataset.findings] == [
            "Client.csv line 3: PersonalID is empty, so the row has no key",
            "Client.csv line 2: VeteranStatus is not a whole number ('x')",
        ]
        assert dataset.connection.execute("select PersonalID, VeteranStatus from Client").fetchall() == [
            ("A", None)
        ]


def test_a_row_knows_how_many_of_its_values_were_not_understood(export: Export) -> None:
    rows = [
        {"PersonalID": "A", "DOB": "1980-01-01"},
        {"PersonalID": "B", "DOB": "tomorrow", "DOBDataQuality": "x"},
    ]
    with open_dataset([export(Client=clients(*rows))], refuse_misfits=False) as dataset:
        found = dataset.connection.execute("select PersonalID, _misfits from Client order by 1").fetchall()
        assert found == [("A", 0), ("B", 2)]
        assert [(each.line, each.column) for each in dataset.findings] == [(3, "DOB"), (3, "DOBDataQuality")]


def test_a_wrong_housekeeping_date_is_a_finding_and_no_refusal(export: Export) -> None:
    text = clients({"PersonalID": "A", "DateUpdated": "13-05-22"})
    with open_dataset([export(Client=text)]) as dataset:
        assert [(finding.column, finding.line) for finding in dataset.findings] == [("DateUpdated", 2)]


def test_an_export_may_log_several_exports(export: Export) -> None:
    text = csv_text("Export", *({"ExportID": f"X{number}"} for number in range(10)))
    with open_dataset([export(Export=text)]) as dataset:
        assert dataset.connection.execute("select count(*) from Export").fetchone() == (10,)


def test_a_row_in_several_inputs_counts_once_the_one_changed_last(export: Export) -> None:
    first = export(
        "first", Client=clients({"PersonalID": "A", "VeteranStatus": "0", "DateUpdated": "2023-01-01"})
    )
    second = export(
        "second",
        Client=clients(
            {"PersonalID": "A", "VeteranStatus": "1", "DateUpdated": "2023-02-01"}, {"PersonalID": "B"}
        ),
    )
    for paths, number in (([first, second], 1), ([second, first], 0)):
        with open_dataset(paths) as dataset:
            found = dataset.connection.execute(
                "select PersonalID, VeteranStatus, _input from Client order by 1"
            )
            assert found.fetchall() == [("A", 1, number), ("B", None, number)]
            assert dataset.findings == []


def test_a_key_twice_in_one_file_is_a_finding(export: Export) -> None:
    path = export(Client=clients({"PersonalID": "A"}, {"PersonalID": "A"}))
    with open_dataset([path]) as dataset:
        assert [str(finding) for finding in dataset.findings] == [
            "Client.csv line 3: PersonalID is the key of an earlier row too ('A')"
        ]
        assert dataset.connection.execute("select _line from Client").fetchall() == [(2,)]


def test_deleted_rows_are_not_among_the_kept(export: Export) -> None:
    text = clients({"PersonalID": "A", "DateDeleted": "2023-01-01 10:00:00"}, {"PersonalID": "B"})
    with open_dataset([export(Client=text)]) as dataset:
        assert dataset.connection.execute("select PersonalID from kept.Client").fetchall() == [("B",)]
        assert dataset.connection.execute("select count(*) from Client").fetchone() == (2,)


def test_nothing_to_open_is_refused() -> None:
    assert refusal() == "No input was given."


def test_a_folder_whose_name_looks_like_a_pattern_is_read(export: Export) -> None:
    with open_dataset([export("export [1]*")]) as dataset:
        assert dataset.connection.execute("select PersonalID from Client").fetchall() == [("A",)]


def test_nothing_is_left_of_a_closed_data_set(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "private"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with open_dataset([export()]):
        assert list(place.iterdir()) != []
    assert list(place.iterdir()) == []
    with pytest.raises(UnusableInput):
        open_dataset([export("broken", Client="")])
    assert list(place.iterdir()) == []
