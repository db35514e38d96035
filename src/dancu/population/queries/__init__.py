"""Read the register of persons; each read names its reader, purpose and instant and is audited."""

from dancu.population.queries.as_of import person_as_of
from dancu.population.queries.events import EventView, list_events
from dancu.population.queries.explaining import explain_person
from dancu.population.queries.foreigners import find_foreigners
from dancu.population.queries.kin import find_kinship, list_kin, wards_among
from dancu.population.queries.lookalikes import find_lookalikes, find_lookalikes_of_many, list_lookalikes
from dancu.population.queries.pairs import NoSuchPair, OnlyTheCentre, PairView, get_pair, list_pairs
from dancu.population.queries.records import (
    NoSuchPerson,
    find_bearer,
    find_entered_by,
    find_people,
    find_person,
    get_person,
    is_empty,
    issued,
    list_numbers_of,
    list_people,
    list_people_and_wards,
    says,
)
from dancu.population.queries.relatives import is_number, list_kin_of, with_relative
from dancu.population.queries.search import (
    list_alike,
    list_spots,
    read_stretch,
    sift,
    spot_of,
)

__all__ = [
    "EventView",
    "NoSuchPair",
    "NoSuchPerson",
    "OnlyTheCentre",
    "PairView",
    "explain_person",
    "find_bearer",
    "find_entered_by",
    "find_foreigners",
    "find_kinship",
    "find_lookalikes",
    "find_lookalikes_of_many",
    "find_people",
    "find_person",
    "get_pair",
    "get_person",
    "is_empty",
    "is_number",
    "issued",
    "list_alike",
    "list_events",
    "list_kin",
    "list_kin_of",
    "list_lookalikes",
    "list_numbers_of",
    "list_pairs",
    "list_people",
    "list_people_and_wards",
    "list_spots",
    "person_as_of",
    "read_stretch",
    "says",
    "sift",
    "spot_of",
    "wards_among",
    "with_relative",
]
