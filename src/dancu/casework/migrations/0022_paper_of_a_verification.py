import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0021_inspections_and_editing")]

    operations = [
        migrations.AddField(
            model_name="verification",
            name="paper",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="verification", to="casework.paper"
            ),
        ),
    ]
