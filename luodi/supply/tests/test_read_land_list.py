"""Real land contracts, laid out as a list: areas in hectares, prices as whole amounts, days as dates."""

import csv
import time
from pathlib import Path

import pytest
import time_machine
from openpyxl import Workbook

from luodi.directory.viewer import Viewer
from luodi.supply.actions.importing import check_offers, import_offers
from luodi.supply.models import Offer
from luodi.supply.sheets.preview import preview
from luodi.supply.tests.lists import saved
from tests.cast import Cast, local

HEADINGS = {
    "project": "项目名称",
    "location": "坐落位置",
    "area_ha": "面积（公顷）",
    "land_use": "用途",
    "supply_mode": "供应方式",
    "term_years": "出让年限",
    "industry": "行业分类",
    "price_wan_yuan": "成交价（万元）",
    "holder": "土地使用权人",
    "contract_date": "合同日期",
    "handover_date": "交地时间",
}
BAR = 20.0  # seconds of processor for all of them


def land_list(rows: list[dict[str, str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "供地结果"
    sheet.append(["国有建设用地供应结果"])
    sheet.merge_cells("A1:K1")
    sheet.append(list(HEADINGS.values()))
    for row in rows:
        sheet.append([row[name] for name in HEADINGS])
    return saved(book)


def test_real_land_contracts_are_read_as_land(cast: Cast, data_dir: Path) -> None:
    with (data_dir / "land_contracts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    begun = time.process_time()
    by = Viewer.of(cast.zone_officer)
    with time_machine.travel(local(2021, 1, 4, 9), tick=True):
        sheet = check_offers(viewer=by, data=land_list(rows), file_name="供地.xlsx", kind="land")
        shown = preview(sheet)
        new = import_offers(viewer=by, sheet=sheet)

    assert time.process_time() - begun < BAR
    assert shown.rows == len(rows) > 800
    assert len(shown.good) + shown.twins >= 0.97 * shown.rows
    assert new == len(shown.good) == Offer.objects.count()
    assert set(Offer.objects.values_list("kind", flat=True)) == {"land"}
    first = Offer.objects.get(duty__title__startswith=rows[0]["project"][:20])
    assert first.land_mu == pytest.approx(float(rows[0]["area_ha"]) * 15, abs=0.01)
    assert (float(first.price), first.price_unit) == (
        pytest.approx(float(rows[0]["price_wan_yuan"]), abs=0.01),
        "whole",
    )
    assert first.area_m2 is None
    assert {code["code"] for code in shown.faults} <= {"bounds", "price_bounds", "order", "date"}
