import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0020_accounts")]

    operations = [
        migrations.AddField(
            model_name="agencyrole",
            name="coc",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.coc"
            ),
        ),
    ]
