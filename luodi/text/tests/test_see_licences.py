"""Photos of licences that this file draws: straight, tilted, blurred, upside down; and what is no licence at all.

Six looks of one to five seconds. Without the extra `ocr` they are skipped, and say so.
"""

from dataclasses import fields
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from luodi.text.papers import Licence, eye_available, form_values, read_paper
from luodi.text.papers.paper import PaperError
from luodi.text.papers.pictures import LONGEST_SIDE, pictures
from luodi.text.papers.seeing import see
from luodi.text.tests.licences import INK, SUN, drawn, write
from luodi.text.tests.test_read_papers import processes_with

JPEG = "image/jpeg"
TABLE = (92, 84, 76)
EXPECTED = Licence(
    code=SUN.code,
    name=SUN.name,
    kind=SUN.kind,
    representative=SUN.representative,
    capital=SUN.capital,
    established="2015-03-02",
    term="2015-03-02/2045-03-01",
    address=SUN.address,
    scope=SUN.scope,
    authority=SUN.authority,
    issued="2021-06-18",
    copy=SUN.copy,
)
VARIANTS = {
    "straight": lambda page: page,
    "tilted": lambda page: page.rotate(5, Image.Resampling.BICUBIC, expand=True, fillcolor=TABLE),
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(2.2)),
    "upside down": lambda page: page.rotate(180),
}
needs_eye = pytest.mark.skipif(not eye_available(), reason="no eye: pip install -r requirements-ocr.txt")


def photo(folder: Path, picture: Image.Image, **options) -> Path:
    path = folder / "photo.jpg"
    picture.save(path, "JPEG", quality=80, **options)
    return path


@needs_eye
@pytest.mark.parametrize("variant", VARIANTS)
def test_eleven_of_twelve_fields_are_right_however_the_photo_was_taken(tmp_path, variant):
    paper = read_paper(photo(tmp_path, VARIANTS[variant](drawn(SUN))), JPEG)
    assert paper.trouble == ""
    assert paper.text == ""
    wrong = [one.name for one in fields(Licence) if getattr(paper.licence, one.name) != getattr(EXPECTED, one.name)]
    assert len(wrong) <= 1, wrong
    assert form_values(paper.licence) == form_values(EXPECTED)


@needs_eye
def test_a_scanned_letter_is_read_and_is_no_licence(tmp_path):
    page = Image.new("RGB", (1190, 1680), "white")
    for row, line in enumerate(
        ["投资意向函", "我公司拟在贵市投资12亿元建设光伏组件项目。", "另请告知营业执照如何办理。"]
    ):
        write_on(page, 200 + 90 * row, line)
    page.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "scan.pdf")
    paper = read_paper(tmp_path / "scan.pdf", "application/pdf")
    assert (paper.licence, paper.trouble) == (None, "")
    assert "投资12亿元建设光伏组件项目" in paper.text


def write_on(page: Image.Image, y: int, line: str) -> None:
    write(ImageDraw.Draw(page), (140, y), line, 40, INK)


@needs_eye
def test_a_photo_of_something_else_gives_nothing(tmp_path):
    paper = read_paper(photo(tmp_path, Image.linear_gradient("L").resize((1200, 900))), JPEG)
    assert (paper.licence, paper.text, paper.trouble) == (None, "", "no_text")


@needs_eye
def test_an_eye_that_takes_too_long_is_killed_and_leaves_nothing_behind(tmp_path):
    path = photo(tmp_path, drawn(SUN))
    with pytest.raises(PaperError) as slow:
        see(path, JPEG, time_limit=0.8)
    assert slow.value.code == "timeout"
    assert processes_with(path) == []


@needs_eye
def test_a_damaged_photo_is_a_code(tmp_path):
    path = photo(tmp_path, drawn(SUN))
    path.write_bytes(path.read_bytes()[:9_000])
    assert read_paper(path, JPEG).trouble == "broken"


def prepared(path: Path) -> Image.Image:
    (picture,) = pictures(path, JPEG)
    return picture


def test_a_photo_is_turned_as_the_camera_noted_and_made_smaller(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    turned = prepared(photo(tmp_path, Image.new("RGB", (4000, 3000)), exif=exif))
    assert (turned.width, turned.height) == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)


def test_what_is_transparent_lies_on_white(tmp_path):
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert prepared(tmp_path / "clear.png").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("side", [9_000, 14_000])
def test_a_picture_that_unpacks_to_a_bomb_is_refused(tmp_path, side):
    Image.new("1", (side, side)).save(tmp_path / "bomb.png")
    assert (tmp_path / "bomb.png").stat().st_size < 100_000
    with pytest.raises(PaperError) as bomb:
        prepared(tmp_path / "bomb.png")
    assert bomb.value.code == "too_long"


def test_a_file_of_another_kind_is_no_picture(tmp_path):
    Image.new("RGB", (60, 40)).save(tmp_path / "drawing.tiff")
    with pytest.raises(PaperError) as other:
        prepared(tmp_path / "drawing.tiff")
    assert other.value.code == "broken"
