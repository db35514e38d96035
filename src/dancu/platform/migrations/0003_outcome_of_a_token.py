from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_jobs_that_share_a_lock")]

    operations = [
        migrations.AddField(
            model_name="spenttoken", name="outcome", field=models.CharField(db_default="", max_length=8)
        )
    ]
