# What few dossiers have is looked up in one index, fortnight by fortnight: `casework.models.indexes` says how.

import django.contrib.postgres.indexes
from django.db import migrations, models

import dancu.casework.models.indexes

FUNCTIONS = """
CREATE FUNCTION casework_fortnight(filed timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ((filed AT TIME ZONE 'UTC')::date - date '1970-01-01') / 14;

-- Nothing of it but a name holds spaces, and no name holds the mark.
CREATE FUNCTION casework_terms(filed timestamptz, name text, province text, procedure text, which text, state text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(string_to_array(replace(
    '~' || regexp_replace(name, '[ -/:-@[-`{-~]+', ' ~', 'g')
    || ' ~@' || province || ' ~#' || procedure || ' ~/' || which || ' ~=' || state,
    '~', casework_fortnight(filed)::text
), ' '));
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0030_promised_at_reception'),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, "DROP FUNCTION casework_terms; DROP FUNCTION casework_fortnight"),
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossiers_by_words_of_name',
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=django.contrib.postgres.indexes.GinIndex(dancu.casework.models.indexes.Terms('submitted_at', 'subject_key', 'province', 'procedure_code', 'case', 'state'), name='dossiers_by_terms'),
        ),
        # Of a code that is compared byte by byte, the index of the constraint answers for its beginnings too.
        migrations.AlterField(
            model_name='dossier',
            name='code',
            field=models.CharField(db_collation='C', max_length=40),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('code',), name='one_dossier_a_code'),
        ),
    ]
