"""Projects as open data of the standard: what it cannot say is left out, what it can validates against its schema."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import time_machine
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from luodi.clock import SHANGHAI
from luodi.directory.viewer import Viewer
from luodi.projects.actions.importing import import_book, read_book
from luodi.projects.models import Project
from luodi.projects.oc4ids import package, project
from luodi.projects.oc4ids.live import lines
from luodi.projects.rules import Side, Stage
from luodi.projects.tests.books import book
from luodi.projects.tests.books import project as row
from tests.cast import Cast, local
from tests.projecting import Projecting

NOON = datetime(2021, 10, 8, 12, tzinfo=SHANGHAI)
URI = "https://luodi.example/oc4ids.json"


FORMATS = jsonschema.FormatChecker()  # the library brings none of these two


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(said: object) -> bool:
    """RFC 3339: day, hour and the distance from UTC."""
    return not isinstance(said, str) or ("T" in said and datetime.fromisoformat(said).tzinfo is not None)


@FORMATS.checks("uri", raises=ValueError)
def is_uri(said: object) -> bool:
    return not isinstance(said, str) or bool(urlsplit(said).scheme)


def packed(found: Any) -> dict[str, Any]:
    return dict(json.loads("".join(package(found, "临海市市政府办公室", NOON, uri=URI))))


@pytest.fixture
def schema(data_dir: Path) -> jsonschema.Draft4Validator:
    """The package schema points at the project schema on the web; here it is found beside it."""
    folder = data_dir / "oc4ids"
    whole, part = (
        json.loads((folder / f"{name}-schema.json").read_text("utf-8")) for name in ("project-package", "project")
    )
    registry = Registry().with_resource(part["id"], Resource.from_contents(part, default_specification=DRAFT4))
    return jsonschema.Draft4Validator(whole, registry=registry, format_checker=FORMATS)


def faults(schema: jsonschema.Draft4Validator, said: dict[str, Any]) -> list[str]:
    return [f"{list(one.path)} {one.message[:200]}" for one in schema.iter_errors(said)]


def full(**other: Any) -> dict[str, Any]:
    return {
        "number": "LD-P-210108-379911-1", "code": "2021-379902-36-03-000001", "title": "过海地铁隧道",
        "purpose": "过海通勤",
        "description": "隧道 570 米", "unit": {"code": "port", "name": "港区"}, "sponsor": "远海集团",
        "builder": "中建",
        "template": "infrastructure", "stage": "completed", "side": "", "sector": "infrastructure", "total": 3 * 10**8,
        "city": "临海市", "district": "西部新区", "address": "海底", "longitude": 120.2, "latitude": 36.0,
        "started_on": "2020-12-25", "completed_on": "2021-09-30", "delay": "断层",
        "curve": [["2020-12-25", 0], ["2021-02-08", 100]],
        "milestones": [
            {"id": 1, "name": "开工", "stage": "started", "due": "2020-12-25", "met_on": "2020-12-25"},
            {"id": 2, "name": "竣工", "stage": "completed", "due": "2021-02-08", "met_on": None},
            {"id": 3, "name": "通车", "stage": "", "due": "2022-01-01", "met_on": None},
        ],
        "reports": [{"as_of": "2021-01-31", "invested": 10**7, "percent": 25},
                    {"as_of": "2021-02-28", "invested": 5 * 10**6}],
        "documents": [{"id": 7, "kind": "acceptance", "title": "竣工验收文件", "dated": "2021-09-30"}],
    } | other  # fmt: skip


def test_a_full_line_validates_and_says_late_as_not_met(schema: jsonschema.Draft4Validator):
    said = packed([full()])
    assert faults(schema, said) == []
    one = said["projects"][0]
    assert [stone["status"] for stone in one["milestones"]] == ["met", "notMet", "scheduled"]
    assert (one["sector"], one["status"], one["completion"]["endDateDetails"]) == (
        ["transport.rail", "transport.road"],
        "completion",
        "断层",
    )
    money = next(metric for metric in one["metrics"] if metric["id"] == "financialProgress")
    assert [seen["value"]["amount"] for seen in money["observations"]] == [10**7, 15 * 10**6]


def test_a_state_that_the_standard_does_not_know_would_be_rejected(schema: jsonschema.Draft4Validator):
    said = packed([full()])
    said["projects"][0]["milestones"][1]["status"] = "delayed"
    assert any("delayed" in fault for fault in faults(schema, said))


def test_a_day_without_hour_and_zone_would_be_rejected(schema: jsonschema.Draft4Validator):
    said = packed([full()])
    said["projects"][0]["milestones"][1]["dueDate"] = "2021-02-08"
    assert faults(schema, said) == ["['projects', 0, 'milestones', 1, 'dueDate'] '2021-02-08' is not a 'date-time'"]


@pytest.mark.parametrize("stage", [stage.value for stage in Stage])
def test_every_stage_has_its_status(schema: jsonschema.Draft4Validator, stage: str):
    assert faults(schema, packed([full(stage=stage)])) == []
    assert project(full(stage=stage, side=Side.LOST), prefix="x", as_of="2021-10-08")["status"] == "cancelled"


def test_of_the_smallest_line_the_number_is_enough(schema: jsonschema.Draft4Validator):
    assert faults(schema, packed([{"number": "LD-P-1"}])) == []


@pytest.mark.django_db
def test_every_project_of_the_live_library_validates(schema: jsonschema.Draft4Validator):
    with time_machine.travel(local(2021, 10, 8, 10), tick=False):
        people = Projecting(Cast())
        by = Viewer.of(people.owner)
        data = book(("续建项目", [row(1), row(2)]), ("前期项目", [row(3, sector="交通")]))
        import_book(viewer=by, book=read_book(viewer=by, data=data, file_name="b.xlsx", as_of=date(2021, 9, 30)))
    said = packed(lines(Project.objects.all()))
    assert faults(schema, said) == []
    assert [one["status"] for one in said["projects"]] == ["implementation", "implementation", "preparation"]
    assert said["projects"][0]["budget"] == {"amount": {"amount": 250_000_000, "currency": "CNY"}}
