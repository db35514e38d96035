"""Signed papers, read by other programs: pdfsig of poppler, openssl, qpdf's library."""

import io
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.residence.test_papers import SAMPLES, text_of

from dancu.documents import checking, signing
from dancu.documents.domain import codes
from dancu.documents.domain.genuine import Changed, NotSigned, SignerNotOurs
from dancu.documents.domain.seals import Seal
from dancu.kernel.actor import SYSTEM
from dancu.residence.papers import PaperForm
from dancu.trust import commands as trust
from dancu.trust import queries
from dancu.trust.domain.certificates import to_pem
from dancu.trust.domain.keys import Holder, HolderKind, KeyPurpose
from dancu.trust.models import Key
from dancu.trust.time_stamps import time_stamper

NOW = datetime.now(UTC)
WARD = Holder(kind=HolderKind.AGENCY, code="G01.101.000.070", name="Công an phường Hoàn Kiếm")
CODE = "DC1:FOR A TEST"
pytestmark = pytest.mark.django_db
each_form = pytest.mark.parametrize(
    ("form", "facts"), [(form, facts) for form, facts, *_ in SAMPLES], ids=[form.number for form, *_ in SAMPLES]
)


def signed(form: PaperForm[Any] = SAMPLES[-1][0], facts: Any = SAMPLES[-1][1]) -> bytes:
    seal = Seal(words="Ký số bởi", signer=WARD.name, at=NOW, where="dichvucong.localhost/verify", code=CODE)
    content, place = form.draw_to_sign(form.freeze(facts), seal)
    key = trust.take_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW)
    return signing.sign(content, key=key, place=place, reason="CT", time_stamper=time_stamper(at=NOW))


@dataclass
class Poppler:
    """pdfsig with a trust store of our root."""

    folder: Path

    def says(self, content: bytes) -> str:
        (self.folder / "paper.pdf").write_bytes(content)
        command = ["pdfsig", "-nssdir", f"sql:{self.folder}", "paper.pdf"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False).stdout

    def trusts(self, root: bytes) -> None:
        (self.folder / "root.pem").write_text(to_pem(root))
        for command in (
            ["certutil", "-N", "-d", f"sql:{self.folder}", "--empty-password"],
            ["certutil", "-A", "-d", f"sql:{self.folder}", "-n", "root", "-t", "C,C,C", "-i", "root.pem"],
        ):
            subprocess.run(command, cwd=self.folder, check=True, capture_output=True)


@pytest.fixture
def poppler(tmp_path: Path) -> Poppler:
    return Poppler(tmp_path)


@each_form
def test_poppler_finds_the_whole_document_signed_by_the_agency(
    form: PaperForm[Any], facts: Any, poppler: Poppler
) -> None:
    content = signed(form, facts)
    poppler.trusts(queries.list_roots()[0])
    said = poppler.says(content)
    assert "Signer Certificate Common Name: Công an phường Hoàn Kiếm" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert "Signature Validation: Signature is Valid." in said
    assert "Certificate Validation: Certificate is Trusted." in said


def test_a_flipped_byte_is_caught_by_poppler_and_by_us(poppler: Poppler) -> None:
    content = signed()
    poppler.trusts(queries.list_roots()[0])
    at = content.index(b"<xmp:CreatorTool>") + 20
    changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    assert "Digest Mismatch" in poppler.says(changed)
    with pytest.raises(Changed):
        checking.check(changed, roots=queries.list_roots())


def test_what_is_added_after_the_signature_is_caught() -> None:
    writer = signing.IncrementalPdfFileWriter(io.BytesIO(signed()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = signing.generic.NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Changed):
        checking.check(out.getvalue(), roots=queries.list_roots())


@each_form
def test_we_read_who_signed_when_and_the_code(form: PaperForm[Any], facts: Any) -> None:
    checked = checking.check(signed(form, facts), roots=queries.list_roots())
    assert (checked.signer, checked.signer_code, checked.code) == (WARD.name, WARD.code, CODE)
    assert abs(checked.signed_at - NOW).total_seconds() < 3600
    assert checked.key_id == trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW).id


