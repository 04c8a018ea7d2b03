from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0011_import_ownership")]

    operations = []
