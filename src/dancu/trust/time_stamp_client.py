"""Ask a time-stamping authority of others for a stamp, over HTTP (RFC 3161, 3.4), and take none that does not hold.

What lies in a paper cannot be mended later, so each stamp is checked as a reader of the paper will check it.
"""

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout
from asn1crypto import cms, core, tsp, x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from dancu.platform import clock

LARGEST = 64 * 1024
"""A stamp with its certificates is a tenth of this."""
CLOCKS_DIFFER = timedelta(minutes=5)
_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "Accept-Encoding": "identity",
}


class NoTimeStamp(Exception):
    """The authority gave no stamp that holds; what is to be signed has to wait."""


class _Answer(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """TimeStampResp, in which asn1crypto takes the stamp for granted; who refuses sends none."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


class DistantAuthority(TimeStamper):
    """An authority at an address, believed below these roots (DER); each answer is whole within some seconds or none."""

    def __init__(self, url: str, *, roots: Sequence[bytes], deadline: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._url, self._deadline = url, ClientTimeout(total=deadline)
        self._roots = [x509.Certificate.load(der) for der in roots]

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return the authority's stamp of a digest; raise NoTimeStamp."""
        nonce, request = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        answer = await self._ask(request.dump())
        try:
            return await self._checked(answer, nonce, message_digest, md_algorithm)
        except NoTimeStamp:
            raise
        except Exception as error:
            # What a parser raises about whatever may come over the network cannot be listed.
            raise NoTimeStamp(f"the answer cannot be read: {type(error).__name__}") from error

    async def _ask(self, request: bytes) -> bytes:
        content = b""
        try:
            async with (
                ClientSession(timeout=self._deadline, auto_decompress=False) as client,
                client.post(self._url, data=request, headers=_HEADERS, allow_redirects=False) as answer,
            ):
                if answer.status != HTTPStatus.OK or answer.content_type != _HEADERS["Accept"]:
                    raise NoTimeStamp(f"it answered with status {answer.status}, {answer.content_type}")
                async for part in answer.content.iter_any():
                    content += part
                    if len(content) > LARGEST:
                        raise NoTimeStamp("the answer has no end")
        except (ClientError, OSError) as error:
            raise NoTimeStamp(f"nobody answered in time: {type(error).__name__}") from error
        return content

    async def _checked(
        self, answer: bytes, nonce: int | None, message_digest: bytes, md_algorithm: str
    ) -> cms.ContentInfo:
        response = _Answer.load(answer, strict=True)
        if (status := response["status"]["status"].native) != "granted":
            raise NoTimeStamp(f"it answered {status}: {response['status']['fail_info'].native}")
        token: cms.ContentInfo = response["time_stamp_token"]
        signed = token["content"]
        said = signed["encap_content_info"]["content"].parsed
        if said["nonce"].native != nonce:
            raise NoTimeStamp("the stamp answers another question")
        if abs(said["gen_time"].native - clock.now()) > CLOCKS_DIFFER:
            raise NoTimeStamp("its clock and ours differ")
        context = ValidationContext(trust_roots=self._roots, allow_fetching=False)
        found = await validate_tst_signed_data(
            signed, context, lambda algorithm: message_digest if algorithm == md_algorithm else b""
        )
        stamp = TimestampSignatureStatus(**found)
        if not (stamp.intact and stamp.valid):
            raise NoTimeStamp("the stamp is of something else, or broken")
        if not stamp.trusted:
            raise NoTimeStamp("no root in DANCU_TSA_ROOTS stands above the stamp")
        return token
