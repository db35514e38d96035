"""Read residences and households; each read names its reader, purpose and instant and is audited."""

from dancu.residence.queries.absences import find_absence, list_absences
from dancu.residence.queries.acts import ActView, NoSuchAct, list_acts
from dancu.residence.queries.as_of import HouseholdAsOf, household_as_of, residence_as_of
from dancu.residence.queries.departures import (
    DeparturesDenied,
    NoSuchDeparture,
    departures_for,
    list_departures,
)
from dancu.residence.queries.homes import (
    NoSuchHousehold,
    find_current_residence,
    find_permanent_residence,
    find_temporary_residence,
    get_household,
    homes_of,
    household_headed_by,
    household_of,
    list_members,
    list_residences,
    residence,
)
from dancu.residence.queries.stays import (
    NoSuchStay,
    Notified,
    StayView,
    list_guests_of_place,
    list_guests_of_unit,
    list_stays,
)
from dancu.residence.queries.temporary import (
    find_last_term,
    list_temporary_residents,
    list_temporary_residents_at,
)

__all__ = [
    "ActView",
    "DeparturesDenied",
    "HouseholdAsOf",
    "NoSuchAct",
    "NoSuchDeparture",
    "NoSuchHousehold",
    "NoSuchStay",
    "Notified",
    "StayView",
    "departures_for",
    "find_absence",
    "find_current_residence",
    "find_last_term",
    "find_permanent_residence",
    "find_temporary_residence",
    "get_household",
    "homes_of",
    "household_as_of",
    "household_headed_by",
    "household_of",
    "list_absences",
    "list_acts",
    "list_departures",
    "list_guests_of_place",
    "list_guests_of_unit",
    "list_members",
    "list_residences",
    "list_stays",
    "list_temporary_residents",
    "list_temporary_residents_at",
    "residence",
    "residence_as_of",
]
