from django.db import migrations, models


class Migration(migrations.Migration):
    """Let the list of names tell who stands in it: hundreds bear one name and were born in one year."""

    dependencies = [("population", "0024_adoption_and_guardians_by_name")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="persons_by_name_and_year"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["search_key", "birth_year", "id"], name="persons_by_name_and_year"),
        ),
    ]
