from typing import Any

from django.db import migrations

from hearth.records.encryption import make_kept_key


def make_kept_keys(apps: Any, _schema_editor: Any) -> None:
    """Made here and not at first need: a key made in a transaction that is rolled back never existed."""
    for purpose in ("seal the log", "accounts"):
        make_kept_key(apps.get_model("records", "DataKey"), purpose)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_first")]

    operations = [migrations.RunPython(make_kept_keys, migrations.RunPython.noop)]
