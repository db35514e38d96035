"""`dancu procedures export` and `compare`: in the national portal's shape, and against it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dancu.casework.domain.published import Difference
from dancu.config.procedures_cli import procedures
from dancu.procedures import reason_of

CODE = "1.004222"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(procedures, list(arguments))


def exported(*arguments: str) -> Any:
    done = run("export", *arguments)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_all_procedures_of_a_day_are_exported_or_one() -> None:
    one = exported(CODE)
    assert one["data"]["name"] == "Đăng ký thường trú"
    assert {method["submissionMethod"] for method in one["data"]["executionMethods"]} == {"ONLINE", "DIRECT"}
    assert one in exported()
    fees = [
        fee["value"]
        for method in exported(CODE, "--on", "2022-06-01")["data"]["executionMethods"]
        for fee in method["fees"]
    ]
    assert fees == [15_000, 15_000]
    assert run("export", "9.999999").exit_code == 2


def test_what_was_exported_differs_in_nothing(tmp_path: Path) -> None:
    file = tmp_path / "published.json"
    file.write_text(json.dumps(exported()))
    done = run("compare", str(file))
    assert done.exit_code == 0
    assert "0 differences" in done.output


def test_a_difference_without_a_reason_fails_and_one_with_a_reason_does_not(tmp_path: Path) -> None:
    data = exported(CODE)
    file = tmp_path / "published.json"
    components = data["data"]["executionCases"][0]["profileComponents"]
    components.append({"code": "KQ999999", "name": "* Lưu ý: nộp trực tuyến", "originalQty": 0, "copyQty": 0})
    file.write_text(json.dumps(data))
    explained = run("compare", str(file))
    assert (explained.exit_code, "A note or a heading" in explained.output) == (0, True)
    data["data"]["executionMethods"][0]["processingTime"] = 3
    file.write_text(json.dumps(data))
    found = run("compare", str(file), "--json")
    assert found.exit_code == 1
    (line,) = [each for each in json.loads(found.stdout) if not each["reason"]]
    assert line == {
        "code": CODE,
        "field": "time ONLINE",
        "published": "3 WORKING_DAY",
        "ours": "7 WORKING_DAY",
        "reason": "",
    }


def test_a_procedure_that_we_do_not_have_is_a_difference(tmp_path: Path) -> None:
    file = tmp_path / "published.json"
    file.write_text(json.dumps({"code": "9.999999", "name": "Cấp thẻ đỗ xe"}))
    done = run("compare", str(file))
    assert (done.exit_code, "Cấp thẻ đỗ xe" in done.output) == (1, True)


@pytest.mark.parametrize("content", ["", "3", '{"data": {}}'])
def test_a_file_that_is_none_is_told_in_a_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "published.json"
    file.write_text(content)
    done = run("compare", str(file))
    assert (done.exit_code, "is not what the national portal publishes" in done.output) == (1, True)


def test_a_reason_fits_the_side_that_it_is_written_for() -> None:
    replaced = Difference("legal_basis", "53/2025/TT-BCA", "53/2025/TT-BCA", "")
    assert reason_of(CODE, replaced).startswith("Replaced by")
    assert not reason_of(CODE, Difference("legal_basis", "53/2025/TT-BCA", "", "53/2025/TT-BCA"))
    assert not reason_of(CODE, Difference("time", "ONLINE", "3 DAY", "7 DAY"))
