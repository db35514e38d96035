from django.db import migrations


class Migration(migrations.Migration):
    """Let a worker find the next job without reading all that wait: procrastinate has no index on what it looks for."""

    dependencies = [("platform", "0001_initial"), ("procrastinate", "0041_post_retry_failed_job")]

    operations = [
        migrations.RunSQL(
            "create index jobs_that_share_a_lock on procrastinate_jobs (lock) where status in ('todo', 'doing')",
            "drop index jobs_that_share_a_lock",
        )
    ]
