"""The stored columns follow from the standard."""

from django.apps import apps

from hearth.hud.standard import snake_case, standard
from hearth.records.generate_fields import FOLDER, model_name, relation_name, source_text, stored_columns


def test_the_checked_in_fields_are_what_the_standard_generates() -> None:
    for file in standard().files.values():
        checked_in = (FOLDER / f"{snake_case(file.name)}.py").read_text("utf-8")
        assert checked_in == source_text(file), f"run python -m hearth.records.generate_fields ({file.name})"


def test_every_file_of_the_standard_has_a_model_with_its_columns() -> None:
    for file in standard().files.values():
        model = apps.get_model("records", model_name(file.name))
        assert model.hud_file == file.name
        stored = {field.name for field in model._meta.get_fields()}
        for column in stored_columns(file):
            name = relation_name(column) if column.references else column.database_name
            assert name in stored, f"{file.name}.{column.name} is not stored"


def test_every_record_has_huds_metadata_columns() -> None:
    for file in standard().files.values():
        if file.name in ("Export", "User"):
            continue
        model = apps.get_model("records", model_name(file.name))
        stored = {field.name for field in model._meta.get_fields()}
        assert {
            "date_created",
            "date_updated",
            "user",
            "date_deleted",
            "source",
            "hud_id",
            "change",
        } <= stored
