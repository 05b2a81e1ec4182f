"""The part that knows pyHanko: seals put into a PDF, and checked in one."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from luodi.signing.wrapping import wrapped

for name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(name).setLevel(logging.CRITICAL)  # they name whose certificate it was; the verdict says enough

T = TypeVar("T")
FIELD, DIGEST = "Seal", "sha256"
OWN_BYTES = 1_500  # of a signature without its certificates


def run(task: Coroutine[Any, Any, T]) -> T:
    """pyHanko is asynchronous throughout; a thread that already runs a loop gets another thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(task)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


def between(chain: Sequence[bytes]) -> SimpleCertificateStore:
    """What goes into a seal beside its own certificate, which pyHanko puts there unasked.

    A root in it proves nothing, and what nothing vouches for could be changed unseen.
    """
    held = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    held.register_multiple([one for one in map(parsed, chain[1:]) if one.subject != one.issuer])
    return held


@lru_cache(maxsize=64)
def parsed(der: bytes) -> x509.Certificate:
    return x509.Certificate.load(der)


def with_key(key: ec.EllipticCurvePrivateKey, chain: Sequence[bytes]) -> SimpleSigner:
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=parsed(chain[0]),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=between(chain),
    )


def signed(pdf: bytes, signer: Signer, *, reason: str, location: str, now: datetime) -> bytes:
    """Raises pyhanko's PdfError for what is not a PDF."""
    return run(sealing(pdf, signer, reason, location, now))


async def sealing(pdf: bytes, signer: Signer, reason: str, location: str, now: datetime) -> bytes:
    own: Any = signer.signing_cert
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    field = next_field(writer.prev)
    details = PdfSignatureMetadata(
        field_name=field, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, reason=reason, location=location
    )
    sealer = PdfSigner(details, signer, new_field_spec=SigFieldSpec(field, box=None))
    session = sealer.init_signing_session(writer)
    session.system_time = now
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved_for(signer))
    output = BytesIO()
    digest, _ = document.digest_tbs_document(output=output)
    attributes = PdfCMSSignedAttributes(signing_time=now)
    packed = await signer.async_sign(digest.document_digest, DIGEST, use_pades=True, signed_attr_settings=attributes)
    digest.fill_with_cms(output, wrapped(packed["content"], own.dump()))
    return output.getvalue()


def reserved_for(signer: Signer) -> int:
    """Hexadecimal characters. No more than is needed: a verifier reads them one by one."""
    held: Any = signer.cert_registry
    return 2 * (OWN_BYTES + sum(len(certificate.dump()) for certificate in [signer.signing_cert, *held]))


def next_field(reader: PdfFileReader) -> str:
    """A second authority seals the same paper in a field of its own."""
    return f"{FIELD}{len(reader.embedded_signatures) + 1}"


def signatures(pdf: bytes) -> tuple[PdfFileReader, list[EmbeddedPdfSignature]]:
    reader = PdfFileReader(BytesIO(pdf))
    return reader, reader.embedded_signatures


def status_of(signature: EmbeddedPdfSignature, roots: Sequence[bytes], moment: datetime) -> PdfSignatureStatus:
    """Asks no network; certificates are judged as of `moment`."""
    context = ValidationContext(
        trust_roots=[parsed(root) for root in roots],
        allow_fetching=False,
        moment=moment,
        best_signature_time=moment,
        revocation_mode="soft-fail",
    )
    return run(async_validate_pdf_signature(signature, signer_validation_context=context))
