from django.db import migrations


class Migration(migrations.Migration):
    """Drop the index that Django adds for `LIKE`: in collation C the key itself serves it."""

    dependencies = [("population", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "drop index population_issuedpin_number_494d564c_like",
            "create index population_issuedpin_number_494d564c_like "
            "on population_issuedpin (number varchar_pattern_ops)",
        )
    ]
