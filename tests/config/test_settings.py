"""Production starts only with what production needs."""

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "DANCU_SECRET_KEY": "0123456789" * 5,
    "DANCU_MASTER_KEY": "0123456789" * 5,
    "DANCU_MASTER_KEY_FILE": "/nowhere",
    "DATABASE_URL": "postgres://dancu@db/dancu",
    "DANCU_DOMAIN": "example.vn",
    "DANCU_SMTP_HOST": "mail.example.vn",
}


def start(script: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DANCU", "DATABASE", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-c", script],
        env=clean | {"DJANGO_SETTINGS_MODULE": "dancu.config.settings.production"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["DANCU_SECRET_KEY", "DANCU_MASTER_KEY", "DATABASE_URL", "DANCU_SMTP_HOST"])
def test_it_does_not_make_up_what_must_be_given(missing):
    given = {name: value for name, value in COMPLETE.items() if name != missing}
    result = start("from django.conf import settings; settings.DEBUG", **given)
    assert result.returncode != 0
    assert f"Set {missing}" in result.stderr


@pytest.mark.parametrize(
    "given",
    [{"DANCU_SMS_URL": "http://sms.example.vn", "DANCU_SMS_SECRET": "s"}, {"DANCU_SMS_URL": "https://sms.example.vn"}],
)
def test_text_messages_are_sent_secured_and_signed_or_not_at_all(given):
    result = start("from django.conf import settings; settings.DEBUG", **COMPLETE, **given)
    assert result.returncode != 0
    assert "Set DANCU_SMS_URL to an https address" in result.stderr


def test_an_authority_of_time_that_nobody_could_believe_is_not_asked():
    given = {"DANCU_TSA_URL": "https://tsa.example.vn"}
    for roots in ({}, {"DANCU_TSA_ROOTS": "/nowhere/roots.pem"}):
        assert (
            "Set DANCU_TSA_ROOTS"
            in start("from django.conf import settings; settings.DEBUG", **COMPLETE, **given, **roots).stderr
        )


def test_it_refuses_to_be_a_demonstration():
    result = start("from django.conf import settings; settings.DEBUG", **COMPLETE, DANCU_DEMO="1")
    assert "do not belong in production" in result.stderr


def test_djangos_own_checks_for_deployment_are_content():
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    result = start(script, **COMPLETE)
    assert result.returncode == 0, result.stderr


def test_all_files_go_into_a_bucket_that_is_named():
    shown = (
        "import django; django.setup()\n"
        "from django.core.files.storage import storages\n"
        "for name in ('default', 'files'): print(type(storages[name]).__name__, storages[name].bucket_name,"
        " storages[name].location, storages[name].endpoint_url)"
    )
    bucket = {"DANCU_S3_BUCKET": "dancu", "DANCU_S3_ENDPOINT": "https://s3.example.vn"}
    result = start(shown, **COMPLETE, **bucket)
    kept = ["S3Storage dancu  https://s3.example.vn", "S3Storage dancu documents https://s3.example.vn"]
    assert result.stdout.splitlines() == kept, result.stderr
