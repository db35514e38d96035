from django.db import migrations, models

NAMES_FOLLOW = """
UPDATE residence_residenceperiod AS period SET name_key = person.search_key, birth_year = person.birth_year
FROM population_person AS person WHERE person.id = period.person_id;
CREATE FUNCTION residence_name_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT search_key, birth_year INTO NEW.name_key, NEW.birth_year FROM population_person WHERE id = NEW.person_id;
    -- Whoever is not in the register is refused by the key of the column.
    NEW.name_key := coalesce(NEW.name_key, '');
    NEW.birth_year := coalesce(NEW.birth_year, 0);
    RETURN NEW;
END $$;
CREATE FUNCTION residence_rename_periods() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE residence_residenceperiod SET name_key = NEW.search_key, birth_year = NEW.birth_year WHERE person_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER a_period_bears_the_name_of_its_person BEFORE INSERT OR UPDATE OF person_id ON residence_residenceperiod
    FOR EACH ROW EXECUTE FUNCTION residence_name_period();
CREATE TRIGGER periods_follow_the_name_of_their_person AFTER UPDATE OF search_key, birth_year ON population_person
    FOR EACH ROW WHEN ((OLD.search_key, OLD.birth_year) IS DISTINCT FROM (NEW.search_key, NEW.birth_year))
    EXECUTE FUNCTION residence_rename_periods();
"""
NO_LONGER = """
DROP TRIGGER periods_follow_the_name_of_their_person ON population_person;
DROP TRIGGER a_period_bears_the_name_of_its_person ON residence_residenceperiod;
DROP FUNCTION residence_rename_periods();
DROP FUNCTION residence_name_period();
"""


class Migration(migrations.Migration):
    """Find who lives in a unit by name, in one index."""

    dependencies = [
        ("population", "0010_no_index_of_words"),
        ("residence", "0011_notices_written_down"),
    ]

    operations = [
        migrations.AddField(
            model_name="residenceperiod",
            name="name_key",
            field=models.CharField(db_collation="C", db_default="", default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="residenceperiod",
            name="birth_year",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunSQL(NAMES_FOLLOW, NO_LONGER),
        migrations.AddIndex(
            model_name="residenceperiod",
            index=models.Index(fields=["unit", "name_key", "birth_year", "person"], name="people_of_a_unit_by_name"),
        ),
    ]
