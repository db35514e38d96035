"""What administrators find in the small world: groups, officers, a letter, a passkey, a code that counts later."""

from datetime import datetime, timedelta
from typing import Any

from dancu.accounts import commands as accounts
from dancu.accounts.models import Passkey, PasswordReset
from dancu.codelists import commands as code_lists
from dancu.codelists.domain import CodeList, Version
from dancu.offices import commands as offices
from dancu.offices.domain.jurisdiction import AgencyLevel, of_old_commune
from dancu.offices.queries import OfficerView
from tests.builders.accounts import kept_letters
from tests.builders.identity import acting
from tests.builders.offices import a_province_agency, an_officer, an_old_agency
from tests.builders.places import REFORM, a_commune, a_province


def administrators(
    asking: OfficerView, member: OfficerView, centre: OfficerView, now: datetime
) -> tuple[dict[str, Any], list[str]]:
    """Make it; return the facts that addresses name, and words of no language."""
    by = acting(asking)
    facts: dict[str, Any] = {"officer": asking, "by": by, "at": now}
    group = offices.create_group(code="TIEPNHAN", name="Tiếp nhận trực tuyến", **facts)
    gone = an_officer(member.agency, rights=(), full_name="Đào Văn Cũ")
    offices.dismiss_officer(officer_id=gone.id, **facts)
    offices.ask_second_factor_reset(officer_id=member.id, reason="Mất điện thoại", **facts)
    key = {"credential": "AAAA", "public_key": b"x", "sign_count": 0, "name": "Khóa", "made_at": now}
    Passkey.objects.create(account_id=member.account_id, **key)
    disabled = Version(
        code="disabled",
        since=(now + timedelta(days=40)).date(),
        name="Người khuyết tật",
        name_en="People with disabilities",
        order=8,
        basis="Quyết định 1/QĐ-BCA",
    )
    at_the_centre: dict[str, Any] = {"officer": centre, "by": acting(centre), "at": now}
    code_lists.write_down(disabled, codelist=CodeList.SPECIAL_CATEGORIES, seen=None, **at_the_centre)
    ba_dinh = a_commune("Phường Ba Đình", code="00004")
    closed = an_old_agency(
        of_old_commune("01", "001", "00004"), AgencyLevel.COMMUNE, ba_dinh, a_province_agency(a_province())
    )
    offices.merge_agency(agency_id=closed.id, successor_id=asking.agency.id, on=REFORM, **at_the_centre)
    with kept_letters() as letters:
        accounts.send_password_link(account_id=member.account_id, by=by, at=now)
        accounts.send_reset(reset_id=PasswordReset.objects.latest("id").pk, at=now)
        link = letters.link_secret("officer_password")
    names = [
        "Tiếp nhận trực tuyến",
        "Đào Văn Cũ",
        "Mất điện thoại",
        "Khóa",
        "Nhóm",
        "Cán bộ",
        "Phan Thị Hồng",
        "Người khuyết tật",
        "Quyết định 1/QĐ-BCA",
    ]
    found = {"agency_id": asking.agency.id, "closed_agency": closed.id}
    return found | {"group": group, "officer_id": member.id, "dismissed": gone.id, "officer_password": link}, names
