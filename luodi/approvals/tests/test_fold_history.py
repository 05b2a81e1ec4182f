"""A long history is short: what one person did alike in one go is one line, and only the newest stand open."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from luodi.approvals.actions.filing import answer, file
from luodi.approvals.actions.materials import give
from luodi.approvals.folding import history
from luodi.approvals.story import Line
from tests.approving import Approving, paper
from tests.cast import Cast, local
from tests.certificates import client_of

NOW = local(2021, 1, 4, 9)


def line(minutes: int, code: str = "given", by: str = "您", sentence: str = "交了总平面图（上传）") -> Line:
    at = NOW - timedelta(minutes=minutes)
    return Line(at, sentence, code, at, 1, by)


def sentences(lines: list[Line]) -> list[str]:
    return [one.sentence for one in lines]


def test_what_one_person_gives_within_an_hour_is_one_line_of_its_newest_moment():
    found = history([line(0), line(20), line(60)]).newest
    assert [(one.sentence, one.at, len(one.among)) for one in found] == [("交了 3 份材料", NOW, 3)]


def test_in_english_they_are_counted_as_english_counts():
    with translation.override("en"):
        assert sentences(history([line(0), line(1)]).newest) == ["Gave 2 materials"]


@pytest.mark.parametrize(
    "others",
    [[line(61)], [line(1, by="申请人的同事")], [line(1, "paused"), line(2)], [line(1, "copy_withdrawn")]],
    ids=["an hour later", "by another", "something between", "of another kind"],
)
def test_what_does_not_belong_together_stays_apart(others: list[Line]):
    shown = history([line(0), *others])
    assert [one.among for one in shown.newest] == [()] * (1 + len(others))


def test_decisions_are_never_counted_together():
    assert len(history([line(0, "refused"), line(1, "refused")]).newest) == 2


def test_twelve_lines_stand_open_and_the_rest_is_behind_one():
    shown = history([line(n, "extended", sentence=str(n)) for n in range(15)])
    assert sentences(shown.newest) == [str(n) for n in range(12)]
    assert sentences(shown.earlier) == ["12", "13", "14"]


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_applicant_and_department_read_the_same_short_history():
    city = Approving(Cast())
    case = city.filed()
    for reader, page in ((city.applicant, "/mine/cases/"), (city.planner, "/desk/cases/")):
        text = client_of(reader).get(f"{page}{case.number}/").text
        assert "交了 3 份材料" in text
        assert len(re.findall("交了(?:总平面图|场地使用证明|检测报告)（上传）", text)) == 3
        assert "2 项申报到部门" in text
        assert "更早的" not in text


@pytest.mark.django_db
def test_of_many_turns_the_page_opens_with_the_newest():
    with time_machine.travel(NOW, tick=False) as clock:
        city = Approving(Cast())
        case = city.draft()
        for _turn in range(8):
            clock.shift(timedelta(minutes=5))
            answer(viewer=city.by(city.applicant), number=case.number, answers={"crowd": "yes"})
            give(viewer=city.by(city.applicant), number=case.number, file=paper(), material="drawing")
        city.papers(case, "lease")
        file(viewer=city.by(city.applicant), number=case.number)
        text = client_of(city.applicant).get(f"/mine/cases/{case.number}/").text
    opened, folded = text.split("更早的", 1)
    assert "开始填这一件" in folded
    assert "开始填这一件" not in opened
    assert "2 项申报到部门" in opened
