"""`dancu verify`, as typed."""

from contextlib import nullcontext

import pytest
from click.testing import CliRunner
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer
from tests.builders.papers import a_signed_file
from tests.builders.time_stamps import Authority, serving

from dancu.config import environment, keys
from dancu.config.verifying import verify
from dancu.documents import checking
from dancu.trust import queries as trust
from dancu.trust.domain.certificates import to_pem

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path, monkeypatch):
    """Return the path of a signed paper, its code, and what a verifier without network has."""
    monkeypatch.setattr(environment, "django", nullcontext)
    with build.installed():
        file = tmp_path / "paper.pdf"
        file.write_bytes(a_signed_file(Filer(build.an_agency()).a_dossier(), at=NOW))
        CliRunner().invoke(keys.keys, ["export", str(tmp_path)], catch_exceptions=False)
        yield file, checking.check(file.read_bytes(), roots=trust.list_roots()).code, tmp_path


def run(*arguments):
    return CliRunner().invoke(verify, [str(each) for each in arguments], catch_exceptions=False)


def test_a_file_and_a_code_are_checked_against_the_register(paper):
    file, code, _ = paper
    for done in (run(file), run(code)):
        assert done.exit_code == 0
        assert "GENUINE" in done.output
        assert "CT01 no. 1" in done.output


def test_a_file_and_a_code_are_checked_with_nothing_but_files(paper, django_db_blocker):
    file, code, folder = paper
    with django_db_blocker.block():
        by_file = run(file, "--root", folder / "root.pem")
        by_code = run(code, "--root", folder / "root.pem", "--keys", folder / "codes.jwks.json")
    assert "signed by:  Cổng Dịch vụ công" in by_file.output
    assert "CT01 no. 1" in by_code.output


def test_a_flipped_byte_is_caught_and_the_exit_status_says_so(paper):
    file, _, folder = paper
    content = bytearray(file.read_bytes())
    content[content.index(b"<xmp:CreatorTool>") + 20] ^= 1
    file.write_bytes(content)
    for done in (run(file), run(file, "--root", folder / "root.pem")):
        assert done.exit_code == 1
        assert "NOT GENUINE" in done.output
        assert "changed after it was signed" in done.output


def test_keys_that_no_root_vouches_for_are_not_believed(paper):
    from dancu.trust.models import Key

    _, code, folder = paper
    Key.objects.update(issuer=None)
    Key.objects.all().delete()
    other = folder / "other"
    with build.installed():
        a_signed_file(Filer(build.an_agency()).a_dossier(), at=NOW)
    CliRunner().invoke(keys.keys, ["export", str(other)], catch_exceptions=False)
    done = run(code, "--root", other / "root.pem", "--keys", folder / "codes.jwks.json")
    assert done.exit_code == 1
    assert "not signed by this authority" in done.output


def test_a_file_that_others_stamped_is_checked_with_their_root_too(paper, settings, tmp_path):
    authority = Authority()
    settings.TSA_ROOTS = tmp_path / "their-root.pem"
    settings.TSA_ROOTS.write_text(to_pem(authority.root))
    with serving(authority) as settings.TSA_URL:
        file = tmp_path / "stamped.pdf"
        file.write_bytes(a_signed_file(Filer(build.an_agency()).a_dossier(), at=NOW))
    exported = CliRunner().invoke(keys.keys, ["export", str(tmp_path / "out")], catch_exceptions=False)
    assert "time-roots.pem" in exported.output
    root, time_root = tmp_path / "out" / "root.pem", tmp_path / "out" / "time-roots.pem"
    assert "GENUINE" in run(file, "--root", root, "--time-root", time_root).output
    assert "its time stamp is from nobody who is believed here" in run(file, "--root", root).output
    assert "CT01 no. 2" in run(file).output


def test_what_is_missing_is_said(paper):
    _, code, folder = paper
    assert "there is no file" in run("nothing.pdf").output
    assert "give --keys too" in run(code, "--root", folder / "root.pem").output
