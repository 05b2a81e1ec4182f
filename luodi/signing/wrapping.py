"""The one form in which our seals are wrapped (CMS, P-256 and SHA-256), written and demanded.

What wraps a signature is not signed: in exactly one form, nothing in it can be changed. Written by hand, since
asn1crypto takes from 1 to 60 ms for the same bytes, as it happens.
"""

from asn1crypto import cms, x509

SEQUENCE, SET, OCTETS, TAGGED = 0x30, 0x31, 0x04, 0xA0
VERSION_1 = bytes.fromhex("020101")
SIGNED_DATA, DATA = (bytes.fromhex(f"06092a864886f70d01070{number}") for number in (2, 1))
SHA256 = bytes.fromhex("300d06096086480165030402010500")
ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")


def wrapped(content: cms.SignedData, own: bytes) -> bytes:
    """`own`: the certificate of the signer, DER."""
    signer = content["signer_infos"][0]
    about = x509.Certificate.load(own)["tbs_certificate"]
    who = der(SEQUENCE, about["issuer"].dump(), about["serial_number"].dump())
    signature = der(OCTETS, signer["signature"].native)
    signed = der(SEQUENCE, VERSION_1, who, SHA256, signer["signed_attrs"].dump(), ECDSA_SHA256, signature)
    held = der(TAGGED, *sorted(one.dump() for one in content["certificates"]))
    inner = der(SEQUENCE, VERSION_1, der(SET, SHA256), der(SEQUENCE, DATA), held, der(SET, signed))
    return der(SEQUENCE, SIGNED_DATA, der(TAGGED, inner))


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    width = (size.bit_length() + 7) // 8
    return bytes([tag, 0x80 | width]) + size.to_bytes(width, "big") + body
