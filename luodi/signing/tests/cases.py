"""An authority, a certificate and its claims, for the tests of this package and of those above it."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from luodi.signing import Claims, FileSigner, make_test_authority, render

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
AUTHORITY = "青岛市黄岛区行政审批服务局"
CLAIMS = Claims(
    number="LDB261123370211000017",
    kind="food",
    title="食品经营许可证",
    holder="青岛曜澜***有限公司",
    issued=date(2026, 11, 23),
    start=date(2026, 11, 23),
    until=date(2031, 11, 22),
    authority=AUTHORITY,
    status="https://city.example/certificates/status",
)
LICENCE = {
    "title": "食品经营许可证",
    "subtitle": "（副本）",
    "number": CLAIMS.number,
    "holder": "青岛曜澜餐饮管理有限公司",
    "fields": [["法定代表人", "邢若川"], ["住所", "青岛市黄岛区滨河路88号3号楼"], ["主体业态", "餐饮服务经营者"]],
    "authority": AUTHORITY,
    "issued": CLAIMS.issued,
    "start": CLAIMS.start,
    "until": CLAIMS.until,
}
LETTER = {
    "authority": AUTHORITY,
    "number": "青黄审批补〔2026〕17号",
    "title": "补正材料通知书",
    "addressee": "青岛曜澜餐饮管理有限公司",
    "paragraphs": ["你单位提交的申请材料不齐全，现一次告知需要补正的全部内容："],
    "items": ["平面布局图未标明操作流程走向。", "缺少进货查验记录制度。"],
    "closing": ["请于2026年12月5日前补正。"],
    "remedy": "对本通知不服的，可以依法申请行政复议或者提起行政诉讼。",
    "unit": AUTHORITY,
    "date": date(2026, 11, 23),
}
SHEET = {
    "title": "今日办件",
    "columns": ["编号", "事项", "期限"],
    "rows": [[f"LD{row:05}", "食品经营许可", "2天"] for row in range(60)],
    "widths": [2, 4, 1],
}


@cache
def folder(name: str) -> Path:
    """One set of test keys a process and name."""
    made = Path(mkdtemp(prefix="luodi-keys-")) / "keys"
    make_test_authority(made, name, now=NOW)
    return made


@cache
def signer(name: str = AUTHORITY) -> FileSigner:
    return FileSigner(folder(name))


@cache
def sealed() -> bytes:
    return signer().sign_pdf(render("licence", LICENCE), reason="核发", location="青岛", now=NOW)