def test_openssl_believes_the_signature_and_its_time_stamp(tmp_path: Path) -> None:
    content = signed()
    (signature,) = checking.PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
    begin, length, resume, rest = (int(number) for number in signature.byte_range)
    token = checking.find_unique_cms_attribute(signature.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    files = {
        "cms": signature.pkcs7_content,
        "data": content[begin : begin + length] + content[resume : resume + rest],
        "value": signature.signer_info["signature"].native,
        "token": token.dump(),
        "root.pem": to_pem(queries.list_roots()[0]).encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for arguments in (
        ["cms", "-verify", "-inform", "DER", "-in", "cms", "-content", "data", "-purpose", "any", "-cades"],
        ["ts", "-verify", "-data", "value", "-in", "token", "-token_in"],
    ):
        command = ["openssl", *arguments, "-binary"] if arguments[0] == "cms" else ["openssl", *arguments]
        done = subprocess.run([*command, "-CAfile", "root.pem"], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")


def test_a_paper_outlives_the_rotation_of_every_key() -> None:
    content = signed()
    for purpose, holder in (
        (KeyPurpose.ROOT, trust.SYSTEM),
        (KeyPurpose.ISSUING, Holder(kind=HolderKind.SYSTEM, code="agencies")),
        (KeyPurpose.PAPERS, WARD),
        (KeyPurpose.TIME_STAMPS, trust.SYSTEM),
    ):
        trust.rotate(purpose=purpose, holder=holder, by=SYSTEM, at=NOW)
    assert checking.check(content, roots=queries.list_roots()).signer == WARD.name
    assert checking.check(signed(), roots=queries.list_roots()).signer == WARD.name


def test_another_authority_of_the_same_name_is_not_believed() -> None:
    content = signed()
    Key.objects.update(issuer=None)
    Key.objects.all().delete()
    signed()  # by the keys of a second authority
    with pytest.raises(SignerNotOurs):
        checking.check(content, roots=queries.list_roots())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"hello", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 0"])
def test_what_is_no_signed_paper_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotSigned):
        checking.check(content, roots=[])


def test_an_unsigned_paper_is_not_taken_for_a_signed_one() -> None:
    form, facts = SAMPLES[0][:2]
    with pytest.raises(NotSigned):
        checking.check(form.draw(form.freeze(facts)), roots=queries.list_roots())


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_signing_keeps_what_archive_and_screen_reader_need(level: str, settings: Any) -> None:
    """No checker of PDF/A can be had here (veraPDF is in none of the registries); this looks at what can be looked at."""
    settings.SIGNATURE_LEVEL = level
    content = signed()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        about = pdf.open_metadata()
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "vi-VN"
        (field,) = [each for each in pdf.Root.AcroForm.Fields if each.T == signing.FIELD]
        assert field.F & 0b111 == 0b100  # printed, neither hidden nor invisible
        assert "/Font" not in field.AP.N.get("/Resources", {})
        assert field.TU == "Chữ ký số của Công an phường Hoàn Kiếm"
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        element = parents[list(parents)[::2].index(field.StructParent) * 2 + 1]
        assert element.S == "/Form"
        assert element.K[0].Obj.objgen == field.objgen
    assert (
        "BeVietnamPro"
        in subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True).stdout.decode()
    )


def test_long_term_papers_carry_their_own_proofs(settings: Any) -> None:
    settings.SIGNATURE_LEVEL = "B-LTA"
    content = signed()
    assert checking.check(content, roots=queries.list_roots()).signer == WARD.name
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.Root.DSS.Certs) >= 3
        assert pdf.Root.AcroForm.Fields[1].V.Type == "/DocTimeStamp"


def test_the_page_shows_who_signed_and_where_to_check() -> None:
    text = text_of(signed())
    assert "Ký số bởi: Công an phường Hoàn Kiếm" in text
    assert "Kiểm tra tại dichvucong.localhost/verify" in text
    assert "hưa ký số" not in text
    assert codes.PREFIX in CODE
