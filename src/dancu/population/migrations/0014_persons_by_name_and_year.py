from django.db import migrations, models


class Migration(migrations.Migration):
    """Find who has a name, however written, and a year of birth: whoever enters somebody looks there first."""

    dependencies = [("population", "0006_persons_entered_by_a_dossier")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["search_key", "birth_year"], name="persons_by_name_and_year"),
        ),
    ]
