"""Read people out of the register as linkage needs them, without an object a row for the database to keep."""

from collections.abc import Iterator

from django.db import connection, transaction

from dancu.kernel.names import PersonName
from dancu.population.domain.person import RecordStatus
from dancu.population.linkage.traits import Known

_LOT = 20_000
_NAME = "concat_ws(' ', nullif({0}.surname, ''), nullif({0}.middle, ''), {0}.given)"
_PEOPLE = f"""
    select person.id, person.surname, person.middle, person.given, person.birth_year, person.birth_month, person.birth_day,
        person.sex, left(person.pin, 3), person.home_town_unit_id, person.old_id_number,
        coalesce({_NAME.format("father")}, person.father_name), coalesce({_NAME.format("mother")}, person.mother_name)
    from population_person as person
    left join population_person as father on father.id = person.father_id
    left join population_person as mother on mother.id = person.mother_id
    where person.status = %(in_force)s
"""  # noqa: S608


def people() -> Iterator[Known]:
    """Yield everybody whose record is in force."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_PEOPLE, {"in_force": RecordStatus.IN_FORCE.value})
        while rows := cursor.fetchmany(_LOT):
            for (
                identifier,
                surname,
                middle,
                given,
                year,
                month,
                day,
                sex,
                province,
                home,
                old_number,
                father,
                mother,
            ) in rows:
                yield Known(
                    id=identifier,
                    name=PersonName(surname, middle, given),
                    year=year,
                    month=month,
                    day=day,
                    sex=sex,
                    province=province,
                    home_unit=home,
                    old_number=old_number,
                    father=father,
                    mother=mother,
                )
