"""Who somebody is, fact by fact, as the page of his record shows it: each with the event since which it is so."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dancu.population import texts
from dancu.population.domain.explaining import Explained, Happened
from dancu.population.domain.person import EventKind, PersonRecord, PlaceOf
from dancu.sites.filing.guest_forms import SEXES
from dancu.sites.officer import audit_words
from dancu.sites.officer.person_changes import nationality_of, others_of, place_of
from dancu.sites.ui.parts import Row
from dancu.sites.ui.templatetags.ui import day, grouped

_ENTRIES = frozenset({EventKind.REGISTERED, EventKind.TAKEN_IN})


def rows(person: PersonRecord, origins: Explained | None) -> Iterable[Row]:
    """Yield the facts that are known; where `origins` are told, with the event that changed each, and the entry of the others."""
    said: tuple[tuple[str, Any, str], ...] = (
        (_("Full name"), person.name.full, "surname middle given"),
        (_("Other name"), person.other_name, "other_name"),
        (_("PIN"), grouped(person.pin), "pin"),
        (_("Old identity card number (9 digits)"), person.old_id_number, "old_id_number"),
        (_("Date of birth"), str(person.born), "birth_year birth_month birth_day"),
        (_("Sex"), SEXES[person.sex], "sex"),
        (_("Place of birth"), place_of(person.birth_place), "birth_place_unit_id birth_place_line"),
        (
            _("Place of birth registration"),
            place_of(PlaceOf(person.birth_registration_unit_id)),
            "birth_registration_unit_id",
        ),
        (_("Home town"), place_of(person.home_town), "home_town_unit_id home_town_line"),
        (_("Ethnic group"), texts.ethnicity(person.ethnicity), "ethnicity"),
        (_("Religion"), texts.religion(person.religion), "religion"),
        (_("Nationality"), nationality_of(person.nationality), "nationality"),
        (_("Other nationalities"), others_of(person.other_nationalities), "other_nationalities"),
        (_("Lost Vietnamese nationality on"), day(person.nationality_lost_on), "nationality_lost_on"),
        (_("Marital status"), texts.MARITAL[person.marital_status], "marital_status"),
        (_("Blood group"), person.blood_group.value, "blood_group"),
        (_("Occupation"), person.occupation, "occupation"),
        (_("Workplace"), person.workplace, "workplace"),
        (_("Education"), person.education, "education"),
        (_("Passport"), _passport(person), "passport_number passport_until"),
        (_("Phone number"), person.phone, "phone"),
        (_("Email"), person.email, "email"),
        (_("Died on"), day(person.died_on), "died_on"),
        (_("Declared dead on"), day(person.declared_dead_on), "declared_dead_on"),
        (_("Missing since"), day(person.missing_since), "missing_since"),
    )
    found = {fact.column: fact.origin for fact in origins.facts if fact.origin} if origins else {}
    for label, value, columns in said:
        if value:
            changes = [found[name] for name in columns.split() if name in found and found[name].kind not in _ENTRIES]
            latest = max(changes, key=lambda event: event.at, default=None)
            yield Row(label=label, value=[value, _since(latest)] if latest else value)
    if entry := next((event for event in found.values() if event.kind in _ENTRIES), None):
        yield Row(label=_("All else"), value=_since(entry))


def _passport(person: PersonRecord) -> str:
    if person.passport_number and person.passport_until:
        facts = {"number": person.passport_number, "day": day(person.passport_until)}
        return _("%(number)s, good until %(day)s") % facts
    return person.passport_number


def _since(event: Happened) -> str:
    facts = {"day": day(localtime(event.at).date()), "event": audit_words.act(f"population.{event.kind}")}
    return _("Recorded on %(day)s: %(event)s") % facts
