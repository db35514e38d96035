from django.db import migrations


class Migration(migrations.Migration):
    """Drop the index of single words of names: each of them is borne by millions."""

    dependencies = [("population", "0014_persons_by_name_and_year")]

    operations = [migrations.RemoveIndex(model_name="person", name="persons_by_words_of_name")]
