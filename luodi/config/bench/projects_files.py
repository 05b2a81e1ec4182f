"""A book of projects read beside the library, imported, and the library taken away: seconds."""

import io
import random
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from luodi.config.bench.figures import Figure
from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.projects import export
from luodi.projects.actions.importing import import_book, read_book
from luodi.projects.models import Project
from luodi.projects.oc4ids import package
from luodi.projects.oc4ids.live import lines

DRY_RUN, OPEN_DATA = 15, 30  # s
GROUPS = ("基本情况", *(None,) * 8, "投资情况（万元）", *(None,) * 5, "计划时间", None, "进度")
HEADINGS = (
    *("序号", "项目名称", "项目代码", "投资主体", "区市", "所属领域", "建设地点", "当前阶段", "建设内容"),
    *("总投资", "年度计划投资", "上年底累计完成投资", "本月完成投资", "年初至今完成投资", "累计完成投资"),
    *("计划开工时间", "计划竣工时间", "形象进度"),
)


def book(rows: int) -> Iterator[Figure]:
    """A workbook of so many rows: dry run, import, and a second dry run that finds each of them."""
    viewer, data = _dispatcher(), _workbook(rows)
    begun, busy = time.perf_counter(), time.process_time()
    read = read_book(viewer=viewer, data=data, file_name="bench.xlsx")
    yield _figure(f"dry run of a workbook of {rows:,} rows", begun, busy, DRY_RUN)
    begun, busy = time.perf_counter(), time.process_time()
    import_book(viewer=viewer, book=read)
    yield _figure(f"its import, {rows:,} new projects", begun, busy)
    begun, busy = time.perf_counter(), time.process_time()
    read_book(viewer=viewer, data=data, file_name="again.xlsx")
    yield _figure(f"dry run of the same {rows:,} rows once they are there", begun, busy, DRY_RUN)


def oc4ids(projects: int) -> Iterator[Figure]:
    """Open data of so many projects, and as many rows of a table."""
    newest = Project.objects.order_by("-pk").values("pk")[:projects]
    begun, busy = time.perf_counter(), time.process_time()
    found = lines(Project.objects.filter(pk__in=list(newest.values_list("pk", flat=True))))
    size = sum(len(piece.encode()) for piece in package(found, "bench", timezone.now(), uri="https://bench.example/"))
    yield _figure(f"OC4IDS of {projects:,} projects, {size / 1e6:.0f} MB, streamed", begun, busy, OPEN_DATA)
    begun, busy = time.perf_counter(), time.process_time()
    export.workbook(_dispatcher(), export.USUAL, {}, timezone.now())
    yield _figure("export of the library as a workbook", begun, busy)


def _figure(name: str, begun: float, busy: float, bar: float = 0) -> Figure:
    return Figure(name, "s", time.perf_counter() - begun, time.process_time() - busy, bar)


def _dispatcher() -> Viewer:
    held = Post.objects.held(timezone.now()).filter(role=Post.Role.DISPATCHER).select_related("user").order_by("id")
    return Viewer.of(next(post.user for post in held if "project" in post.remit))


def _workbook(rows: int) -> bytes:
    made, drawn = Workbook(write_only=True), random.Random(5)
    sheet = made.create_sheet("重点项目")
    districts = list(Territory.objects.filter(level=Territory.Level.DISTRICT).values_list("name", flat=True))
    now = timezone.now()
    for line in (["重点项目进展情况表"], GROUPS, HEADINGS):
        sheet.append(list(line))
    for number in range(1, rows + 1):
        sheet.append(_line(number, drawn.choice(districts), drawn, now))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _line(number: int, district: str, drawn: random.Random, now: datetime) -> list[Any]:
    total = drawn.randint(5_000, 300_000)
    plan, before = total // 4, total // 5
    month, done = plan // 12, plan // 2
    return [
        *(number, f"基准项目{number}号基地", f"{now.year}-370211-36-03-{number:06d}", f"远望实业{number}有限公司"),
        *(district, drawn.choice(("制造业", "服务业", "交通")), f"{district}{number}号地块", "在建"),
        *("建设厂房两栋，购置生产线三条", total, plan, before, month, done, before + done),
        *(f"{now.year - 1}年{number % 12 + 1}月", f"{now.year + 1}年{number % 12 + 1}月底", f"{done * 100 // total}%"),
    ]
