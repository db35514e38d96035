from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from dancu.population.models import WordsWithYear


class Migration(migrations.Migration):
    """Find people by the words of their names together with the year of birth."""

    dependencies = [("population", "0014_persons_by_name_and_year")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="persons_by_words_of_name"),
        migrations.AddIndex(
            model_name="person", index=GinIndex(WordsWithYear(), name="persons_by_words_and_year")
        ),
    ]
