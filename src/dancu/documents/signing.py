"""Sign a PDF for good: PAdES, with a time stamp, in a field that lies over the block the page itself shows.

The page's words say who signed; the field, which draws nothing of its own (its letters would need embedded fonts again), lets
a reader click them. It is tagged as the archive and screen readers demand. Level B-T by default, B-LTA where settings say so.
"""

import io
from typing import Any

from asn1crypto import x509
from django.conf import settings
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dancu.documents.domain.seals import Place
from dancu.trust import queries as trust
from dancu.trust.commands import KeyInHand
from dancu.trust.domain import ecdsa
from dancu.trust.time_stamps import TimeStamper

FIELD = "ChuKySo"
_LONGEST_DER = 72
_A4_HEIGHT = 841.89


def sign(content: bytes, *, key: KeyInHand, place: Place, reason: str, time_stamper: TimeStamper) -> bytes:
    """Return the PDF signed by a key; raises time_stamps.NoTimeStamp and whatever keeps the key from signing."""
    writer = _Writer(io.BytesIO(content))
    name = key.view.holder.name
    _add_field(writer, place, words=f"Chữ ký số của {name}" if name else "Chữ ký số")
    lasting = settings.SIGNATURE_LEVEL == "B-LTA"
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name or None,
        reason=reason,
        embed_validation_info=lasting,
        use_pades_lta=lasting,
        validation_context=_context(key) if lasting else None,
    )
    signer = signers.PdfSigner(
        about, signer=_Hand(key), timestamper=time_stamper, stamp_style=StaticStampStyle(border_width=0)
    )
    signed: bytes = signer.sign_pdf(writer).getvalue()
    return signed


class _Writer(IncrementalPdfFileWriter):
    """Adds to a PDF and leaves alone what the file says about itself, in which the archive's level is declared."""

    def _update_meta(self) -> None:
        pass


class _Hand(signers.Signer):
    """Our key, as the library asks for it; the key itself may lie in a token."""

    def __init__(self, key: KeyInHand) -> None:
        leaf, *above = (x509.Certificate.load(der) for der in key.chain)
        store = SimpleCertificateStore()
        store.register_multiple(above)
        super().__init__(signing_cert=leaf, cert_registry=store, embed_roots=False)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(_LONGEST_DER) if dry_run else ecdsa.to_der(self._key.sign(data))


def _context(key: KeyInHand) -> ValidationContext:
    *others, root = (x509.Certificate.load(der) for der in key.chain)
    roots = [root, *(x509.Certificate.load(der) for der in trust.list_time_roots())]
    return ValidationContext(trust_roots=roots, other_certs=others, allow_fetching=False)


def _add_field(writer: IncrementalPdfFileWriter, place: Place, *, words: str) -> None:
    """Add an empty signature field over the block, tagged as a form (ISO 14289-1, 7.18.4)."""
    top = _A4_HEIGHT - place.y
    box = (place.x, top - place.height, place.x + place.width, top)
    spec = fields.SigFieldSpec(FIELD, on_page=place.page - 1, box=box)  # type: ignore[arg-type]  # points need not be whole
    fields.append_signature_field(writer, spec)
    page_ref, _ = writer.find_page_for_modification(place.page - 1)
    field_ref: Any = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    field = field_ref.get_object()
    field[pdf_name("/TU")] = pdf_string(words)

    tree = writer.root["/StructTreeRoot"]
    key = tree["/ParentTreeNextKey"]
    document_ref = tree["/K"].raw_get(0)
    content = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): field_ref, pdf_name("/Pg"): page_ref}
    )
    element = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/StructElem"),
            pdf_name("/S"): pdf_name("/Form"),
            pdf_name("/P"): document_ref,
            pdf_name("/Alt"): pdf_string(words),
            pdf_name("/K"): generic.ArrayObject([content]),
        }
    )
    element_ref = writer.add_object(element)
    field[pdf_name("/StructParent")] = generic.NumberObject(key)
    document = document_ref.get_object()
    document["/K"].append(element_ref)
    tree["/ParentTree"]["/Nums"].extend([generic.NumberObject(key), element_ref])
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    for changed in (field, document, document["/K"], tree, tree["/ParentTree"], tree["/ParentTree"]["/Nums"]):
        writer.update_container(changed)
