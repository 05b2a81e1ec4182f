from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

CSS = Path(__file__).parents[1] / "static/ui/css"


def drawn(**context: object) -> str:
    return render_to_string("ui/light.html", context)


@pytest.mark.parametrize(
    ("light", "chinese", "english"),
    [("green", "绿灯", "green"), ("yellow", "黄灯", "yellow"), ("red", "红灯", "red"), ("grey", "灰灯", "grey")],
)
def test_every_light_is_said_in_a_word(light: str, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert f'class="light {light}">{chinese}' in drawn(light=light)
    with override("en"):
        assert english in drawn(light=light)


def test_a_light_without_a_value_is_grey_and_a_label_of_its_own_stands_instead() -> None:
    assert 'class="light grey">未报' in drawn(light="", label="未报")


def test_a_light_set_by_hand_says_so() -> None:
    with override("zh-hans"):
        assert "人工定灯" in drawn(light="green", by_hand=True)
        assert "人工定灯" not in drawn(light="green")


def test_no_light_has_the_red_of_overdue_and_each_has_its_own_shape() -> None:
    tokens, charts = (CSS / "tokens.css").read_text(), (CSS / "charts.css").read_text()
    late = {line.split("--late: ")[1].split(";")[0] for line in tokens.splitlines() if "--late: " in line}
    red = {line.split("--light-red: ")[1].split(";")[0] for line in tokens.splitlines() if "--light-red: " in line}
    assert late
    assert red
    assert late.isdisjoint(red)
    shapes = [part.split("}")[0].split("clip-path: ")[1] for part in charts.split(".light") if "clip-path: " in part]
    assert len(shapes) == len(set(shapes)) == 4
