import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.text import brand_of, normalise_firm


@pytest.mark.parametrize(
    "names",
    [
        [
            "隆盛绿能科技股份有限公司",
            "隆盛绿能科技（集团）股份有限公司",
            "隆盛绿能科技股份有限公司青岛分公司",
            "隆盛綠能科技股份有限公司",
            " 隆盛 绿能科技 ",
            "青岛隆盛绿能科技有限责任公司",
            "山东省青岛市黄岛区隆盛绿能科技有限公司",
            "青岛西海岸新区隆盛绿能科技有限公司",
            "隆盛绿能科技（中国）有限公司",
            "隆盛绿能科技（青岛）有限公司",
        ],
        ["海天集团公司", "海天集團", "海天股份", "海天有限公司", "青岛海天集团有限公司"],
        [
            "Haitian (China) Co., Ltd.",
            "HAITIAN",
            "Haitian Group Co.,Ltd",
            "Ｈａｉｔｉａｎ　ＡＧ",
            "haitian holdings Limited",
        ],
    ],
)
def test_spellings_of_one_firm_share_a_key(names):
    assert len({normalise_firm(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青岛啤酒股份有限公司", "烟台啤酒有限公司"),
        ("青岛港集团", "日照港集团"),
        ("中国银行", "上海银行"),
        ("隆盛绿能科技有限公司", "隆盛食品有限公司"),
        ("海天一有限公司", "海天二有限公司"),
    ],
)
def test_different_firms_keep_different_keys(one, other):
    assert normalise_firm(one) != normalise_firm(other)


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("隆盛绿能科技股份有限公司", "隆盛"),
        ("青岛隆盛新能源有限公司", "隆盛"),
        ("宁德时代新能源科技股份有限公司", "宁德时代"),
        ("青岛啤酒股份有限公司", "青岛啤酒"),
        ("中国银行股份有限公司青岛分行", "中国银行"),
        ("Qingdao Haitian Energy Co., Ltd.", "haitian"),
        ("科技", "科技"),
        ("", ""),
    ],
)
def test_the_brand_is_what_stands_before_the_trade(name, brand):
    assert brand_of(name) == brand


@pytest.mark.parametrize("name", ["有限公司", "青岛", "中国", "集团", "（中国）"])
def test_a_name_of_nothing_but_common_words_keeps_a_key(name):
    assert normalise_firm(name)


@given(st.text(max_size=40))
def test_a_key_is_without_blanks_and_stays_as_it_is_in_capitals(name):
    key = normalise_firm(name)
    assert not any(character.isspace() for character in key)
    assert isinstance(brand_of(name), str)


@given(
    st.text("隆盛海天绿能科技青岛中国", min_size=2, max_size=8), st.sampled_from(["有限公司", "集团", "股份有限公司"])
)
def test_the_legal_form_never_matters(stem, form):
    assert normalise_firm(stem + form) == normalise_firm(stem + "有限公司")
