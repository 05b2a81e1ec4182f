"""A writer that is killed leaves nothing half done: only what is missing is done again."""

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from luodi.text.search import Document
from luodi.text.search.index import Busy, Index
from luodi.text.tests.killed_writer import BATCH, BATCHES, FATAL, rebuild, text_of
from luodi.text.tests.letter_encoder import LetterEncoder

ROOT = Path(__file__).parents[3]
ALL = BATCH * BATCHES


@pytest.mark.parametrize(
    ("place", "batches_done"),
    [
        ("while vectors are made", FATAL - 1),
        ("before words are taken in", FATAL),
        ("before it is noted that they were", FATAL),
    ],
)
def test_a_killed_rebuild_goes_on_where_it_was(tmp_path, place, batches_done):
    command = [sys.executable, "-m", "luodi.text.tests.killed_writer", str(tmp_path), place]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode == -signal.SIGKILL

    encoder = LetterEncoder()
    index = Index(tmp_path, encoder, writable=True)
    assert (index.sequence, index.mark, index.size) == (
        batches_done,
        f"rebuild {batches_done}",
        batches_done * BATCH,
    )
    found = {hit.key for hit in index.by_words("厂房", ALL)}
    assert found == set(range(batches_done * BATCH)), "words have come to the same commit"
    rebuild(index)
    assert len(encoder.encoded) == ALL - batches_done * BATCH, "a vector that was kept is not made again"
    assert index.size == ALL
    assert {hit.key for hit in index.by_words("厂房", 2 * ALL)} == set(range(ALL))
    assert [index.by_meaning([text_of(key)], 1)[0][0].key for key in range(ALL)] == list(range(ALL))


def test_what_was_not_committed_was_never_put(tmp_path):
    index = Index(tmp_path, LetterEncoder(), writable=True)
    index.put([Document(1, "冷库")])
    index.commit(sequence=1)
    index.put([Document(2, "冷库二号", phrases=("冷库二号",))])
    index.drop([1])
    index.close()

    index = Index(tmp_path, LetterEncoder(), writable=True)
    assert [hit.key for hit in index.by_words("冷库", 5)] == [1]
    assert index.sequence == 1


def test_a_file_of_vectors_that_was_cut_is_noticed_and_everything_is_asked_for_again(tmp_path):
    index = Index(tmp_path, LetterEncoder(), writable=True)
    rebuild(index)
    index.close()
    (tmp_path / "letters" / "vectors.f32").write_bytes(b"half a row")

    index = Index(tmp_path, LetterEncoder(), writable=True)
    assert (index.sequence, index.size, index.by_words("厂房", 5)) == (0, 0, [])
    rebuild(index)
    assert index.by_meaning([text_of(5)], 1)[0][0].key == 5


def test_a_lost_folder_of_words_is_filled_from_what_was_put(tmp_path):
    index = Index(tmp_path, LetterEncoder(), writable=True)
    rebuild(index)
    index.close()
    for path in (tmp_path / "letters" / "tantivy").iterdir():
        path.unlink()

    index = Index(tmp_path, LetterEncoder(), writable=True)
    assert index.sequence == BATCHES
    assert len(index.by_words("厂房", 2 * ALL)) == ALL


def test_two_writers_are_one_too_many(tmp_path):
    first = Index(tmp_path, LetterEncoder(), writable=True)
    with pytest.raises(Busy):
        Index(tmp_path, LetterEncoder(), writable=True)
    first.close()
    Index(tmp_path, LetterEncoder(), writable=True).close()


def test_coordinates_that_are_not_there_are_made_from_the_vectors(tmp_path):
    encoder = LetterEncoder()
    encoder.name = "usem3"  # whose axes are known
    encoder.dim = 512
    index = Index(tmp_path, encoder, writable=True)
    rebuild(index)
    index.close()
    [rough] = (tmp_path / "usem3").glob("rough-*.f32")
    before = np.fromfile(rough, np.float32)
    rough.unlink()

    Index(tmp_path, encoder, writable=True).close()
    assert before.any()
    assert np.allclose(np.fromfile(rough, np.float32), before, atol=1e-5)
    assert len(encoder.encoded) == ALL
