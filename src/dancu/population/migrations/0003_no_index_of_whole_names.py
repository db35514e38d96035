from django.db import migrations


class Migration(migrations.Migration):
    """Drop an index that no query asks: people are searched by the words of their names."""

    dependencies = [("population", "0002_no_second_index_of_numbers")]

    operations = [migrations.RemoveIndex(model_name="person", name="persons_by_name_and_year")]
