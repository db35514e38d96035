from django.db import migrations, models

WORDS_ARE_KEPT = """
INSERT INTO population_nameword
SELECT DISTINCT word FROM (SELECT DISTINCT search_key FROM population_person) AS name, string_to_table(search_key, ' ') AS word;
CREATE FUNCTION population_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO population_nameword
    SELECT DISTINCT word FROM entered, string_to_table(search_key, ' ') AS word ORDER BY word ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION population_keep_words_of_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO population_nameword
    SELECT DISTINCT word FROM string_to_table(NEW.search_key, ' ') AS word ORDER BY word ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER words_of_who_enters_are_kept AFTER INSERT ON population_person
    REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION population_keep_words();
CREATE TRIGGER words_of_a_new_name_are_kept AFTER UPDATE OF search_key ON population_person
    FOR EACH ROW WHEN (OLD.search_key <> NEW.search_key) EXECUTE FUNCTION population_keep_words_of_one();
"""
NO_LONGER = """
DROP TRIGGER words_of_a_new_name_are_kept ON population_person;
DROP TRIGGER words_of_who_enters_are_kept ON population_person;
DROP FUNCTION population_keep_words_of_one();
DROP FUNCTION population_keep_words();
"""


class Migration(migrations.Migration):
    """Keep the words that names are made of: what a slip of the keyboard is compared with."""

    dependencies = [("population", "0010_no_index_of_words")]

    operations = [
        migrations.CreateModel(
            name="NameWord",
            fields=[
                ("word", models.CharField(db_collation="C", max_length=200, primary_key=True, serialize=False)),
            ],
        ),
        migrations.RunSQL(WORDS_ARE_KEPT, NO_LONGER),
    ]
