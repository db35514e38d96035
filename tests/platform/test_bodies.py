"""Bodies are capped while they are read."""

from io import BytesIO

import pytest
from django.core.exceptions import RequestDataTooBig

from dancu.platform.bodies import CappedStream


def test_a_body_of_exactly_the_cap_is_read():
    assert CappedStream(BytesIO(b"x" * 10), 10).read() == b"x" * 10


def test_one_byte_more_is_refused():
    with pytest.raises(RequestDataTooBig):
        CappedStream(BytesIO(b"x" * 11), 10).read()


def test_no_more_than_the_cap_and_a_byte_is_ever_taken_from_the_wire():
    wire = BytesIO(b"x" * 1000)
    with pytest.raises(RequestDataTooBig):
        CappedStream(wire, 10).read()
    assert wire.tell() == 11


def test_reading_in_parts_counts_together():
    stream = CappedStream(BytesIO(b"x" * 11), 10)
    assert stream.read(6) == b"x" * 6
    with pytest.raises(RequestDataTooBig):
        stream.read(6)


def test_lines_count_too():
    stream = CappedStream(BytesIO(b"12345\n12345\n"), 10)
    assert stream.readline() == b"12345\n"
    with pytest.raises(RequestDataTooBig):
        stream.readline()
