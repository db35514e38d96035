# Workbooks of what officers searched for, kept for a day.

import dancu.platform.refs
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0023_awaiting_opinions'),
        ('offices', '0002_administration'),
    ]

    operations = [
        migrations.CreateModel(
            name='DossierExport',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('scope', models.CharField(max_length=16)),
                ('subsystems', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None)),
                ('reason', models.CharField(max_length=200)),
                ('filters', models.JSONField()),
                ('headings', models.JSONField()),
                ('language', models.CharField(max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('rows', models.PositiveIntegerField(default=0)),
                ('whole', models.BooleanField(default=True)),
                ('content', models.BinaryField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('officer', dancu.platform.refs.Ref(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer')),
            ],
            options={
                'indexes': [models.Index(fields=['expires_at'], name='exports_to_be_swept')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('content', None), ('finished_at', None)), models.Q(('content__isnull', False), ('finished_at__isnull', False)), _connector='OR'), name='a_finished_export_has_its_workbook'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_export_has_a_reason')],
            },
        ),
    ]
