"""How a text is cut into words before it is put or looked for."""

import pytest

from luodi.text.search.segmenting import Segmenter, fold, segmenter


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("双招双引服务专班", "双招双引"),
        ("董家口港区", "董家口"),
        ("一事全办窗口", "一事全办"),
        ("分布式光伏项目", "分布式光伏"),
        ("想找大型廠房屋頂", "厂房"),
        ("ＧＭＰ車間", "gmp"),
        ("GMP车间", "gmp"),
        ("层高12.5米", "12.5"),
        ("10kV双回路", "10kv"),
        ("needs cold storage near the port", "storage"),
    ],
)
def test_words_of_the_trade_stay_whole(typed, word):
    assert word in segmenter().words(typed)


@pytest.mark.parametrize(
    ("long", "short"), [("分布式光伏", "光伏"), ("标准厂房", "厂房"), ("数据中心", "数据"), ("冷链物流", "物流")]
)
def test_a_long_word_is_found_by_the_shorter_one_in_it(long, short):
    assert {long, short} <= set(segmenter().words(f"这里有{long}。"))


def test_what_every_letter_says_is_no_word():
    assert segmenter().words("您好，我们公司想要的，谢谢！") == []
    assert segmenter().words("，。！？ 「」") == []
    assert "the" not in segmenter().words("the plant")


def test_both_scripts_and_widths_are_one_text():
    assert fold("ＡＢＣ　冷庫") == fold("abc 冷库")


def test_a_city_adds_words_of_its_own(tmp_path):
    path = tmp_path / "city.txt"
    path.write_text("# zones\n蓝鲸湾智谷\n", encoding="utf-8")
    assert "蓝鲸湾智谷" not in segmenter().words("入驻蓝鲸湾智谷")
    own = Segmenter(str(path))
    assert "蓝鲸湾智谷" in own.words("入驻蓝鲸湾智谷")
    assert own.digest != segmenter().digest


def test_a_dictionary_that_is_not_there_is_said(tmp_path):
    with pytest.raises(OSError, match=r"city\.txt"):
        Segmenter(str(tmp_path / "city.txt"))
