"""A report that has been run: its cells, the people behind each, its files."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import duckdb

from hearth.reports.cells import Value
from hearth.reports.members import Member, base_members, members
from hearth.reports.sheet import Sheet
from hearth.reports.stored import save_universe
from hearth.reports.table import Table


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a report was asked for."""

    report: str
    spec: str
    start: date
    end: date
    project_ids: tuple[str, ...]
    coc: str | None

    def as_data(self) -> dict[str, Any]:
        """Give the parameters as plain data."""
        return {
            "report": self.report,
            "spec": self.spec,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "project_ids": list(self.project_ids),
            "coc": self.coc,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One table of a run: the question, the value of each cell by its address, the file's content."""

    table: Table
    values: dict[str, Value]
    sheet: Sheet


class Report:
    """A run of a report. It holds the universe until it is closed."""

    def __init__(
        self, parameters: Parameters, answers: Iterable[Answer], universe: duckdb.DuckDBPyConnection
    ) -> None:
        self.parameters = parameters
        self.answers = {answer.table.code: answer for answer in answers}
        self._universe = universe

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the universe; the answers stay."""
        self._universe.close()

    def value(self, code: str, address: str) -> Value:
        """Give the value of a cell by table and address. Raises KeyError where there is none."""
        return self.answers[code].values[address]

    def members(self, code: str, row: str, column: str) -> list[Member]:
        """Give the people of a cell by the labels of its row and column. KeyError: no such cell."""
        return members(self._universe, self.answers[code].table, row, column)

    def base_members(self, code: str, row: str, column: str) -> list[Member] | None:
        """Give the people among whom a rate is counted, None where the cell is no rate."""
        return base_members(self._universe, self.answers[code].table, row, column)

    def save_universe(self, path: Path) -> None:
        """Write the universe, without names, so that `stored.open_cell` opens any cell of it later."""
        save_universe(self._universe, (answer.table for answer in self.answers.values()), path)

    def cells_as_data(self) -> dict[str, Any]:
        """Give the run as plain data: its parameters, and each cell with its value and its meaning."""
        return {
            **self.parameters.as_data(),
            "tables": [_answer_data(answer) for answer in self.answers.values()],
        }

    def write(self, out: Path) -> None:
        """Write HUD's file for each table (`Q5a.csv`) and `cells.json` into a folder, making it if needed."""
        out.mkdir(parents=True, exist_ok=True)
        for code, answer in self.answers.items():
            answer.sheet.write(out / f"{code}.csv")
        content = json.dumps(self.cells_as_data(), indent=1, ensure_ascii=False)
        (out / "cells.json").write_text(content, encoding="utf-8")


def _answer_data(answer: Answer) -> dict[str, Any]:
    table = answer.table
    return {
        "code": table.code,
        "title": table.title,
        "source": table.source,
        "header": answer.sheet.header,
        "lines": answer.sheet.lines,
        "cells": [
            {
                "address": place.address,
                "row": place.row,
                "column": place.column,
                "value": answer.values[place.address],
                "grey": place.address in table.grey,
                "rate": table.base_conditions(place.row, place.column) is not None,
                "definition": table.definition(place.row, place.column),
            }
            for place in table.places()
        ],
    }
