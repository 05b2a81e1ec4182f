"""The reader as a whole: the bars on the development set, its speed, and the command."""

import json
import subprocess
import sys
import time
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from luodi.text.reading import read

DAY = date(2026, 3, 10)


@pytest.fixture
def texts(data_dir):
    path = data_dir / "eval" / "extract_dev.jsonl"
    if not path.is_file():
        pytest.skip("no extract_dev.jsonl in the reference data")
    return path


def predictions(path) -> str:
    out = StringIO()
    call_command("read", path, stdout=out)
    return out.getvalue()


def test_the_development_set_is_read_well_enough(texts, tmp_path):
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(predictions(texts), encoding="utf-8")
    scorer = texts.parent / "score_extract.py"
    run = [sys.executable, scorer, "--gold", texts, "--pred", predicted, "--json"]
    score = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    assert score["micro"]["f1"] >= 0.93
    assert score["micro"]["wrong_per_100"] <= 6
    assert score["enquiry_accuracy"] >= 0.98


def test_a_text_takes_two_milliseconds(texts):
    rows = [json.loads(line)["text"] for line in texts.read_text(encoding="utf-8").splitlines()]
    best = min(_seconds(rows) for _ in range(5))
    assert best / len(rows) < 0.002


def _seconds(rows: list[str]) -> float:
    began = time.process_time()
    for text in rows:
        read(text, DAY)
    return time.process_time() - began


def test_the_command_prints_a_line_for_each_text(tmp_path):
    file = tmp_path / "texts.jsonl"
    rows = [
        {"id": "a", "text": "想租3000平厂房做汽车线束", "received": "2026-03-10"},
        {"id": "b", "text": "新年快乐！祝您身体安康", "received": "2026-03-10"},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second = (json.loads(line) for line in predictions(file).splitlines())
    assert first["id"] == "a"
    assert first["floor_area_m2"] == 3000
    assert second == {"id": "b", "not_enquiry": True}


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "a", "text": "想租厂房", "received": "gestern"}', encoding="utf-8")
    with pytest.raises(CommandError, match="line 1"):
        predictions(file)


@given(
    st.text(st.sampled_from("想租厂房亩平万元亿投资总1234567890.,-至到年月底在不区市 \nabm$％（）：。，"), max_size=80)
)
def test_no_text_stops_the_reader(text):
    for one in read(text, DAY).values:
        assert 0 <= one.start < one.end <= len(text)


def test_a_long_letter_takes_time_in_proportion():
    text = "我司拟在滁州租厂房3000平，总投资1.2亿元，" * 400
    began = time.process_time()
    read(text, DAY)
    assert time.process_time() - began < 2
