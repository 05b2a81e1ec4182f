"""What a file that somebody handed in says: the contract between those who read papers and those who use them."""

from dataclasses import dataclass, field, fields

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PICTURES = ("image/jpeg", "image/png", "image/webp")
KINDS = ("application/pdf", DOCX, "text/plain", "message/rfc822", *PICTURES)  # media types that are read

TROUBLES = {
    "": "read",
    "no_ocr": "a picture, and the extra `ocr` is not installed",
    "broken": "damaged, or not the kind of file it says it is",
    "locked": "protected by a password",
    "too_long": "more pages, characters or picture than are read; `text` holds the beginning where there is one",
    "no_text": "sound, but without a word in it",
    "timeout": "stopped by the time limit",
    "unreadable": "a kind that is not read (.xlsx, .heic), or more than the memory limit allows",
}
# The name of a private person: shown to the reader of the form, never recorded in an event, log or message.
PERSONAL = frozenset({"representative"})


class PaperError(Exception):
    """`code` is a key of TROUBLES. Holds nothing of the file."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(TROUBLES[code])


@dataclass(frozen=True, slots=True)
class Licence:
    """A business licence (营业执照) as printed, "" for what was not read without doubt.

    Dates are ISO 8601. `code` has a right check character or is empty. `capital` is the registered capital in the
    words of the licence ("伍仟万元整"); it is no investment and is never to be entered as one.
    """

    code: str = ""  # 统一社会信用代码
    name: str = ""  # 名称
    kind: str = ""  # 类型
    representative: str = field(default="", repr=False)  # 法定代表人, 负责人, 经营者: see PERSONAL
    capital: str = ""  # 注册资本, 出资额
    established: str = ""  # 成立日期
    term: str = ""  # 营业期限: "长期", "2015-03-02/2045-03-01" or "2015-03-02/长期"; licences since 2022 have none
    address: str = ""  # 住所, 经营场所
    scope: str = ""  # 经营范围
    authority: str = ""  # 登记机关
    issued: str = ""  # the date beside the seal
    copy: str = ""  # "正本" or "副本"

    def known(self) -> dict[str, str]:
        """The fields that were read, personal ones too."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


@dataclass(frozen=True, slots=True)
class Paper:
    """`text` is what a letter says, for `luodi.text.reading.read`; empty for a licence, whose fields say it all.

    `trouble` is a key of TROUBLES.
    """

    text: str = field(default="", repr=False)
    licence: Licence | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FormValues:
    """What a licence may fill in an enquiry, "" where unknown. `origin` is where the company sits: never a wish."""

    firm: str = ""
    uscc: str = ""
    origin: str = ""


def form_values(licence: Licence) -> FormValues:
    """The company is named only beside a code that proves the reading: a misread name would look for another one."""
    if not licence.code:
        return FormValues()
    return FormValues(licence.name, licence.code, licence.address)
