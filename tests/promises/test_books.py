"""Workbooks that are taken away in English are read in again as those of everybody else."""

import io

import pytest
from django.utils.translation import gettext_lazy, override
from openpyxl import load_workbook

from luodi.projects.sheets import columns as of_projects
from luodi.projects.sheets import mending
from luodi.supply.sheets import books
from luodi.supply.sheets import columns as of_offers
from luodi.ui.bookwords import written


def test_a_word_stands_alone_in_chinese_and_has_the_readers_own_beside_it():
    assert written(gettext_lazy("名称")) == "名称"
    with override("en"):
        assert written(gettext_lazy("名称")) == "名称（Name）"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("book", "names", "columns"),
    [
        (mending.template_book, of_projects.NAMES, mending.TEMPLATE),
        (books.template_book, of_offers.NAMES, books.TEMPLATE),
    ],
    ids=["projects", "offers"],
)
def test_every_heading_of_an_empty_book_is_known_again(language: str, book, names, columns):
    with override(language):
        data = book()
    headings = [str(cell.value) for cell in load_workbook(io.BytesIO(data)).worksheets[0][1]]
    assert list(names.assigned(headings).values()) == list(columns)
