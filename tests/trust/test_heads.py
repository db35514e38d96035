"""The heads of the audit bear the signature of a key of the house."""

from datetime import UTC, datetime, timedelta

import pytest

from dancu.audit.commands import sealing
from dancu.audit.domain.checking import Fault
from dancu.audit.models import AuditHead
from dancu.audit.queries import verifying
from dancu.kernel.actor import SYSTEM
from dancu.trust import commands as trust
from tests.builders.audit import a_row

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> AuditHead:
    a_row(at=NOW)
    sealing.seal(at=NOW)
    assert sealing.sign_heads(at=TOMORROW) == 1
    return AuditHead.objects.get()


def faults() -> list[Fault]:
    with verifying.verify(at=TOMORROW) as check:
        return [finding.fault for finding in check.run()]


def test_a_head_is_signed_by_the_key_for_it(head: AuditHead) -> None:
    assert faults() == []
    assert len(bytes(head.signature)) == 64


def test_when_the_key_is_revoked_its_heads_are_believed_no_more(head: AuditHead) -> None:
    trust.revoke(key_id=head.key, by=SYSTEM, at=TOMORROW)
    sealing.seal(at=TOMORROW)
    assert faults() == [Fault.HEAD_EDITED]
