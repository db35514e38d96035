"""What of a declaration of residence somebody reads who is asked to agree to it: who comes and where to, and no more."""

import pytest
from tests.builders.citizens import Citizen, a_browser
from tests.builders.identity import a_verified_account
from tests.builders.population import a_person

from dancu.casework.models import Dossier, Opinion
from dancu.platform import clock

pytestmark = pytest.mark.django_db


def test_who_is_asked_reads_who_comes_and_where_to_but_no_number_and_no_contact() -> None:
    citizen = Citizen()
    citizen.fill_in()
    citizen.attach()
    citizen.submit()
    owner = a_person("Trần Văn Chủ")
    asked = Opinion.objects.create(
        dossier=Dossier.objects.get(),
        document="owner_consent",
        name="Trần Văn Chủ",
        pin=owner.pin,
        asked_at=clock.now(),
    )
    page = a_browser(a_verified_account(owner)).get(f"/opinions/{asked.pk}").content.decode()
    for shown in (citizen.person.name.full, "Lê Lợi"):
        assert shown in page
    for hidden in (citizen.person.pin[-6:], "0912345678", "an@example.com"):
        assert hidden not in page
