# Dossiers that are over are archived and erased: what was found due, held back, proposed, decided and done.

import dancu.casework.domain.filing
import dancu.casework.domain.retention
import dancu.platform.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0026_counter_agency'),
        ('offices', '0004_agencies_merge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Disposition',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('fate', models.CharField(max_length=8)),
                ('proposed_at', models.DateTimeField()),
                ('proposed', models.PositiveIntegerField()),
                ('agreed', models.BooleanField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DueDossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fate', models.CharField(max_length=8)),
                ('due_on', models.DateField()),
                ('source', models.CharField(blank=True, max_length=300)),
                ('found_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RetentionHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('held_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='dossier',
            name='dossier_has_an_account_or_came_over_a_counter',
        ),
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossiers_of_a_province',
        ),
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossiers_by_day',
        ),
        migrations.AddField(
            model_name='dossier',
            name='archived_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='dossier',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('archived_at', None)), fields=['province', '-submitted_at', '-id'], name='dossiers_of_a_province'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('archived_at', None)), fields=['-submitted_at', '-id'], name='dossiers_by_day'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('archived_at', None), _negated=True), fields=['agency_code', '-submitted_at', '-id'], name='archived_dossiers'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('archived_at', None), ('stage', '')), fields=['closed_at', 'id'], name='dossiers_to_archive'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(models.Q(('archived_at', None), _negated=True), ('erased_at', None)), fields=['closed_at', 'id'], name='dossiers_to_erase'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('account__isnull', False), ('channel__in', [dancu.casework.domain.filing.Channel['COUNTER'], dancu.casework.domain.filing.Channel['OWN_MOTION']]), ('erased_at__isnull', False), _connector='OR'), name='dossier_has_an_account_or_came_over_a_counter'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('archived_at', None), ('stage', ''), _connector='OR'), name='what_is_archived_is_over'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('account', None), ('archived_at__isnull', False), ('concerned_pins', []), ('contact', {}), ('declarer_pin', ''), ('due_reason', ''), ('exemption_proof', ''), ('on_behalf_of', ''), ('subject_name', ''), ('subject_old_number', ''), ('subject_passport', ''), ('subject_pin', '')), _connector='OR'), name='what_is_erased_names_nobody'),
        ),
        migrations.AddField(
            model_name='disposition',
            name='agency',
            field=dancu.platform.refs.Ref(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.agency'),
        ),
        migrations.AddField(
            model_name='disposition',
            name='decided_by',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer'),
        ),
        migrations.AddField(
            model_name='disposition',
            name='proposed_by',
            field=dancu.platform.refs.Ref(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer'),
        ),
        migrations.AddField(
            model_name='duedossier',
            name='disposition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='casework.disposition'),
        ),
        migrations.AddField(
            model_name='duedossier',
            name='dossier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='due', to='casework.dossier'),
        ),
        migrations.AddField(
            model_name='retentionhold',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='casework.dossier'),
        ),
        migrations.AddField(
            model_name='retentionhold',
            name='held_by',
            field=dancu.platform.refs.Ref(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer'),
        ),
        migrations.AddField(
            model_name='retentionhold',
            name='released_by',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer'),
        ),
        migrations.AddIndex(
            model_name='disposition',
            index=models.Index(fields=['agency', '-proposed_at'], name='dispositions_of_an_agency'),
        ),
        migrations.AddIndex(
            model_name='disposition',
            index=models.Index(condition=models.Q(('agreed', True), ('finished_at', None)), fields=['id'], name='dispositions_to_carry_out'),
        ),
        migrations.AddConstraint(
            model_name='disposition',
            constraint=models.CheckConstraint(condition=models.Q(('fate__in', ['archive', 'erase'])), name='fate_of_a_list_is_known'),
        ),
        migrations.AddConstraint(
            model_name='disposition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed', None), ('decided_at', None), ('decided_by', None)), models.Q(('agreed__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_list_is_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='disposition',
            constraint=models.CheckConstraint(condition=models.Q(('agreed', None), models.Q(('fate', dancu.casework.domain.retention.Fate['ERASE']), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='an_erasure_has_two_pairs_of_eyes'),
        ),
        migrations.AddConstraint(
            model_name='disposition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed', False), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='who_declines_a_list_says_why'),
        ),
        migrations.AddConstraint(
            model_name='disposition',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at', None), ('agreed__isnull', False), _connector='OR'), name='a_list_is_decided_before_it_is_finished'),
        ),
        migrations.AddConstraint(
            model_name='duedossier',
            constraint=models.UniqueConstraint(fields=('dossier', 'fate'), name='a_dossier_is_due_once'),
        ),
        migrations.AddConstraint(
            model_name='duedossier',
            constraint=models.CheckConstraint(condition=models.Q(('fate__in', ['archive', 'erase'])), name='fate_of_a_dossier_is_known'),
        ),
        migrations.AddConstraint(
            model_name='duedossier',
            constraint=models.CheckConstraint(condition=models.Q(('done_at', None), ('disposition__isnull', False), _connector='OR'), name='what_is_done_was_decided'),
        ),
        migrations.AddConstraint(
            model_name='retentionhold',
            constraint=models.UniqueConstraint(condition=models.Q(('released_at', None)), fields=('dossier',), name='a_dossier_is_held_back_once'),
        ),
        migrations.AddConstraint(
            model_name='retentionhold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_hold_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='retentionhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None)), models.Q(('released_at__isnull', False), ('released_by__isnull', False)), _connector='OR'), name='a_hold_is_released_by_somebody'),
        ),
    ]
