"""Watch steps: licences and letters become sealed PDFs. Drawn twice after a crash, they are kept once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from luodi.approvals.licences.claims import claims_of, link_of
from luodi.approvals.licences.files import keep
from luodi.approvals.licences.keys import detached, signer
from luodi.approvals.licences.letterwords import paper_of
from luodi.approvals.models import Letter, Licence
from luodi.signing import qr
from luodi.signing.paper import Template, render
from luodi.signing.signer import Signer

AT_ONCE = 20


def draw_licences(now: datetime) -> int:
    """No act: nothing is decided here. Of two processes that draw the same one, the first is kept."""
    waiting = Licence.objects.filter(digest="").select_related("kind", "unit").order_by("pk")[:AT_ONCE]
    with translation.override("zh-hans"):
        return sum(_draw_licence(one, signer(), now) for one in waiting)


def _draw_licence(licence: Licence, seal: Signer, now: datetime) -> int:
    code = qr.make(claims_of(licence), seal)
    pdf = _sealed(seal, "licence", licence_paper(licence, code, sample=seal.is_test), now)
    beside = detached().sign(pdf).hex() if settings.SM2 else ""
    return Licence.objects.filter(pk=licence.pk, digest="").update(
        code=code,
        digest=keep(pdf),
        detached=beside,
        signed_by=seal.authority[:120],
        test_authority=seal.is_test,
    )


def licence_paper(licence: Licence, code: str, *, sample: bool) -> dict[str, Any]:
    return {
        "title": licence.kind.name,
        "subtitle": licence.kind.name_en,
        "number": licence.number,
        "holder": licence.holder_name,
        "fields": licence.fields,
        "authority": licence.unit.name,
        "issued": localdate(licence.issued_at),
        "start": licence.valid_from,
        "until": licence.valid_until,
        "qr": link_of(code),
        "sample": sample,
    }


def draw_letters(now: datetime) -> int:
    beside = ("item__version", "item__duty__unit", "item__case__company", "item__case__applicant", "item__case__duty")
    waiting = Letter.objects.filter(digest="").select_related(*beside).order_by("pk")[:AT_ONCE]
    with translation.override("zh-hans"):
        return sum(_draw_letter(one, signer(), now) for one in waiting)


def _draw_letter(letter: Letter, seal: Signer, now: datetime) -> int:
    pdf = _sealed(seal, "letter", paper_of(letter) | {"sample": seal.is_test}, now)
    return Letter.objects.filter(pk=letter.pk, digest="").update(digest=keep(pdf))


def _sealed(seal: Signer, template: Template, data: Mapping[str, Any], now: datetime) -> bytes:
    pdf = render(template, data)
    return seal.sign_pdf(pdf, reason=data["title"], location=str(settings.CITY_NAME), now=now)
