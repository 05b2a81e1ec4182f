"""`luodi forecast` on files from outside."""

import csv
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

COMMITTED = Path(__file__).parents[1] / "data" / "panel.csv"
HEADER = "project,started,reported_at,reported_finish,finished\n"


def run(*arguments: object) -> list[dict[str, str]]:
    said = io.StringIO()
    call_command("forecast", *map(str, arguments), stdout=said)
    return list(csv.DictReader(io.StringIO(said.getvalue())))


def refused(*arguments: object) -> list[str]:
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    assert refusal.value.returncode == 2
    return str(refusal.value).splitlines()


def file_of(folder: Path, text: str | bytes) -> Path:
    file = folder / "table.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize("flags", [(), ("--temporal",)])
def test_every_report_gets_three_dates_in_the_order_of_the_file(flags):
    reports = list(csv.DictReader(COMMITTED.open()))
    told = run("--panel", COMMITTED, *flags)
    assert [(row["project"], row["reported_at"]) for row in told] == [
        (row["project"], row["reported_at"]) for row in reports
    ]
    assert list(told[0]) == ["project", "reported_at", "p10", "p50", "p90"]
    for row in told:
        p10, p50, p90 = (date.fromisoformat(row[name]) for name in ("p10", "p50", "p90"))
        assert date.fromisoformat(row["reported_at"]) <= p10 <= p50 <= p90
    inside = [row["p10"] <= report["finished"] <= row["p90"] for row, report in zip(told, reports, strict=True)]
    assert 0.76 <= sum(inside) / len(inside) <= 0.84


def test_an_open_project_is_forecast_and_a_mark_at_the_beginning_is_no_fault(tmp_path):
    file = file_of(tmp_path, "\ufeff" + HEADER + "隧道,2026-01-01,2027-02-01,2031-12-31,\n")
    [row] = run("--panel", file)
    assert row["project"] == "隧道"
    assert row["p50"] > "2031-12-31"


def test_a_project_closed_between_two_reports_is_one_project(tmp_path):
    lines = "A,2020-01-01,2020-02-01,2020-06-01,\nA,2020-01-01,2020-03-01,2020-06-01,2020-08-01\n"
    assert len(run("--panel", file_of(tmp_path, HEADER + lines))) == 2


def test_every_fault_is_named_by_line_and_column(tmp_path):
    lines = [
        "A,2020-01-01,2020-13-01,,2019-01-01",
        ",2020-01-01,2020-02-01,soon,",
        "B,2020-01-01,2020-02-01,2020-03-01,2020-05-01",
        "B,2020-01-02,2020-03-01,2020-03-01,2020-06-01",
    ]
    assert refused("--panel", file_of(tmp_path, HEADER + "\n".join(lines))) == [
        "第 2 行 reported_at 列：2020-13-01 不是 2026-09-30 这样的日期",
        "第 2 行 reported_finish 列：没有填写",
        "第 2 行 finished 列：完工日期 2019-01-01 早于开工日期",
        "第 3 行 project 列：没有填写",
        "第 3 行 reported_finish 列：soon 不是 2026-09-30 这样的日期",
        "第 5 行 started 列：2020-01-02 与该项目前面各行不一致",
        "第 5 行 finished 列：2020-06-01 与该项目前面各行不一致",
    ]


@pytest.mark.parametrize("data", ["", "project,started\n", HEADER, b"\x00\x01", HEADER + '"A'])
def test_what_is_no_panel_is_refused(tmp_path, data):
    assert len(refused("--panel", file_of(tmp_path, data))) == 1


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "nothing.csv" in refused("--panel", tmp_path / "nothing.csv")[0]


def test_stages_are_read_in_three_ways_of_writing_a_date(tmp_path, capsys):
    lines = ["Gate 1,Gate 2", "2020-01-01 00:00:00,2020-01-11", "1/02/2020 5:00:00 PM,21/02/2020", "2020-03-01,"]
    lines += ["2020-05-02,2020-05-01", "13/03/2020,2020-04-12 08:00:00"]
    [row] = run("--durations", file_of(tmp_path, "\n".join(lines)), "--from", "Gate 1", "--to", "Gate 2")
    assert (row["n"], row["p50"]) == ("3", "20")
    assert "第 5 行 Gate 2 列：2020-05-01 早于前一阶段，这一行不计" in capsys.readouterr().err


def test_faults_of_stages_are_named_too(tmp_path):
    file = file_of(tmp_path, "a,b\n2020-01-01,soon\n31/31/2020,2020-01-01\n")
    assert refused("--durations", file, "--from", "a", "--to", "b") == [
        "第 2 行 b 列：soon 不是日期",
        "第 3 行 a 列：31/31/2020 不是日期",
    ]
    assert refused("--durations", file_of(tmp_path, "a,b\n2020-01-01,\n"), "--from", "a", "--to", "b") == [
        "两个阶段都有日期的行不足两行"
    ]
    assert "c" in refused("--durations", file, "--from", "a", "--to", "c")[0]
    assert refused("--durations", file) == ["--durations 需要 --from 和 --to"]


def test_a_script_sees_the_faults_apart_from_the_forecasts(tmp_path):
    file = file_of(tmp_path, HEADER + "A,2020-01-01,2020-02-01,soon,\n")
    command = [sys.executable, "-m", "luodi.config.cli", "forecast", "--panel", str(file)]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "LUODI_HOME": str(tmp_path)}
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "reported_finish" in ended.stderr
