"""Calls between machines are signed as Standard Webhooks has it."""

from datetime import UTC, datetime, timedelta

import pytest

from dancu.platform.webhooks import TOLERANCE, is_signed, key_of, sign

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
"""The example of the specification's reference libraries."""
SECOND = timedelta(seconds=1)


def test_a_signature_is_that_of_the_standard() -> None:
    assert sign(SECRET, number="msg_p5jXN8AQM9LWM0D4loKWxJek", at=AT, body=BODY) == HEADERS
    assert is_signed(HEADERS, [SECRET], body=BODY, at=AT)


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        ({"webhook-id": "msg_other"}, BODY),
        ({"webhook-timestamp": "1614265331"}, BODY),
        ({}, BODY + b" "),
        ({"webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF="}, BODY),
        ({"webhook-signature": HEADERS["webhook-signature"].replace("v1,", "v2,")}, BODY),
        ({"webhook-signature": "v1,"}, BODY),
        ({"webhook-signature": ""}, BODY),
        ({"webhook-signature": "v1,ạ"}, BODY),
        ({"webhook-id": ""}, BODY),
        ({"webhook-timestamp": ""}, BODY),
        ({"webhook-timestamp": "1e9"}, BODY),
        ({"webhook-timestamp": "٣"}, BODY),
        ({"webhook-timestamp": "9" * 5000}, BODY),
    ],
)
def test_what_was_changed_or_is_no_signature_is_refused(changes: dict[str, str], body: bytes) -> None:
    assert not is_signed(HEADERS | changes, [SECRET], body=body, at=AT)
    assert not is_signed({}, [SECRET], body=body, at=AT)


def test_an_old_call_and_one_of_the_future_are_refused() -> None:
    for away in (TOLERANCE, -TOLERANCE):
        assert is_signed(HEADERS, [SECRET], body=BODY, at=AT + away)
    for away in (TOLERANCE + SECOND, -TOLERANCE - SECOND):
        assert not is_signed(HEADERS, [SECRET], body=BODY, at=AT + away)


def test_while_a_secret_is_being_changed_both_are_good_and_a_call_may_bring_both_signatures() -> None:
    assert is_signed(HEADERS, ["the next one", SECRET], body=BODY, at=AT)
    both = f"v1,{'A' * 43}= {HEADERS['webhook-signature']}"
    assert is_signed(HEADERS | {"webhook-signature": both}, [SECRET], body=BODY, at=AT)
    assert not is_signed(HEADERS, ["another"], body=BODY, at=AT)
    assert not is_signed(HEADERS, [], body=BODY, at=AT)


def test_a_secret_is_base64_or_plain_text() -> None:
    assert key_of("whsec_AAEC") == b"\0\1\2"
    assert key_of("plain") == b"plain"
    with pytest.raises(ValueError, match="no base64"):
        key_of("whsec_!")
