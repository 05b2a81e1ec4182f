"""An edition from its round to its files: what it counts, who may do what, what stands in it."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import openpyxl
import pypdfium2
import pytest
from django.utils import timezone
from docx import Document

from luodi.bulletin.actions.previewing import correct_line
from luodi.bulletin.actions.publishing import erratum, find_errata, publish
from luodi.bulletin.drawing.files import file_bytes
from luodi.bulletin.models import Edition, EditionFile, EditionLine, Erratum, LineCorrection
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.projects.actions.correcting import correct
from luodi.projects.models import Project, Report
from tests.cast import Cast, local
from tests.projecting import MILLION
from tests.publishing import Publishing, at_the_desk
from tests.stories.watching import look


@pytest.fixture
def desk(cast: Cast):
    with at_the_desk(cast) as people:
        yield people


def three(desk: Publishing) -> Edition:
    """One in time, one late, one silent and not public; previewed on the working day after the round ended."""
    one = desk.planned("港区冷链基地", started_on=local(2020, 5, 1).date(), stage="building")
    two = desk.planned("东城电池厂", owner=desk.east_owner)
    desk.planned("不公开项目", is_public=False)
    round_ = desk.round()
    desk.reported(one, round_, 10 * MILLION, percent=30, words="桩基完成，联系 13912345678")
    desk.reported(two, round_, 5 * MILLION, at=round_.due + timedelta(hours=3))
    desk.clock.move_to(local(2021, 1, 26, 10))
    return desk.previewed(round_)


def figure(edition: Edition, code: str) -> dict:
    return next(one for one in edition.figures if one["code"] == code and not one["group"])


def test_figures_follow_from_the_editions_own_lines(desk: Publishing):
    edition = three(desk)
    assert (edition.done, edition.of) == (3, 3)
    assert figure(edition, "projects")["value"] == "3"
    assert figure(edition, "completion")["value"] == "12.5"  # 15 of 120 million
    assert figure(edition, "ahead")["value"] == "4.17"  # 12.50 % at one month of twelve
    rate = figure(edition, "reported")
    assert (rate["value"], rate["numerator"], rate["denominator"]) == ("66.7", 2, 3)
    missing = EditionLine.objects.get(edition=edition, missing=True)
    assert figure(edition, "missing")["lines"] == str(missing.position)
    assert {note["code"] for note in edition.notes} == {"missing", "late"}


def test_a_line_holds_no_person_and_no_internal_column(desk: Publishing):
    edition = three(desk)
    line = EditionLine.objects.get(edition=edition, values__title="港区冷链基地")
    assert line.values["words"] == "桩基完成，联系 ***"
    assert set(line.values) <= set(edition.redaction["columns"])
    assert not {"owner", "sponsor_name", "light", "confidence"} & set(line.values)


def test_owners_hear_of_the_window_and_correct_their_own_line(desk: Publishing):
    edition = three(desk)
    told = Notice.objects.filter(code="edition_preview", channel="page")
    assert {(one.reader, one.subject) for one in told} == {
        (desk.owner, EditionLine.objects.filter(edition=edition, project__duty__owner=desk.owner.post).first().number),
        (desk.east_owner, EditionLine.objects.get(edition=edition, values__title="东城电池厂").number),
    }
    line = EditionLine.objects.get(edition=edition, values__title="港区冷链基地")
    told = {"values": {"invested": 12 * MILLION}, "reason": "补记"}
    with pytest.raises(Refused, match="您的岗位不能办"):
        correct_line(viewer=Viewer.of(desk.checker), number=edition.number, line=line.pk, **told)
    correct_line(viewer=Viewer.of(desk.owner), number=edition.number, line=line.pk, **told)
    kept = LineCorrection.objects.get()
    assert (kept.field, kept.old, kept.new) == ("period_invested", "10000000", "12000000")
    assert Report.objects.counting().get(project=line.project_id).invested == 12 * MILLION
    assert Project.objects.get(pk=line.project_id).year_done == 12 * MILLION
    assert figure(desk.again(edition), "year_done")["value"] == str(17 * MILLION)
    assert Event.objects.filter(subject=edition.number, code="line_corrected").exists()
    desk.clock.move_to(local(2021, 1, 29, 10))
    with pytest.raises(Refused, match="更正期"):
        correct_line(viewer=Viewer.of(desk.owner), number=edition.number, line=line.pk, **told)


def test_it_is_published_after_the_window_by_another_person(desk: Publishing):
    edition = three(desk)
    with pytest.raises(Refused, match="更正期还没有结束"):
        publish(viewer=Viewer.of(desk.approver), number=edition.number)
    desk.clock.move_to(edition.window_ends)
    with pytest.raises(Refused, match="不能自己批准"):
        publish(viewer=Viewer.of(desk.publisher), number=edition.number)
    with pytest.raises(Refused, match="您的岗位不能办"):
        publish(viewer=Viewer.of(desk.owner), number=edition.number)
    edition = desk.published(edition)
    assert (edition.year, edition.issue) == (2021, 1)
    assert Event.objects.get(subject=edition.number, code="published").facts["checksum"] == edition.checksum


def test_who_approved_before_the_watch_looked_is_not_asked_to_approve(desk: Publishing):
    edition = three(desk)
    desk.clock.move_to(edition.window_ends)
    desk.published(edition)
    look(timezone.now())
    assert not Notice.objects.filter(code="edition_to_approve").exists()
    ended = Deadline.objects.filter(duty=edition.duty).values_list("kind", "outcome")
    assert dict(ended)["window"] == "kept"
    assert not Deadline.objects.filter(duty=edition.duty, stopped=None).exists()


def test_its_files_say_the_same_and_hold_nothing_that_runs(desk: Publishing):
    edition = three(desk)
    desk.clock.move_to(edition.window_ends)
    edition = desk.published(edition)
    files = {one.kind: file_bytes(one) for one in EditionFile.objects.filter(edition=edition)}
    assert set(files) == {"json", "xlsx", "docx", "pdf", "oc4ids"}
    shared = json.loads(files["oc4ids"])["projects"]
    assert [one["title"] for one in shared] == ["东城电池厂", "港区冷链基地"]
    assert shared[1]["metrics"][0]["observations"][0]["measure"] == 30
    assert hashlib.sha256(files["json"]).hexdigest() == edition.checksum
    said = json.loads(files["json"])
    assert [line["title"] for line in said["lines"]] == ["东城电池厂", "港区冷链基地"]
    assert said["not_public"] == 1
    assert "不公开项目" not in files["json"].decode()
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert [cell.value for cell in book["项目"]["C"]] == ["项目名称", "东城电池厂", "港区冷链基地"]
    pages = pypdfium2.PdfDocument(files["pdf"])
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "12.5%" in text
    assert "抄送" in text
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as packed:
        names = packed.namelist()
        assert not [name for name in names if "vba" in name.lower() or "embeddings" in name]
        relations = b"".join(packed.read(name) for name in names if name.endswith(".rels"))
        assert b'TargetMode="External"' not in relations
        assert "方正小标宋简体" in packed.read("word/document.xml").decode()
        assert '<w:altName w:val="仿宋"/>' in packed.read("word/fontTable.xml").decode()
        instructions = packed.read("word/footer1.xml").decode()
        assert instructions.count("instrText") == 2
        assert "PAGE" in instructions
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(files["docx"])).paragraphs)
    assert "应报送重点项目 3 个" in words
    assert "2021 年第 1 期" in words


def test_a_correction_after_publication_is_an_erratum_and_stands_in_the_next_edition(desk: Publishing):
    edition = three(desk)
    desk.clock.move_to(edition.window_ends)
    edition = desk.published(edition)
    line = EditionLine.objects.get(edition=edition, values__title="东城电池厂")
    desk.clock.shift(timedelta(hours=1))
    told = {"values": {"invested": 6 * MILLION}, "reason": "漏报设备款"}
    correct(viewer=Viewer.of(desk.checker), number=line.number, report=line.report_id, **told)
    assert find_errata(timezone.now()) == 1
    assert find_errata(timezone.now()) == 0
    found = Erratum.objects.get()
    assert (found.edition, found.field, found.old, found.new) == (edition, "period_invested", "5000000", "6000000")
    assert figure(desk.again(edition), "year_done")["value"] == str(15 * MILLION)  # what was published stands


def test_who_has_no_right_corrects_no_published_figure(desk: Publishing):
    edition = three(desk)
    desk.clock.move_to(edition.window_ends)
    desk.published(edition)
    line = EditionLine.objects.get(edition=edition, values__title="港区冷链基地")
    told = {"line": line.pk, "field": "year_done", "new": "1", "reason": "改"}
    with pytest.raises(Refused, match="您的岗位不能办"):
        erratum(viewer=Viewer.of(desk.owner), number=edition.number, **told)
    assert not Erratum.objects.exists()
    erratum(viewer=Viewer.of(desk.publisher), number=edition.number, **told)
    assert Erratum.objects.get().old == "10000000"
