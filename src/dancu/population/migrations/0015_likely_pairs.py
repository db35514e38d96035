
import dancu.platform.refs
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0006_list_filters'),
        ('population', '0024_adoption_and_guardians_by_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='LikelyPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.FloatField()),
                ('found_at', models.DateTimeField()),
                ('state', models.CharField(default='waiting', max_length=8)),
                ('before', models.CharField(blank=True, db_default='', default='', max_length=8)),
                ('proposal', models.CharField(blank=True, default='', max_length=8)),
                ('reason', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer')),
                ('one', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='population.person')),
                ('other', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='population.person')),
                ('proposed_by', dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer')),
                ('survivor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='population.person')),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-weight', 'id'], name='pairs_by_state')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='two_records_are_one_pair'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='the_lesser_id_comes_first'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'proposed', 'apart', 'merged'])), name='state_of_a_pair_is_known'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='who_proposes_does_not_decide')],
            },
        ),
    ]
