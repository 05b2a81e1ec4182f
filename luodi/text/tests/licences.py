"""Business licences drawn for tests: invented companies, whose credit codes have a right check character."""

import random
from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

from luodi.text.credit_codes import ALPHABET, WEIGHTS

FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSerifSC-Regular.otf"
WIDTH, HEIGHT = 1680, 1190
INK, LABEL, GOLD, RED = (40, 36, 36), (92, 62, 30), (176, 140, 70), (205, 50, 44)


def credit_code(first_16: str) -> str:
    """With the check character of the organisation inside it (GB 11714), then its own."""
    inner = sum(int(c, 36) * weight for c, weight in zip(first_16[8:], (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    first_17 = first_16 + "0123456789X0"[11 - inner % 11]
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(first_17, WEIGHTS, strict=True))
    return first_17 + ALPHABET[-total % 31]


@dataclass(frozen=True)
class Printed:
    """The words of a licence as printed; dates as "2015年03月02日"."""

    code: str
    name: str
    kind: str
    representative: str
    capital: str
    established: str
    term: str
    address: str
    scope: str
    authority: str
    issued: str
    copy: str = "副本"


SUN = Printed(
    code=credit_code("91370281MA3BQ7XT"),
    name="青岛曜澜光伏科技有限公司",
    kind="有限责任公司（自然人投资或控股）",
    representative="邢若川",
    capital="伍仟万元整",
    established="2015年03月02日",
    term="2015年03月02日至2045年03月01日",
    address="山东省青岛市胶州市滨河路88号3号楼1单元502室",
    scope="一般项目：太阳能发电技术服务；光伏设备及元器件制造；光伏设备及元器件销售；储能技术服务；"
    "货物进出口；技术服务、技术开发、技术咨询。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
    authority="胶州市市场监督管理局",
    issued="2021年06月18日",
)


def drawn(printed: Printed, scrambled: int = 0) -> Image.Image:
    page = Image.new("RGB", (WIDTH, HEIGHT), (250, 246, 234))
    pen = ImageDraw.Draw(page)
    for x in range(0, WIDTH, 14):  # the pale waves behind the text
        pen.line([(x, 0), (x + 60, HEIGHT)], fill=(243, 237, 218), width=2)
    pen.rectangle((36, 36, WIDTH - 36, HEIGHT - 36), outline=GOLD, width=14)
    pen.rectangle((58, 58, WIDTH - 58, HEIGHT - 58), outline=GOLD, width=3)
    write(pen, (110, 110), "统一社会信用代码", 26, LABEL)
    write(pen, (110, 150), printed.code, 32, INK)
    write(pen, (600, 150), "营　业　执　照", 84, (60, 40, 20))
    write(pen, (770, 262), f"（{'　'.join(printed.copy)}）", 34, LABEL)
    left = [("名　　称", printed.name), ("类　　型", printed.kind), ("法定代表人", printed.representative)]
    right = [("注册资本", printed.capital), ("成立日期", spaced(printed.established))]
    right += [("营业期限", spaced(printed.term)), ("住　　所", printed.address)]
    column(pen, 120, 290, 560, [*left, ("经营范围", printed.scope)])
    column(pen, 910, 1080, 480, right)
    write(pen, (1010, 900), "登记机关", 30, LABEL)
    write(pen, (1170, 900), printed.authority, 30, INK)
    write(pen, (1180, 985), spaced(printed.issued), 30, INK)
    pen.ellipse((1240, 830, 1480, 1070), outline=RED, width=6)
    write(pen, (110, 1085), "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", 20, LABEL)
    write(pen, (1180, 1085), "国家市场监督管理总局监制", 20, LABEL)
    checks(pen, 1430, 110)
    return page


def column(pen, label_x, value_x, width, rows) -> None:
    y = 370
    for label, value in rows:
        write(pen, (label_x, y), label, 30, LABEL)
        lines = wrapped(value, 30, width)
        for number, line in enumerate(lines):
            write(pen, (value_x, y + 42 * number), line, 30, INK)
        y += 42 * len(lines) + 38


def write(pen, place, words: str, size: int, colour) -> None:
    pen.text(place, words, font=ImageFont.truetype(str(FONT), size), fill=colour)


def wrapped(words: str, size: int, width: int) -> list[str]:
    font, lines = ImageFont.truetype(str(FONT), size), [""]
    for character in words:
        if font.getlength(lines[-1] + character) > width and character not in "；、，。）":
            lines.append("")
        lines[-1] += character
    return lines


def spaced(date: str) -> str:
    return date.replace("年", " 年 ").replace("月", " 月 ").replace("日", " 日").replace("至", " 至 ")


def checks(pen, x: int, y: int) -> None:
    """Something like the square code beside the title."""
    dice = random.Random(7)
    for row in range(21):
        for place in range(21):
            if dice.random() < 0.5:
                pen.rectangle((x + 7 * place, y + 7 * row, x + 7 * place + 6, y + 7 * row + 6), fill=INK)
