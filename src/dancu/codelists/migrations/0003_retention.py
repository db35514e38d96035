# A list of periods: how many years dossiers are kept.

import dancu.codelists.domain.lists
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('codelists', '0002_legal_provisions'),
        ('offices', '0004_agencies_merge'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='codeversion',
            name='code_list_is_known',
        ),
        migrations.AddField(
            model_name='codeversion',
            name='years',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.CheckConstraint(condition=models.Q(('codelist__in', ['special_categories', 'days_off', 'days_worked', 'legal_provisions', 'retention'])), name='code_list_is_known'),
        ),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('codelist', dancu.codelists.domain.lists.CodeList['RETENTION']), ('ended', False), ('years__gt', 0), ('years__isnull', False)), models.Q(('years', None), models.Q(models.Q(('codelist', dancu.codelists.domain.lists.CodeList['RETENTION']), _negated=True), ('ended', True), _connector='OR')), _connector='OR'), name='a_period_has_its_years'),
        ),
    ]
