from django.db import migrations


class Migration(migrations.Migration):
    """Drop an index that no query asks: households are found by number or head."""

    dependencies = [("residence", "0002_departures")]

    operations = [migrations.RemoveIndex(model_name="household", name="households_of_a_unit")]
