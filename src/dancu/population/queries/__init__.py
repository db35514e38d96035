"""Read the register of persons; each read names its reader, purpose and instant and is audited."""

from dancu.population.queries.as_of import person_as_of
from dancu.population.queries.kin import find_kinship, list_kin, wards_among
from dancu.population.queries.records import (
    NoSuchPerson,
    find_entered_by,
    find_people,
    find_person,
    get_person,
    is_empty,
    list_numbers_of,
    list_people,
    list_people_and_wards,
)
from dancu.population.queries.search import SEARCH_LIMIT, list_likely, search_people

__all__ = [
    "SEARCH_LIMIT",
    "NoSuchPerson",
    "find_entered_by",
    "find_kinship",
    "find_people",
    "find_person",
    "get_person",
    "is_empty",
    "list_kin",
    "list_likely",
    "list_numbers_of",
    "list_people",
    "list_people_and_wards",
    "person_as_of",
    "search_people",
    "wards_among",
]
