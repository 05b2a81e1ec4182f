"""How long a licence takes: printed with its code and sealed, and checked."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from luodi.signing.authority import make_test_authority
from luodi.signing.keys import keyring
from luodi.signing.paper import render
from luodi.signing.qr import Claims, make, read
from luodi.signing.signer import FileSigner
from luodi.signing.verify import verify_pdf

ROUNDS = 200


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Medians in milliseconds, processor and wall; the size in bytes."""
    now = datetime.now(UTC)
    with TemporaryDirectory() as folder:
        make_test_authority(Path(folder) / "keys", "某市行政审批服务局", now=now)
        signer = FileSigner(Path(folder) / "keys")
    claims = Claims(
        number="LDB261123370211000017",
        kind="food",
        title="食品经营许可证",
        holder="某某***有限公司",
        issued=now.date(),
        start=now.date(),
        until=None,
        authority=signer.authority,
        status="https://city.example/certificates/status",
    )
    values = {name: getattr(claims, name) for name in ("number", "title", "holder", "authority", "issued", "start")}
    fields = [[f"事项{row}", "经营范围与地址等内容" * 3] for row in range(8)]

    def made() -> bytes:
        data = values | {"until": None, "fields": fields, "qr": make(claims, signer), "sample": signer.is_test}
        return signer.sign_pdf(render("licence", data), reason="核发", location="某市", now=now)

    pdf, code, keys = made(), make(claims, signer), keyring([signer.public_key])
    if not verify_pdf(pdf, signer.roots).ok:
        raise RuntimeError("a refusal is quick and proves nothing")
    return {
        "bytes": float(len(pdf)),
        **timed("licence_made_and_signed", made, rounds),
        **timed("licence_verified", lambda: verify_pdf(pdf, signer.roots), rounds),
        **timed("code_made", lambda: make(claims, signer), rounds),
        **timed("code_read", lambda: read(code, keys), rounds),
    }


def timed(name: str, work: Callable[[], Any], rounds: int) -> dict[str, float]:
    processor, wall = [], []
    for _ in range(rounds):
        started, used = perf_counter(), process_time()
        work()
        processor.append(process_time() - used)
        wall.append(perf_counter() - started)
    return {f"{name}_cpu_ms": 1000 * median(processor), f"{name}_wall_ms": 1000 * median(wall)}
