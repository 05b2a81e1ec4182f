"""Certificates and letters as PDF, the seal in them, signed codes, and the checking of each (签章). Pure Python.

Print   `render(template, data, lang=...)` -> PDF; templates `licence`, `letter`, `sheet`.
Seal    `FileSigner(folder)` or `token_signer(Token(...))` for keys in a device, both a `Signer`:
        `.sign_pdf(pdf, reason=, location=, now=)`, `.sign_bytes(data)`, `.authority`, `.is_test`, `.public_key`,
        `.certificate`, `.roots`. `make_test_authority(folder, name)` makes keys for trying out.
        `Sm2` signs beside a file (`Detached`).
Check   `verify_pdf(pdf, roots)` -> `PdfVerdict`; `read_roots(pem)` -> roots.
Code    `make(claims, signer)` -> text, `read(text, keyring([key, ...]))` -> `Claims`, `svg(text)` -> drawing.
List    `make_list(states, signer, now, next_at)` -> bytes, `read_list(raw, keys)` -> `StatusList`,
        `judge(claims, status_list, now)` -> `CodeVerdict`.
Share   `verifier_page(keys, status_list, now, lang)` -> a page that checks off line;
        `export_vc(claims, signer)` -> token.
`warm_up()` loads what the first seal would otherwise wait for. Faults carry a `code`, never a sentence.
"""

from luodi.signing.authority import make_test_authority
from luodi.signing.certificates import Roots, read_roots
from luodi.signing.faults import BadCode, BadKeys, BadPaper, SigningFault
from luodi.signing.keys import Keyring, PublicKey, keyring
from luodi.signing.offline import verifier_page
from luodi.signing.paper import render
from luodi.signing.qr import Claims, make, read, svg
from luodi.signing.signer import Detached, FileSigner, Signer, Token, token_signer, warm_up
from luodi.signing.sm2 import Sm2, make_sm2_key
from luodi.signing.status import CodeVerdict, StatusList, digest_of, judge, make_list, read_list
from luodi.signing.vc import export_vc
from luodi.signing.verify import PdfVerdict, verify_pdf

__all__ = [
    "BadCode",
    "BadKeys",
    "BadPaper",
    "Claims",
    "CodeVerdict",
    "Detached",
    "FileSigner",
    "Keyring",
    "PdfVerdict",
    "PublicKey",
    "Roots",
    "Signer",
    "SigningFault",
    "Sm2",
    "StatusList",
    "Token",
    "digest_of",
    "export_vc",
    "judge",
    "keyring",
    "make",
    "make_list",
    "make_sm2_key",
    "make_test_authority",
    "read",
    "read_list",
    "read_roots",
    "render",
    "svg",
    "token_signer",
    "verifier_page",
    "verify_pdf",
    "warm_up",
]
