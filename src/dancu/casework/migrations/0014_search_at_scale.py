# Lists come in the order of an index, whoever asks: what that is for, says `casework.models.indexes`.

import dancu.platform.refs
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0013_verifications'),
        ('offices', '0002_administration'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='dossier',
            name='open_dossiers_by_due',
        ),
        migrations.AddField(
            model_name='dossier',
            name='province',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('agency_code', 8), output_field=models.CharField(db_collation='C', max_length=8)),
        ),
        migrations.AddField(
            model_name='dossier',
            name='stage',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(state__in=['resubmitted', 'submitted'], then=models.Value('reception')), models.When(state__in=['processing', 'received', 'suspended', 'suspended_in_process'], then=models.Value('processing')), models.When(state__in=['proposed'], then=models.Value('decision')), models.When(state__in=['awaiting_supplement', 'awaiting_supplement_in_process'], then=models.Value('applicant')), models.When(state__in=['decided', 'rejected'], then=models.Value('delivery')), default=models.Value('')), output_field=models.CharField(db_collation='C', max_length=16)),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='agency',
            field=dancu.platform.refs.Ref(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.agency'),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='proposer',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['province', '-submitted_at', '-id'], name='dossiers_of_a_province'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['-submitted_at', '-id'], name='dossiers_by_day'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('stage', ''), _negated=True), fields=['stage', '-submitted_at', '-id'], include=('state', 'subsystem', 'agency_code'), name='open_dossiers'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('stage', ''), _negated=True), fields=['province', 'stage', '-submitted_at', '-id'], include=('state', 'subsystem'), name='open_dossiers_of_a_province'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('stage', ''), _negated=True), fields=['due_at', 'id'], name='open_dossiers_by_due'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['due_at'], name='dossiers_by_due', pages_per_range=32),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('subject_old_number', ''), _negated=True), fields=['subject_old_number'], name='dossiers_by_old_number'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('subject_passport', ''), _negated=True), fields=['subject_passport'], name='dossiers_by_passport'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('subject_key', config='simple'), name='dossiers_by_words_of_name'),
        ),
    ]
